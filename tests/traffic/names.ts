/** Calls people, channels and messages by names that are the same each time. */
export interface Names {
  know(id: string, name: string): void;
  of(id: string): string;
  /** Messages are numbered in the order they come. */
  message(id: string): string;
  /** The beginning of the first line of what was said. */
  said(words: string): string;
}

const SAID_CHARS = 60;

/** Knows nobody yet. */
export function createNames(): Names {
  const known = new Map<string, string>();
  const messages = new Map<string, string>();
  return {
    know: (id, name) => void known.set(id, name),
    of: (id) => known.get(id) ?? messages.get(id) ?? "elsewhere",
    message: (id) => {
      const name = messages.get(id) ?? `message ${messages.size + 1}`;
      messages.set(id, name);
      return name;
    },
    said: (words) => {
      const [first = ""] = words.split("\n");
      const plain = [...known].reduce((text, [id, name]) => text.replaceAll(id, name), first);
      return plain.length > SAID_CHARS ? `${plain.slice(0, SAID_CHARS)}…` : plain;
    },
  };
}
