import type { Speaker } from "../../src/texts.ts";
import type { TurnParts } from "../../src/turn.ts";

/** For whom and where a reply is rendered. */
export interface Showing {
  readonly owner: string;
  readonly speaker: Speaker;
  /** Questions whose answer may carry a note: they can be typed in a form too. */
  readonly noted: ReadonlySet<string>;
  /** The channel there is to post to. */
  readonly origin?: string;
  /** The thread a card was asked for in. */
  readonly thread?: string;
  /** The team round whose interview it belongs to. */
  readonly round?: string;
}

/** How everything is rendered for one person. */
export function showingOf({ dialog: loaded }: TurnParts, owner: string, round?: string): Showing {
  const { speaker, dialog } = loaded.in("");
  const noted = dialog.questions.filter((one) => one.kind === "choice" && one.note.length > 0);
  const inRound = round === undefined ? {} : { round };
  return { owner, speaker, noted: new Set(noted.map(({ id }) => id)), ...inRound };
}

/** One of the product's own texts, in the language of whom it is shown to. */
export function say({ speaker }: Showing, text: string): string {
  return speaker.say({ text });
}
