import { z } from "zod";
import { closed, optionOf, walk } from "../engine/answers.ts";
import { TRUE } from "../engine/condition.ts";
import type { Conversation } from "../engine/conversation.ts";
import type { Dialog } from "../engine/dialog.ts";
import { certificationOf } from "../engine/about.ts";
import { judge } from "../engine/verdict.ts";
import type { ScheduledWork } from "../storage/storage.ts";
import type { Contribute } from "../team/events.ts";
import { readStored } from "../unreadable.ts";

/** What an interview adds to its round: nothing else of the answers leaves it. */
export type Contributed = Contribute["contribution"];

/** Work that brings a round in line with what a person said or erased, as the payload of a due row of the kind `contribute`. */
export type RoundWork =
  | {
      readonly type: "contribute";
      readonly round: string;
      readonly person: string;
      readonly at: number;
      readonly contribution: Contributed;
      /** Where the person is, for the word that it was counted. */
      readonly address: unknown;
    }
  | {
      readonly type: "erase";
      readonly round: string;
      readonly person: string;
      readonly at: number;
    }
  /** Deletes the answers of an interview that outlived its round. */
  | {
      readonly type: "wipe";
      readonly round: string;
      readonly person: string;
      readonly dialog: string;
      readonly at: number;
    };

/** The kind of due row that carries {@link RoundWork}. */
export const CONTRIBUTE = "contribute";

/** Takes from an interview what its round may know; undefined where there is no advice, or the dialog has no rounds. */
export function toContribution(
  dialog: Dialog,
  conversation: Conversation | undefined,
): Contributed | undefined {
  const { team } = dialog.rules;
  if (!team || !dialog.file.team || conversation?.phase !== "advised") return undefined;
  const { answers } = conversation;
  const path = walk(dialog, answers);
  const codes = closed(path.codes);
  const { purpose: question } = dialog.file.team;
  const said = path.asked.includes(question) ? answers[question] : undefined;
  const certification = certificationOf(dialog, conversation);
  const costUsd = costOf(dialog, certification);
  return {
    verdict: judge(dialog, codes).verdict,
    purpose: (said && optionOf(said)) ?? "unsure",
    hasTask: team.task(codes) === TRUE,
    freeRouteDoes: team.freeRoute(codes) === TRUE,
    ...(certification?.entry !== undefined && { certification: certification.entry }),
    ...(costUsd !== undefined && { costUsd }),
  };
}

/** The work a turn of an interview leaves for its round: a new or changed advice counts, a stop takes the answers out. */
export function workOf(turn: {
  readonly dialog: Dialog;
  readonly before: Conversation | undefined;
  readonly after: Conversation;
  readonly round: string | undefined;
  readonly person: string;
  readonly now: number;
  readonly address: unknown;
}): readonly ScheduledWork[] {
  const { dialog, before, after, round, person, now, address } = turn;
  if (round === undefined) return [];
  if (after.phase === "stopped" && before && before.phase !== "stopped")
    return [toErase(round, person, now)];
  const contribution = toContribution(dialog, after);
  const isNews =
    JSON.stringify(contribution) !== JSON.stringify(toContribution(dialog, before)) ||
    before?.begun !== after.begun;
  return contribution && isNews
    ? [toRow({ type: "contribute", round, person, at: now, contribution, address }, person)]
    : [];
}

/** The work that takes a person out of a round. It belongs to nobody, so that erasing the person does not erase it. */
export function toErase(round: string, person: string, at: number): ScheduledWork {
  return toRow({ type: "erase", round, person, at });
}

/** The work that deletes an interview once its round has kept it long enough. */
export function toWipe(work: Omit<Extract<RoundWork, { type: "wipe" }>, "type">): ScheduledWork {
  return toRow({ type: "wipe", ...work }, work.person);
}

const workOutline = z.intersection(
  z.object({ round: z.string(), person: z.string(), at: z.number() }),
  z.discriminatedUnion("type", [
    z.object({ type: z.literal("contribute"), contribution: z.object({ verdict: z.string() }) }),
    z.object({ type: z.literal("erase") }),
    z.object({ type: z.literal("wipe"), dialog: z.string() }),
  ]),
);

const workSchema = z.custom<RoundWork>((value) => workOutline.safeParse(value).success);

/** Reads the payload of a due row of the kind `contribute`; but for its outline, what we wrote ourselves is trusted. @throws {Unreadable} */
export function parseWork(payload: string): RoundWork {
  return readStored(payload, workSchema, "work for a round");
}

/** Whoever took the turn does the work at once; the due loop follows only where that failed, and sends nothing twice. */
const AHEAD_MS = 5000;

/** One row for each work: finishing one can then never finish another. */
function toRow(work: RoundWork, owner?: string): ScheduledWork {
  const { type, round, person, at } = work;
  return {
    id: `${type} ${round} ${person} ${at}`,
    kind: CONTRIBUTE,
    at: type === "wipe" ? at : at + AHEAD_MS,
    payload: JSON.stringify(work),
    ...(owner !== undefined && { person: owner }),
  };
}

/** In US dollars: the catalogue's price as it was when the person was asked, or the one they typed. */
function costOf(
  { catalogue }: Dialog,
  certification: ReturnType<typeof certificationOf>,
): number | undefined {
  const { entry, facts, price } = certification ?? {};
  if (entry !== undefined) {
    const fee = catalogue.entry(entry, 0)?.shown.price?.value;
    // Rules need an amount in another currency only roughly, which is no number to add up.
    const isDollars = typeof fee === "object" && "currency" in fee && fee.currency === "USD";
    return isDollars && typeof facts?.["price"] === "number" ? facts["price"] : undefined;
  }
  return price && (price.currency ?? "USD") === "USD" ? price.amount : undefined;
}
