import { valuesAbout } from "./about.ts";
import { isBlank, walk } from "./answers.ts";
import type { Answer, Path } from "./answers.ts";
import type { AnswerProposal, Conversation, EraseProposal } from "./conversation.ts";
import type { Dialog, Question } from "./dialog.ts";
import { moneyText, priceText } from "./money-text.ts";
import { outlookOf } from "./outlook.ts";
import { changeButton, optionButtons, questionActions, storyActions } from "./question-buttons.ts";
import { say } from "./reply.ts";
import type { Button, ConfirmReply, QuestionReply, ReviewReply, Text } from "./reply.ts";
import { invitesStory, nextQuestion, questionsLeft } from "./story.ts";

type Told = Partial<Pick<QuestionReply, "notes" | "clarify" | "why">>;

/** The question the person is at: the one being edited, else the next open one. */
export function currentQuestion(
  dialog: Dialog,
  conversation: Conversation,
  path: Path,
): string | undefined {
  const { focus } = conversation;
  return focus !== undefined && path.asked.includes(focus)
    ? focus
    : nextQuestion(dialog, conversation, path);
}

/** Renders one question as a reply. */
export function askQuestion(
  dialog: Dialog,
  conversation: Conversation,
  path: Path,
  question: Question,
  told: Told = {},
): QuestionReply {
  const { revision } = conversation;
  const values = valuesAbout(dialog, conversation);
  const last = lastAnswer(dialog, conversation, path, question.id);
  const { number, atMost } = progressOf(dialog, conversation, path, question);
  const isStory = invitesStory(dialog, conversation, question);
  const isFirst = isStory && question.kind === "catalogue";
  return {
    type: "question",
    question: question.id,
    kind: question.kind,
    revision,
    notes: told.notes ?? [],
    ...(told.clarify ? { clarify: told.clarify } : {}),
    ...(last ? { last } : {}),
    title: isFirst ? say("story.title") : say(`questions.${question.id}.title`, values),
    hint: say(
      isFirst ? "story.hint" : isStory ? "story.rest" : `questions.${question.id}.hint`,
      values,
    ),
    ...(told.why ? { why: told.why } : {}),
    progress: { number, atMost, text: say("progress", { number, atMost }) },
    options: optionButtons(dialog, conversation, question),
    actions: [
      ...(isFirst ? storyActions(conversation, question) : []),
      ...questionActions(dialog, conversation, path, question, told.why !== undefined),
    ],
  };
}

function progressOf(
  dialog: Dialog,
  { answers, story }: Conversation,
  path: Path,
  { id }: Question,
): { readonly number: number; readonly atMost: number } {
  const asked = path.asked.filter((one) => dialog.positions.has(one));
  const answered = asked.filter((one) => answers[one] !== undefined).length;
  const longest = outlookOf(dialog).longest(path.codes);
  if (typeof story === "number" && answers[id] === undefined) {
    const left = Math.max(1, questionsLeft(dialog, answers, story));
    return { number: answered + 1, atMost: answered + Math.min(left, longest) };
  }
  const at = asked.indexOf(id);
  return { number: at < 0 ? asked.length : at + 1, atMost: answered + longest };
}

/** Asks whether a guess or a change is meant. */
export function askToConfirm(
  dialog: Dialog,
  conversation: Conversation,
  proposal: AnswerProposal,
  { notes = [] }: Told = {},
): ConfirmReply {
  const { revision } = conversation;
  const question = questionOf(dialog, proposal.question);
  const current = conversation.answers[proposal.question];
  return {
    type: "confirm",
    about: proposal.type,
    question: proposal.question,
    revision,
    notes,
    title: say(`confirm.${proposal.type}`, {
      question: say(`questions.${proposal.question}.short`),
      answer: answerText(question, proposal.answer),
      before: current ? answerText(question, current) : "",
    }),
    options: [
      {
        id: "yes",
        label: say(`confirm.yes.${proposal.type}`),
        event: { type: "yes", revision },
        style: "primary",
      },
      { id: "no", label: say(`confirm.no.${proposal.type}`), event: { type: "no", revision } },
    ],
    actions: [{ label: say("action.review"), event: { type: "review", revision } }],
  };
}

