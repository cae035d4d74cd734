import type { Dialog } from "../../src/engine/dialog.ts";
import { say } from "../../src/engine/reply.ts";
import type { Text } from "../../src/engine/reply.ts";
import { LIMITS } from "./blocks.ts";
import type { ButtonPart, Component, Pen } from "./blocks.ts";
import { cutLabel, cutWords } from "./escape.ts";
import { drawToFit } from "./outbound.ts";
import { encodeModal } from "./press.ts";
import type { ModalTag } from "./press.ts";

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

/** Asks before everything is erased, since nothing brings it back: one press in the list of commands is soon a wrong one. */
export function renderForgetting(speak: Say, owner: string): readonly Component[] {
  return drawToFit({ screen: "", owner }, (pen) => [
    pen.container(COLOR, [
      pen.text(pen.words(speak(say("forget.ask")), 600)),
      ...pen.rows([
        {
          label: speak(say("action.forget")),
          press: { type: "forget", parts: "all" },
          style: "danger",
        },
        { label: speak(say("forget.keep")), press: { type: "resume" } },
      ]),
    ]),
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

/** The data of a modal to type an answer into; undefined when the dialog has no such question. */
export function renderModal(
  speak: Say,
  dialog: Pick<Dialog, "positions" | "questions">,
  tag: ModalTag,
): Component | { readonly [field: string]: unknown } | undefined {
  const question = dialog.questions[dialog.positions.get(tag.question) ?? -1];
  if (!question) return undefined;
  const title = speak(say(`questions.${question.id}.title`));
  const hint = speak(say(`questions.${question.id}.hint`));
  const fields =
    question.kind === "catalogue"
      ? [
          field(speak(say("discord.modal.name")), hint, { id: "text", charsMax: 200 }),
          field(speak(say("discord.modal.price")), undefined, { id: "price", charsMax: 40 }),
          field(speak(say("discord.modal.hours")), undefined, { id: "hours", charsMax: 40 }),
        ]
      : [field(title, hint, { id: "text", charsMax: 1000 })];
  return {
    custom_id: encodeModal(tag),
    title: cutLabel(speak(say("discord.modal.title")), LIMITS.modalTitleCharsMax),
    components: fields,
  };
}

function field(
  label: string,
  hint: string | undefined,
  { id, charsMax }: { readonly id: string; readonly charsMax: number },
): Component {
  return {
    type: 18,
    label: cutLabel(label, LIMITS.labelCharsMax),
    ...(hint ? { description: cutWords(hint, LIMITS.labelDescriptionCharsMax) } : {}),
    component: { type: 4, custom_id: id, style: 1, required: id === "text", max_length: charsMax },
  };
}

function startPart(speak: Say, label: string, named?: string): ButtonPart {
  const press = named === undefined ? {} : { text: named };
  return { label: speak(say(label)), press: { type: "start", ...press }, style: "primary" };
}

function ownScreen(drawing: (pen: Pen) => readonly Component[]): readonly Component[] {
  return drawToFit({ screen: "" }, (pen) => [pen.container(COLOR, drawing(pen))]);
}
