import type { Dialog } from "../dialog.ts";
import { toldOf } from "./certification.ts";
import type { Clause } from "./clauses.ts";
import { saysAnyOf } from "./phrases.ts";
import { editDistance } from "./spelling.ts";
import { normalise } from "./text.ts";
import type { Token } from "./tokens.ts";
import type { Words } from "./words.ts";

/** The words of the certification that a text names, in normal form. */
export function nameIn(
  dialog: Dialog,
  plain: string,
  tokens: readonly Token[],
): ReadonlySet<string> {
  const [match] = dialog.catalogue.find(plain);
  const { value, used } = toldOf(dialog, plain, tokens);
  const spelledOut = normalise(value.name ?? "").split(" ");
  // "GH-300 for a promotion": what a known one is for is no part of its name.
  const purpose = match
    ? spelledOut.findIndex((word) => dialog.words.phrases.leadIns.has(word))
    : -1;
  const own = purpose > 0 ? spelledOut.slice(0, purpose) : spelledOut;
  const prices = used.flatMap(({ start, end }) =>
    tokens.slice(start, end).map(({ normal }) => normal),
  );
  const listed = normalise(match?.name ?? "").split(" ");
  const spelled = [...listed, ...own].filter((word) => word !== "");
  return new Set([...spelled, ...prices, ...dialog.words.phrases.called]);
}

/** A clause, or what is left of it. */
export interface Stretch extends Clause {
  /** So little is left that only a phrase of an option says anything. */
  readonly isThin?: boolean;
}

/** A clause without the words of a name. */
export function withoutName(
  { tokens, start }: Clause,
  named: ReadonlySet<string>,
  words: Words,
): readonly Stretch[] {
  const isName = ({ normal, type }: Token) => type === "mark" || isNear(normal, named);
  const from = tokens.findIndex((token) => !isName(token));
  const until = tokens.findLastIndex((token) => !isName(token));
  const rest = from < 0 ? [] : tokens.slice(from, until + 1);
  const own = rest.filter((token) => !isName(token));
  if (saysAnyOf(words.phrases.freeOfCharge, tokens)) return [];
  const { fillers, phrases } = words;
  const telling = own.filter(
    ({ normal }) => !fillers.has(normal) && !phrases.programmeNouns.has(normal),
  );
  const content = telling.filter(
    ({ normal, type }) => type !== "number" && !phrases.nameJoints.has(normal),
  );
  if (content.length === 0 || telling.length < 2) return [];
  return [{ tokens: rest, start: start + from, isThin: content.length < 2 }];
}

function isNear(word: string, named: ReadonlySet<string>): boolean {
  return (
    named.has(word) ||
    (word.length > 4 && [...named].some((name) => editDistance(word, name, 1) <= 1))
  );
}
