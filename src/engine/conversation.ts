import { z } from "zod";
import type { AmountValue, Answer, Answers } from "./answers.ts";

/** What can be erased: this interview's answers, to stop or to start over, or everything about the person. */
export const ERASURES = ["stop", "restart", "forget"] as const;

const amount = z.strictObject({ amount: z.number(), currency: z.string().optional() });
const value = z.union([
  z.string(),
  z.strictObject({ option: z.string(), note: z.string() }),
  amount,
  z.strictObject({
    chosen: z.enum(["listed", "other", "none"]),
    entry: z.string().optional(),
    name: z.string().optional(),
    price: amount.optional(),
    hours: z.number().optional(),
    facts: z.record(z.string(), z.union([z.string(), z.number()])),
  }),
]);
const answer = z.union([value, z.strictObject({ blank: z.enum(["unsure", "skipped"]) })]);

/** Checks a conversation that comes from outside; what we stored ourselves is trusted. */
export const conversationSchema = z.strictObject({
  edition: z.string(),
  locale: z.string(),
  answers: z.record(z.string(), answer),
  defaults: z.record(z.string(), answer).optional(),
  begun: z.number(),
  revision: z.int(),
  phase: z.enum(["open", "advised", "stopped"]),
  focus: z.string().optional(),
  proposal: z
    .union([
      z.strictObject({
        type: z.enum(["meant", "instead", "change"]),
        question: z.string(),
        answer,
      }),
      z.strictObject({ type: z.enum(ERASURES), asked: z.number() }),
    ])
    .optional(),
  misses: z.int().optional(),
  narrowed: z.array(z.string()).optional(),
  found: z.array(z.string()).optional(),
  told: z.strictObject({ price: amount.optional(), hours: z.number().optional() }).optional(),
  story: z.union([z.literal("none"), z.int()]).optional(),
  clauses: z.array(z.strictObject({ about: z.string().optional(), text: z.string() })).optional(),
  seen: z.array(z.tuple([z.string(), z.int(), z.number().optional()])),
  posted: z.string().optional(),
});

/** What waits for yes or no. */
export type Proposal = AnswerProposal | EraseProposal;

/** A guess or a change. */
export interface AnswerProposal {
  /** "meant": we guessed; "instead": typed to an answered question; "change": clicked on an old screen. */
  readonly type: "meant" | "instead" | "change";
  readonly question: string;
  readonly answer: Answer;
}

/** Something to be erased: nothing is, until it is confirmed. */
export interface EraseProposal {
  readonly type: (typeof ERASURES)[number];
  /** When it was asked, ms since epoch: a word typed long after does not confirm it. */
  readonly asked: number;
}

/**
 * One person's way through a dialog, as plain JSON. Which question is current is not stored: it is derived by walking
 * the dialog through the answers, so that nothing can disagree.
 */
export interface Conversation {
  /** The edition of the dialog it was last shown with. */
  readonly edition: string;
  readonly locale: string;
  readonly answers: Answers;
  /** What was answered before an edit took the question off the path: offered again if it comes back, never used. */
  readonly defaults?: Answers;
  /** When this interview began, ms since epoch; 0 before its first screen. */
  readonly begun: number;
  /** Counts the screens shown; a button carries the revision of its screen. */
  readonly revision: number;
  readonly phase: "open" | "advised" | "stopped";
  /** The question being edited. */
  readonly focus?: string;
  readonly proposal?: Proposal;
  /** How often in a row a typed text was not understood. */
  readonly misses?: number;
  /** Ids of the options that the open question shows, in this order, after words that may mean any of them. */
  readonly narrowed?: readonly string[];
  /** Ids of further entries that words have found, for the next screens of what is shown narrowed. */
  readonly found?: readonly string[];
  /** What was told of a certification whose name is still missing. */
  readonly told?: { readonly price?: AmountValue; readonly hours?: number };
  /** How many questions the story answered that the person began with; "none" where they rather are asked one by one. */
  readonly story?: "none" | number;
  /** What the person said that may decide, in their own words, newest last. */
  readonly clauses?: readonly OwnWords[];
  /** The last two screens that asked something, newest last: a click may be late, and words may have been typed while the next one was on its way. */
  readonly seen: readonly Screen[];
  /** The preview that was posted last, and its parts: pressed again, it is not posted again. */
  readonly posted?: string;
}

/** A clause as the person typed it. */
export interface OwnWords {
  /** The question or the fact that it answered; undefined where nothing was taken from it. */
  readonly about?: string | undefined;
  readonly text: string;
}

/**
 * A screen that asked something: what a late click or words were meant for. When the person answered it is in ms since
 * epoch, by the clock of `momentOf`. Short, because every turn reads and writes two of them.
 */
export type Screen = readonly [question: string, revision: number, answered?: number];

/**
 * When the person acted, to be compared with when they acted before and with nothing else: by the platform's clock,
 * which all that they do on it brings, or else by ours.
 */
export function momentOf({ now, at }: Moment): number {
  return at ?? now;
}

/** What a button can ask for besides the interview; `turn.ts` answers it. */
export interface AskEvent {
  readonly type: "save" | "share" | "post" | "remind" | "history";
  /** Ids of the parts to share, joined by commas. */
  readonly parts?: string;
  /** Of `share` and `post`: which preview it was pressed on. None: the person means what there is now. */
  readonly preview?: string;
}

/** When an event happened. */
export interface Moment {
  /** When the turn is taken, ms since epoch, by the server's clock. */
  readonly now: number;
  /** When the person acted, ms since epoch, by the platform's clock; default `now`. */
  readonly at?: number;
}

/** What a button can say. Everything in it is checked again against the stored conversation. */
export type ButtonEvent =
  /** `option` is an option id, a preset id, a catalogue id, or `other` or `none`. */
  | {
      readonly type: "answer";
      readonly question: string;
      readonly option: string;
      readonly revision: number;
      /** What was written beside the option, in a form that has room for both. */
      readonly words?: string;
    }
  | { readonly type: "unsure" | "skip"; readonly question: string; readonly revision: number }
  | { readonly type: "edit"; readonly question: string; readonly revision: number }
  | { readonly type: "yes" | "no"; readonly revision: number }
  /** `section` of an advice to unfold; none folds it. */
  | { readonly type: "unfold"; readonly section?: string; readonly revision: number }
  /** `restart`, `stop` and `forget` ask before anything is erased; `pause` keeps everything. */
  | {
      readonly type:
        | "back"
        | "why"
        | "review"
        | "advise"
        | "resume"
        | "restart"
        | "stop"
        | "pause"
        | "forget";
      readonly revision?: number;
    }
  | StartEvent;

/** Begins or goes on; `text` is what the person came with, and may name a certification. */
export interface StartEvent {
  readonly type: "start";
  readonly text?: string;
  /** The words are somebody else's: they say which certification is meant, and nothing about this person. */
  readonly quoted?: true;
}

/** Words, and the screen they were typed to. */
export interface TextEvent {
  readonly type: "text";
  readonly text: string;
  /** The revision of the newest screen that stood there when they were typed. Absent: the present one. */
  readonly revision?: number;
  /** The question that screen asked, where it is known; of words that were filled into a form, the form's. */
  readonly question?: string;
}

/** Everything that can happen to a conversation. */
export type Event = (ButtonEvent | TextEvent) & Moment;
