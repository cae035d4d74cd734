import { isBlank, optionOf } from "../answers.ts";
import type { Question } from "../dialog.ts";
import {
  TOPIC,
  beforeNot,
  readChange,
  readChanged,
  readNamedValue,
  readWrong,
  topicOf,
} from "./changes.ts";
import type { Correction } from "./changes.ts";
import { mentionedIn } from "./choices.ts";
import { toClauses } from "./clauses.ts";
import { findFacts } from "./facts.ts";
import { modelsOf } from "./models.ts";
import { readAnswer, readCertain, readExactly } from "./own.ts";
import type { Heard, Screen } from "./own.ts";
import { phraseLength, phrasesStartAt } from "./phrases.ts";
import { openingEnd, saysRepair, trimEnds } from "./repairs.ts";
import { certainHere, readRestated, readSecond, readSwap } from "./second-thoughts.ts";
import type { Token } from "./tokens.ts";
import type { Words } from "./words.ts";

/**
 * Reads what a text takes back: "no wait, I meant 2 hours", "2h… no, 3h", "5, sorry 4", "not my employer, me", "my last
 * answer should have been partly".
 */
export function readCorrection(
  screen: Screen,
  plain: string,
  tokens: readonly Token[],
): Correction | undefined {
  const { words } = screen.dialog;
  const last = afterLast(screen, plain, tokens);
  if (last) return last;
  const swapped = readSwap(screen, plain, tokens) ?? readRestated(screen, plain, tokens);
  if (swapped) return swapped;
  const wrong = readWrong(screen, tokens);
  if (wrong) return wrong;
  const opening = openingEnd(tokens, screen);
  if (opening > 0) {
    const rest = trimEnds(withoutClosing(tokens.slice(opening), words), words);
    if (rest.length === 0) return { type: "repair" };
    return (
      correctionIn(screen, plain, rest) ??
      contradiction(screen, plain, rest) ?? { type: "rest", tokens: rest }
    );
  }
  const second = readSecond(screen, plain, tokens);
  if (second) return second;
  return (
    repairClause(screen, plain, tokens) ??
    contradiction(screen, plain, tokens) ??
    deniedAmount(screen, plain, tokens)
  );
}

/** "I don't have 4 hours, who has that with twins": the amount that was answered, denied, and no other. */
function deniedAmount(
  screen: Screen,
  plain: string,
  tokens: readonly Token[],
): Correction | undefined {
  const { words } = screen.dialog;
  for (const question of screen.others) {
    const given = screen.answers[question.id];
    if (question.kind !== "duration" || typeof given !== "object" || !("amount" in given)) continue;
    for (const clause of toClauses(tokens, words)) {
      const at = clause.tokens.findIndex(({ normal }) => words.negations.has(normal));
      if (at < 0) continue;
      // "That was per month, not per week."
      const { perWeek, perMonth, perDay } = words.phrases;
      if ([perWeek, perMonth, perDay].some((list) => phrasesStartAt(list, clause.tokens, at + 1)))
        return { type: "edit", question: question.id };
      const heard = readCertain(screen, question, plain, clause.tokens);
      const { answer } = heard ?? {};
      const isSame =
        typeof answer === "object" && "amount" in answer && answer.amount === given.amount;
      if (heard && isSame && isTelling(heard, clause.tokens, screen))
        return { type: "edit", question: question.id };
    }
  }
  return undefined;
}

/** "Oops, 5 hours I meant" without the words that only take back. */
function withoutClosing(tokens: readonly Token[], { phrases }: Words): readonly Token[] {
  const at = tokens.findIndex((_, start) => {
    const length = phraseLength(phrases.repairs, tokens, start);
    return start > 0 && length > 0 && start + length === tokens.length;
  });
  return at < 0 ? tokens : tokens.slice(0, at);
}

/** "I tapped the wrong thing, I want to get promoted": a clause at either end that says nothing but that. */
function repairClause(
  screen: Screen,
  plain: string,
  tokens: readonly Token[],
): Correction | undefined {
  const { words } = screen.dialog;
  const clauses = toClauses(tokens, words);
  const [first, last] = [clauses[0], clauses.at(-1)];
  if (!first || !last || first === last) return undefined;
  const isFirst = saysRepair(first.tokens, words);
  if (!isFirst && !saysRepair(last.tokens, words)) return undefined;
  const end = first.start + first.tokens.length;
  const rest = trimEnds(isFirst ? tokens.slice(end) : tokens.slice(0, last.start), words);
  if (rest.length === 0) return undefined;
  return correctionIn(screen, plain, rest) ?? { type: "rest", tokens: rest };
}

/** "My last answer should have been partly", "ignore my last answer, I do use it every week". */
function afterLast(
  screen: Screen,
  plain: string,
  tokens: readonly Token[],
): Correction | undefined {
  const { words, questions } = screen.dialog;
  const at = tokens.findIndex((_, index) =>
    phrasesStartAt(words.phrases.lastAnswer, tokens, index),
  );
  if (at < 0) return undefined;
  const id = questions
    .map((question) => question.id)
    .findLast((one) => screen.answers[one] !== undefined && one !== screen.question?.id);
  const question = questions.find((one) => one.id === id);
  if (id === undefined || !question) return { type: "repair" };
  const rest = trimEnds(tokens.slice(at + 3), words);
  for (let from = 0; from < Math.min(rest.length, 5); from += 1) {
    const exact = readExactly({ ...screen, shown: undefined }, question, rest.slice(from));
    if (exact) return { type: "corrected", heard: [exact] };
  }
  const heard = rest.length > 1 ? readCertain(screen, question, plain, rest) : undefined;
  return heard ? { type: "corrected", heard: [heard] } : { type: "edit", question: id };
}

