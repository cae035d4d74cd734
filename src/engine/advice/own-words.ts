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
    const retold = retell(text, dialog.words);
    if (retold === undefined || told.has(retold.text)) return [];
    told.add(retold.text);
    return [{ about, retold }];
  });
}

/** As a sentence of its own. A phrase says what it is about: a use, or something that was mentioned. */
export function sentenceOf(dialog: Dialog, { about, retold: { form, text } }: OwnClause): Text {
  if (form === "statement")
    return say("advice.own.statement", { words: text.charAt(0).toUpperCase() + text.slice(1) });
  if (about !== USE) return say("advice.own.phrase", { words: text });
  const [first = ""] = text.toLowerCase().split(" ");
  const isPlace = dialog.words.retelling?.leads.has(first) ?? false;
  return say(isPlace ? "advice.own.use-there" : "advice.own.use", { words: text });
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
