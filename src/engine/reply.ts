import type { AskEvent, ButtonEvent, Proposal } from "./conversation.ts";
import type { Confidence, Verdict } from "./verdict.ts";

/** A text by name, to be said in the person's language; values may be texts themselves. */
export interface Text {
  readonly text: string;
  readonly values?: Readonly<Record<string, TextValue>>;
}
/** What stands for a brace in a text. */
export type TextValue = string | number | Text;

/** Something to press. An adapter carries `event` unread and gives it back when it is pressed. */
export interface Button<T = Text> {
  readonly label: T;
  readonly event: ButtonEvent | AskEvent;
  readonly style?: "primary" | "danger";
}

/** Asks one question. Everything that was understood or refused before stands in `notes`. */
export interface QuestionReply<T = Text> {
  readonly type: "question";
  readonly question: string;
  readonly kind: "choice" | "number" | "money" | "duration" | "catalogue";
  readonly revision: number;
  /** Said before the question: what was understood, changed, became irrelevant, or was not understood. */
  readonly notes: readonly T[];
  /** Why the person's last words or click were not taken as an answer. */
  readonly clarify?: "not-understood" | "not-valid" | "several" | "old-question" | "not-asked";
  /** The answer before this one in one line. */
  readonly last?: { readonly question: T; readonly answer: T; readonly change: Button<T> };
  readonly title: T;
  readonly hint?: T;
  /** The reason for asking, while it is open. */
  readonly why?: readonly T[];
  readonly progress: { readonly number: number; readonly atMost: number; readonly text: T };
  /** Numbered from 1 in this order. */
  readonly options: readonly (Button<T> & { readonly id: string; readonly chosen?: boolean })[];
  /** Back, not sure, why, skip, see all answers, stop: in order of weight. */
  readonly actions: readonly Button<T>[];
}

/** Asks for yes or no about a guess, a change or an erasure; nothing has changed yet. */
export interface ConfirmReply<T = Text> {
  readonly type: "confirm";
  readonly about: Proposal["type"];
  /** The question that a guess or a change is about; absent for an erasure. */
  readonly question?: string;
  readonly revision: number;
  readonly notes: readonly T[];
  readonly title: T;
  readonly options: readonly (Button<T> & { readonly id: string })[];
  readonly actions: readonly Button<T>[];
}

/** All answers so far, each with a way to change it. */
export interface ReviewReply<T = Text> {
  readonly type: "review";
  readonly revision: number;
  readonly title: T;
  readonly rows: readonly {
    readonly id: string;
    readonly question: T;
    readonly answer: T;
    readonly change: Button<T>;
  }[];
  readonly actions: readonly Button<T>[];
}

/** One part of the advice that unfolds. */
export interface Section<T = Text> {
  readonly id: SectionId;
  readonly title: T;
  readonly lines: readonly T[];
}
/** The parts of an advice that unfold, in the order they are shown. */
export const SECTIONS = ["cost", "cheaper", "provider", "show", "read"] as const;
/** The name of one of these parts. */
export type SectionId = (typeof SECTIONS)[number];

/** Whether a button names a section there is. */
export function isSection(id: string | undefined): id is SectionId {
  return SECTIONS.some((section) => section === id);
}

/** The advice. Sections are complete, those that fit; `open` names the one that is unfolded. */
export interface AdviceReply<T = Text> {
  readonly type: "advice";
  readonly revision: number;
  readonly notes: readonly T[];
  readonly verdict: Verdict;
  readonly title: T;
  readonly confidence: Confidence;
  readonly confidenceText: T;
  /** Which certification, its price and hours. */
  readonly subject: T;
  /** The verdict as a sentence, with its conditions or the better way in it. */
  readonly headline: readonly T[];
  /** Ids of all conditions, not only of those shown. */
  readonly conditions: readonly string[];
  /** Two to four, the deciding one first. */
  readonly reasons: readonly {
    /** The case that speaks, or the rule where no case has words for it. */
    readonly id: string;
    readonly text: T;
    readonly source: readonly string[];
    /** Ids of the rules it rests on. */
    readonly rests: readonly string[];
  }[];
  readonly against: T;
  readonly changes: readonly {
    /** One answer to give instead, or two together. */
    readonly answers: readonly { readonly question: string; readonly option: string }[];
    readonly verdict: Verdict;
    readonly text: T;
  }[];
  readonly step: T;
  readonly sections: readonly Section<T>[];
  readonly open?: SectionId;
  /** Sum of `points`. */
  readonly score: number;
  readonly points: readonly {
    readonly id: string;
    readonly points: number;
    readonly source: readonly string[];
  }[];
  readonly footer: T;
  readonly actions: readonly Button<T>[];
}

/** Says one thing: paused, stopped, erased, nothing on file. */
export interface NoticeReply<T = Text> {
  readonly type: "notice";
  readonly notice: string;
  readonly title: T;
  readonly lines?: readonly T[];
  readonly actions: readonly Button<T>[];
}

/** What the engine answers; each reply carries at least one way on. */
export type Reply<T = Text> =
  | QuestionReply<T>
  | ConfirmReply<T>
  | ReviewReply<T>
  | AdviceReply<T>
  | NoticeReply<T>;

/** Names a text. */
export function say(text: string, values?: Readonly<Record<string, TextValue>>): Text {
  return values ? { text, values } : { text };
}
