import { hash } from "node:crypto";
import { AGAIN_DAYS, DAY_MS, giveAdvice } from "./engine/advice.ts";
import type { AskEvent, Conversation } from "./engine/conversation.ts";
import type { Dialog } from "./engine/dialog.ts";
import { say } from "./engine/reply.ts";
import type { AdviceReply, Button, NoticeReply, Text } from "./engine/reply.ts";
import { renderPage } from "./page.ts";
import type { Advice, ConversationKey, StepResult } from "./storage/storage.ts";
import type { Speaker } from "./texts.ts";

/** The advice as a file to keep. */
export interface FileReply<T = Text> {
  readonly type: "file";
  readonly name: string;
  readonly markdown: string;
  readonly title: T;
}

/** What would be posted for others to see, before it is. Each part can be left out. */
export interface ShareReply<T = Text> {
  readonly type: "share";
  readonly title: T;
  readonly lines: readonly T[];
  readonly parts: readonly (Button<T> & { readonly id: string; readonly included: boolean })[];
  /** Which preview this is: all that could be posted from it, and what was posted before. */
  readonly preview: string;
  readonly actions: readonly Button<T>[];
}

/** What is posted where the interview was asked for, with the person's name. The only reply others see. */
export interface PostReply<T = Text> {
  readonly type: "post";
  readonly lines: readonly T[];
}
/** What is answered besides the interview. */
export type ProductReply<T = Text> = FileReply<T> | ShareReply<T> | PostReply<T>;

interface Asked {
  readonly dialog: Dialog;
  readonly speaker: Speaker;
  readonly conversation: Conversation | undefined;
  readonly event: AskEvent & { readonly now: number };
  readonly past: readonly Advice[];
  readonly key: ConversationKey;
  readonly address: string;
}

/** Answers what a person asks for besides the interview. Of the conversation it changes what was posted last. */
export function answerAsk(asked: Asked): StepResult {
  const { speaker, event } = asked;
  const reply = (value: NoticeReply | ProductReply) => ({
    reply: JSON.stringify(speaker.speak(value)),
  });
  const advice = adviceOf(asked);
  switch (event.type) {
    case "history":
      return { replies: [reply(showHistory(asked))] };
    case "save":
      return {
        replies: [reply(advice ? saveFile(asked, advice) : notice("nothing", say("save.nothing")))],
      };
    case "share":
      return {
        replies: [
          reply(advice ? previewShare(asked, advice) : notice("nothing", say("share.nothing"))),
        ],
      };
    case "post":
      return advice
        ? postShare(asked, advice, reply)
        : { replies: [reply(notice("nothing", say("share.nothing")))] };
    case "remind":
      return remind(asked, advice, reply);
  }
}

/** The parts of an advice that can be shared, in the order they are shown. */
function shareParts(
  advice: AdviceReply,
): readonly { id: string; name: Text; lines: readonly Text[] }[] {
  const reasons = advice.reasons.map(({ text }, at) => ({
    id: `reason${at + 1}`,
    name: say("share.part.reason", { number: at + 1 }),
    lines: [text],
  }));
  const cost = advice.sections.find(({ id }) => id === "cost")?.lines ?? [];
  return [
    { id: "verdict", name: say("share.part.verdict"), lines: [advice.title, ...advice.headline] },
    ...reasons,
    { id: "step", name: say("share.part.step"), lines: [advice.step] },
    { id: "cost", name: say("share.part.cost"), lines: cost },
  ];
}

const SHARED_FIRST = "verdict,step";

/** Names what a preview of this advice shows: an edit, another interview or another day that changes a word changes it too. */
function previewId({ speaker, conversation }: Asked, advice: AdviceReply): string {
  const lines = shareParts(advice).flatMap((part) => part.lines);
  const shown = [advice.subject, ...lines].map((line) => speaker.say(line));
  // What was posted before is part of it, so that the same may be shared again, from a preview of its own.
  const content = JSON.stringify([conversation?.posted, ...shown]);
  return hash("sha256", content, "base64url").slice(0, PREVIEW_ID_CHARS);
}

/** Few enough for a button of Discord, and far too many for two previews of one person to be taken for one. */
const PREVIEW_ID_CHARS = 8;

