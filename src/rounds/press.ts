import { z } from "zod";

const id = z.string().min(1).max(200);

/** Reads a {@link FormPress}. */
export const formPressSchema = z.strictObject({
  type: z.literal("form"),
  form: z.enum(["open", "request", "approve-if", "decline", "review", "approver", "settings"]),
  /** Absent for `open`, where the round does not exist yet, and for `settings`, which hold for all rounds of a workspace. */
  round: id.exactOptional(),
  /** For a decision. */
  request: id.exactOptional(),
});

/** Reads a {@link RoundPress}, however an adapter wrote it on its buttons. */
export const roundPressSchema = z.discriminatedUnion("type", [
  z.strictObject({
    /**
     * `join`: answer privately. `about`: what "confidential, not anonymous" means. `accept` and `refuse`: whoever was asked to approve says
     * yes or no. `ask`: previews a request made from the interview.
     */
    type: z.enum(["join", "about", "accept", "refuse", "ask"]),
    round: id,
  }),
  z.strictObject({
    /** Asks first and says what is lost; with `answered`, the number that was said there, it is done. */
    type: z.enum(["close", "cancel"]),
    round: id,
    answered: z.int().min(0).exactOptional(),
  }),
  z.strictObject({
    /** Whether the approver who came later may see this request. */
    type: z.enum(["agree", "disagree"]),
    round: id,
    request: id,
    /** Whom the question named. */
    approver: id,
  }),
  z.strictObject({
    /** `confirm` sends the decline that was previewed. */
    type: z.enum(["send", "withdraw", "approve", "later", "confirm"]),
    round: id,
    request: id,
  }),
  /** Where a round stands; without one: the round of the channel. */
  z.strictObject({ type: z.literal("budget"), round: id.exactOptional() }),
  /** Shows the approver what waits, after the first `from` requests. */
  z.strictObject({ type: z.literal("queue"), round: id, from: z.int().min(0) }),
  z.strictObject({ type: z.literal("export"), round: id, format: z.enum(["csv", "markdown"]) }),
  z.strictObject({
    type: z.literal("review"),
    round: id,
    used: z.boolean(),
    /** Ids joined by commas, of `skills`, `productivity`, `value`. */
    gains: z.string().max(200).exactOptional(),
  }),
  formPressSchema,
]);

/**
 * What a button of a round says when it is pressed. Plain values, short enough for a Discord `custom_id`; everything in it is checked again
 * against the stored round, and the server knows who pressed.
 */
export type RoundPress = Readonly<z.infer<typeof roundPressSchema>>;

/** Opens a form: ask `readForm` for its fields, show them, send what was filled in as a {@link Fill}. */
export type FormPress = Readonly<z.infer<typeof formPressSchema>>;

/** What was filled into a form: strings as people type them, by field id; a choice of several joins its ids by commas. */
export interface Fill extends Omit<FormPress, "type"> {
  readonly type: "fill";
  readonly fields: Readonly<Record<string, string>>;
}
