import type { ModalView } from "@slack/types";
import type { NoticeReply } from "../../src/engine/reply.ts";
import type { Speaker } from "../../src/texts.ts";
import type { Address } from "./address.ts";
import { actions } from "./controls.ts";
import { CARD_NOTICE, WELCOME_NOTICE } from "./outbound.ts";
import { bold, fallback, LIMITS, paragraph, plain, quiet } from "./blocks.ts";
import type { Message } from "./blocks.ts";
import { FORM } from "./inbound.ts";
import type { Form } from "./inbound.ts";
import type { PressEvent } from "./press.ts";

/**
 * The first contact: what it is, who sees it, and the button that starts.
 *
 * @param called - The certification it is about, and the words the person came with: the interview begins with them.
 */
export function startCard(
  speaker: Speaker,
  called: {
    readonly name?: string | undefined;
    readonly words?: string;
    /** They are somebody else's. */
    readonly quoted?: true;
  } = {},
): NoticeReply<string> {
  const { name, words = "", quoted } = called;
  const begun = words === "" ? {} : { text: words, ...(quoted && { quoted }) };
  const title =
    name === undefined
      ? speaker.say({ text: "slack.card.title" })
      : speaker.say({ text: "slack.card.about", values: { name } });
  return {
    type: "notice",
    notice: CARD_NOTICE,
    title,
    lines: [speaker.say({ text: "slack.card.lines" })],
    actions: [
      {
        label: speaker.say({ text: "slack.card.start" }),
        event: { type: "start", ...begun },
        style: "primary",
      },
    ],
  };
}

/** What `/certwise help` says. */
export function helpCard(speaker: Speaker): NoticeReply<string> {
  const lines = ["start", "resume", "history", "forget", "budget", "round", "settings"].map(
    (name) => speaker.say({ text: `slack.help.${name}` }),
  );
  return { ...startCard(speaker), lines };
}

/** Greets who opens the app for the first time. */
export function welcomeCard(speaker: Speaker): NoticeReply<string> {
  return {
    ...startCard(speaker),
    notice: WELCOME_NOTICE,
    title: speaker.say({ text: "slack.welcome.title" }),
    lines: [speaker.say({ text: "slack.welcome.lines" })],
  };
}

/** The sample: a question, and what one of its answers would weigh. It leads on to what the card was about, and to its thread. */
export function sample(
  speaker: Speaker,
  on: { readonly owner: string; readonly thread?: string },
  { option, type: _type, ...about }: Extract<PressEvent, { readonly type: "sample" }>,
): Message {
  const say = (name: string) => speaker.say({ text: name });
  const press = { screen: "p" as const, ...on };
  if (option === undefined) {
    const options = ["named", "nothing"].map((id) => ({
      label: say(`questions.use.options.${id}.label`),
      event: { type: "sample", option: id, ...about } as const,
    }));
    const title = say("questions.use.title");
    return {
      text: fallback([title]),
      blocks: [...quiet([say("slack.sample.note")]), bold(title), ...actions(options, press)],
    };
  }
  const line = say(option === "named" ? "slack.sample.named" : "slack.sample.nothing");
  const event = { type: "start", ...about } as const;
  const start = [{ label: say("slack.card.start"), event, style: "primary" } as const];
  return {
    text: fallback([line]),
    blocks: [
      ...quiet([say("slack.sample.note")]),
      paragraph(line),
      paragraph(say("slack.sample.end")),
      ...actions(start, press),
    ],
  };
}

/** Says that the interview goes on in the direct conversation, with a way there. */
export function pointer(
  speaker: Speaker,
  { app, tenant }: Pick<Address, "app" | "tenant">,
): Message {
  const text = speaker.say({ text: "slack.sent-to-dm" });
  // https://docs.slack.dev/interactivity/deep-linking
  const link: Message["blocks"] =
    app === undefined
      ? []
      : [
          {
            type: "actions",
            elements: [
              {
                type: "button",
                text: plain(speaker.say({ text: "slack.open-dm" }), LIMITS.buttonChars),
                action_id: "p::link",
                value: "t=link",
                url: `https://slack.com/app_redirect?app=${encodeURIComponent(app)}&team=${encodeURIComponent(tenant)}`,
              },
            ],
          },
        ];
  return { text: fallback([text]), blocks: [paragraph(text), ...link] };
}

/** One sentence in private. */
export function note(text: string): Message {
  return { text: fallback([text]), blocks: [paragraph(text)] };
}

/** Explains who sees what and where the rules come from. */
export function howView(speaker: Speaker): ModalView {
  return {
    type: "modal",
    title: plain(speaker.say({ text: "slack.how.title" }), LIMITS.modalTitleChars),
    close: plain(speaker.say({ text: "slack.close" }), LIMITS.modalTitleChars),
    blocks: ["rules", "private", "erase"].map((name) =>
      paragraph(speaker.say({ text: `slack.how.${name}` })),
    ),
  };
}

/** The form to type an answer in, built from what the button carries alone: it opens before the database is asked. */
export function formView(speaker: Speaker, form: Form): ModalView {
  return {
    type: "modal",
    callback_id: FORM.callback,
    private_metadata: JSON.stringify(form),
    title: plain(speaker.say({ text: "slack.form.title" }), LIMITS.modalTitleChars),
    submit: plain(speaker.say({ text: "slack.form.send" }), LIMITS.modalTitleChars),
    close: plain(speaker.say({ text: "slack.close" }), LIMITS.modalTitleChars),
    blocks: [
      {
        type: "input",
        block_id: FORM.block,
        label: plain(form.asked, 500),
        element: {
          type: "plain_text_input",
          action_id: FORM.input,
          max_length: 500,
          focus_on_load: true,
        },
      },
    ],
  };
}
