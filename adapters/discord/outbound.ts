import type { FileReply, PostReply, ProductReply, ShareReply } from "../../src/ask.ts";
import { say } from "../../src/engine/reply.ts";
import type {
  AdviceReply,
  Button,
  ConfirmReply,
  NoticeReply,
  QuestionReply,
  Reply,
  ReviewReply,
  Text,
} from "../../src/engine/reply.ts";
import { changeLines } from "../../src/page.ts";
import { createPen, fits, LIMITS } from "./blocks.ts";
import type { ButtonPart, Component, Pen, Sheet } from "./blocks.ts";

/** Whose screen it is and how it is said. */
export interface Scene {
  /** The only person who may use it. */
  readonly owner: string;
  /** The round whose interview it is. */
  readonly round?: string | undefined;
  /** Says the adapter's own texts in the person's language. */
  readonly say: (text: Text) => string;
  readonly ephemeral: boolean;
  /** Digits that differ from screen to screen. */
  readonly screen: string;
}

const COLORS = {
  question: 0x5b6ee1,
  notice: 0x8a8f98,
  "worth-it": 0x2e9e5b,
  "worth-it-if": 0xd9a521,
  "not-yet": 0xd2693c,
  alternative: 0x3c8dbc,
} as const;
/** A shape beside the colour, for those who do not see colours. */
const MARKS = {
  "worth-it": "✅",
  "worth-it-if": "🔶",
  "not-yet": "⏳",
  alternative: "🔀",
} as const;
/** Tried in turn until a screen has room: 4,000 characters of Japanese are 12,000 bytes. */
const SCALES = [1, 0.75, 0.5, 0.3, 0.15, 0.05] as const;

/** Draws a reply as the components of one message; none for what is not a screen. */
export function renderReply(
  reply: Reply<string> | ProductReply<string>,
  scene: Scene,
): readonly Component[] {
  return drawToFit(scene, (pen) => draw(reply, scene, pen));
}

/** Draws a message with as much text as Discord takes. */
export function drawToFit(
  sheet: Sheet,
  drawing: (pen: Pen) => readonly Component[],
): readonly Component[] {
  let drawn: readonly Component[] = [];
  for (const scale of SCALES) {
    drawn = drawing(createPen(sheet, scale));
    if (fits(drawn)) return drawn;
  }
  return drawn;
}

function draw(
  reply: Reply<string> | ProductReply<string>,
  scene: Scene,
  pen: Pen,
): readonly Component[] {
  switch (reply.type) {
    case "question":
      return [drawQuestion(reply, scene, pen)];
    case "confirm":
      return [drawConfirm(reply, pen)];
    case "review":
      return [drawReview(reply, scene, pen)];
    case "advice":
      return [drawAdvice(reply, scene, pen)];
    case "notice":
      return [drawNotice(reply, pen)];
    case "share":
      return [drawShare(reply, scene, pen)];
    case "file":
      return drawFile(reply, pen);
    case "post":
      return [drawPost(reply, scene)];
  }
}

function drawQuestion(reply: QuestionReply<string>, scene: Scene, pen: Pen): Component {
  const { notes, last, title, hint, why, progress, options, question, revision, clarify } = reply;
  const only = scene.ephemeral ? ` · ${pen.words(scene.say(say("discord.only-you")), 80)}` : "";
  // Whoever was not understood is told that a number will do, so the numbers have to be seen.
  const isNumbered = clarify === "not-understood" || clarify === "several";
  const parts = options.map(({ label, event, style, chosen }, at): ButtonPart => ({
    label: `${isNumbered ? `${at + 1} · ` : ""}${chosen === true ? "✓ " : ""}${label}`,
    press: event,
    style: chosen === true ? "success" : (style ?? "primary"),
  }));
  const typeIt: ButtonPart = {
    label: scene.say(say("discord.type-it")),
    press: { type: "type", question, revision },
  };
  const loud = reply.actions.filter((action) => !isQuiet(action));
  const weighty = loud.filter(({ style }) => style !== undefined);
  const actions = [...weighty, ...loud.filter((action) => !weighty.includes(action))].map(toPart);
  const most = LIMITS.buttonsInRowMax - 1;
  const more = [...actions.slice(most), ...reply.actions.filter(isQuiet).map(toPart)];
  return pen.container(COLORS.question, [
    pen.text(`-# ${pen.words(progress.text, 80)}${only}`),
    ...lines(pen, notes, 400),
    ...(last ? [drawLast(last, pen)] : []),
    pen.text(
      [`### ${pen.words(title, 300)}`, ...(hint ? [`-# ${pen.words(hint, 300)}`] : [])].join("\n"),
    ),
    ...(why ? [pen.text(why.map((line) => `> ${pen.words(line, 500)}`).join("\n"))] : []),
    ...(parts.length <= LIMITS.buttonsInRowMax
      ? pen.rows(parts)
      : pen.choose(scene.say(say("discord.choose")), parts)),
    { type: 14 },
    ...pen.rows([...actions.slice(0, most), typeIt]),
    ...pen.choose(scene.say(say("discord.more")), more),
  ]);
}

