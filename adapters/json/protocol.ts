import { z } from "zod";
import { ERASURES } from "../../src/engine/conversation.ts";
import { SECTIONS } from "../../src/engine/reply.ts";
import { roundAnswerSchema, roundEventSchema } from "./round-protocol.ts";

/** The schemas of both directions by name, for `docs/protocol.schema.json`. */
export const protocol = z.registry<{ id: string; description: string }>();

/** Whose event it is, and which one. */
const envelope = {
  id: z.string().min(1).max(200).optional(),
  person: z.string().min(1).max(200).default("local"),
  tenant: z.string().min(1).max(200).default("local"),
  at: z.int().min(0).optional(),
  locale: z.string().max(35).optional(),
  round: z.string().min(1).max(200).optional(),
};
const revision = z.int().min(0).optional();
const parts = z.string().max(500).optional();
const preview = z.string().max(100).optional();

function event<Type extends string, Shape extends z.core.$ZodShape>(type: Type, shape: Shape) {
  return z.strictObject({ type: z.literal(type), ...shape });
}
function line<Type extends string, Shape extends z.core.$ZodShape>(type: Type, shape: Shape) {
  return event(type, { ...shape, ...envelope });
}

/** One line in: what a person did. Everything in it is checked again against the stored interview. */
export const lineSchema = z
  .discriminatedUnion("type", [
    line("text", { text: z.string() }),
    line("start", { text: z.string().optional() }),
    line("answer", { question: z.string(), option: z.string(), revision }),
    line("unsure", { question: z.string().optional(), revision }),
    line("skip", { question: z.string().optional(), revision }),
    line("edit", { question: z.string(), revision }),
    line("yes", { revision }),
    line("no", { revision }),
    line("unfold", { section: z.string().optional(), revision }),
    line("back", { revision }),
    line("why", { revision }),
    line("review", { revision }),
    line("advise", { revision }),
    line("resume", { revision }),
    line("restart", { revision }),
    line("stop", { revision }),
    line("pause", { revision }),
    line("forget", { revision }),
    line("save", {}),
    line("share", { parts, preview }),
    line("post", { parts, preview }),
    line("remind", {}),
    line("history", {}),
    line("round", {
      event: roundEventSchema,
      channel: z.string().min(1).max(200).default("local"),
      names: z.record(z.string(), z.string()).optional(),
      administers: z.boolean().optional(),
    }),
    line("tick", { now: z.int().min(0) }),
  ])
  .register(protocol, { id: "Line", description: "One line in: what a person did" });
/** A line in, as it was read. */
export type Line = z.infer<typeof lineSchema>;

const text = z.string();
const texts = z.array(text).readonly();
const ids = z.array(z.string()).readonly();
const sent = z.int();

const eventSchema = z
  .discriminatedUnion("type", [
    event("answer", { question: z.string(), option: z.string(), revision: sent }),
    event("unsure", { question: z.string(), revision: sent }),
    event("skip", { question: z.string(), revision: sent }),
    event("edit", { question: z.string(), revision: sent }),
    event("yes", { revision: sent }),
    event("no", { revision: sent }),
    event("unfold", { section: z.string().optional(), revision: sent }),
    event("back", { revision }),
    event("why", { revision }),
    event("review", { revision }),
    event("advise", { revision }),
    event("resume", { revision }),
    event("restart", { revision }),
    event("stop", { revision }),
    event("pause", { revision }),
    event("forget", { revision }),
    event("start", { text: z.string().optional() }),
    event("save", { parts }),
    event("share", { parts, preview }),
    event("post", { parts, preview }),
    event("remind", { parts }),
    event("history", { parts }),
  ])
  .register(protocol, { id: "Event", description: "Send it back as a line to press the button" });

const buttonShape = {
  label: text,
  event: eventSchema,
  style: z.enum(["primary", "danger"]).optional(),
};
const buttonSchema = z
  .strictObject(buttonShape)
  .register(protocol, { id: "Button", description: "Something to press" });
const buttons = z.array(buttonSchema).readonly();
const verdict = z.enum(["worth-it", "worth-it-if", "not-yet", "alternative"]);
const section = z.enum(SECTIONS);

