import { ABSENT } from "./condition.ts";
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
  const { id, version, hash } = dialog;
  const { locale } = dialog.words;
  if (!stored || stored.dialog !== id) {
    const conversation = {
      dialog: id,
      version,
      hash,
      locale,
      answers: {},
      begun: 0,
      revision: 0,
      phase: "open",
      seen: [],
    } as const;
    return { conversation, notes: [] };
  }
  if (stored.hash === hash) return { conversation: stored, notes: [] };
  const answers: Record<string, Answer> = {};
  for (const [old, answer] of Object.entries(stored.answers)) {
    const name = renamed(dialog, old) ?? old;
    const question = questionOf(dialog, name);
    const kept = question && carryAnswer(dialog, question, old, answer);
    const again = stored.version < version && dialog.file.askAgain.includes(name);
    if (kept && !again) answers[name] = kept;
  }
  const lost = Object.keys(stored.answers).length - Object.keys(answers).length;
  const { focus: _focus, proposal: _proposal, ...rest } = stored;
  const conversation: Conversation = {
    ...rest,
    version,
    hash,
    answers,
    revision: stored.revision + 1,
    phase: lost > 0 && stored.phase === "advised" ? "open" : stored.phase,
    seen: [],
  };
  return { conversation, notes: lost > 0 ? [say("note.dialog-changed", { count: lost })] : [] };
}

function carryAnswer(
  dialog: Dialog,
  question: Question,
  old: string,
  answer: Answer,
): Answer | undefined {
  if ("blank" in answer) return answer;
  if (question.kind === "choice") {
    if (!("option" in answer)) return undefined;
    const option = renamed(dialog, `${old}.${answer.option}`)?.split(".").at(-1) ?? answer.option;
    return question.options.includes(option) ? { ...answer, option } : undefined;
  }
  if (question.kind === "catalogue") return "chosen" in answer ? answer : undefined;
  const amount = "amount" in answer ? answer.amount : ABSENT;
  return amount >= question.min && amount <= question.max ? answer : undefined;
}

function renamed(dialog: Dialog, old: string): string | undefined {
  const { renames } = dialog.file;
  return Object.hasOwn(renames, old) ? renames[old] : undefined;
}