/** What the engine gives weight to is seen at once; what is rare is in a menu. */
function isQuiet({ event, style }: Button<string>): boolean {
  return style === undefined && ["skip", "review", "pause", "stop"].includes(event.type);
}

type Last = NonNullable<QuestionReply<string>["last"]>;

function drawLast(last: Last, pen: Pen): Component {
  return {
    type: 9,
    components: [drawAnswered(last, pen)],
    accessory: pen.button(toPart(last.change)),
  };
}

function drawAnswered({ question, answer }: Answered, pen: Pen): Component {
  const answered = answer === undefined ? "" : ` → **${pen.words(answer, 240)}**`;
  return pen.text(`-# ${pen.words(question, 120)}${answered}`);
}

/** A question, and what it was answered with where that is known. */
interface Answered {
  readonly question: string;
  readonly answer?: string;
}

/** What remains of a question once it is answered and something stands below it: one line. */
export function renderLine(answered: Answered): readonly Component[] {
  return drawToFit({ screen: "" }, (pen) => [drawAnswered(answered, pen)]);
}

function drawConfirm(reply: ConfirmReply<string>, pen: Pen): Component {
  return pen.container(COLORS.question, [
    ...lines(pen, reply.notes, 400),
    pen.text(`### ${pen.words(reply.title, 1200)}`),
    ...pen.rows(reply.options.map(toPart)),
    ...pen.rows(reply.actions.map(toPart)),
  ]);
}

function drawReview(reply: ReviewReply<string>, scene: Scene, pen: Pen): Component {
  const rows = reply.rows.map(
    ({ question, answer }) => `${pen.words(question, 80)} → **${pen.words(answer, 160)}**`,
  );
  const changes = reply.rows.map(({ question, answer, change }) => ({
    label: `${question} → ${answer}`,
    press: change.event,
  }));
  return pen.container(COLORS.notice, [
    pen.text(`### ${pen.words(reply.title, 200)}`),
    ...(rows.length === 0 ? [] : [pen.text(rows.join("\n"))]),
    ...pen.choose(scene.say(say("action.change-answer")), changes),
    ...pen.rows(reply.actions.map(toPart)),
  ]);
}

function drawAdvice(reply: AdviceReply<string>, scene: Scene, pen: Pen): Component {
  const { verdict, title, subject, notes, footer, open, sections } = reply;
  const section = sections.find(({ id }) => id === open);
  const head = [`## ${MARKS[verdict]} ${pen.words(title, 120)}`, pen.words(subject, 300)];
  const unfolds = reply.actions.filter(({ event }) => event.type === "unfold");
  const others = reply.actions.filter(({ event }) => event.type !== "unfold");
  return pen.container(COLORS[verdict], [
    ...lines(pen, notes, 300),
    pen.text(head.join("\n")),
    ...(section
      ? titled(pen, section.title, bullets(pen, section.lines, 450))
      : drawReasons(reply, scene, pen)),
    pen.text(`-# ${pen.words(footer, 400)}`),
    ...pen.rows(unfolds.map(toPart)),
    ...pen.rows(others.map(toPart)),
  ]);
}

