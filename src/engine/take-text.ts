import { walk } from "./answers.ts";
import type { Answer, Path } from "./answers.ts";
import { answerBack, entryAskedFor } from "./answer-back.ts";
import { askedAbout } from "./asked-about.ts";
import type { Conversation, Event } from "./conversation.ts";
import type { Dialog, Question } from "./dialog.ts";
import { readDecision } from "./decision.ts";
import { isMore, isShelf, shelfNamed } from "./browse.ts";
import { readCommandIn } from "./hearing/commands.ts";
import type { Command } from "./hearing/commands.ts";
import { hear, isExact } from "./hearing/hear.ts";
import type { Hearing } from "./hearing/answers-in.ts";
import { isCut } from "./hearing/text.ts";
import type { Screen } from "./hearing/own.ts";
import { byPlace } from "./hearing/places.ts";
import { toPlain } from "./hearing/text.ts";
import { normalOf, toTokens } from "./hearing/tokens.ts";
import { keepStory } from "./own-words.ts";
import { say } from "./reply.ts";
import type { Text } from "./reply.ts";
import { openQuestion, screenMeant } from "./screen-meant.ts";
import { currentQuestion, questionOf } from "./screens.ts";
import { moved, saysSame, show, showCard, showInstead, withoutPointers } from "./show.ts";
import type { Told, Transition } from "./show.ts";
import { decide, edit, goBack, propose, takeClick } from "./take-click.ts";
import { invitesStory, withStory } from "./story.ts";
import { askWhich, takeAnswers, takeNameless, takeNothing } from "./take-heard.ts";

type Typed = Event & { type: "text" };

/**
 * Takes a typed text: a command, an answer to the screen the person was looking at, or several facts at once.
 *
 * @returns The command when the text is one: the caller carries it out.
 */
export function takeText(
  dialog: Dialog,
  conversation: Conversation,
  event: Typed,
  notes: readonly Text[] = [],
): Transition | { readonly command: Command } {
  const path = walk(dialog, conversation.answers);
  const meant = screenMeant(dialog, conversation, path, event);
  const question = openAt(dialog, conversation, path);
  const command = readCommandIn(event.text, dialog.words);
  // "No idea" says no to a proposal, and nothing to the question behind it.
  const isOfQuestion = command === undefined || command === "unsure" || command === "skip";
  const { proposal } = conversation;
  // A yes that was typed before the question whether to erase stood there has it asked again.
  const isForIt = meant.type === "present" || (proposal && "asked" in proposal);
  if (proposal && isForIt && isOfQuestion) {
    const decision = readDecision(dialog, event.text, () => {
      const hearing = hear(screenAt(dialog, conversation, path, question, event), event.text);
      return hearing.type === "answers" && hearing.own?.certain === true;
    });
    if (decision) return decide(dialog, conversation, decision, event);
  }
  const isNamed =
    question !== undefined &&
    isExact(screenAt(dialog, conversation, path, question, event), event.text);
  if (command && !isNamed) return { command };
  if (meant.type === "earlier") {
    const taken = takeEarlier(dialog, conversation, path, meant.question, event, notes);
    if (taken) return taken;
  }
  const pressed =
    question?.kind === "catalogue" ? shownAs(dialog, conversation, event.text) : undefined;
  if (question && pressed !== undefined) {
    const { revision } = conversation;
    const { id } = question;
    const click = { ...event, type: "answer", question: id, option: pressed } as const;
    return takeClick(dialog, conversation, { ...click, revision });
  }
  const about = askedAbout(dialog, event.text);
  if (about !== undefined) return showCard(dialog, conversation, about, event);
  const hearing = hear(screenAt(dialog, conversation, path, question, event), event.text);
  const told = isCut(event.text) ? [...notes, say("note.cut")] : notes;
  const begun =
    question && invitesStory(dialog, conversation, question)
      ? withStory(conversation, event.text, answersIn(dialog, hearing))
      : conversation;
  const kept = saysAnswers(hearing) ? keepStory(begun, event.text, dialog.words) : begun;
  return take(dialog, { conversation: kept, path, question, event, notes: told }, hearing);
}

/** Whether a text tells of its person, and neither asks nor commands. */
function saysAnswers({ type }: Hearing): boolean {
  return ["answers", "several", "nameless", "nothing"].includes(type);
}

/** How many questions a text answers; facts are none. */
function answersIn(dialog: Dialog, hearing: Hearing): number {
  if (!("facts" in hearing)) return 0;
  const own = hearing.type === "answers" && !hearing.own ? 0 : 1;
  return own + hearing.facts.filter(({ question }) => dialog.positions.has(question.id)).length;
}

/** Whether an option of a shelf shows what comes next on it. */
function goesOn(id: string): boolean {
  return isMore(id) || (isShelf(id) && /-\d+$/u.test(id));
}

/** The entry or the provider that words name on a screen of the catalogue: by its place there, or a provider by its name. */
function shownAs(dialog: Dialog, conversation: Conversation, text: string): string | undefined {
  const { narrowed, proposal } = conversation;
  if (proposal) return undefined;
  const tokens = toTokens(toPlain(text));
  const saysMore = dialog.words.phrases.more.has(normalOf(tokens));
  const onward = saysMore ? narrowed?.find(goesOn) : undefined;
  return (
    onward ??
    (narrowed && byPlace(tokens, narrowed, dialog.words)) ??
    shelfNamed(dialog, normalOf(tokens))
  );
}

/** Where a text is taken. */
export interface Taking {
  readonly conversation: Conversation;
  readonly path: Path;
  readonly question: Question | undefined;
  readonly event: Typed;
  readonly notes: readonly Text[];
}

