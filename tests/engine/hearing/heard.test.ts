import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { isBlank, optionOf } from "../../../src/engine/answers.ts";
import type { Answer } from "../../../src/engine/answers.ts";
import { normalise } from "../../../src/engine/hearing/text.ts";
import { isExplained, ledTo } from "./led-to.ts";
import { sayAt } from "./spoken.ts";
import type { Outcome } from "./spoken.ts";

/* What people really typed, and what they meant: each case says one or several readings that are right. */

const certification = z.strictObject({
  entry: z.string().optional(),
  name: z.string().optional(),
  price: z.number().optional(),
  currency: z.string().optional(),
  hours: z.number().optional(),
});
/** An option, hours a week, or a certification. */
const value = z.union([z.string(), z.number(), certification]);
const written = z.union([z.string(), z.number()]);
const schema = z.array(
  z.strictObject({
    /** The question on the screen. */
    at: z.string(),
    text: z.string(),
    /** Answers that were given before, besides those of the commonest path. */
    before: z.record(z.string(), written).optional(),
    /** A price that is kept while the name is asked for. */
    told: z.number().optional(),
    /** What it says besides, and need not be taken. */
    also: z.record(z.string(), value).default({}),
    means: z.array(
      z.union([
        z.strictObject({ answers: z.record(z.string(), value) }),
        z.strictObject({ edit: z.string() }),
        z.strictObject({ command: z.string() }),
        z.strictObject({ question: z.literal(true) }),
        z.strictObject({ nothing: z.literal(true) }),
        /** It is asked which of these is meant, or whatever is asked where none is named. */
        z.strictObject({ asks: z.array(z.string()) }),
      ]),
    ),
  }),
);
type Case = z.infer<typeof schema>[number];
type Meaning = Case["means"][number];
type Wanted = z.infer<typeof value>;

const file = new URL("heard.json", import.meta.url);
const cases = schema.parse(JSON.parse(readFileSync(file, "utf8")));

const RIGHT_SHARE = 0.82;
/** "20 minutes a day" is 1.7 hours of a working week, and 2.3 of a whole one. */
const HOURS_SHARE = 0.12;

function isSame(answer: Answer | undefined, wanted: Wanted): boolean {
  if (answer === undefined) return false;
  if (typeof wanted === "number") {
    const isAmount = typeof answer === "object" && "amount" in answer;
    return isAmount && Math.abs(answer.amount - wanted) <= Math.max(0.26, wanted * HOURS_SHARE);
  }
  if (typeof answer === "object" && "chosen" in answer)
    return typeof wanted === "string" ? answer.chosen === wanted : isCertification(answer, wanted);
  if (isBlank(answer)) return wanted === "unsure" && answer.blank === "unsure";
  return optionOf(answer) === wanted;
}

function isCertification(
  answer: Extract<Answer, { readonly chosen: string }>,
  { entry, name, price, currency, hours }: z.infer<typeof certification>,
): boolean {
  if (entry !== undefined) return answer.entry === entry;
  if (answer.chosen !== "other") return false;
  const { price: given } = answer;
  if (price !== undefined && Math.abs((given?.amount ?? NaN) - price) > 0.01) return false;
  if (price !== undefined && Number.isNaN(given?.amount ?? NaN)) return false;
  if (currency !== undefined && given?.currency !== currency) return false;
  if (hours !== undefined && answer.hours !== hours) return false;
  const wanted = normalise(name ?? "").split(" ");
  const own = normalise(answer.name ?? "").split(" ");
  const shared = wanted.filter((word) => own.includes(word));
  return shared.length >= wanted.length * 0.6 && own.length <= wanted.length + 4;
}

/** Whether everything that must be recorded is recorded, and nothing else. */
function isRecorded(
  { recorded, before }: Outcome,
  wanted: Readonly<Record<string, Wanted>>,
  also: Case["also"],
) {
  const isKept = Object.entries(wanted).every(([id, own]) =>
    isSame(recorded[id] ?? before.answers[id], own),
  );
  return (
    isKept &&
    Object.entries(recorded).every(
      ([id, answer]) => id in wanted || (id in also && isSame(answer, also[id]!)),
    )
  );
}

function isRight(outcome: Outcome, meaning: Meaning, { at, told, also }: Case): boolean {
  const isQuiet = Object.keys(outcome.recorded).length === 0;
  if (told !== undefined && outcome.after.told?.price?.amount !== told) return false;
  if ("answers" in meaning) return isRecorded(outcome, meaning.answers, also);
  if ("edit" in meaning)
    return isQuiet && outcome.reply.type === "question" && outcome.reply.question === meaning.edit;
  if ("command" in meaning) return ledTo(outcome, at) === meaning.command;
  if ("question" in meaning) return isQuiet && isExplained(outcome);
  if ("nothing" in meaning) return isQuiet;
  const { proposal, narrowed = [] } = outcome.after;
  const offered =
    proposal && "answer" in proposal ? [optionOf(proposal.answer) ?? "unsure"] : narrowed;
  const isAmong = meaning.asks.length === 0 || offered.some((id) => meaning.asks.includes(id));
  return isQuiet && offered.length > 0 && offered.length <= 3 && isAmong;
}

/** Something was recorded that no reading of the text says. */
function isTwisted({ recorded }: Outcome, { means, also, at }: Case): boolean {
  return Object.entries(recorded).some(([id, answer]) => {
    const isSkipped = id === at && isBlank(answer) && means.some((one) => "command" in one);
    const isMeant = means.some(
      (one) => "answers" in one && id in one.answers && isSame(answer, one.answers[id]!),
    );
    const isBeside = id in also && isSame(answer, also[id]!);
    return !isMeant && !isBeside && !isSkipped;
  });
}

describe("what people typed", () => {
  const graded = cases.map((one) => {
    const outcome = sayAt(one.at, one.text, one.before);
    return {
      line: `${one.at}: ${one.text} → ${JSON.stringify(outcome.recorded)} (meant ${JSON.stringify(one.means[0])})`,
      isRight: one.means.some((meaning) => isRight(outcome, meaning, one)),
      isTwisted: isTwisted(outcome, one),
    };
  });

  it("is recorded as something else at most once in 100", () => {
    const twisted = graded.filter((one) => one.isTwisted).map(({ line }) => line);
    expect(twisted.length <= graded.length / 100 ? [] : twisted).toEqual([]);
  });

  it("is understood as it was meant, at least 82 times of 100", () => {
    const missed = graded.filter((one) => !one.isRight).map(({ line }) => line);
    const share = 1 - missed.length / graded.length;
    // What was missed is listed only where it is too much.
    expect(share < RIGHT_SHARE ? missed : []).toEqual([]);
  });
});
