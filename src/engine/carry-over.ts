import { ABSENT } from "./condition.ts";
import { amountOf, certificationIn, isBlank, optionOf } from "./answers.ts";
import type { Answer } from "./answers.ts";
import type { Conversation } from "./conversation.ts";
import type { Dialog, Question } from "./dialog.ts";
import { say } from "./reply.ts";
import type { Text } from "./reply.ts";
import { questionOf } from "./screens.ts";

/**
 * Brings a stored conversation to this version of its dialog: renamed questions and options keep their answers, what
 * no longer exists or changed its meaning is asked again, and the person is told.
 */
export function carryOver(
  dialog: Dialog,
  stored: Conversation | undefined,
): { readonly conversation: Conversation; readonly notes: readonly Text[] } {
  const { edition } = dialog;
  if (stored && stored.edition === edition) return { conversation: stored, notes: NONE };
  const [id, version] = stored?.edition.split(" ") ?? [];
  if (!stored || id !== dialog.id) return { conversation: emptyConversation(dialog), notes: NONE };
  const answers: Record<string, Answer> = {};
  for (const [old, answer] of Object.entries(stored.answers)) {
    const name = renamed(dialog, old) ?? old;
    const question = questionOf(dialog, name);
    const kept = question && carryAnswer(dialog, question, old, answer);
    const again = Number(version) < dialog.version && dialog.file.askAgain.includes(name);
    if (kept && !again) answers[name] = kept;
  }
  const lost = Object.keys(stored.answers).length - Object.keys(answers).length;
  const { focus: _focus, proposal: _proposal, ...rest } = stored;
  const conversation: Conversation = {
    ...rest,
    edition,
    answers,
    revision: stored.revision + 1,
    phase: lost > 0 && stored.phase === "advised" ? "open" : stored.phase,
    seen: [],
  };
  return { conversation, notes: lost > 0 ? [say("note.dialog-changed", { count: lost })] : [] };
}

/** The conversation before its first event. */
export function emptyConversation({ edition, words }: Dialog): Conversation {
  const { locale } = words;
  return { edition, locale, answers: {}, begun: 0, revision: 0, phase: "open", seen: [] };
}

const NONE: readonly Text[] = [];

function carryAnswer(
  dialog: Dialog,
  question: Question,
  old: string,
  answer: Answer,
): Answer | undefined {
  if (isBlank(answer)) return answer;
  if (question.kind === "choice") {
    const chosen = optionOf(answer) ?? "";
    const option = renamed(dialog, `${old}.${chosen}`)?.split(".").at(-1) ?? chosen;
    if (!question.options.includes(option)) return undefined;
    return typeof answer === "string" ? option : { ...answer, option };
  }
  if (question.kind === "catalogue") return certificationIn(answer);
  const amount = amountOf(answer) ?? ABSENT;
  return amount >= question.min && amount <= question.max ? answer : undefined;
}

function renamed(dialog: Dialog, old: string): string | undefined {
  const { renames } = dialog.file;
  return Object.hasOwn(renames, old) ? renames[old] : undefined;
}
