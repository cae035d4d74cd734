import type { ProductReply } from "../../src/ask.ts";
import type { Reply } from "../../src/engine/reply.ts";
import type { AnswerLine } from "./protocol.ts";

/** Renders what one event led to. `isRepeat`: the event was taken before, and these are replies that are still owed. */
export function renderReplies(
  replies: readonly (Reply<string> | ProductReply<string>)[],
  isRepeat: boolean,
): string {
  return renderLine({ ...(isRepeat ? { duplicate: true } : {}), replies });
}

/** Renders a refusal; nothing was changed. */
export function renderError(message: string, path?: string): string {
  return renderLine({ error: { message, ...(path === undefined ? {} : { path }) } });
}

function renderLine(line: AnswerLine): string {
  return `${JSON.stringify(line)}\n`;
}
