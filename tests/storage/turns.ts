import { z } from "zod";
import type { Advice, Step, Storage, TurnInput, TurnResult } from "../../src/storage/storage.ts";

/** Turns with everything filled in that a test does not care about. */
export interface Turns {
  readonly take: (
    input: Partial<TurnInput> & { readonly deliveryId: string },
    step: Step,
  ) => Promise<TurnResult>;
  /** A turn that adds its delivery id to the list which is the state, and replies with it. */
  readonly add: (deliveryId: string, input?: Partial<TurnInput>) => Promise<TurnResult>;
}

/** Turns on a storage, which is asked for each time since a test opens it late. */
export function createTurns(
  storage: () => Storage,
  defaults: Pick<TurnInput, "key" | "now" | "leaseMs">,
): Turns {
  const take: Turns["take"] = (input, step) =>
    storage().turn({ address: "{}", ...defaults, ...input }, step);
  return {
    take,
    add: (deliveryId, input = {}) =>
      take({ ...input, deliveryId }, (stored) => ({
        state: JSON.stringify([...parseIds(stored?.state), deliveryId]),
        replies: [{ reply: JSON.stringify(deliveryId) }],
      })),
  };
}

/** The delivery ids `add` has put into a state, in order; none when there is no state. */
export function parseIds(state: string | undefined): readonly string[] {
  return z.array(z.string()).parse(JSON.parse(state ?? "[]"));
}

/** An advice that is on file. */
export function page(id: string, at: number, verdict = "worth-it"): Advice {
  return { id, subject: "s", verdict, at, page: `"${id}"` };
}
