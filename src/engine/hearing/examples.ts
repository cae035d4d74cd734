/** Sentences as people say them, from which the reading of one language is learnt. */
export interface LanguageExamples {
  /** What is no answer, by its kind: a command, or a question back. */
  readonly utterances: ReadonlyMap<string, readonly string[]>;
  /** Answers by question id and option id, "unsure" among them. */
  readonly answers: ReadonlyMap<string, ReadonlyMap<string, readonly string[]>>;
  /** The same in other languages than the one the bot speaks: they tell options apart, and nothing else is learnt of them. */
  readonly foreign: ReadonlyMap<string, ReadonlyMap<string, readonly string[]>>;
  /** What is none of these: small talk, jokes. */
  readonly none: readonly string[];
}

/** The examples of a language that has none. */
export const NO_EXAMPLES: LanguageExamples = {
  utterances: new Map(),
  answers: new Map(),
  foreign: new Map(),
  none: [],
};
