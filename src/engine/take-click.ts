import { foundPage, isMore, isShelf, shelf, shelfCount } from "./browse.ts";
import { certificationIn, isBlank, noteOf, walk } from "./answers.ts";
import type { Answer, Path, Value } from "./answers.ts";
import { momentOf } from "./conversation.ts";
import type { Conversation, Event } from "./conversation.ts";
import type { Dialog, Question } from "./dialog.ts";
import { decideErasing } from "./erase.ts";
import { toNote } from "./note.ts";
import { listed } from "./listed.ts";
import { say } from "./reply.ts";
import type { Text } from "./reply.ts";
import { answerText, currentQuestion, questionOf } from "./screens.ts";
import { give } from "./give.ts";
import { changedNote, moved, saysSame, show, showInstead, withoutPointers } from "./show.ts";
import type { Transition } from "./show.ts";
import { NO_STORY } from "./story.ts";
import { unlistedNote, withTold } from "./told.ts";

/** Two taps on one screen within this time were in flight together: the later one wins, ms. */
const IN_FLIGHT_MS = 4000;

type Click = Extract<Event, { type: "answer" } | { type: "unsure" | "skip" }>;

/** Judges a click against the conversation as it is now, not as it was when the button was drawn. */
export function takeClick(dialog: Dialog, conversation: Conversation, event: Click): Transition {
  const question = questionOf(dialog, event.question);
  const live =
    conversation.proposal || conversation.phase !== "open" ? undefined : conversation.seen.at(-1);
  if (
    question &&
    live?.[0] === question.id &&
    live[1] === conversation.revision &&
    conversation.answers[question.id] === undefined
  ) {
    const answer = readClick(dialog, conversation, question, event);
    if (answer) {
      if (lacksName(conversation, answer, event)) return askName(dialog, conversation, event);
      const notes = leftOutNote(question, answer, event);
      return give(dialog, conversation, [[question.id, answer]], event, notes);
    }
  }
  if (event.type === "skip" && event.question === NO_STORY && conversation.story === undefined)
    return show(dialog, moved({ ...conversation, story: "none" }, conversation), event);
  const path = walk(dialog, conversation.answers);
  if (!question || !path.asked.includes(question.id)) {
    return showInstead(dialog, conversation, event);
  }
  if (question.kind === "catalogue" && event.type === "answer" && isShelf(event.option))
    return browse(dialog, conversation, question.id, event);
  const answer = readClick(dialog, conversation, question, event);
  if (!answer) {
    return show(dialog, conversation, event, {
      notes: [say("note.option-gone")],
      clarify: "not-valid",
    });
  }
  const isPresent = event.revision === conversation.revision;
  if (isPresent && lacksName(conversation, answer, event))
    return askName(dialog, conversation, event);
  return place(dialog, conversation, path, question, answer, event);
}

/** "Another one" was pressed, and nothing is known of it yet; pressed once more, it has no name. */
function lacksName({ told }: Conversation, answer: Answer, { type }: Click): boolean {
  const value = certificationIn(answer);
  return type === "answer" && !told && value?.chosen === "other" && value.name === undefined;
}

function askName(dialog: Dialog, conversation: Conversation, event: Click): Transition {
  const { proposal: _proposal, narrowed: _narrowed, ...rest } = conversation;
  const focus = event.question;
  const isAgain = rest.answers[focus] !== undefined;
  const at = { ...rest, ...(isAgain ? { focus } : {}), told: {} };
  return show(dialog, moved(at, conversation), event, { notes: [say("clarify.name")] });
}

/** Shows a shelf of the catalogue, or more of what words have found: on the present screen alone. */
function browse(
  dialog: Dialog,
  conversation: Conversation,
  question: string,
  event: Extract<Click, { type: "answer" }>,
): Transition {
  if (event.revision !== conversation.revision) return showInstead(dialog, conversation, event);
  const { catalogue } = dialog;
  const { option } = event;
  const { shown, rest } = isMore(option)
    ? foundPage(catalogue, conversation.found ?? [])
    : { shown: shelf(catalogue, option), rest: [] };
  const count = isMore(option) ? undefined : shelfCount(catalogue, option);
  const found = rest.length > 0 ? { found: rest } : {};
  const focus = conversation.answers[question] === undefined ? {} : { focus: question };
  const { told } = conversation;
  const plain = { ...withoutPointers(conversation), ...(told && { told }) };
  return show(
    dialog,
    moved({ ...plain, ...focus, narrowed: shown, ...found }, conversation),
    event,
    {
      ...(count === undefined ? {} : { notes: [say("note.found", { count })] }),
      clarify: "several",
    },
  );
}

function place(
  dialog: Dialog,
  conversation: Conversation,
  path: Path,
  question: Question,
  answer: Answer,
  event: Click,
): Transition {
  const { id } = question;
  const before = conversation.answers[id];
  const notes = leftOutNote(question, answer, event);
  if (!before) return give(dialog, conversation, [[id, answer]], event, notes);
  const bringsNote = noteOf(answer) !== undefined && noteOf(answer) !== noteOf(before);
  if (saysSame(before, answer) && !bringsNote) {
    // The same again changes nothing; from the screen that edits it, it says "leave it as it is".
    return currentQuestion(dialog, conversation, path) === id
      ? show(dialog, moved(withoutPointers(conversation), conversation), event, { notes })
      : show(dialog, conversation, event, { notes });
  }
  const changed = [changedNote(dialog, id, before, answer), ...notes];
  if (event.revision === conversation.revision)
    return give(dialog, conversation, [[id, answer]], event, changed);
  const at = momentOf(event);
  const [, , answered] =
    conversation.seen.find(([asked, revision]) => asked === id && revision === event.revision) ??
    [];
  const together = answered !== undefined && Math.abs(at - answered) <= IN_FLIGHT_MS;
  if (!together) return propose(dialog, conversation, "change", id, answer, event);
  if (at > answered) return give(dialog, conversation, [[id, answer]], event, changed);
  return show(dialog, conversation, event, { notes: [say("note.kept-later")] });
}

