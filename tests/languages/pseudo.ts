import type { LoadedDialog } from "../../src/dialogs.ts";
import type { Text, TextValue } from "../../src/engine/reply.ts";
import type { Said, Speaker } from "../../src/texts.ts";

/** What each language puts around each of its texts. */
const MARKS: Readonly<Record<string, readonly [string, string]>> = {
  de: ["⟦", "⟧"],
  en: ["⟪", "⟫"],
};

/** The same dialog in languages that say the same words between other marks: every text shows in which language it was said. */
export function toPseudo(loaded: LoadedDialog): LoadedDialog {
  const { dialog, speaker, asks } = loaded.in("");
  const languages = Object.keys(MARKS).map((locale) => {
    const words = { ...dialog.words, locale };
    const own = { ...dialog, words };
    return [locale, { dialog: own, speaker: createPseudoSpeaker(speaker, locale), asks }] as const;
  });
  const known = new Map(languages);
  const first = known.get("en") ?? { dialog, speaker, asks };
  return {
    ...loaded,
    locales: [...known.keys()],
    in: (locale) => known.get(locale.slice(0, 2)) ?? first,
  };
}

function createPseudoSpeaker(speaker: Speaker, locale: string): Speaker {
  const [begin, end] = MARKS[locale] ?? ["", ""];
  const say = ({ text, values = {} }: Text): string => {
    const said = Object.entries(values).map(([name, value]) => [name, plain(value)]);
    return `${begin}${speaker.say({ text, values: Object.fromEntries(said) })}${end}`;
  };
  const plain = (value: TextValue) => (typeof value === "object" ? say(value) : value);
  function speak<Value>(value: Value): Said<Value>;
  function speak(value: unknown): unknown {
    if (typeof value !== "object" || value === null) return value;
    if (Array.isArray(value)) return value.map((item: unknown) => speak(item));
    if (isText(value)) return say(value);
    return Object.fromEntries(
      Object.entries(value).map(([name, inner]) => [name, name === "event" ? inner : speak(inner)]),
    );
  }
  return { locale, say, speak };
}

function isText(value: object): value is Text {
  const names = Object.keys(value).filter((name) => name !== "values");
  return names.length === 1 && "text" in value && typeof value.text === "string";
}

/** What is left of a text without everything that this language says; a text that was cut has no end mark. */
export function notIn(locale: string, text: string): string {
  const [begin = "", end = ""] = MARKS[locale] ?? [];
  let depth = 0;
  let left = "";
  for (const char of text) {
    if (char === begin) depth += 1;
    else if (char === end) depth = Math.max(0, depth - 1);
    else if (depth === 0) left += char;
  }
  return left;
}
