import { certificationIn, isBlank, noteOf, optionOf, walk } from "./answers.ts";
import type { Answer, Answers, Path } from "./answers.ts";
import type { Conversation, Event } from "./conversation.ts";
import type { Dialog, Question } from "./dialog.ts";
import { readDecision } from "./decision.ts";
import { recognise, recogniseCommand, recogniseOthers } from "./recognise.ts";
import type { Recognised } from "./recognise.ts";
import { say } from "./reply.ts";
import type { Text } from "./reply.ts";
import { openQuestion, screenMeant } from "./screen-meant.ts";
import { answerText, currentQuestion, questionOf } from "./screens.ts";
import {
  advise,
  changedNote,
  give,
  moved,
  saysSame,
  show,
  showInstead,
  withoutPointers,
} from "./show.ts";
import type { Told, Transition } from "./show.ts";
import { atomsOf } from "./cells.ts";
import { decide, propose } from "./take-click.ts";
import { normalise } from "./words.ts";
import type { Command } from "./words.ts";

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
  const current =
    conversation.phase === "advised" ? undefined : currentQuestion(conversation, path);
  const question = current === undefined ? undefined : questionOf(dialog, current);
  const command = recogniseCommand(event.text, dialog.words);
  // "No idea" says no to a proposal, and nothing to the question behind it.
  const isOfQuestion = command === undefined || command === "unsure" || command === "skip";
  const { proposal } = conversation;
  // A yes that was typed before the question whether to erase stood there has it asked again.
  const isForIt = meant.type === "present" || (proposal && "asked" in proposal);
  if (proposal && isForIt && isOfQuestion) {
    const decision = readDecision(dialog, question, event);
    if (decision) return decide(dialog, conversation, decision, event);
  }
  if (command) return { command };
  if (meant.type === "earlier") {
    const taken = takeEarlier(dialog, conversation, path, meant.question, event, notes);
    if (taken) return taken;
  }
  if (!question) return answerOthers(dialog, conversation, path, event, undefined, { notes });
  return answerCurrent(dialog, conversation, path, question, event, notes);
}

function answerCurrent(
  dialog: Dialog,
  conversation: Conversation,
  path: Path,
  question: Question,
  event: Typed,
  notes: readonly Text[],
): Transition {
  const recognised = recognise(dialog, question, event.text, event.now);
  const isInvited = "invited" in recognised && recognised.invited;
  const saysOther =
    isInvited && othersIn(dialog, conversation, path, event, question.id).length > 0;
  const answer = saysOther ? undefined : toAnswer(recognised);
  if (answer) {
    const certain = "certain" in recognised && recognised.certain;
    if (!certain && (isWeighty(dialog, question, answer) || keepsWords(answer))) {
      return propose(dialog, conversation, "meant", question.id, answer, event);
    }
    const text = besideName(event.text, answer);
    const others = stillAsked(
      dialog,
      { ...conversation.answers, [question.id]: answer },
      othersIn(dialog, conversation, path, { ...event, text }, question.id).filter(
        ([other]) => conversation.answers[other.id] === undefined,
      ),
    );
    const before = conversation.answers[question.id];
    const changed =
      before && !saysSame(before, answer) ? [changedNote(dialog, question.id, before, answer)] : [];
    const understood =
      isPlain(recognised, event) && others.length === 0
        ? []
        : [understoodNote(dialog, [[question, answer], ...others])];
    const given = [[question, answer] as const, ...others];
    return give(dialog, conversation, byId(given), event, [...notes, ...changed, ...understood]);
  }
  if (recognised.type === "several") {
    return show(dialog, conversation, event, {
      notes: [...notes, say("clarify.several")],
      clarify: "several",
      only: recognised.options,
    });
  }
  if (recognised.type === "invalid") {
    const { min, max } = recognised;
    return show(dialog, conversation, event, {
      notes: [...notes, say("clarify.not-valid", { min, max })],
      clarify: "not-valid",
    });
  }
  return answerOthers(dialog, conversation, path, event, question, { notes });
}

/**
 * The text did not answer the question; it may still answer others, and change what was answered before. Beside an
 * answer to the question, only what is still open is taken.
 */
