import { closed, walk } from "./answers.ts";
import type { Path } from "./answers.ts";
import { costLines, cheaperLines, subjectOf } from "./advice-facts.ts";
import type { Conversation } from "./conversation.ts";
import { TRUE } from "./condition.ts";
import type { Dialog, EvidenceRule, Rule } from "./dialog.ts";
import { changesOf } from "./changes.ts";
import { primaryQuestion, reasonText } from "./reasons.ts";
import type { AdviceContext } from "./reasons.ts";
import { say, SECTIONS } from "./reply.ts";
import type { AdviceReply, Button, Section, SectionId, Text } from "./reply.ts";
import { judge } from "./verdict.ts";

/** One day, ms. */
export const DAY_MS = 86_400_000;
/** "Not yet" and "remind me" mean: look again after this many days. */
export const AGAIN_DAYS = 30;

/**
 * Judges the answers and explains the verdict. Questions still open count as not sure.
 *
 * @param now - The day the advice is given, ms since epoch: steps and dates count from it.
 */
export function giveAdvice(
  dialog: Dialog,
  conversation: Conversation,
  now: number,
  notes: readonly Text[] = [],
  open?: SectionId,
): AdviceReply {
  const walked = walk(dialog, conversation.answers);
  const path: Path = { ...walked, codes: closed(walked.codes) };
  const judgement = judge(dialog, path.codes);
  const context = { dialog, conversation, path, judgement, now };
  const { verdict, confidence, score } = judgement;
  const footer = dialog.rules.statements.find(({ place }) => place === "footer");
  return {
    type: "advice",
    revision: conversation.revision,
    notes,
    verdict,
    title: say(`verdict.${verdict}`),
    confidence,
    confidenceText: say(`confidence.${confidence.type}`, {
      count: "count" in confidence ? confidence.count : 0,
    }),
    subject: subjectOf(context),
    headline: headlineOf(context),
    conditions: judgement.conditions.map(({ id }) => id),
    reasons: reasonsOf(context).map(({ id, source }) => ({
      id,
      source,
      text: reasonText(context, id),
    })),
    against: counterOf(context),
    changes: changesOf(context),
    step: stepOf(context),
    sections: sectionsOf(context),
    ...(open ? { open } : {}),
    score,
    points: judgement.evidence.map(({ id, points, source }) => ({ id, points, source })),
    footer: say("advice.footer", { line: footer ? say(`statements.${footer.id}`) : "" }),
    actions: actionsOf(conversation, now, open),
  };
}

const REASONS_MAX = 3;
const CONDITIONS_SHOWN_MAX = 3;

/**
 * The rows that made the verdict, strongest first, at most one about each question while there are enough. The first
 * blocker brings the step, so it leads; limits come next, because each of them would decide without any blocker.
 */
function reasonsOf({ dialog, judgement }: AdviceContext): readonly Rule[] {
  const { blockers, limits, floors, evidence, step } = judgement;
  const rows =
    step > 0
      ? [...floors, ...byWeight(evidence, 1)]
      : [...blockers.slice(0, 1), ...limits, ...blockers.slice(1), ...byWeight(evidence, -1)];
  const about = new Set<string>();
  const fresh = rows.filter((row) => {
    const question = primaryQuestion(dialog, row.id);
    if (about.has(question)) return false;
    about.add(question);
    return true;
  });
  return [...fresh, ...rows.filter((row) => !fresh.includes(row))].slice(0, REASONS_MAX);
}

function byWeight(evidence: readonly EvidenceRule[], sign: 1 | -1): readonly EvidenceRule[] {
  return evidence
    .filter(({ points }) => points * sign > 0)
    .toSorted((a, b) => (b.points - a.points) * sign);
}

