/** What a case can say, in the order of an advice. */
export const PARTS = [
  "reason",
  "against",
  "still",
  "belief",
  "condition",
  "step",
  "change",
  "way",
] as const;
/** A reason without its first sentence, said behind the person's own words. */
export const COMMENT = "comment";
/** One text of a case; its name is `cases.<id>.<part>`. */
export type Part = (typeof PARTS)[number] | typeof COMMENT;

/** What must hold, all of it; of the values of one key, any. */
export type When = readonly (readonly [key: string, values: readonly string[]])[];

/** One case: when it speaks, and what it can say. */
export interface Case {
  /** The topic, a dot, and a name: "demand.tender". */
  readonly id: string;
  /** Of the cases of one topic, one speaks. */
  readonly topic: string;
  readonly when: When;
  /** Which way its reason points: for paying, or against it. */
  readonly side?: "for" | "against";
  /** How long its step takes. */
  readonly minutes?: number;
  /** The value of the key `done` by which the person has taken its step already. */
  readonly done?: string;
  readonly source: readonly string[];
  /** The texts it has, each with the slots it needs: "price" of "{price}". */
  readonly parts: ReadonlyMap<Part, readonly string[]>;
}

/** What stands for a brace in the texts of cases. */
export interface Slot {
  /** Whether `slots.<id>` says it where its value is not known. Without it, a text that needs the value is not said. */
  readonly fallback: boolean;
  /** Whether `again.<id>` says it where it was said already. */
  readonly again: boolean;
  /** Who has no such thing at all: a step that needs it is not for them. */
  readonly lackedBy?: When;
}

/** A sentence that says the verdict; its wordings are `verdicts.<id>`. */
export interface VerdictSentence {
  readonly id: string;
  readonly when: When;
}

/** What is never said: of these cases these parts (all, where none is named) where `when` holds, or beside the cases of `beside`. */
export interface Never {
  readonly cases: ReadonlySet<string>;
  readonly parts?: ReadonlySet<Part>;
  readonly when?: When;
  readonly beside?: ReadonlySet<string>;
}

/** A dialog's cases in one language, and the rules by which they are put together. */
export interface Casebook {
  readonly cases: readonly Case[];
  /** What may be known about a person, and the values it can have. */
  readonly keys: ReadonlyMap<string, readonly string[]>;
  /** Keys that may have several values at once. */
  readonly several: ReadonlySet<string>;
  /** Keys that always have a value. */
  readonly always: ReadonlySet<string>;
  /** Between cases with equally many keys the heavier keys win. A key that is not here weighs 1. */
  readonly weights: ReadonlyMap<string, number>;
  /** What cannot hold at once. */
  readonly excluded: readonly When[];
  readonly slots: ReadonlyMap<string, Slot>;
  /** The one with most keys speaks, of equals the first. */
  readonly verdicts: readonly VerdictSentence[];
  /** Minutes of the first step and of what can be prepared, by the family of work; "none" where none is known. */
  readonly roles: ReadonlyMap<string, { readonly firstStep: number; readonly prepare: number }>;
  /** The place in the order of reasons, by the id of the case: the smallest speaks first. */
  readonly deciding: ReadonlyMap<string, number>;
  /** Cases of different topics that count as one topic. */
  readonly oneTopic: readonly ReadonlySet<string>[];
  readonly never: readonly Never[];
  /** By topic, the questions and facts whose clauses its reasons speak of. */
  readonly about: ReadonlyMap<string, readonly string[]>;
  /** By rule, the cases that put into words what it asks for. */
  readonly worded: ReadonlyMap<string, ReadonlySet<string>>;
  /** Cases that speak first against what is worth it: money and time that were computed. */
  readonly objections: ReadonlySet<string>;
  /** Questions and facts whose clauses are told even where no reason speaks of them, those that decide most first. */
  readonly told: readonly string[];
  /** By answer, as a question or `question.option`, the cases whose change comes to that answer. */
  readonly turns: ReadonlyMap<string, ReadonlySet<string>>;
  /** Who somebody is, and what they want: no change is ever proposed there. A question, or `question.option`. */
  readonly fixed: ReadonlySet<string>;
  /** Answers that only somebody with an employer can come to: `question.option`. */
  readonly ofEmployer: ReadonlySet<string>;
  /** How many words the first screen has. */
  readonly words: { readonly atLeast: number; readonly atMost: number };
  /** Texts with several wordings: the slots that each needs, by name. The first is said by `<name>.1`. */
  readonly wordings: ReadonlyMap<string, readonly (readonly string[])[]>;
}

/** The casebook of a dialog that has none. */
export const NO_CASES: Casebook = {
  cases: [],
  keys: new Map(),
  several: new Set(),
  always: new Set(),
  weights: new Map(),
  excluded: [],
  slots: new Map(),
  verdicts: [],
  roles: new Map(),
  deciding: new Map(),
  oneTopic: [],
  never: [],
  about: new Map(),
  worded: new Map(),
  objections: new Set(),
  told: [],
  turns: new Map(),
  fixed: new Set(),
  ofEmployer: new Set(),
  words: { atLeast: 0, atMost: 0 },
  wordings: new Map(),
};