function previewShare(asked: Asked, advice: AdviceReply): ShareReply {
  const { parts: chosen = SHARED_FIRST, preview: shown } = asked.event;
  const included = chosen.split(",");
  const preview = previewId(asked, advice);
  const parts = shareParts(advice).map(({ id, name }) => {
    const isIn = included.includes(id);
    const next = isIn ? included.filter((other) => other !== id) : [...included, id];
    const label = say(isIn ? "action.leave-out" : "action.include", { part: name });
    const event = { type: "share", parts: next.join(","), preview } as const;
    return { id, included: isIn, label, event };
  });
  return {
    type: "share",
    title: say(shown === undefined || shown === preview ? "share.title" : "share.title-now"),
    lines: sharedLines(advice, included),
    parts,
    preview,
    actions: [
      {
        label: say("action.post"),
        event: { type: "post", parts: included.join(","), preview },
        style: "primary",
      },
      { label: say("action.cancel"), event: { type: "resume" } },
    ],
  };
}

/** Posts what its preview showed, once. From a preview that shows something else by now, nothing is posted: the present one is shown. */
function postShare(
  asked: Asked,
  advice: AdviceReply,
  reply: (value: NoticeReply | ProductReply) => { reply: string },
): StepResult {
  const { conversation, event } = asked;
  const { parts = SHARED_FIRST } = event;
  const present = previewId(asked, advice);
  const posted = `${event.preview ?? present} ${parts}`;
  const done = reply(notice("posted", say("share.posted"), TO_ADVICE));
  if (event.preview !== undefined && posted === conversation?.posted) return { replies: [done] };
  if (event.preview !== undefined && event.preview !== present)
    return { replies: [reply(previewShare(asked, advice))] };
  const lines = sharedLines(advice, parts.split(","));
  return {
    state: JSON.stringify({ ...conversation, posted }),
    replies: [reply({ type: "post", lines }), done],
  };
}

function sharedLines(advice: AdviceReply, included: readonly string[]): readonly Text[] {
  const lines = shareParts(advice).flatMap((part) =>
    included.includes(part.id) ? part.lines : [],
  );
  return [say("share.subject", { subject: advice.subject }), ...lines];
}

function saveFile({ dialog, speaker, event }: Asked, advice: AdviceReply): FileReply {
  const day = new Date(event.now).toISOString().slice(0, 10);
  return {
    type: "file",
    name: `${dialog.id}-${day}.md`,
    markdown: renderPage(speaker.speak(advice), speaker),
    title: say("save.done"),
  };
}

function remind(
  { key, event, address, speaker }: Asked,
  advice: AdviceReply | undefined,
  reply: (value: NoticeReply) => { reply: string },
): StepResult {
  if (!advice) return { replies: [reply(notice("nothing", say("share.nothing")))] };
  const at = event.now + AGAIN_DAYS * DAY_MS;
  const subject = speaker.say(advice.subject);
  const { person, round } = key;
  const payload = JSON.stringify({ address, subject, locale: speaker.locale, person, round });
  // One for the personal interview, and one for that of each round.
  const id = ["remind", person, ...(round === undefined ? [] : [round])].join(" ");
  return {
    replies: [reply(notice("reminder", say("remind.set", { date: at }), TO_ADVICE))],
    due: [{ id, kind: "remind", at, payload, person }],
  };
}

function showHistory({ past, conversation }: Asked): NoticeReply {
  const { phase = "stopped" } = conversation ?? {};
  const on = { advised: "action.advice", stopped: "action.start", open: "action.resume" }[phase];
  const rows = past.map(({ at, subject, verdict }) =>
    say("history.row", { date: at, subject, verdict }),
  );
  const title = rows.length === 0 ? say("history.empty") : say("history.title");
  return {
    ...notice("history", title),
    lines: rows,
    actions: [
      { label: say(on), event: { type: "start" }, style: "primary" },
      { label: say("action.forget"), event: { type: "forget" }, style: "danger" },
    ],
  };
}

function adviceOf({ dialog, conversation, event }: Asked): AdviceReply | undefined {
  return conversation?.phase === "advised"
    ? giveAdvice(dialog, conversation, event.now)
    : undefined;
}

/** Says one thing, and offers the way back to where the person was. */
function notice(
  name: string,
  title: Text,
  on: Button = { label: say("action.start"), event: { type: "start" }, style: "primary" },
): NoticeReply {
  return { type: "notice", notice: name, title, actions: [on] };
}

const TO_ADVICE: Button = {
  label: say("action.advice"),
  event: { type: "advise" },
  style: "primary",
};
