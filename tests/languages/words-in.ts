import { isPart, textOf } from "../screens/stage.ts";

/** Where platforms keep what people read. */
const READ = ["text", "content", "label", "placeholder", "description", "title", "alt_text"];

/** Everything that people read of what a platform was sent, or of a page of a terminal. */
export function wordsIn(drawn: unknown): readonly string[] {
  if (typeof drawn === "string") return linesIn(drawn);
  if (Array.isArray(drawn)) return drawn.flatMap((one: unknown) => wordsIn(one));
  if (!isPart(drawn)) return [];
  // A person who is named breaks a sentence into pieces there.
  if (isSentence(drawn["type"]) && Array.isArray(drawn["elements"]))
    return [
      drawn["elements"].map((one: unknown) => (isPart(one) ? textOf(one["text"]) : "")).join(""),
    ];
  return Object.entries(drawn).flatMap(([name, value]) => {
    if (typeof value !== "string") return wordsIn(value);
    return READ.includes(name) ? [value] : [];
  });
}

function isSentence(type: unknown): boolean {
  return textOf(type).startsWith("rich_text_") && type !== "rich_text_list";
}

/** A page without what was typed, and without keys. */
function linesIn(page: string): readonly string[] {
  return page.split(/\n\n+/u).filter((paragraph) => !paragraph.startsWith(">"));
}
