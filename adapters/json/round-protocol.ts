import { z } from "zod";
import { formPressSchema, roundPressSchema } from "../../src/rounds/press.ts";

const text = z.string();
const texts = z.array(text).readonly();

/** What can happen to a round: a pressed button, a filled form, or the question how it stands. */
export const roundEventSchema = z.discriminatedUnion("type", [
  ...roundPressSchema.options,
  formPressSchema.extend({
    type: z.literal("fill"),
    fields: z.record(z.string().max(40), z.string().max(2000)),
  }),
]);

/** A reply of a round; which of the optional parts there are follows from its type. */
const roundReplySchema = z.strictObject({
  type: z.enum([
    "round-opening",
    "round-counter",
    "round-reminder",
    "round-closing",
    "round-approver",
    "change-request",
    "round-cancelled",
    "round-summary",
    "round-not-enough",
    "round-record",
    "round-outcome",
    "approver-request",
    "request-preview",
    "queue-card",
    "funding",
    "decision-preview",
    "decision-notice",
    "review-request",
    "round-notice",
    "round-file",
  ]),
  round: z.string(),
  as: z.enum(["new", "edit", "thread"]),
  title: text,
  lines: texts,
  actions: z
    .array(
      z.strictObject({
        label: text,
        event: roundEventSchema,
        style: z.enum(["primary", "danger"]).exactOptional(),
      }),
    )
    .readonly(),
  counter: text.exactOptional(),
  notice: z.string().exactOptional(),
  settles: z.literal(true).exactOptional(),
  lasts: z.literal(true).exactOptional(),
  request: z.string().exactOptional(),
  answered: z.int().exactOptional(),
  picture: z
    .strictObject({
      alt: text,
      bars: z
        .array(
          z.strictObject({ label: text, count: z.int(), kind: z.enum(["worth-it", "not-now"]) }),
        )
        .readonly(),
      stack: z
        .strictObject({
          currency: z.string(),
          budget: z.number(),
          requested: z.number(),
          label: text,
        })
        .exactOptional(),
    })
    .exactOptional(),
  name: z.string().exactOptional(),
  mediaType: z.enum(["text/csv", "text/markdown"]).exactOptional(),
  content: z.string().exactOptional(),
});

/** A reply of a round and who gets it: the channel, or one person. */
export const roundAnswerSchema = z.strictObject({
  to: z.string(),
  reply: roundReplySchema,
});
