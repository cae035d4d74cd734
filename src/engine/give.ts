import { optionOf, walk, walkToOpen } from "./answers.ts";
import type { Answer, Path } from "./answers.ts";
import { momentOf } from "./conversation.ts";
import type { Conversation, Event, Screen } from "./conversation.ts";
import { SKIPPED } from "./dialog.ts";
import type { Dialog } from "./dialog.ts";
import { say } from "./reply.ts";
import type { Text } from "./reply.ts";
import { currentQuestion } from "./screens.ts";
import { showAt, withoutPointers } from "./show.ts";
import type { Told, Transition } from "./show.ts";

/** Puts answers into the conversation and shows what comes next. */
export function give(
  dialog: Dialog,
  conversation: Conversation,
  given: readonly (readonly [question: string, answer: Answer])[],
  event: Event,
  notes: readonly Text[] = [],
  /** Of the question that comes next, only these options. */
  narrowed?: { readonly question: string; readonly options: readonly string[] },
): Transition {
  const answers: Record<string, Answer> = { ...conversation.answers };
  for (const [question, answer] of given) answers[question] = answer;
  for (const [fact, answer] of given) addImplied(dialog, answers, fact, answer);
  const { open, answered } = walkToOpen(dialog, answers);
  const at = momentOf(event);
  const seen = conversation.seen.map((screen): Screen => {
    const [question, revision] = screen;
    const isGiven = given.some(([id]) => id === question);
    return isGiven ? [question, revision, at] : screen;
  });
  const revision = conversation.revision + 1;
  const next: Conversation = {
    ...withoutPointers(conversation),
    answers,
    revision,
    phase: "open",
    seen,
  };
  const isStory = typeof next.story === "number";
  const shown = narrowed !== undefined && (isStory || open === narrowed.question);
  const told: Told = shown ? { notes, clarify: "several" } : { notes };
  const focus = shown && isStory ? { focus: narrowed.question } : {};
  const asked: Conversation = shown ? { ...next, narrowed: narrowed.options, ...focus } : next;
  if (answered !== Object.keys(answers).length)
    return setAside(dialog, asked, walk(dialog, answers), event, told);
  return showAt(dialog, asked, isStory ? nextOf(dialog, asked) : open, event, told);
}

function nextOf(dialog: Dialog, conversation: Conversation): string | undefined {
  return currentQuestion(dialog, conversation, walk(dialog, conversation.answers));
}

/** What a fact says of questions on the path that are not answered yet. */
function addImplied(
  dialog: Dialog,
  answers: Record<string, Answer>,
  fact: string,
  answer: Answer,
): void {
  const implied = dialog.facts.find(({ id }) => id === fact)?.implies[optionOf(answer) ?? ""] ?? {};
  for (const [question, option] of Object.entries(implied))
    if (answers[question] === undefined && walk(dialog, answers).asked.includes(question))
      answers[question] = option === SKIPPED ? SKIPPING : option;
}

const SKIPPING: Answer = { blank: "skipped" };

/** Answers that an edit took off the path are kept, to be offered again if their question comes back. */
function setAside(
  dialog: Dialog,
  conversation: Conversation,
  path: Path,
  event: Event,
  told: Told,
): Transition {
  const answers: Record<string, Answer> = {};
  const defaults: Record<string, Answer> = { ...conversation.defaults };
  const irrelevant: Text[] = [];
  for (const [id, answer] of Object.entries(conversation.answers)) {
    if (path.asked.includes(id)) answers[id] = answer;
    else {
      defaults[id] = answer;
      irrelevant.push(say("note.irrelevant", { question: say(`questions.${id}.short`) }));
    }
  }
  const next = { ...conversation, answers, defaults };
  return showAt(dialog, next, nextOf(dialog, next), event, {
    ...told,
    notes: [...(told.notes ?? []), ...irrelevant],
  });
}
