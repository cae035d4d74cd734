import { z } from "zod";
import { FORM_IDS } from "../../src/rounds/replies.ts";
import type { FormPress, RoundPress } from "../../src/rounds/replies.ts";

/** Marks the buttons of a round; `Screen` of `press.ts` has the other first letters. */
const MARK = "r";

/** The `action_id` of the button of a round numbered `at` in its block. */
export function toRoundActionId(at: number | string): string {
  return `${MARK}::${at}`;
}

/** The `value` of a button of a round. */
export function toRoundValue(press: RoundPress): string {
  const fields = new URLSearchParams();
  for (const [name, value] of Object.entries(press)) {
    if (value !== undefined) fields.set(name, String(value));
  }
  return fields.toString();
}

const id = z.string().min(1).max(200);
const form = z.enum(FORM_IDS);
const formFields = {
  form,
  round: id.exactOptional(),
  request: id.exactOptional(),
};
const pressSchema = z.union([
  z.strictObject({
    type: z.enum(["join", "about", "budget", "accept", "refuse", "close", "cancel", "ask"]),
    round: id,
  }),
  z.strictObject({
    type: z.enum(["send", "withdraw", "approve", "later", "confirm"]),
    round: id,
    request: id,
  }),
  z.strictObject({
    type: z.literal("queue"),
    round: id,
    from: z
      .string()
      .regex(/^\d{1,3}$/u)
      .transform(Number),
  }),
  z.strictObject({ type: z.literal("export"), round: id, format: z.enum(["csv", "markdown"]) }),
  z.strictObject({
    type: z.literal("review"),
    round: id,
    used: z.enum(["true", "false"]).transform((used) => used === "true"),
    gains: z.string().exactOptional(),
  }),
  z.strictObject({ type: z.literal("form"), ...formFields }),
]);
const formPressSchema = z.strictObject({ type: z.literal("form"), ...formFields });

/** Reads the button of a round back; undefined for what no button of this version says. */
export function parseRoundPress(actionId: string, value: string): RoundPress | undefined {
  if (!actionId.startsWith(`${MARK}:`)) return undefined;
  return pressSchema.safeParse(Object.fromEntries(new URLSearchParams(value))).data;
}

/** Reads what opened a form back; undefined when it is not ours. */
export function parseFormPress(stored: unknown): FormPress | undefined {
  return formPressSchema.safeParse(stored).data;
}
