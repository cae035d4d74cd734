import { isBlank } from "./answers.ts";
import type { Conversation, OwnWords } from "./conversation.ts";
import type { Heard } from "./hearing/own.ts";

/** So many clauses are kept; the oldest go first. */
const KEPT_MAX = 24;
/** A longer clause is no clause. */
const CHARS_MAX = 240;
/** "Yes" and "my boss" say nothing that could be told again. */
const WORDS_MIN = 3;

/** The conversation with the clauses in which answers and facts were said: the advice tells them again. */
export function keepWords(conversation: Conversation, heard: readonly Heard[]): Conversation {
  const said = heard.flatMap(({ question, answer, said: text }): readonly OwnWords[] =>
    text === undefined || isBlank(answer) || !isTelling(text) ? [] : [{ about: question.id, text }],
  );
  return said.length === 0 ? conversation : withWords(conversation, said);
}

function withWords(conversation: Conversation, said: readonly OwnWords[]): Conversation {
  const before = (conversation.clauses ?? []).filter(
    ({ text, about }) => !said.some((own) => own.text === text || own.about === about),
  );
  return { ...conversation, clauses: [...before, ...said].slice(-KEPT_MAX) };
}

function isTelling(text: string): boolean {
  return text.length <= CHARS_MAX && text.split(/\s+/u).length >= WORDS_MIN;
}