/** Asks before anything is erased: says what goes and what stays. */
export function askToErase(
  conversation: Conversation,
  { type }: EraseProposal,
  { notes = [] }: Told = {},
): ConfirmReply {
  const { revision } = conversation;
  const { length: count } = Object.keys(conversation.answers);
  return {
    type: "confirm",
    about: type,
    revision,
    notes: [...notes, say(`erase.${type}.goes`, { count }), say(`erase.${type}.stays`)],
    title: say(`erase.${type}.title`),
    options: [
      { id: "yes", label: say("erase.yes"), event: { type: "yes", revision }, style: "danger" },
      { id: "no", label: say("erase.no"), event: { type: "no", revision } },
    ],
    actions: [{ label: say("action.pause"), event: { type: "pause", revision } }],
  };
}

/** Lists the answers on the path. */
export function showReview(dialog: Dialog, conversation: Conversation): ReviewReply {
  const path = walk(dialog, conversation.answers);
  const { revision } = conversation;
  const rows = path.asked.flatMap((id) => {
    const answer = conversation.answers[id];
    if (!answer) return [];
    return [
      {
        id,
        question: say(`questions.${id}.short`),
        answer: answerText(questionOf(dialog, id), answer),
        change: changeButton(id, revision),
      },
    ];
  });
  const on: Button[] =
    path.open === undefined
      ? [{ label: say("action.advice"), event: { type: "advise", revision }, style: "primary" }]
      : [
          { label: say("action.resume"), event: { type: "resume", revision }, style: "primary" },
          { label: say("action.advise"), event: { type: "advise", revision } },
        ];
  return {
    type: "review",
    revision,
    title: say(rows.length > 0 ? "review.title" : "review.empty"),
    rows,
    actions: [...on, { label: say("action.restart"), event: { type: "restart", revision } }],
  };
}

/** An answer as a text: the option's name, the amount, or the certification. */
export function answerText(question: Question | undefined, answer: Answer): Text {
  const id = question?.id ?? "";
  if (isBlank(answer))
    return say(answer.blank === "skipped" ? "answer.skipped" : `questions.${id}.unsure.label`);
  if (typeof answer === "string") return say(`questions.${id}.options.${answer}.label`);
  if ("option" in answer) {
    const label = say(`questions.${id}.options.${answer.option}.label`);
    return say("answer.noted", { label, note: answer.note });
  }
  if ("amount" in answer) {
    const kind = question?.kind ?? "number";
    // Hours are read to the minute; nobody thinks in hundredths of one.
    const amount = kind === "duration" ? Math.round(answer.amount * 10) / 10 : answer.amount;
    return kind === "money" || answer.currency !== undefined
      ? moneyText(answer)
      : say(`answer.${kind}`, { amount });
  }
  if (answer.chosen === "none") return say(`questions.${id}.options.none.label`);
  const name =
    answer.name === undefined
      ? say(`questions.${id}.options.other.label`)
      : say("answer.name", { name: answer.name });
  const told = [
    answer.price && priceText(answer.price),
    answer.hours !== undefined && say("answer.about-hours", { amount: answer.hours }),
  ];
  return told
    .filter((part) => typeof part === "object")
    .reduce((all, fact) => say("note.and", { all, fact }), name);
}

/** The question or fact with this id; undefined for one the dialog does not have. */
export function questionOf(dialog: Dialog, id: string): Question | undefined {
  const at = dialog.positions.get(id);
  return at === undefined ? dialog.facts.find((fact) => fact.id === id) : dialog.questions[at];
}

function lastAnswer(
  dialog: Dialog,
  conversation: Conversation,
  path: Path,
  current: string,
): QuestionReply["last"] {
  const before = path.asked.slice(0, path.asked.indexOf(current));
  const id = before.findLast(
    (asked) => dialog.positions.has(asked) && conversation.answers[asked] !== undefined,
  );
  const answer = id === undefined ? undefined : conversation.answers[id];
  if (id === undefined || !answer) return undefined;
  return {
    question: say(`questions.${id}.short`),
    answer: answerText(questionOf(dialog, id), answer),
    change: changeButton(id, conversation.revision),
  };
}
