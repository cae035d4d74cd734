import { isBlank } from "./answers.ts";
import type { Conversation, OwnWords } from "./conversation.ts";
import { toClauses } from "./hearing/clauses.ts";
import type { Heard } from "./hearing/own.ts";
import { toPlain } from "./hearing/text.ts";
import { toTokens } from "./hearing/tokens.ts";
import type { Words } from "./hearing/words.ts";
import { isWhole } from "./advice/own-words.ts";

/** So many clauses are kept; the oldest go first. */
const KEPT_MAX = 24;
/** A longer clause is no clause. */
const CHARS_MAX = 240;
/** "Yes" and "my boss" say nothing that could be told again. */
const WORDS_MIN = 3;

/** The conversation with the clauses in which answers and facts were said: the advice tells them again. */
export function keepWords(conversation: Conversation, heard: readonly Heard[]): Conversation {
  const said = heard.flatMap(({ question, answer, said: text }): readonly OwnWords[] =>
    text === undefined || isBlank(answer) || question.kind === "catalogue" || !isTelling(text)
      ? []
      : [{ about: question.id, text: wholeOf(conversation, text) }],
  );
  return said.length === 0 ? conversation : withWords(conversation, said);
}

/** The clause of a story in which a part of it was said: without its name and its price "they pay the" is half a sentence. */
function wholeOf({ clauses = [] }: Conversation, said: string): string {
  return (
    clauses.find(({ about, text }) => about === undefined && text.includes(said))?.text ?? said
  );
}

/** A shorter text is an answer, and tells nothing beside it. */
const STORY_WORDS_MIN = 12;
/** So many clauses of one story are kept that nothing was taken from. */
const LOOSE_MAX = 14;

/** The conversation with all clauses of a story: later answers may say what they stand for. */
export function keepStory(conversation: Conversation, text: string, words: Words): Conversation {
  const plain = toPlain(text);
  if (plain.split(/\s+/u).length < STORY_WORDS_MIN) return conversation;
  const said = wholeClauses(plain, words)
    .filter(isTelling)
    .slice(0, LOOSE_MAX)
    .map((clause) => ({ text: clause }));
  return { ...conversation, clauses: [...(conversation.clauses ?? []), ...said].slice(-KEPT_MAX) };
}

/** Whether something of a text is kept that nothing was taken from. */
export function keepsOf({ clauses = [] }: Conversation, text: string): boolean {
  const plain = toPlain(text);
  return clauses.some((clause) => clause.about === undefined && plain.includes(clause.text));
}

/** The clauses of a text; none is cut within quotation marks. */
function wholeClauses(plain: string, words: Words): readonly string[] {
  const stretches: { start: number; end: number }[] = [];
  for (const { tokens } of toClauses(toTokens(plain), words)) {
    const [start, end] = [tokens[0]?.start ?? 0, tokens.at(-1)?.end ?? 0];
    const last = stretches.at(-1);
    if (last && !isWhole(plain.slice(last.start, last.end))) last.end = end;
    else stretches.push({ start, end });
  }
  return stretches.map(({ start, end }) => plain.slice(start, end).trim());
}

function withWords(conversation: Conversation, said: readonly OwnWords[]): Conversation {
  const before = (conversation.clauses ?? []).filter(
    ({ text, about }) => !said.some((own) => own.text.includes(text) || own.about === about),
  );
  return { ...conversation, clauses: [...before, ...said].slice(-KEPT_MAX) };
}

function isTelling(text: string): boolean {
  return text.length <= CHARS_MAX && text.split(/\s+/u).length >= WORDS_MIN;
}
