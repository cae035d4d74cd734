import { z } from "zod";
import { askedAbout } from "./engine/asked-about.ts";
import type { Dialog } from "./engine/dialog.ts";
import { readCommandIn } from "./engine/hearing/commands.ts";
import { hear } from "./engine/hearing/hear.ts";
import type { Screen } from "./engine/hearing/own.ts";
import { normalise } from "./engine/hearing/text.ts";

/** What people ask for by calling the bot, besides the interview. */
const ASKS = ["help", "forget", "history", "budget", "round", "settings"] as const;
type Ask = (typeof ASKS)[number];

const phrases = z.array(z.string().min(1));

/** The part of a language file that says in which words it is asked for. */
export const asksSchema = z.strictObject({
  /** Single words that may stand beside any of them and say nothing: please, now. */
  beside: phrases,
  of: z.record(z.enum(ASKS), phrases),
});
/** What is asked for, in one language. */
export interface Asks {
  readonly beside: ReadonlySet<string>;
  /** By the normal form of the words. */
  readonly of: ReadonlyMap<string, Ask>;
}

/** Prepares the words of one language. */
export function createAsks({ beside, of }: z.infer<typeof asksSchema>): Asks {
  return {
    beside: new Set(beside.map(normalise)),
    of: new Map(ASKS.flatMap((ask) => of[ask].map((phrase) => [normalise(phrase), ask] as const))),
  };
}

/**
 * What words mean that somebody calls the bot with, as after a slash command: something besides the interview, "begin" to
 * start or go on, "say" for words that the interview they are in takes as if they were typed there, and "about" for
 * words to begin an interview with.
 */
export type Called = Ask | "begin" | "say" | "about";

/** Reads the words somebody calls the bot with, on whatever platform. */
export function readCalled(
  { dialog, asks }: { readonly dialog: Dialog; readonly asks: Asks },
  text: string,
): Called {
  const normal = normalise(text);
  if (normal === "") return "begin";
  const words = normal.split(" ");
  const bare = words.filter((word) => !asks.beside.has(word)).join(" ");
  const ask = asks.of.get(normal) ?? asks.of.get(bare);
  if (ask !== undefined) return ask;
  // What the catalogue knows of one certification is told at once.
  if (askedAbout(dialog, text) !== undefined) return "say";
  const listed = readCommandIn(text, dialog.words) ?? readCommandIn(bare, dialog.words);
  const heard = listed === undefined ? hear(nowhere(dialog), text) : undefined;
  const command = heard?.type === "command" ? heard.command : listed;
  if (command === "start" || command === "resume") return "begin";
  if (command === "help") return "help";
  // Whether a certification is worth it is what an interview answers.
  const isAnswered = heard?.type === "question" && heard.about !== "unknown";
  return command === undefined && !isAnswered && heard?.type !== "cancel" ? "about" : "say";
}

/** No question is open, as far as whoever calls the bot is known. */
function nowhere(dialog: Dialog): Screen {
  return { dialog, question: undefined, shown: undefined, others: [], answers: {}, at: 0 };
}
