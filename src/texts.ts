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

/**
 * Days are said without a time zone of their own: the engine counts in UTC. A moment names it: people of one round live in
 * several zones, and a day alone is over for some of them hours before it is for others.
 */
const FORMATS = {
  date: {
    day: { day: "numeric", month: "short", timeZone: "UTC" },
    number: { day: "numeric", timeZone: "UTC" },
    month: { month: "short", year: "numeric", timeZone: "UTC" },
    year: { year: "numeric", timeZone: "UTC" },
    named: { day: "numeric", month: "long", timeZone: "UTC" },
    monthName: { month: "long", timeZone: "UTC" },
    moment: {
      day: "numeric",
      month: "short",
      hour: "2-digit",
      minute: "2-digit",
      hourCycle: "h23",
      timeZone: "UTC",
      timeZoneName: "short",
    },
  },
} as const;

/** Makes a speaker of messages whose format was checked. */
export function createSpeaker(locale: string, messages: Messages): Speaker {
  const compiled = new Map<string, Format>();
  const compile = (name: string): Format => {
    let format = compiled.get(name);
    if (!format) {
      format = toFormat(messages.get(name) ?? name, locale, plain);
      compiled.set(name, format);
    }
    return format;
  };
  const plain = (value: TextValue) => (typeof value === "object" ? say(value) : value);
  const say = ({ text, values = {} }: Text): string => compile(text)(values);
  function speak<Value>(value: Value): Said<Value>;
  function speak(value: unknown): unknown {
    if (typeof value !== "object" || value === null) return value;
    if (Array.isArray(value)) return value.map((item: unknown) => speak(item));
    if (isText(value)) return say(value);
    // A reply holds dozens of objects: copying one as it is and saying what it holds takes half of making it anew.
    const said: Record<string, unknown> = { ...value };
    for (const key in said) {
      const inner = said[key];
      // What a button does is carried unread, and says nothing.
      if (typeof inner === "object" && key !== "event") said[key] = speak(inner);
    }
    return said;
  }
  return { locale, say, speak };
}

/** Says one message with the values it names. @throws {Error} when one is missing */
type Format = (values: NonNullable<Text["values"]>) => string;

/** Most messages only name values, if any: joining what is between them takes a tenth of what formatting takes. */
function toFormat(
  message: string,
  locale: string,
  plain: (value: TextValue) => string | number,
): Format {
  // An apostrophe quotes a brace or an angle bracket; two stand for one.
  const isPlain = /^(?:[^{}']|'(?!['{}<>])|\{\w+\})*$/u.test(message);
  if (!isPlain) {
    const format = new IntlMessageFormat(message, locale, FORMATS);
    return (values) => {
      const said: Record<string, string | number> = {};
      for (const [name, value] of Object.entries(values)) said[name] = plain(value);
      return String(format.format(said));
    };
  }
  const [start = "", ...rest] = message.split(/\{(\w+)\}/u);
  if (rest.length === 0) return () => message;
  return (values) => {
    let said = start;
    for (let at = 0; at < rest.length; at += 2) {
      const [name = "", after = ""] = [rest[at], rest[at + 1]];
      const value = values[name];
      if (value === undefined)
        throw new RangeError(`Could not say "${message}": {${name}} is missing`);
      said += `${plain(value)}${after}`;
    }
    return said;
  };
}

function isText(value: object): value is Text {
  if (!("text" in value) || typeof value.text !== "string") return false;
  for (const key in value) if (key !== "text" && key !== "values") return false;
  return true;
}