function counterOf(context: AdviceContext): Text {
  const { evidence, conditions, step } = context.judgement;
  const [strongest] = step > 0 ? [...byWeight(evidence, -1), ...conditions] : byWeight(evidence, 1);
  const side = step > 0 ? "against" : "for";
  return strongest
    ? say(`advice.counter.${side}`, { reason: reasonText(context, strongest.id) })
    : say(`advice.counter.none.${side}`);
}

function headlineOf(context: AdviceContext): readonly Text[] {
  const { dialog, judgement, path, now } = context;
  if (judgement.verdict === "worth-it-if") {
    return judgement.conditions
      .slice(0, CONDITIONS_SHOWN_MAX)
      .map(({ id }) => say(`until.${id}`, reasonText(context, id).values));
  }
  if (judgement.verdict === "not-yet")
    return [say("advice.again", { date: now + AGAIN_DAYS * DAY_MS })];
  if (judgement.verdict === "worth-it") return [];
  const [best] = dialog.rules.alternatives.filter((row) => row.holds(path.codes) === TRUE);
  return best ? [say(`alternatives.${best.id}`, reasonText(context, best.id).values)] : [];
}

function stepOf(context: AdviceContext): Text {
  const { dialog, judgement, path, now } = context;
  const holding = dialog.rules.steps.filter((row) => row.holds(path.codes) === TRUE);
  const [first] = judgement.verdict === "not-yet" ? judgement.blockers : holding;
  if (!first) return say("advice.no-step");
  const step = say(`steps.${first.id}`, reasonText(context, first.id).values);
  return say("advice.step", { step, minutes: first.minutes, date: nextFriday(now) });
}

/** The Friday that leaves at least two days, ms since epoch. 1 January 1970 was a Thursday. */
function nextFriday(now: number): number {
  const day = Math.floor(now / DAY_MS);
  const untilFriday = (((1 - day) % 7) + 7) % 7;
  return (day + (untilFriday < 2 ? untilFriday + 7 : untilFriday)) * DAY_MS;
}

function sectionsOf(context: AdviceContext): readonly Section[] {
  const { dialog, path } = context;
  const holding = <Row extends Rule>(rows: readonly Row[]) =>
    rows.filter((row) => row.holds(path.codes) === TRUE);
  const { statements, providerQuestions, readings } = dialog.rules;
  const placed = (place: string, most = Infinity) =>
    holding(statements)
      .filter((row) => row.place === place)
      .slice(0, most)
      .map((row) => say(`statements.${row.id}`, reasonText(context, row.id).values));
  const lines: Record<SectionId, readonly Text[]> = {
    cost: costLines(context),
    cheaper: cheaperLines(context),
    provider: holding(providerQuestions)
      .slice(0, 3)
      .map((row) => say(`provider-questions.${row.id}`)),
    more: [
      ...placed("test"),
      ...placed("resembles", 1),
      say("advice.proof"),
      ...placed("proof"),
      ...placed("growth", 1),
      ...placed("evidence", 1),
      say("advice.readings"),
      ...holding(readings)
        .slice(0, 2)
        .map((row) => say(`readings.${row.id}`)),
    ],
  };
  return SECTIONS.map((id) => ({ id, title: say(`section.${id}`), lines: lines[id] }));
}

function actionsOf(
  conversation: Conversation,
  now: number,
  open: SectionId | undefined,
): readonly Button[] {
  const { revision } = conversation;
  const sections = SECTIONS.map((id): Button => {
    const label = say(id === open ? "action.fold" : `section.${id}`);
    return { label, event: { type: "unfold", revision, ...(id === open ? {} : { section: id }) } };
  });
  return [
    ...sections,
    { label: say("action.change-answer"), event: { type: "review", revision } },
    { label: say("action.save"), event: { type: "save" } },
    { label: say("action.share"), event: { type: "share" } },
    { label: say("action.remind", { date: now + AGAIN_DAYS * DAY_MS }), event: { type: "remind" } },
    { label: say("action.restart"), event: { type: "restart", revision } },
  ];
}
