import { z } from "zod";

const count = z.number();
const person = z.string();

const contributionSchema = z.object({
  person,
  verdict: z.enum(["worth-it", "worth-it-if", "not-yet", "alternative"]),
  purpose: z.string(),
  hasTask: z.boolean(),
  freeRouteDoes: z.boolean(),
  certification: z.string().exactOptional(),
  costUsd: z.number().exactOptional(),
  at: z.number(),
});

const requestContentSchema = z.object({
  certification: z.string().exactOptional(),
  name: z.string(),
  amount: z.number(),
  amountFrom: z.enum(["catalogue", "agreed", "typed"]),
  /** When the catalogue's amount was checked: "2026-08-19", "2026-08" or "2026". Absent where it was typed, or no source is dated. */
  amountChecked: z.string().exactOptional(),
  /** What owning it costs besides the fee, as the catalogue knows it. Requests of before may lack the value. */
  owning: z
    .array(
      z.object({
        fact: z.enum(["retake", "renewal", "membership"]),
        value: z.string().exactOptional(),
        checked: z.string().exactOptional(),
      }),
    )
    .exactOptional(),
  hours: z.number().exactOptional(),
  task: z.string().exactOptional(),
  cheaperWay: z.string().exactOptional(),
});

const requestSchema = z.object({
  id: z.string(),
  person,
  content: requestContentSchema,
  status: z.enum(["previewed", "sent"]),
  /** Whom its author saw named as the approver. Absent in what was stored before approvers could be told apart. */
  approver: person.exactOptional(),
  at: z.number(),
});

const decisionSchema = z.object({
  requestId: z.string(),
  person,
  name: z.string(),
  type: z.enum(["approve", "approve-if", "later", "decline"]),
  amount: z.number().exactOptional(),
  condition: z.string().exactOptional(),
  reviewAt: z.number().exactOptional(),
  by: person,
  at: z.number(),
});

const reviewAnswerSchema = z.object({
  person,
  used: z.boolean(),
  skills: z.boolean(),
  productivity: z.boolean(),
  value: z.boolean(),
});

const roundSchema = z.object({
  id: z.string(),
  phase: z.enum(["proposed", "open", "closing", "closed", "decided", "reviewed", "cancelled"]),
  openedBy: person,
  topic: z.string(),
  currency: z.string(),
  budget: count.exactOptional(),
  certification: z.string().exactOptional(),
  threshold: count,
  openPurposes: z.array(z.string()),
  closesAt: z.number(),
  remindAt: z.number().exactOptional(),
  approver: person.exactOptional(),
  candidate: person.exactOptional(),
  joined: z.array(person),
  contributions: z.array(contributionSchema),
  /** Who answered without being counted, since another summary counts them; nothing of what they said is here. */
  uncounted: z.array(person).exactOptional(),
  /** When the summary was made, if there was one. Absent in what was stored before. */
  summaryAt: z.number().exactOptional(),
  counter: z.object({ shown: count, editedAt: z.number(), trailing: z.boolean() }),
  requests: z.array(requestSchema),
  decisions: z.array(decisionSchema),
  reviewAsked: z.boolean(),
  reviewAnswers: z.array(reviewAnswerSchema),
});

/** What one finished interview adds to a round: the only part of an answer a round ever holds. */
export type Contribution = z.infer<typeof contributionSchema>;

/** One of the four verdicts a person was advised. */
export type Verdict = Contribution["verdict"];

/** Everything a request carries; the approver sees this and nothing else. Amounts are in the round's currency, hours in total. */
export type RequestContent = z.infer<typeof requestContentSchema>;

/** A request for money: `previewed` only its author has seen, `sent` waits for or has a decision. */
export type Request = z.infer<typeof requestSchema>;

/** One line of the record. It stays after erasure; `amount` is what was granted, absent for later and decline. */
export type Decision = z.infer<typeof decisionSchema>;

/** What a funded person answered after 90 days. */
export type ReviewAnswer = z.infer<typeof reviewAnswerSchema>;

/** A team round as plain JSON. Until somebody accepts the approval, `approver` is absent and the round is only proposed. */
export type Round = z.infer<typeof roundSchema>;

/** Whether this person's interview in the round has ended with an advice, counted or not. */
export function hasAnswered({ contributions, uncounted = [] }: Round, by: string): boolean {
  return contributions.some((line) => line.person === by) || uncounted.includes(by);
}

/** Whether people may still answer, and ask for money: until the summary. */
export function takesAnswers({ phase }: Pick<Round, "phase">): boolean {
  return phase === "open" || phase === "closing";
}

/** Whether the approver may decide: from the summary until everybody funded was asked what came of it. */
export function takesDecisions({ phase }: Pick<Round, "phase">): boolean {
  return phase === "closed" || phase === "decided";
}

/**
 * Reads a stored round.
 *
 * @param stored - What storage returned, already parsed from JSON.
 * @returns The round.
 * @throws {TypeError} when the stored value is not a round.
 */
export function parseRound(stored: unknown): Round {
  const result = roundSchema.safeParse(stored);
  if (!result.success) {
    throw new TypeError("Could not read a stored round: it does not have the shape of a round", {
      cause: result.error,
    });
  }
  return result.data;
}

/** The most that a round takes: of one line and of a free text in UTF-16 units, and of money in its currency. */
export const ROUND_LIMITS = { lineCharsMax: 200, textCharsMax: 500, amountMax: 1_000_000 } as const;

/**
 * Reads what a person wants to put into a request, and cuts away what it must not carry.
 *
 * @param content - The content as the adapter collected it.
 * @returns The content, or undefined when the name is empty or longer than 200 characters, a text is longer than 500, or a number is not
 *   positive, finite and at most a million.
 */
export function parseRequestContent(content: unknown): RequestContent | undefined {
  const result = requestContentSchema.safeParse(content);
  if (!result.success) {
    return undefined;
  }
  const { name, task, cheaperWay, amount, hours } = result.data;
  const areTextsShort = [task, cheaperWay].every(
    (text) => (text ?? "").length <= ROUND_LIMITS.textCharsMax,
  );
  const areNumbersSound = [amount, hours ?? 1].every(
    (value) => value > 0 && value <= ROUND_LIMITS.amountMax,
  );
  const isNameSound = name.trim() !== "" && name.length <= ROUND_LIMITS.lineCharsMax;
  return areTextsShort && areNumbersSound && isNameSound ? result.data : undefined;
}