/** Asks before anything changes. */
export function propose(
  dialog: Dialog,
  conversation: Conversation,
  type: "meant" | "instead" | "change",
  question: string,
  answer: Answer,
  event: Event,
  notes: readonly Text[] = [],
): Transition {
  const { misses: _misses, ...rest } = conversation;
  return show(
    dialog,
    moved({ ...rest, proposal: { type, question, answer } }, conversation),
    event,
    { notes },
  );
}

/** Yes or no to what was proposed. A button says it only to what stood on its own screen; words, to the present one. */
export function decide(
  dialog: Dialog,
  conversation: Conversation,
  word: "yes" | "no",
  event: Event,
): Transition {
  const { proposal, revision } = conversation;
  // Said twice, it was decided by the first.
  if (!proposal) return show(dialog, conversation, event);
  const isPressed = event.type === "yes" || event.type === "no";
  if (isPressed && event.revision !== revision) return showInstead(dialog, conversation, event);
  if ("asked" in proposal) return decideErasing(dialog, conversation, { proposal, word, event });
  if (word === "no") {
    const note = say(proposal.type === "meant" ? "note.pick-one" : "note.unchanged");
    const { proposal: _proposal, ...rest } = conversation;
    return show(dialog, moved(rest, conversation), event, { notes: [note] });
  }
  const before = conversation.answers[proposal.question];
  const changed = before ? [changedNote(dialog, proposal.question, before, proposal.answer)] : [];
  const notes = [...changed, ...unlistedNote(proposal.answer)];
  return give(dialog, conversation, [[proposal.question, proposal.answer]], event, notes);
}

/** Goes to an answer on the path in order to change it. */
export function edit(
  dialog: Dialog,
  conversation: Conversation,
  id: string,
  event: Event,
): Transition {
  const path = walk(dialog, conversation.answers);
  if (!path.asked.includes(id) || conversation.answers[id] === undefined) {
    return show(dialog, conversation, event, {
      notes: [say("note.old-question")],
      clarify: "not-asked",
    });
  }
  return show(
    dialog,
    moved({ ...withoutPointers(conversation), focus: id, phase: "open" }, conversation),
    event,
  );
}

/** Goes to the question before the current one; from the advice, to the last one. */
export function goBack(dialog: Dialog, conversation: Conversation, event: Event): Transition {
  if (conversation.proposal) return decide(dialog, conversation, "no", event);
  const path = walk(dialog, conversation.answers);
  const current =
    conversation.phase === "advised" ? undefined : currentQuestion(dialog, conversation, path);
  const before =
    current === undefined ? path.asked : path.asked.slice(0, path.asked.indexOf(current));
  const previous = before.findLast(
    (id) => dialog.positions.has(id) && conversation.answers[id] !== undefined,
  );
  if (previous === undefined)
    return show(dialog, conversation, event, { notes: [say("note.first-question")] });
  return edit(dialog, conversation, previous, event);
}

/** The answer a click stands for; undefined when the option does not belong to the question. */
function readClick(
  dialog: Dialog,
  conversation: Conversation,
  question: Question,
  event: Click,
): Answer | undefined {
  const answer = readPressed(dialog, question, event);
  // Whoever passes over the name alone has told the rest.
  const isUnnamed = question.kind === "catalogue" && conversation.told && answer && isBlank(answer);
  return answer && withTold(conversation, isUnnamed ? UNNAMED : answer);
}

const UNNAMED: Answer = { chosen: "other", facts: {} };

function readPressed(dialog: Dialog, question: Question, event: Click): Answer | undefined {
  if (event.type === "skip") return { blank: "skipped" };
  if (!("option" in event)) return { blank: question.unsure ? "unsure" : "skipped" };
  const value = valueOf(dialog, question, event.option, event.now);
  if (typeof value !== "string" || !keepsWords(question, value)) return value;
  const note = toNote(event.words ?? "", dialog.words);
  return note === "" ? value : { option: value, note };
}

/** Whether an option invites a line of the person's own. */
function keepsWords(question: Question, option: string): boolean {
  return question.kind === "choice" && question.note.includes(option);
}

/**
 * Tells whoever chose and wrote as well that the choice was taken, where its option keeps no words. A change that is asked
 * about first needs no telling: it names all that would be taken.
 */
function leftOutNote(question: Question, answer: Answer, event: Click): readonly Text[] {
  if (!("words" in event) || keepsWords(question, event.option)) return [];
  return [say("note.words-left-out", { answer: answerText(question, answer) })];
}

function valueOf(
  dialog: Dialog,
  question: Question,
  option: string,
  now: number,
): Value | undefined {
  if (question.kind === "choice") return question.options.includes(option) ? option : undefined;
  if (question.kind === "catalogue") {
    if (option === "none" || option === "other") return { chosen: option, facts: {} };
    return listed(dialog, question, option, now);
  }
  const preset = question.presets.find(({ id }) => id === option);
  return preset && { amount: preset.amount };
}
