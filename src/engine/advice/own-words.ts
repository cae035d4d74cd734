import type { Conversation } from "../conversation.ts";
import type { Dialog } from "../dialog.ts";
import { say } from "../reply.ts";
import type { Text } from "../reply.ts";
import { retell } from "./retell.ts";
import type { Retold } from "./retell.ts";

/** A clause of the person, said back to them. */
export interface OwnClause {
  readonly about: string;
  readonly retold: Retold;
}

/** The clauses that can be said back, newest last; of the same words one. */
export function ownClauses(dialog: Dialog, { clauses = [] }: Conversation): readonly OwnClause[] {
  const told = new Set<string>();
  return clauses.flatMap(({ about, text }) => {
    if (about === undefined) return [];
    const retold = isWhole(text) ? retell(text, dialog.words) : undefined;
    if (retold === undefined || told.has(retold.text)) return [];
    // "Partner in Warsaw" says what was meant beside its question alone.
    if (retold.form === "phrase" && about !== USE) return [];
    told.add(retold.text);
    return [{ about, retold }];
  });
}

/** No quotation and no bracket that is cut in two. */
export function isWhole(text: string): boolean {
  const count = (signs: RegExp) => text.match(signs)?.length ?? 0;
  return count(/["“”„]/gu) % 2 === 0 && count(/[([]/gu) === count(/[)\]]/gu);
}

/** As a sentence of its own; a use may be named by its place or its thing alone. */
export function sentenceOf(dialog: Dialog, { about, retold }: OwnClause): Text {
  const { form, text } = retold;
  const { retelling } = dialog.words;
  const words = text.toLowerCase().split(" ");
  const [first = ""] = words;
  if (about === USE && retelling) {
    const isPlace = retelling.leads.has(first) && !retelling.determiners.has(first);
    // "In the reports you write" is a place, and "from January you write reports" a sentence.
    const isDated = form === "statement" && !retelling.determiners.has(words[1] ?? "");
    if (isPlace && !isDated) return say("advice.own.use-there", { words: text });
    if (form === "phrase" || retelling.nouns.deedEnds.some((end) => first.endsWith(end)))
      return say("advice.own.use", { words: text });
  }
  return form === "phrase"
    ? say("advice.own.use", { words: text })
    : say("advice.own.statement", { words: text.charAt(0).toUpperCase() + text.slice(1) });
}

/** The question that asks for a use. */
export const USE = "use";

/** What decides and stands nowhere else, in one sentence: a screen has room for two of them. */
export function alsoSaid(told: readonly string[], clauses: readonly OwnClause[]): Text | undefined {
  const [first, second] = clauses
    .filter(({ retold, about }) => retold.form === "statement" && told.includes(about))
    .toSorted((a, b) => told.indexOf(a.about) - told.indexOf(b.about))
    .map(({ retold }) => retold.text);
  if (first === undefined) return undefined;
  return second === undefined
    ? say("advice.own.also", { first })
    : say("advice.own.also-two", { first, second });
}
