import { composeScreen } from "./advice/compose.ts";
import { placeLoose } from "./advice/loose-words.ts";
import { dated } from "./advice/step-said.ts";
import { surenessOf } from "./advice/sureness.ts";
import { subjectOf } from "./advice-facts.ts";
import { sectionsOf } from "./advice-sections.ts";
import { closed, walk } from "./answers.ts";
import type { Path } from "./answers.ts";
import { TRUE } from "./condition.ts";
import type { Conversation } from "./conversation.ts";
import type { Dialog } from "./dialog.ts";
import { normalise } from "./hearing/text.ts";
import { reasonText } from "./reasons.ts";
import type { AdviceContext } from "./reasons.ts";
import { say } from "./reply.ts";
import type { AdviceReply, Button, Section, SectionId, Text } from "./reply.ts";
import { judge } from "./verdict.ts";

/** One day, ms. */
export const DAY_MS = 86_400_000;
/** "Remind me" means: look again after this many days. */
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
  const context = contextOf(dialog, conversation, now);
  const { judgement } = context;
  const { verdict, confidence, score } = judgement;
  const footer = dialog.rules.statements.find(({ place }) => place === "footer");
  const subject = subjectOf(context);
  const sureness = surenessOf(context);
  const screen = composeScreen(context, { subject, sureness });
  const sections = sectionsOf(context);
  return {
    type: "advice",
    revision: conversation.revision,
    notes,
    verdict,
    title: say(`verdict.${verdict}`),
    confidence,
    confidenceText: sureness,
    subject,
    headline: screen.sentence ? [screen.sentence] : plainHeadline(context),
    conditions: judgement.conditions.map(({ id }) => id),
    reasons: screen.reasons,
    against: screen.against,
    changes: screen.changes,
    step: screen.step ?? plainStep(context),
    sections,
    ...(open ? { open } : {}),
    score,
    points: judgement.evidence.map(({ id, points, source }) => ({ id, points, source })),
    footer: say("advice.footer", { line: footer ? say(`statements.${footer.id}`) : "" }),
    actions: actionsOf(conversation, sections, now, open),
  };
}

/** All that an advice is made from. */
export function contextOf(dialog: Dialog, conversation: Conversation, now: number): AdviceContext {
  const walked = walk(dialog, conversation.answers);
  const path: Path = { ...walked, codes: closed(walked.codes) };
  const told = { ...conversation, clauses: placeLoose(dialog, conversation) };
  return { dialog, conversation: told, path, judgement: judge(dialog, path.codes), now };
}

const CONDITIONS_SHOWN_MAX = 3;

/** What a dialog without cases says of its verdict. */
function plainHeadline(context: AdviceContext): readonly Text[] {
  const { dialog, judgement, path } = context;
  if (judgement.verdict === "worth-it-if") {
    return judgement.conditions
      .slice(0, CONDITIONS_SHOWN_MAX)
      .map(({ id }) => say(`until.${id}`, reasonText(context, id).values));
  }
  if (judgement.verdict !== "alternative") return [];
  const [best] = dialog.rules.alternatives.filter((row) => row.holds(path.codes) === TRUE);
  return best ? [say(`alternatives.${best.id}`, reasonText(context, best.id).values)] : [];
}

/** The first step of the rules that fits, where no case has one. */
function plainStep(context: AdviceContext): Text {
  const { dialog, judgement, path, now } = context;
  const holding = dialog.rules.steps.filter((row) => row.holds(path.codes) === TRUE);
  const [first] = judgement.verdict === "not-yet" ? judgement.blockers : holding;
  if (!first) return say("advice.no-step");
  return dated(say(`steps.${first.id}`, reasonText(context, first.id).values), first.minutes, now);
}

function actionsOf(
  conversation: Conversation,
  sections: readonly Section[],
  now: number,
  open: SectionId | undefined,
): readonly Button[] {
  const { revision } = conversation;
  const unfolding = sections.map(({ id, title }): Button => {
    const label = id === open ? say("action.fold") : title;
    return { label, event: { type: "unfold", revision, ...(id === open ? {} : { section: id }) } };
  });
  return [
    ...unfolding,
    { label: say("action.change-answer"), event: { type: "review", revision } },
    { label: say("action.save"), event: { type: "save" } },
    { label: say("action.share"), event: { type: "share" } },
    { label: say("action.remind", { date: now + AGAIN_DAYS * DAY_MS }), event: { type: "remind" } },
    { label: say("action.restart"), event: { type: "restart", revision } },
  ];
}

/** Longer texts are no button's label. */
const LABEL_CHARS_MAX = 60;

/** The part of an advice whose button says these words, while the advice is on the screen. */
export function sectionNamed(
  dialog: Dialog,
  conversation: Conversation,
  text: string,
  now: number,
): SectionId | undefined {
  const isShown = conversation.phase === "advised" && conversation.proposal === undefined;
  if (!isShown || text.length > LABEL_CHARS_MAX) return undefined;
  const typed = normalise(text);
  const { sections } = giveAdvice(dialog, conversation, now);
  return sections.find(({ title }) => normalise(dialog.read(title)) === typed)?.id;
}
