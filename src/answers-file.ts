import { z } from "zod";
import { certificationIn, optionOf, walk } from "./engine/answers.ts";
import type { Answer, Answers } from "./engine/answers.ts";
import { isShelf } from "./engine/browse.ts";
import { emptyConversation } from "./engine/carry-over.ts";
import type { Conversation, Event, OwnWords } from "./engine/conversation.ts";
import { optionIds } from "./engine/dialog.ts";
import type { Dialog, Question } from "./engine/dialog.ts";
import { readCommandIn } from "./engine/hearing/commands.ts";
import { UNSURE_OPTION } from "./engine/hearing/words.ts";
import { cutNote } from "./engine/note.ts";
import type { Reply } from "./engine/reply.ts";
import { transition } from "./engine/transition.ts";
import { toFaults } from "./file-faults.ts";
import type { Speaker } from "./texts.ts";
import { faultAt } from "./yaml-file.ts";
import type { FileFault, YamlFile } from "./yaml-file.ts";

/** The answers of a file, everything that is wrong with it, and what was left aside. */
export interface FileAnswers {
  readonly answers: Answers;
  /** What was typed, to be told again. */
  readonly clauses: readonly OwnWords[];
  readonly faults: readonly FileFault[];
  /** One sentence for each answer that does not apply. */
  readonly remarks: readonly string[];
}

/** Reads answers as the interview would: an option id, or what a person would type, or `{ option, note }`. */
export function readAnswers(
  dialog: Dialog,
  speaker: Speaker,
  yaml: YamlFile,
  now: number,
): FileAnswers {
  if (yaml.value === undefined)
    return { answers: {}, clauses: [], faults: yaml.faults, remarks: [] };
  const schema = fileSchema(dialog);
  const { data, error } = schema.safeParse(yaml.value);
  const faults = [...yaml.faults, ...(error ? toFaults(error.issues, yaml, schema) : [])];
  const given = data ?? readable(yaml.value, dialog);
  const remarks: string[] = [];
  const clauses: OwnWords[] = [];
  let answers: Answers = {};
  for (const question of dialog.questions) {
    const said = given[question.id];
    if (said === undefined) continue;
    if (!walk(dialog, answers).asked.includes(question.id)) {
      remarks.push(`Left aside: "${question.id}" is not asked after the other answers`);
      continue;
    }
    const read = readAnswer(dialog, speaker, answers, question, said, now);
    if ("fault" in read) faults.push(faultAt(yaml, [question.id], read.fault));
    else {
      answers = { ...answers, [question.id]: read.answer };
      clauses.push(...read.clauses);
    }
  }
  return { answers, clauses, faults: faults.toSorted((a, b) => a.line - b.line), remarks };
}

const saidSchema = z.union([
  z.string(),
  z.number(),
  z.boolean(),
  z.strictObject({ option: z.string(), note: z.string().optional() }),
]);
type Said = z.infer<typeof saidSchema>;

function fileSchema(dialog: Dialog) {
  const asked = dialog.questions.map(({ id }) => [id, saidSchema.optional()] as const);
  return z.strictObject(Object.fromEntries(asked));
}

/** The entries of a faulty file that can be read all the same, so that their faults are told with the others. */
function readable(value: unknown, dialog: Dialog): Readonly<Record<string, Said>> {
  if (typeof value !== "object" || value === null) return {};
  return Object.fromEntries(
    dialog.questions.flatMap(({ id }) => {
      const { data } = saidSchema.safeParse(Reflect.get(value, id));
      return data === undefined ? [] : [[id, data] as const];
    }),
  );
}

/** One answer, or a sentence on what is wrong with it. */
function readAnswer(
  dialog: Dialog,
  speaker: Speaker,
  answers: Answers,
  question: Question,
  said: Said,
  now: number,
): { readonly answer: Answer; readonly clauses: readonly OwnWords[] } | { readonly fault: string } {
  const word = typeof said === "object" ? said.option : String(said);
  if (word.trim() === "")
    return { fault: `Must be an answer: it is empty, so write one of ${optionList(question)}` };
  const conversation = conversationAt(dialog, answers, question);
  const event = toEvent(dialog, question, word, now);
  if (!event) return { fault: notUnderstood(question, word) };
  const { conversation: after, replies } = transition(dialog, conversation, event);
  const answer = after.answers[question.id] ?? unlistedName(after);
  if (!answer) return { fault: explain(speaker, question, word, replies.at(-1), after) };
  const clauses = (after.clauses ?? []).filter(({ about }) => about === question.id);
  const note = typeof said === "object" ? said.note : undefined;
  const option = optionOf(answer);
  const isInvited =
    question.kind === "choice" && option !== undefined && question.note.includes(option);
  if (note === undefined || !isInvited) return { answer, clauses };
  return { answer: { option, note: cutNote(note) }, clauses };
}

/** A name that no catalogue knows: the interview would ask whether it is one, a file means what it says. */
function unlistedName({ proposal }: Conversation): Answer | undefined {
  if (!proposal || "asked" in proposal) return undefined;
  return certificationIn(proposal.answer)?.chosen === "other" ? proposal.answer : undefined;
}

/** What a person would do to say this: press the option of that name, or type. */
function toEvent(dialog: Dialog, question: Question, word: string, now: number): Event | undefined {
  const about = { question: question.id, revision: 0, now };
  if (word === UNSURE_OPTION) return { type: "unsure", ...about };
  if (
    optionIds(question).includes(word) ||
    (question.kind === "catalogue" && dialog.catalogue.entry(word, now))
  )
    return { type: "answer", option: word, ...about };
  const command = readCommandIn(word, dialog.words);
  if (command === "unsure" || command === "skip") return { type: command, ...about };
  return command === undefined ? { type: "text", text: word, now } : undefined;
}

/** A conversation that is at this question, whatever else is open. */
function conversationAt(dialog: Dialog, answers: Answers, question: Question): Conversation {
  return { ...emptyConversation(dialog), answers, focus: question.id };
}

function explain(
  speaker: Speaker,
  question: Question,
  word: string,
  reply: Reply | undefined,
  { proposal }: Conversation,
): string {
  if (proposal && !("asked" in proposal)) {
    const { entry, name } = certificationIn(proposal.answer) ?? {};
    if (entry !== undefined)
      return `"${word}" may mean ${name}: write ${entry} if it is right, or one of ${optionList(question)}`;
    const meant = optionOf(proposal.answer) ?? UNSURE_OPTION;
    return `"${word}" may mean ${meant}: write that if it is right, or one of ${optionList(question)}`;
  }
  if (reply?.type === "question" && reply.clarify === "several") {
    const ids = reply.options.map(({ id }) => id).filter((id) => !isShelf(id));
    return `"${word}" may mean more than one: write one of ${ids.join(", ")}`;
  }
  if (reply?.type === "question" && reply.clarify === "not-valid")
    return `"${word}": ${reply.notes
      .map((note) => speaker.say(note))
      .join(" ")
      .replace(/\.$/u, "")}`;
  return notUnderstood(question, word);
}

function notUnderstood(question: Question, word: string): string {
  return `"${word}" could not be understood: write one of ${optionList(question)}, or say it in other words`;
}

function optionList(question: Question): string {
  const ids = optionIds(question);
  return [...ids, ...(question.unsure ? [UNSURE_OPTION] : [])].join(", ");
}
