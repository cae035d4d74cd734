import type { z } from "zod";

/** What is stored cannot be read: broken JSON, or a shape this version does not know. It names what, and never its content. */
export class Unreadable extends Error {
  override readonly name = "Unreadable";
}

/**
 * Checks what was stored as JSON and gives it back as it stands, with all that the shape does not speak of.
 *
 * @throws {Unreadable} when it is no JSON, or of another shape
 */
export function readStored<Stored>(text: string, shape: z.ZodType, what: string): Stored {
  const value: Stored = parse(text, what);
  if (!shape.safeParse(value).success)
    throw new Unreadable(`Could not read ${what}: it has another shape`);
  return value;
}

/** What `read` gives; undefined where that is unreadable. */
export function ifReadable<Value>(read: () => Value): Value | undefined {
  try {
    return read();
  } catch (error) {
    if (error instanceof Unreadable) return undefined;
    throw error;
  }
}

function parse<Stored>(text: string, what: string): Stored {
  try {
    const value: Stored = JSON.parse(text);
    return value;
  } catch {
    // The parser's own message quotes what it read.
    throw new Unreadable(`Could not read ${what}: it is no JSON`);
  }
}