function answerOthers(
  dialog: Dialog,
  conversation: Conversation,
  path: Path,
  event: Typed,
  question: Question | undefined,
  told: Told,
): Transition {
  const notes = told.notes ?? [];
  const { answers } = conversation;
  const found = othersIn(dialog, conversation, path, event, question?.id);
  const others = stillAsked(dialog, answers, found);
  if (others.length > 0) {
    const changed = others.flatMap(([other, said]) => {
      const before = conversation.answers[other.id];
      return before ? [changedNote(dialog, other.id, before, said)] : [];
    });
    const fresh = others.filter(([other]) => conversation.answers[other.id] === undefined);
    const understood = fresh.length > 0 ? [understoodNote(dialog, fresh)] : [];
    return give(dialog, conversation, byId(others), event, [...notes, ...changed, ...understood]);
  }
  if (!question)
    return advise(dialog, conversation, event, { notes: [...notes, say("clarify.after-advice")] });
  const misses = (conversation.misses ?? 0) + 1;
  const { proposal: _proposal, ...rest } = conversation;
  const second = question.kind === "choice" ? "clarify.second" : "clarify.second-other";
  const note = say(misses === 1 ? "clarify.first" : misses === 2 ? second : "clarify.third");
  return show(dialog, { ...rest, misses }, event, {
    notes: [...notes, note],
    clarify: "not-understood",
  });
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
  if (!before && question.id === openQuestion(conversation, path)) return undefined;
  const recognised = recognise(dialog, question, event.text, event.now);
  const answer = toAnswer(recognised);
  if (!answer)
    return show(dialog, conversation, event, {
      notes: [...notes, say("clarify.too-early")],
      clarify: "not-understood",
    });
  if (saysSame(before, answer)) return show(dialog, conversation, event, { notes });
  return propose(dialog, conversation, before ? "instead" : "meant", question.id, answer, event);
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
  if (!before || currentQuestion(conversation, path) === question.id) return undefined;
  const recognised = recognise(dialog, question, event.text, event.now);
  if (recognised.type === "several") {
    const { options } = recognised;
    const asked = moved({ ...withoutPointers(conversation), focus: question.id }, conversation);
    const notes = [...(told.notes ?? []), say("clarify.several")];
    return show(dialog, asked, event, { notes, clarify: "several", only: options });
  }
  const answer = recognised.type === "value" ? recognised.value : undefined;
  if (!answer) {
    const notes = [...(told.notes ?? []), say("clarify.first")];
    return show(dialog, conversation, event, { notes, clarify: "not-understood" });
  }
  if (saysSame(before, answer)) return show(dialog, conversation, event, told);
  return propose(dialog, conversation, "instead", question.id, answer, event);
}

function othersIn(
  dialog: Dialog,
  conversation: Conversation,
  path: Path,
  event: Typed,
  except: string | undefined,
): readonly (readonly [Question, Answer])[] {
  const asked = path.asked
    .filter((id) => id !== except)
    .flatMap((id) => questionOf(dialog, id) ?? []);
  return recogniseOthers(dialog, asked, event.text).filter(
    ([question, answer]) => !saysSame(conversation.answers[question.id], answer),
  );
}

function byId(
  found: readonly (readonly [Question, Answer])[],
): readonly (readonly [string, Answer])[] {
  return found.map(([question, answer]) => [question.id, answer]);
}

/** Leaves out what the new answers take off the path: "my boss told me" says nothing about a promotion. */
function stillAsked(
  dialog: Dialog,
  answers: Answers,
  others: readonly (readonly [Question, Answer])[],
): readonly (readonly [Question, Answer])[] {
  const { asked } = walk(dialog, { ...answers, ...Object.fromEntries(byId(others)) });
  return others.filter(([other]) => asked.includes(other.id));
}

/** A text without the words of the certification it names: "Machine Learning Engineer" is no word about the person. */
function besideName(text: string, answer: Answer): string {
  const said = certificationIn(answer)?.name;
  if (said === undefined) return text;
  const name = normalise(said).split(" ");
  return text.replaceAll(/[\p{L}\p{N}'’]+/gu, (word) =>
    name.includes(normalise(word)) ? "" : word,
  );
}

function toAnswer(recognised: Recognised): Answer | undefined {
  if (recognised.type === "value") return recognised.value;
  return recognised.type === "unsure" ? { blank: "unsure" } : undefined;
}

/** A short answer that was simply recognised needs no "understood". */
function isPlain(recognised: Recognised, event: Typed): boolean {
  return (
    "certain" in recognised && recognised.certain && normalise(event.text).split(" ").length <= 2
  );
}

function understoodNote(dialog: Dialog, facts: readonly (readonly [Question, Answer])[]): Text {
  const list = facts.map(([question, answer]) =>
    say("note.fact", {
      question: say(`questions.${question.id}.short`),
      answer: answerText(questionOf(dialog, question.id), answer),
    }),
  );
  return list
    .slice(1)
    .reduce<Text>(
      (all, fact) => say("note.and", { all, fact }),
      say("note.understood", { fact: list[0] ?? "" }),
    );
}

/** Whether a guess would keep the person's own words as a task or a name: it is confirmed first. */
function keepsWords(answer: Answer): boolean {
  return noteOf(answer) !== undefined || certificationIn(answer) !== undefined;
}

/** Whether a limit or a blocker looks at this answer: a guess at it is confirmed first. */
function isWeighty(dialog: Dialog, question: Question, answer: Answer): boolean {
  const { limits, blockers } = dialog.file;
  return [...limits, ...blockers].some((row) =>
    atomsOf(row.when).some((atom) => {
      if ("unsure" in atom) return atom.unsure === question.id && isBlank(answer);
      if (!("question" in atom) || atom.question !== question.id) return false;
      const option = optionOf(answer);
      return !("is" in atom) || option === undefined || [atom.is].flat().includes(option);
    }),
  );
}