/** The first screen: why, what would change it, what to do. Unfolding a section takes its place. */
function drawReasons(reply: AdviceReply<string>, scene: Scene, pen: Pen): readonly Component[] {
  const { headline, confidenceText, reasons, against, step } = reply;
  const because = [
    ...bullets(
      pen,
      reasons.map(({ text }) => text),
      360,
    ),
    pen.words(against, 360),
  ];
  const whatIf = changeLines(reply, scene.say).slice(0, CHANGES_SHOWN_MAX);
  return [
    ...lines(pen, [...headline, confidenceText], 500),
    ...titled(pen, scene.say(say("advice.because")), because),
    ...titled(pen, scene.say(say("advice.what-would-change")), bullets(pen, whatIf, 280)),
    ...lines(pen, [step], 500),
  ];
}

const CHANGES_SHOWN_MAX = 3;

function drawNotice(reply: NoticeReply<string>, pen: Pen): Component {
  const shown = (reply.lines ?? []).slice(0, NOTICE_LINES_MAX);
  return pen.container(COLORS.notice, [
    pen.text(`### ${pen.words(reply.title, 600)}`),
    ...(shown.length === 0 ? [] : [pen.text(bullets(pen, shown, 300).join("\n"))]),
    ...pen.rows(reply.actions.slice(0, LIMITS.buttonsInRowMax).map(toPart)),
  ]);
}

const NOTICE_LINES_MAX = 12;

function drawShare(reply: ShareReply<string>, scene: Scene, pen: Pen): Component {
  const { preview } = reply;
  const parts = reply.parts.map(({ id, included }) => ({
    id,
    on: included,
    label: scene.say(partName(id)),
  }));
  return pen.container(COLORS.notice, [
    pen.text(`### ${pen.words(reply.title, 200)}`),
    pen.text(reply.lines.map((line) => `> ${pen.words(line, 400)}`).join("\n") || "> …"),
    ...pen.collect(scene.say(say("discord.share-parts")), { type: "share", preview }, parts),
    ...pen.rows(reply.actions.map(toPart)),
  ]);
}

/** "reason2" is the second reason. */
function partName(id: string): Text {
  const number = /^reason(?<number>\d+)$/u.exec(id)?.groups?.["number"];
  return number === undefined
    ? say(`share.part.${id}`)
    : say("share.part.reason", { number: Number(number) });
}

function drawFile(reply: FileReply<string>, pen: Pen): readonly Component[] {
  return [
    pen.text(pen.words(reply.title, 300)),
    { type: 13, file: { url: `attachment://${reply.name}` } },
  ];
}

/** What everybody sees: whoever reads it may begin an interview of their own. */
function drawPost(reply: PostReply<string>, { owner, say: speak, screen }: Scene): Component {
  const start: ButtonPart = { label: speak(say("discord.start-own")), press: { type: "start" } };
  const [container] = drawToFit({ screen }, (pen) => [
    pen.container(COLORS.notice, [
      pen.text(`<@${owner}> · ${pen.words(speak(say("discord.shared")), 100)}`),
      pen.text(reply.lines.map((line) => pen.words(line, 500)).join("\n") || "…"),
      ...pen.rows([start]),
    ]),
  ]);
  return container ?? { type: 10, content: "…" };
}

function toPart({ label, event, style }: Button<string>): ButtonPart {
  return { label, press: event, style };
}

function lines(pen: Pen, texts: readonly string[], charsMax: number): readonly Component[] {
  const said = texts.map((text) => pen.words(text, charsMax)).filter((text) => text !== "");
  return said.length === 0 ? [] : [pen.text(said.join("\n"))];
}

function bullets(pen: Pen, texts: readonly string[], charsMax: number): readonly string[] {
  return texts.map((text) => `- ${pen.words(text, charsMax)}`);
}

function titled(pen: Pen, title: string, said: readonly string[]): readonly Component[] {
  return [pen.text([`**${pen.words(title, 120)}**`, ...said].join("\n"))];
}
