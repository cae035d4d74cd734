import { valuesAbout } from "./about.ts";
import { amountOf, isBlank, optionOf, walk } from "./answers.ts";
import type { Answer, Path } from "./answers.ts";
import { ALL_SHELVES, shelfName } from "./browse.ts";
import type { AnswerProposal, Conversation, EraseProposal } from "./conversation.ts";
import type { Dialog, Question } from "./dialog.ts";
import { moneyText, priceText } from "./money-text.ts";
import { outlookOf } from "./outlook.ts";
import { say } from "./reply.ts";
import type { Button, ConfirmReply, QuestionReply, ReviewReply, Text } from "./reply.ts";

import { NO_STORY, invitesStory, nextQuestion, questionsLeft } from "./story.ts";

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

/** Beside the story: a list to pick from, and being asked one by one. */
function storyActions({ revision }: Conversation, { id }: Question): readonly Button[] {
  return [
    {
      label: say("action.list"),
      event: { type: "answer", question: id, option: ALL_SHELVES, revision },
    },
    { label: say("action.ask"), event: { type: "skip", question: NO_STORY, revision } },
  ];
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

function changeButton(question: string, revision: number): Button {
  return { label: say("action.change"), event: { type: "edit", question, revision } };
}

function optionButtons(
  dialog: Dialog,
  conversation: Conversation,
  question: Question,
): QuestionReply["options"] {
  const { revision, narrowed: only } = conversation;
  const value = conversation.answers[question.id] ?? conversation.defaults?.[question.id];
  const button = (id: string, label: Text, chosen = false) => ({
    id,
    label,
    event: { type: "answer", question: question.id, option: id, revision } as const,
    ...(chosen ? { chosen } : {}),
  });
  const label = (id: string) => say(`questions.${question.id}.options.${id}.label`);
  if (question.kind === "catalogue") {
    const suggested = (only ?? []).flatMap((id) => {
      const name = shelfName(dialog.catalogue, id);
      return name ? [button(id, name)] : [];
    });
    return [...suggested, button("other", label("other")), button("none", label("none"))];
  }
  if (question.kind !== "choice") {
    return question.presets.map(({ id, amount }) =>
      button(id, label(id), value !== undefined && amountOf(value) === amount),
    );
  }
  // Likeliest first, as they were understood.
  const ids = only?.filter((id) => question.options.includes(id)) ?? question.options;
  return ids.map((id) => button(id, label(id), value !== undefined && optionOf(value) === id));
}

function questionActions(
  dialog: Dialog,
  conversation: Conversation,
  path: Path,
  question: Question,
  whyOpen: boolean,
): readonly Button[] {
  const { revision } = conversation;
  const id = question.id;
  const some = Object.keys(conversation.answers).length > 0;
  const open =
    conversation.focus === undefined && outlookOf(dialog).settled(path.codes) !== undefined;
  const actions: (Button | false)[] = [
    open && { label: say("action.advise"), event: { type: "advise", revision }, style: "primary" },
    some && { label: say("action.back"), event: { type: "back", revision } },
    question.unsure && {
      label: say(`questions.${id}.unsure.label`),
      event: { type: "unsure", question: id, revision },
    },
    whyOpen
      ? { label: say("action.close"), event: { type: "resume", revision } }
      : { label: say("action.why"), event: { type: "why", revision } },
    {
      label: say("action.skip"),
      event: { type: "skip", question: id, revision },
      ...(isStuck(conversation) && { style: "primary" as const }),
    },
    some && { label: say("action.review"), event: { type: "review", revision } },
    some && { label: say("action.pause"), event: { type: "pause", revision } },
    { label: say("action.stop"), event: { type: "stop", revision } },
  ];
  return actions.filter((action) => action !== false);
}

/** Whoever was not understood this often is told that a question can be skipped, and must see how. */
const STUCK_AFTER_MISSES = 3;

function isStuck({ misses = 0 }: Conversation): boolean {
  return misses >= STUCK_AFTER_MISSES;
}
