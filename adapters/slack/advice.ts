import type { KnownBlock } from "@slack/types";
import type { AdviceReply } from "../../src/engine/reply.ts";
import { changeLines } from "../../src/page.ts";
import type { Speaker } from "../../src/texts.ts";
import {
  bold,
  fallback,
  fitting,
  LIMITS,
  linkedList,
  list,
  paragraph,
  plain,
  quiet,
} from "./blocks.ts";
import { button } from "./controls.ts";
import type { Message } from "./blocks.ts";
import type { Press } from "./press.ts";

/** A verdict has a shape as well as a word, for who cannot tell colours. */
const SHAPES = {
  "worth-it": "✅",
  "worth-it-if": "🔶",
  "not-yet": "⏳",
  alternative: "🔀",
} as const;

/** Renders the advice: verdict, reasons, what would change them and the step; the rest unfolds. */
export function renderAdvice(
  reply: AdviceReply<string>,
  { speaker, press }: { readonly speaker: Speaker; readonly press: Omit<Press, "event"> },
): Message {
  const rows = [
    reply.actions.filter(({ event }) => event.type === "unfold"),
    reply.actions.filter(({ event }) => event.type !== "unfold"),
  ].filter((row) => row.length > 0);
  const open = reply.sections.find(({ id }) => id === reply.open);
  const changes = changeLines(reply, (text) => speaker.say(text));
  const because = speaker.say({ text: "advice.because" });
  const whatIf = speaker.say({ text: "advice.what-would-change" });
  const title = `${SHAPES[reply.verdict]} ${reply.title}`;
  const reasons = reply.reasons.map(({ text }) => text);
  const blocks = fitting((charsMax): KnownBlock[] => [
    ...reply.notes.map((note) => paragraph(note, charsMax)),
    { type: "header", text: plain(title, Math.min(charsMax, LIMITS.headerChars)) },
    ...quiet([reply.subject], charsMax),
    ...reply.headline.map((line) => bold(line, charsMax)),
    paragraph(reply.confidenceText, charsMax),
    ...(reasons.length === 0 ? [] : [list(because, reasons, charsMax)]),
    paragraph(reply.against, charsMax),
    list(whatIf, changes, charsMax),
    bold(reply.step, charsMax),
    ...(open ? [linkedList(open.title, open.lines.length > 0 ? open.lines : ["–"], charsMax)] : []),
    ...rows.map((row, at): KnownBlock => ({
      type: "actions",
      elements: row
        .slice(0, LIMITS.buttonsInRow)
        .map((one, index) => button(one.label, one.event, press, `${at}-${index}`, one)),
    })),
    ...quiet([reply.footer], charsMax),
  ]);
  const text = fallback([
    ...reply.notes,
    `${title}: ${reply.subject}`,
    ...reply.headline,
    reply.confidenceText,
    ...reasons,
    reply.against,
    reply.step,
    reply.footer,
  ]);
  return { text, blocks };
}
