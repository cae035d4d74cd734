import type { SummaryPicture } from "../../src/picture.ts";
import { say } from "../../src/engine/reply.ts";
import type { Text } from "../../src/engine/reply.ts";
import type { RoundReply } from "../../src/rounds/replies.ts";
import type { Upload } from "./rest.ts";

const NAME = "summary.png";

/**
 * Draws the picture of a summary.
 *
 * @returns Undefined for what has no picture.
 * @throws {Error} when it cannot be drawn; the numbers stand in the words too.
 */
export async function drawRound(
  reply: RoundReply<string>,
  speak: (text: Text) => string,
): Promise<Upload | undefined> {
  if (reply.type !== "round-summary" || !reply.picture) return undefined;
  // Loaded where a picture is drawn, which is once a round: the renderer is memory that interviews do not need.
  const { drawSummary } = await import("../../src/picture.ts");
  return { name: NAME, data: await drawSummary(toSummary(reply, reply.picture, speak)) };
}

type SummaryReply = Extract<RoundReply<string>, { readonly type: "round-summary" }>;

function toSummary(
  { title, lines }: SummaryReply,
  { bars, stack }: NonNullable<SummaryReply["picture"]>,
  speak: (text: Text) => string,
): SummaryPicture {
  const amountOf = (name: string, amount: number) =>
    speak(say(`round.summary.${name}`, { amount, currency: stack?.currency ?? "" }));
  return {
    title,
    bars,
    ...(stack && {
      stack: [{ label: stack.label, amount: stack.requested, text: "" }],
      budget: { amount: stack.budget, text: amountOf("budget", stack.budget) },
    }),
    // The last line says what the numbers leave out.
    footer: lines.at(-1) ?? "",
  };
}
