import type { ProductReply } from "../../src/ask.ts";
import type { Reply } from "../../src/engine/reply.ts";
import { replaceMentions } from "../../src/rounds/replies.ts";
import type { OwedRoundReply } from "../../src/rounds/replies.ts";
import type { AnswerLine } from "./protocol.ts";

/** Renders what one event led to. `isRepeat`: the event was taken before, and these are replies that are still owed. */
export function renderReplies(
  replies: readonly (Reply<string> | ProductReply<string>)[],
  isRepeat: boolean,
  rounds: readonly OwedRoundReply[] = [],
): string {
  return renderLine({
    ...(isRepeat ? { duplicate: true } : {}),
    replies,
    ...(rounds.length > 0 && {
      rounds: rounds.map(({ address: { to }, reply }) => ({
        to: to.to === "channel" ? "channel" : to.person,
        reply,
      })),
    }),
  });
}

/** Renders a refusal; nothing was changed. */
export function renderError(message: string, path?: string): string {
  return renderLine({ error: { message, ...(path === undefined ? {} : { path }) } });
}

function renderLine(line: AnswerLine): string {
  return `${replaceMentions(JSON.stringify(line), (person) => `@${person}`)}\n`;
}