function take(
  dialog: Dialog,
  taking: Taking,
  hearing: Hearing,
): Transition | { readonly command: Command } {
  const { conversation, question, event, notes } = taking;
  switch (hearing.type) {
    case "command":
      return { command: hearing.command };
    case "cancel":
      return { command: "stop" };
    case "question": {
      // Whoever is looking at a question is answered above it.
      const isAsked = question !== undefined && conversation.seen.length > 0;
      const asked = isAsked ? undefined : entryAskedFor(dialog, hearing.about, event.text);
      if (asked !== undefined) return showCard(dialog, conversation, asked, event);
      const told = answerBack(dialog, conversation, question, hearing.about, event);
      return show(dialog, conversation, event, { notes: [...notes, ...told] });
    }
    case "repair":
      return goBack(dialog, conversation, event);
    case "edit":
      return conversation.answers[hearing.question] === undefined
        ? show(dialog, conversation, event, { notes: [...notes, say("clarify.not-answered")] })
        : edit(dialog, conversation, hearing.question, event);
    case "answers":
      return takeAnswers(dialog, taking, hearing);
    case "several":
      return askWhich(dialog, taking, hearing);
    case "nameless":
      return takeNameless(dialog, taking, hearing);
    case "invalid": {
      const { min, max } = hearing;
      const note = say("clarify.not-valid", { min, max });
      return show(dialog, conversation, event, { notes: [...notes, note], clarify: "not-valid" });
    }
    case "not-one": {
      const { narrowed: _narrowed, ...whole } = conversation;
      const at = hearing.which === "none" ? whole : conversation;
      const note = say(`clarify.${hearing.which === "none" ? "none-of-these" : "pick-one"}`);
      return show(dialog, at, event, { notes: [...notes, note], clarify: "not-understood" });
    }
    case "nothing":
      return takeNothing(dialog, taking);
  }
}

/** The question that words answer now; none after the advice. */
function openAt(dialog: Dialog, conversation: Conversation, path: Path): Question | undefined {
  const current =
    conversation.phase === "advised" ? undefined : currentQuestion(dialog, conversation, path);
  return current === undefined ? undefined : questionOf(dialog, current);
}

/** The screen for whoever reads words. */
export function screenAt(
  dialog: Dialog,
  conversation: Conversation,
  path: Path,
  question: Question | undefined,
  { now }: Pick<Event, "now">,
): Screen {
  return {
    dialog,
    question,
    shown: conversation.narrowed,
    others: [
      ...path.asked.flatMap((id) => dialog.questions[dialog.positions.get(id) ?? -1] ?? []),
      ...dialog.facts,
    ].filter(({ id }) => id !== question?.id),
    answers: conversation.answers,
    at: now,
  };
}

/**
 * The text was typed to an earlier screen, as a button of it is pressed: it is read at that screen's question alone, and
 * changes nothing unasked.
 *
 * @returns Undefined where that question is the one that is open now: it is answered like any other time.
 */
function takeEarlier(
  dialog: Dialog,
  conversation: Conversation,
  path: Path,
  question: Question | undefined,
  event: Typed,
  notes: readonly Text[],
): Transition | undefined {
  if (!question) return showInstead(dialog, conversation, event, { notes });
  const before = conversation.answers[question.id];
  if (!before && question.id === openQuestion(dialog, conversation, path)) return undefined;
  const answer = readAlone(dialog, question, event);
  if (!answer)
    return show(dialog, conversation, event, {
      notes: [...notes, say("clarify.too-early")],
      clarify: "not-understood",
    });
  if (saysSame(before, answer)) return show(dialog, conversation, event, { notes });
  return propose(dialog, conversation, before ? "instead" : "meant", question.id, answer, event);
}

/** What a text says to one question, by itself. */
function readAlone(dialog: Dialog, question: Question, { text, now }: Typed): Answer | undefined {
  const screen = { dialog, question, shown: undefined, others: [], answers: {}, at: now };
  const hearing = hear(screen, text);
  return hearing.type === "answers" ? hearing.own?.answer : undefined;
}

/**
 * Takes the certification that a running interview is asked for again with. It is read at its own question alone: at the
 * current one, "AI-900" could be an amount, or a task. The one it is about already changes nothing.
 *
 * @returns Undefined while that question is the current one: the name is an answer to it, like any other words.
 */
export function takeName(
  dialog: Dialog,
  conversation: Conversation,
  event: Typed,
  told: Told,
): Transition | undefined {
  const path = walk(dialog, conversation.answers);
  const question = dialog.questions.find(({ kind }) => kind === "catalogue");
  const before = question && conversation.answers[question.id];
  if (!before || currentQuestion(dialog, conversation, path) === question.id) return undefined;
  const screen = { dialog, question, shown: undefined, others: [], answers: {}, at: event.now };
  const hearing = hear(screen, event.text);
  if (hearing.type === "command" || hearing.type === "question") return undefined;
  if (hearing.type === "several") {
    const { options } = hearing;
    const asked = moved({ ...withoutPointers(conversation), focus: question.id }, conversation);
    const notes = [...(told.notes ?? []), say("clarify.several")];
    return show(dialog, { ...asked, narrowed: options }, event, { notes, clarify: "several" });
  }
  const answer = hearing.type === "answers" ? hearing.own?.answer : undefined;
  if (!answer) {
    const notes = [...(told.notes ?? []), say("clarify.first")];
    return show(dialog, conversation, event, { notes, clarify: "not-understood" });
  }
  if (saysSame(before, answer)) return show(dialog, conversation, event, told);
  return propose(dialog, conversation, "instead", question.id, answer, event);
}
