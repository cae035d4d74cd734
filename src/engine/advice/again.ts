import { say } from "../reply.ts";
import type { Text, TextValue } from "../reply.ts";
import type { Casebook } from "./casebook.ts";

/** Says texts one after another: what a slot names the second time is "that work" and the like. */
export interface Teller {
  /** The text as it is said after those before it. */
  tell(text: Text): Text;
  /** A slot was named in words of the person. */
  named(slot: string): void;
}

/** Begins a screen on which nothing was named yet. */
export function createTeller({ slots }: Casebook): Teller {
  const named = new Set<string>();
  const tell = (text: Text): Text => {
    if (!text.values) return text;
    const values: Record<string, TextValue> = { ...text.values };
    for (const [name, value] of Object.entries(text.values)) {
      if (slots.get(name)?.again !== true) {
        if (typeof value === "object" && !isCapital(name)) values[name] = tell(value);
        continue;
      }
      if (named.has(name)) {
        const capital = `${name.charAt(0).toUpperCase()}${name.slice(1)}`;
        values[name] = say(`again.${name}`);
        values[capital] = say(`again.${capital}`);
      }
      named.add(name);
    }
    return { text: text.text, values };
  };
  return { tell, named: (slot) => named.add(slot) };
}

function isCapital(name: string): boolean {
  return /^[A-Z]/u.test(name);
}
