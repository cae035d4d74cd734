/** Somebody in front of one platform's adapter, and what they see there. Acts settle when the screen has changed. */
export interface Seat {
  begin(): Promise<void>;
  /** Presses what bears this label, without the platform's own marks on it. */
  press(label: string): Promise<void>;
  type(words: string): Promise<void>;
  /** All words on the current screen that are not on something to press, as a person reads them. */
  screen(): string;
  /** What can be pressed on it, in reading order. What changes one shown answer is called by that answer. */
  options(): readonly string[];
  /** How what bears this label looks: with its number and its mark. */
  face(label: string): string | undefined;
  /** Keeps a button of this screen under the finger, to press it when the screen is an old one. */
  hold?(label: string): () => Promise<void>;
  /** Somebody else presses a button of this screen: what they are told. */
  intrude?(label: string): Promise<string>;
  /** Somebody else begins an interview: everything they see. */
  another(): Promise<string>;
  /** The conversation as it is stored. */
  stored(): Promise<string | undefined>;
  /** The program ends and starts again on the same database. */
  restart(): Promise<void>;
  /** The end of the test: proves that the platform refused nothing, where it can. */
  stop(): Promise<void>;
}

/** In what a platform differs on purpose. */
export interface Gaps {
  /** What it offers besides. */
  readonly own: readonly string[];
  /** A question does not offer to change the answer before it. */
  readonly hasNoChange?: true;
  /** Words can be typed at a question only: a form belongs to one. */
  readonly typesAtQuestionsOnly?: true;
  /** Whoever comes back is welcomed, as the earlier screen is gone. */
  readonly welcomesBack?: true;
  /** Nothing that was shown before can be pressed. */
  readonly hasNoOldButtons?: true;
  /** Nobody else sees a screen. */
  readonly hasNoStrangers?: true;
}

/** A text as it is compared: lines break, and letters are capital, where a platform likes it. */
export function bare(text: string): string {
  return text.replaceAll(/\s+/gu, "").toLowerCase();
}