/** "Not my employer, me": a text that denies an answer given earlier and says another one. */
function contradiction(
  screen: Screen,
  plain: string,
  tokens: readonly Token[],
): Correction | undefined {
  const { dialog, answers, others } = screen;
  const saysHere = () =>
    screen.question !== undefined && certainHere(screen, screen.question, plain, tokens);
  for (const question of others) {
    const before = answers[question.id];
    const option = before === undefined ? undefined : optionOf(before);
    if (option === undefined || question.kind !== "choice") continue;
    const options = dialog.words.options.get(question.id) ?? [];
    if (!mentionedIn(tokens, options, dialog.words).denied.includes(option)) continue;
    const own = readAnswer({ ...screen, shown: undefined }, question, plain, tokens);
    const topics = modelsOf(dialog.words).topic()?.classify(tokens) ?? [];
    const isAbout = topics.length === 0 || topics.slice(0, 3).some(([id]) => id === question.id);
    if (!own || !isAbout) continue;
    const isNew = own.type === "own" && !isBlank(own.heard.answer);
    if (isNew && optionOf(own.heard.answer) !== option)
      return { type: "corrected", heard: [own.heard] };
    if (own.type === "several" && own.options[0] !== option && !saysHere())
      return { type: "edit", question: question.id };
  }
  return undefined;
}

/** The answered question that the words after "no wait" correct; undefined where they may answer the one on the screen. */
function correctionIn(
  screen: Screen,
  plain: string,
  tokens: readonly Token[],
): Correction | undefined {
  const { question, others, answers, dialog } = screen;
  const here = question && certainHere(screen, question, plain, tokens);
  if (here?.isPlain === true && question?.kind !== "choice") return undefined;
  const named = readNamedValue(screen, plain, tokens);
  if (named) return named;
  // "Sorry, make the hours 3".
  const change = readChange(tokens, dialog.words);
  if (change && answers[change.question] !== undefined && change.rest.length > 0)
    return readChanged(screen, change.question, plain, change.rest);
  const earlier = others.filter(({ id }) => answers[id] !== undefined);
  const certification = listedIn(screen, earlier, plain, tokens);
  if (certification) return { type: "corrected", heard: [certification] };
  const found = findFacts(dialog, earlier, plain, tokens);
  if (found.length > 0)
    return {
      type: "corrected",
      heard: found.map(({ question: about, value }) => ({
        question: about,
        answer: value,
        certain: true,
        isPlain: false,
      })),
    };
  const last = lastClause(screen, earlier, plain, tokens);
  if (last) return last;
  const readings = earlier.flatMap((one) => {
    const heard = readCertain(screen, one, plain, tokens) ?? beforeNot(screen, one, plain, tokens);
    return heard && isTelling(heard, tokens, screen) ? [heard] : [];
  });
  const all = here ? [...readings, here] : readings;
  const topics = new Map(modelsOf(dialog.words).topic()?.classify(tokens));
  const ranked = all.toSorted(
    (one, other) => (topics.get(other.question.id) ?? 1) - (topics.get(one.question.id) ?? 1),
  );
  const [best] = ranked;
  if (!best) {
    const id = topicOf(screen, tokens);
    return id === undefined ? undefined : { type: "edit", question: id };
  }
  const isClear = all.length === 1 || (topics.get(best.question.id) ?? 1) >= TOPIC;
  if (!isClear || best === here) return undefined;
  return { type: "corrected", heard: [best] };
}

/** "Wrong exam, it's the AAISM": one entry of the catalogue by its name, whatever else the words may mean. */
function listedIn(
  screen: Screen,
  earlier: readonly Question[],
  plain: string,
  tokens: readonly Token[],
): Heard | undefined {
  const question = earlier.find(({ kind }) => kind === "catalogue");
  const [first, last] = [tokens[0], tokens.at(-1)];
  if (!question || !first || !last) return undefined;
  const said = plain.slice(first.start, last.end);
  const names = screen.dialog.catalogue.named(said).length;
  if (names === 0) return undefined;
  const heard =
    (names === 1 ? readCertain(screen, question, plain, tokens) : undefined) ??
    beforeNot(screen, question, plain, tokens);
  return heard && isTelling(heard, tokens, screen) ? heard : undefined;
}

/** "Earlier I said in three months, but I can start right now": the last clause that is about an answer counts. */
function lastClause(
  screen: Screen,
  earlier: readonly Question[],
  plain: string,
  tokens: readonly Token[],
): Correction | undefined {
  const clauses = toClauses(tokens, screen.dialog.words);
  if (clauses.length < 2) return undefined;
  for (const clause of clauses.toReversed()) {
    const [fact] = findFacts(screen.dialog, earlier, plain, clause.tokens);
    if (!fact) continue;
    const { question, value } = fact;
    return {
      type: "corrected",
      heard: [{ question, answer: value, certain: true, isPlain: false }],
    };
  }
  return undefined;
}

/** Beside other answers, hours need their unit, or be the only amount; a name needs the catalogue. */
function isTelling({ question, answer }: Heard, tokens: readonly Token[], screen: Screen): boolean {
  const { words } = screen.dialog;
  if (question.kind === "catalogue")
    return typeof answer === "object" && "chosen" in answer && answer.chosen === "listed";
  if (question.kind === "choice") return true;
  const hasUnit = tokens.some(({ normal }) => (words.units.get(normal)?.hours ?? 0) > 0);
  const isShort = tokens.length <= 4;
  return hasUnit || isShort;
}
