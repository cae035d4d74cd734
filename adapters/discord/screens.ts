import { hintOf, titleOf } from "../../src/engine/about.ts";
import type { Dialog, Question } from "../../src/engine/dialog.ts";
import { say } from "../../src/engine/reply.ts";
import type { Text } from "../../src/engine/reply.ts";
import { questionOf } from "../../src/engine/screens.ts";
import type { RoundField } from "../../src/rounds/replies.ts";
import { LIMITS } from "./blocks.ts";
import type { ButtonPart, Component, Pen } from "./blocks.ts";
import { cutLabel, cutWords, escapeWords } from "./escape.ts";
import { drawToFit } from "./outbound.ts";
import { encodeModal } from "./press.ts";
import type { ModalTag } from "./press.ts";
import { drawField, fitsRadioGroup } from "./modal-fields.ts";

type Say = (text: Text) => string;

const COLOR = 0x8a8f98;
/** Stands for a mention while a text is said and escaped. */
const SLOT = "@0@";
const ESCAPED_SLOT = String.raw`\@0\@`;

/** Tells somebody that the button they pressed is another person's. */
export function renderNotYours(speak: Say, owner: string): readonly Component[] {
  return ownScreen((pen) => {
    const line = pen.words(speak(say("discord.not-yours", { person: SLOT })), 300);
    return [
      pen.text(line.replaceAll(ESCAPED_SLOT, `<@${owner}>`)),
      ...pen.rows([startPart(speak, "discord.start-own")]),
    ];
  });
}

/** Answers a mention in a channel: whoever presses gets a private interview, about what was named. */
export function renderInvitation(speak: Say, named: string | undefined): readonly Component[] {
  return ownScreen((pen) => [
    pen.text(pen.words(speak(say("discord.invitation")), 600)),
    ...pen.rows([startPart(speak, "discord.private", named)]),
  ]);
}

/** How it works, in a few sentences. */
export function renderHelp(speak: Say): readonly Component[] {
  const lines = ["rules", "private", "typing", "commands"];
  return ownScreen((pen) => [
    pen.text(`### ${pen.words(speak(say("discord.help.title")), 200)}`),
    pen.text(lines.map((line) => pen.words(speak(say(`discord.help.${line}`)), 500)).join("\n")),
    ...pen.rows([startPart(speak, "discord.start")]),
  ]);
}

/** Something did not work; `text` names what, kindly. The button always works. */
export function renderTrouble(speak: Say, text: string): readonly Component[] {
  return ownScreen((pen) => [
    pen.text(pen.words(speak(say(text)), 600)),
    ...pen.rows([{ label: speak(say("action.resume")), press: { type: "start" } }]),
  ]);
}

/** Says one thing of the adapter's own, with nothing to press. */
export function renderNote(speak: Say, text: string): readonly Component[] {
  return ownScreen((pen) => [pen.text(pen.words(speak(say(text)), 600))]);
}

/** The catalogue has none of that name. */
export function renderUnlisted(speak: Say, name: string): readonly Component[] {
  const text = say("asked.not-in-catalogue", { name: cutWords(name, NAME_CHARS_MAX) });
  return ownScreen((pen) => [
    pen.text(pen.words(speak(text), 600)),
    ...pen.rows([startPart(speak, "discord.start")]),
  ]);
}

/** A longer name is cut where it is said back. */
const NAME_CHARS_MAX = 80;

/**
 * The data of a modal to answer a question in: an option to choose where the question has some, and words to type. Undefined
 * when the dialog has no such question, or a modal cannot carry its id.
 */
export function renderModal(
  speak: Say,
  dialog: Dialog,
  tag: ModalTag,
): { readonly [field: string]: unknown } | undefined {
  const question = questionOf(dialog, tag.question);
  const customId = encodeModal(tag);
  if (!question || customId === undefined) return undefined;
  // A modal has to be the first response, so it is made without the conversation.
  const title = speak(titleOf(dialog, question.id));
  // What a label has no room for stands above it, whole.
  const isLong = title.length > LIMITS.labelCharsMax && question.kind !== "catalogue";
  const label = isLong ? speak(say(`questions.${question.id}.short`)) : title;
  return {
    custom_id: customId,
    title: cutLabel(speak(say("discord.modal.title")), LIMITS.modalTitleCharsMax),
    components: [
      ...(isLong ? [{ type: 10, content: escapeWords(title) }] : []),
      ...fieldsOf(speak, question, label, speak(hintOf(dialog, question.id))).map(drawField),
    ],
  };
}

function fieldsOf(
  speak: Say,
  question: Question,
  title: string,
  hint: string,
): readonly RoundField<string>[] {
  const { id } = question;
  const asked = { label: title, hint };
  const line = { kind: "line", required: false } as const;
  const words = { ...line, id: "text", charsMax: 1000 } as const;
  if (question.kind === "catalogue") {
    const label = (name: string) => speak(say(`discord.modal.${name}`));
    return [
      { ...words, ...asked, label: label("name"), required: true, charsMax: 200 },
      { ...line, id: "price", label: label("price"), charsMax: 40 },
      { ...line, id: "hours", label: label("hours"), charsMax: 40 },
    ];
  }
  // A choice always takes all its options. Which of them a screen leaves out after an ambiguous text, and which one was
  // chosen before, only the conversation knows: so all are offered, and none is marked.
  const options = question.kind === "choice" ? question.options : [];
  if (!fitsRadioGroup(options.length)) return [{ ...words, ...asked, required: true }];
  const label = (option: string) => speak(say(`questions.${id}.options.${option}.label`));
  const choice = { id: "option", kind: "choice", required: false, charsMax: 0 } as const;
  return [
    {
      ...choice,
      ...asked,
      options: options.map((option) => ({ id: option, label: label(option) })),
    },
    { ...words, label: speak(say("discord.modal.own-words")) },
  ];
}

function startPart(speak: Say, label: string, named?: string): ButtonPart {
  const press = named === undefined ? {} : { text: named };
  return { label: speak(say(label)), press: { type: "start", ...press }, style: "primary" };
}

function ownScreen(drawing: (pen: Pen) => readonly Component[]): readonly Component[] {
  return drawToFit({ screen: "" }, (pen) => [pen.container(COLOR, drawing(pen))]);
}
