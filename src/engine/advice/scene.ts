import type { AdviceContext } from "../reasons.ts";
import type { Text } from "../reply.ts";
import type { Case, Casebook, Part } from "./casebook.ts";
import { holding, isSilent } from "./choose.ts";
import { keysOf } from "./keys.ts";
import type { Keys } from "./keys.ts";
import { sayPart, slotsOf } from "./slots.ts";
import type { Slots } from "./slots.ts";
import { sumsOf } from "./sums.ts";
import type { Sums } from "./sums.ts";

/** All that the texts of one advice are chosen from. */
export interface Scene {
  readonly context: AdviceContext;
  readonly book: Casebook;
  readonly sums: Sums;
  readonly keys: Keys;
  readonly slots: Slots;
  /** The cases that hold, the most specific first. */
  readonly held: readonly Case[];
  /** Which way the verdict points. */
  readonly side: "for" | "against";
  /** What a case says in a place, beside the cases that speak already; undefined where it says nothing. */
  readonly text: (each: Case, part: Part, said?: ReadonlySet<string>) => Text | undefined;
}

/** Finds out what is known of a person, and which cases hold. */
export function createScene(context: AdviceContext): Scene {
  const { dialog, conversation, path, judgement, now } = context;
  const known = { dialog, conversation, path, verdict: judgement.verdict, now };
  const book = dialog.cases;
  const sums = sumsOf(dialog, conversation, now);
  const keys = keysOf(known, sums);
  const slots = slotsOf(known, sums, keys);
  const text: Scene["text"] = (each, part, said = new Set()) =>
    isSilent(book.never, keys, each, part, said)
      ? undefined
      : sayPart(book, slots, keys, each, part);
  return {
    context,
    book,
    sums,
    keys,
    slots,
    held: holding(book, keys),
    side: judgement.step > 0 ? "for" : "against",
    text,
  };
}
