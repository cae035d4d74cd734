import type { KnownBlock, PlainTextOption } from "@slack/types";
import { z } from "zod";
import type { Dialog } from "../../src/engine/dialog.ts";
import { suggest } from "../../src/engine/suggest.ts";
import type { Speaker } from "../../src/texts.ts";
import { LIMITS, plain } from "./blocks.ts";
import { decode } from "./markup.ts";
import { OPTION_VALUE_CHARS_MAX, toActionId, toValue } from "./press.ts";
import type { Press } from "./press.ts";

/** The question that a select stands below, on its screen. */
interface Asked {
  readonly question: string;
  readonly revision: number;
}

/** Something typed into the select. */
export interface Typing extends Asked {
  readonly text: string;
}

const PLACEHOLDER_CHARS_MAX = 150;
/** From so many characters on Slack asks for options. */
const TYPED_CHARS_MIN = 2;

/**
 * A select whose options come while somebody types. Each option is what the button of that entry says.
 * https://docs.slack.dev/reference/block-kit/block-elements/select-menu-element#external_select
 */
export function typeAhead(
  placeholder: string,
  press: Omit<Press, "event">,
  asked: Asked,
): KnownBlock {
  return {
    type: "actions",
    block_id: toBlockId(asked),
    elements: [
      {
        type: "external_select",
        action_id: toActionId(press, "find"),
        placeholder: plain(placeholder, PLACEHOLDER_CHARS_MAX),
        min_query_length: TYPED_CHARS_MIN,
      },
    ],
  };
}

const typingBody = z.object({
  type: z.literal("block_suggestion"),
  block_id: z.string(),
  value: z.string(),
});

/** Reads what was typed; undefined where it is no select of ours. */
export function toTyping(body: unknown): Typing | undefined {
  const { block_id: blockId = "", value: text = "" } = typingBody.safeParse(body).data ?? {};
  const asked = parseBlockId(blockId);
  return asked && { ...asked, text: decode(text) };
}

/** The options for what was typed. One that Slack has no room for is left out. */
export function suggested(
  { dialog, speaker }: { readonly dialog: Dialog; readonly speaker: Speaker },
  { text, question, revision }: Typing,
): PlainTextOption[] {
  return suggest(dialog, text, LIMITS.selectOptions)
    .map(({ id, label }) => ({
      text: plain(speaker.say(label), LIMITS.optionChars),
      value: toValue({ type: "answer", question, option: id, revision }),
    }))
    .filter(({ value }) => value.length <= OPTION_VALUE_CHARS_MAX);
}

/** Another one on every screen, so that Slack keeps no choice from the screen before. */
function toBlockId({ question, revision }: Asked): string {
  return `find:${revision}:${question}`;
}

function parseBlockId(blockId: string): Asked | undefined {
  const { revision, question } =
    /^find:(?<revision>-?\d{1,9}):(?<question>.+)$/u.exec(blockId)?.groups ?? {};
  return question === undefined ? undefined : { question, revision: Number(revision) };
}
