import type { SummaryPicture } from "../../src/picture.ts";
import type { RoundPicture, RoundSummaryReply } from "../../src/rounds/replies.ts";
import type { Speaker } from "../../src/texts.ts";
import { cut, LIMITS } from "./blocks.ts";
import { causeOf } from "./log.ts";
import type { Log } from "./log.ts";
import { withoutPeople } from "./mentions.ts";
import { renderRound } from "./round-outbound.ts";
import type { Spot, Web } from "./web.ts";

/** The scope pictures and files need; without it the words stand alone. */
export const FILES_SCOPE = "files:write";

/** Slack looks at a file before it can be shown, for seconds: https://github.com/slackapi/python-slack-sdk/issues/1521 */
const WAITS_MS: readonly number[] = [0, 1000, 2000, 4000];

/**
 * Puts the picture into a summary that is already posted, where the workspace lets us. Never throws: the words say the same.
 */
export async function addPicture(
  { web, log, speaker }: { readonly web: Web; readonly log: Log; readonly speaker: Speaker },
  reply: RoundSummaryReply<string>,
  spot: Spot,
): Promise<void> {
  const { picture } = reply;
  if (!picture) return;
  try {
    if (!(await web.isGranted(FILES_SCOPE))) return;
    const alt = cut(withoutPeople(picture.alt), LIMITS.altChars);
    // Loaded where a picture is drawn, which is once a round: the renderer is memory that interviews do not need.
    const { drawSummary } = await import("../../src/picture.ts");
    const bytes = await drawSummary(toPicture(reply, picture, speaker));
    const file = await web.upload({ name: "summary.png", alt, bytes });
    const [message] = renderRound(reply, speaker, { file, alt });
    if (message) await showAtLast(() => web.update(spot, message), web);
  } catch (error) {
    log.warn({ cause: causeOf(error) }, "The picture of a summary was not shown; its words were");
  }
}

async function showAtLast(show: () => Promise<void>, web: Web): Promise<void> {
  let failure: unknown;
  for (const waitMs of WAITS_MS) {
    if (waitMs > 0) await web.pause(waitMs);
    try {
      return await show();
    } catch (error) {
      failure = error;
    }
  }
  throw failure;
}

/** The numbers of a summary as `drawSummary` takes them. */
function toPicture(
  reply: RoundSummaryReply<string>,
  { bars, stack }: RoundPicture<string>,
  speaker: Speaker,
): SummaryPicture {
  const money = (amount: number, currency: string) =>
    speaker.say({ text: "slack.round.money", values: { amount, currency } });
  return {
    title: withoutPeople(reply.title),
    bars,
    ...(stack && {
      stack: [
        {
          label: speaker.say({ text: "slack.round.requested" }),
          amount: stack.requested,
          text: money(stack.requested, stack.currency),
        },
      ],
      budget: {
        amount: stack.budget,
        text: speaker.say({
          text: "slack.round.budget",
          values: { amount: stack.budget, currency: stack.currency },
        }),
      },
    }),
    footer: withoutPeople(reply.lines.at(-1) ?? ""),
  };
}
