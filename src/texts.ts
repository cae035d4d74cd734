import { IntlMessageFormat } from "intl-messageformat";
import type { Text, TextValue } from "./engine/reply.ts";

/** Texts by name, in ICU message format. */
export type Messages = ReadonlyMap<string, string>;

/** The same value with every `Text` in it said. */
export type Said<Value> = Value extends Text
  ? string
  : Value extends readonly (infer Item)[]
    ? readonly Said<Item>[]
    : Value extends object
      ? { readonly [Key in keyof Value]: Said<Value[Key]> }
      : Value;

/** Says texts in one language. */
export interface Speaker {
  readonly locale: string;
  /** One text. A name that is missing is said as it is, so that nothing stays silent. */
  say(text: Text): string;
  /** A whole reply, or anything else that holds texts. */
  speak<Value>(value: Value): Said<Value>;
}

/** Days are said without a time zone of their own: the engine counts in UTC. */
const FORMATS = { date: { day: { day: "numeric", month: "short", timeZone: "UTC" } } } as const;

/** Makes a speaker of messages whose format was checked. */
export function createSpeaker(locale: string, messages: Messages): Speaker {
  const compiled = new Map<string, IntlMessageFormat | string>();
  const compile = (name: string) => {
    const known = compiled.get(name);
    if (known !== undefined) return known;
    const message = messages.get(name) ?? name;
    const made = /[{}']/u.test(message) ? new IntlMessageFormat(message, locale, FORMATS) : message;
    compiled.set(name, made);
    return made;
  };
  const plain = (value: TextValue) => (typeof value === "object" ? say(value) : value);
  const say = (text: Text): string => {
    const message = compile(text.text);
    if (typeof message === "string") return message;
    const values = Object.fromEntries(
      Object.entries(text.values ?? {}).map(([key, value]) => [key, plain(value)]),
    );
    return String(message.format(values));
  };
  function speak<Value>(value: Value): Said<Value>;
  function speak(value: unknown): unknown {
    if (typeof value !== "object" || value === null) return value;
    if (Array.isArray(value)) return value.map((item: unknown) => speak(item));
    if (isText(value)) return say(value);
    return Object.fromEntries(
      Object.entries(value).map(([key, inner]: [string, unknown]) => [key, speak(inner)]),
    );
  }
  return { locale, say, speak };
}

function isText(value: object): value is Text {
  if (!("text" in value) || typeof value.text !== "string") return false;
  return Object.keys(value).every((key) => key === "text" || key === "values");
}