const questionReply = event("question", {
  question: z.string(),
  kind: z.enum(["choice", "number", "money", "duration", "catalogue"]),
  revision: sent,
  notes: texts,
  clarify: z
    .enum(["not-understood", "not-valid", "several", "old-question", "not-asked"])
    .optional(),
  last: z.strictObject({ question: text, answer: text, change: buttonSchema }).optional(),
  title: text,
  hint: text.optional(),
  why: texts.optional(),
  progress: z.strictObject({ number: z.int(), atMost: z.int(), text }),
  options: z
    .array(z.strictObject({ ...buttonShape, id: z.string(), chosen: z.boolean().optional() }))
    .readonly(),
  actions: buttons,
}).register(protocol, { id: "QuestionReply", description: "Asks one question" });

const confirmReply = event("confirm", {
  about: z.enum(["meant", "instead", "change", ...ERASURES]),
  question: z.string().optional(),
  revision: sent,
  notes: texts,
  title: text,
  options: z.array(z.strictObject({ ...buttonShape, id: z.string() })).readonly(),
  actions: buttons,
}).register(protocol, {
  id: "ConfirmReply",
  description: "Asks for yes or no; nothing has changed yet",
});

const reviewReply = event("review", {
  revision: sent,
  title: text,
  rows: z
    .array(z.strictObject({ id: z.string(), question: text, answer: text, change: buttonSchema }))
    .readonly(),
  actions: buttons,
}).register(protocol, { id: "ReviewReply", description: "All answers so far" });

const adviceReply = event("advice", {
  revision: sent,
  notes: texts,
  verdict,
  title: text,
  confidence: z.union([
    z.strictObject({ type: z.enum(["clear", "close"]) }),
    z.strictObject({ type: z.literal("missing"), count: z.int() }),
  ]),
  confidenceText: text,
  subject: text,
  headline: texts,
  conditions: ids,
  reasons: z.array(z.strictObject({ id: z.string(), text, source: ids, rests: ids })).readonly(),
  against: text,
  changes: z
    .array(
      z.strictObject({
        answers: z.array(z.strictObject({ question: z.string(), option: z.string() })).readonly(),
        verdict,
        text,
      }),
    )
    .readonly(),
  step: text,
  sections: z.array(z.strictObject({ id: section, title: text, lines: texts })).readonly(),
  open: section.optional(),
  score: z.number(),
  points: z.array(z.strictObject({ id: z.string(), points: z.number(), source: ids })).readonly(),
  footer: text,
  actions: buttons,
}).register(protocol, { id: "AdviceReply", description: "The advice, whole" });

const noticeReply = event("notice", {
  notice: z.string(),
  title: text,
  lines: texts.optional(),
  actions: buttons,
}).register(protocol, { id: "NoticeReply", description: "Says one thing" });

const fileReply = event("file", { name: z.string(), markdown: z.string(), title: text }).register(
  protocol,
  { id: "FileReply", description: "The advice as a file to keep" },
);

const shareReply = event("share", {
  title: text,
  lines: texts,
  parts: z
    .array(z.strictObject({ ...buttonShape, id: z.string(), included: z.boolean() }))
    .readonly(),
  preview: text,
  actions: buttons,
}).register(protocol, { id: "ShareReply", description: "What would be posted, before it is" });

const postReply = event("post", { lines: texts }).register(protocol, {
  id: "PostReply",
  description: "What is posted for others to see",
});

const replySchema = z.discriminatedUnion("type", [
  questionReply,
  confirmReply,
  reviewReply,
  adviceReply,
  noticeReply,
  fileReply,
  shareReply,
  postReply,
]);

/** One line out, for every line in. */
export const answerSchema = z
  .union([
    z.strictObject({
      duplicate: z.literal(true).optional(),
      replies: z.array(replySchema).readonly(),
      rounds: z.array(roundAnswerSchema).readonly().optional(),
    }),
    z.strictObject({
      error: z.strictObject({ message: z.string(), path: z.string().optional() }),
    }),
  ])
  .register(protocol, { id: "Answer", description: "One line out, for every line in" });
roundAnswerSchema.register(protocol, {
  id: "RoundAnswer",
  description: "A reply of a team round and who gets it",
});
/** A line out, before it is written. */
export type AnswerLine = z.infer<typeof answerSchema>;
