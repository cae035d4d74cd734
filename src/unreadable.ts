import type { z } from "zod";

/** What is stored cannot be read: broken JSON, or a shape this version does not know. It names what, and never its content. */
export class Unreadable extends Error {
  override readonly name = "Unreadable";
}

/**
 * Reads what was stored as JSON.
 *
 * @param what - What it is, for the message.
 * @throws {Unreadable} when it is no JSON, or of another shape
 */
export function readStored<Stored>(text: string, shape: z.ZodType<Stored>, what: string): Stored {
  const { success, data } = shape.safeParse(parse(text, what));
  if (!success) throw new Unreadable(`Could not read ${what}: it has another shape`);
  return data;
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

function parse(text: string, what: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // The parser's own message quotes what it read.
    throw new Unreadable(`Could not read ${what}: it is no JSON`);
  }
}
