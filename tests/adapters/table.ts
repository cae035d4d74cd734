import type { LoadedDialog } from "../../src/dialogs.ts";

/** Who sits around a round: lee opens it, ada decides, the others are in the channel. */
export type Somebody = "lee" | "ada" | Member;
export type Member = "ben" | "cem" | "eve";

export const MEMBERS: readonly Member[] = ["ben", "cem", "eve"];

/** What is filled into a form, by the id of its field. */
export type Filled = Readonly<Record<string, string>> & { readonly approver?: Somebody };

/** Several people on one platform, with a channel. Acts settle when everything has changed that they change. */
export interface Table {
  /** Asks the bot for a round in the channel, as lee: the form to open one is on lee's screen then. */
  begin(): Promise<void>;
  /** Presses the newest thing on this person's screens, the channel's among them, that bears this label; of those that say `on`, if given. */
  press(person: Somebody, label: string, on?: string): Promise<void>;
  /** Sends off the form that this person has open. A field that is not named stays as it is. */
  fill(person: Somebody, fields: Filled): Promise<void>;
  /** Types to the interview that this person is in. */
  type(person: Somebody, words: string): Promise<void>;
  /** Asks the bot in the channel where its round stands. */
  look(person: Somebody): Promise<void>;
  /** All words that stand where only this person reads them. */
  told(person: Somebody): string;
  /** All words that stand in the channel and its threads. */
  channel(): string;
  /** Everything that was ever sent to the channel, as it was sent. */
  sentToChannel(): string;
  /** What this person can press, the channel's among it. */
  offered(person: Somebody): readonly string[];
  /** How this person is called in what the bot says. */
  nameOf(person: Somebody): string;
  /** Lets time pass; what falls due is done. */
  pass(ms: number): Promise<void>;
  /** The program ends and starts again on the same database. */
  restart(): Promise<void>;
  /** The end of the test: proves that the platform refused nothing, where it can. */
  stop(): Promise<void>;
}

/** In what a platform differs on purpose. */
export interface TableGaps {
  /** What was decided over a form keeps its buttons. */
  readonly keepsDecidedByForm?: true;
  /** What was printed stays: no message is ever edited or taken back. */
  readonly editsNothing?: true;
  /** It cannot be left and started again within one test. */
  readonly neverRestarts?: true;
}

/** What a table is laid with. */
export interface TableOptions {
  /** Another one than the dialog that is shipped. */
  readonly dialog?: LoadedDialog;
  /** The language of everybody, where the platform says it. */
  readonly locale?: string;
}

/** A label without the marks of a language that is made up. */
export function unmarked(label: string): string {
  return label.replaceAll(/[⟦⟧⟪⟫]/gu, "");
}
