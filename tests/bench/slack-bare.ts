import { App, HTTPReceiver } from "@slack/bolt";
import type { KnownBlock } from "@slack/types";
import { createHandInterview } from "./hand-interview.ts";
import type { HandScreen } from "./hand-interview.ts";
import { reportTo } from "./measured.ts";

/** A bare Bolt handler that keeps a `Map` and edits one message: `slack-bare.ts <api url> <signing secret>`. */
const [, , slackApiUrl = "", signingSecret = ""] = process.argv;
const interview = createHandInterview();
const receiver = new HTTPReceiver({ signingSecret });
const app = new App({ token: "xoxb-bench", clientOptions: { slackApiUrl }, receiver });
const turns = { underWay: 0 };

app.shortcut(/.*/u, async ({ ack, body, client }) => {
  await ack();
  const { id } = body.user;
  await client.apiCall("chat.postMessage", { channel: id, ...render(id, interview.begin(id)) });
});
app.action(/.*/u, async ({ ack, body, action, respond }) => {
  turns.underWay += 1;
  await ack();
  const { id } = body.user;
  const value =
    action.type === "radio_buttons"
      ? action.selected_option?.value
      : action.type === "button"
        ? action.value
        : undefined;
  const pressed = new URLSearchParams(value);
  const screen = interview.answer(id, pressed.get("q") ?? "", pressed.get("o") ?? "");
  await respond({ replace_original: true, ...render(id, screen) });
  turns.underWay -= 1;
});

const server = await app.start({ port: 0, host: "127.0.0.1" });
const address = "address" in server ? server.address() : null;
const idle = async () => {
  while (turns.underWay > 0) await new Promise((resolve) => setImmediate(resolve));
};
reportTo(process, typeof address === "object" ? (address?.port ?? 0) : 0, { idle });

function render(owner: string, { question, verdict, last, number }: HandScreen) {
  if (!question) return { text: `Verdict: ${verdict}`, blocks: [section(`Verdict: ${verdict}`)] };
  const { id, title, hint, options } = question;
  const pressed = (option: string) => `t=answer&q=${id}&o=${option}&r=${number}`;
  const elements = options.map(({ id: option, label }, at) => ({
    type: "button" as const,
    text: plain(label),
    action_id: `q:${owner}:${at}`,
    value: pressed(option),
  }));
  const radio = options.map(({ id: option, label }) => ({
    text: plain(label),
    value: pressed(option),
  }));
  const change = { type: "button" as const, text: plain("Change"), action_id: "change" };
  const ways = ["Back", "Not sure", "Why do you ask?"];
  const rare = ["Skip this question", "See my answers", "Stop and erase"];
  const blocks: KnownBlock[] = [
    ...(last === undefined ? [] : [{ ...section(last), accessory: change }]),
    {
      type: "rich_text",
      block_id: "title",
      elements: [
        {
          type: "rich_text_section",
          elements: [{ type: "text", text: title, style: { bold: true } }],
        },
      ],
    },
    { type: "context", elements: [plain(`Question ${number} of at most 13`), plain(hint)] },
    {
      type: "actions",
      block_id: `options:${id}:${number}`,
      elements:
        options.length <= 5
          ? elements
          : [{ type: "radio_buttons", action_id: `q:${owner}:choose`, options: radio }],
    },
    {
      type: "actions",
      elements: [
        ...ways.map((label, at) => ({
          type: "button" as const,
          text: plain(label),
          action_id: `q:${owner}:do${at}`,
          value: `t=way&q=${id}&r=${number}`,
        })),
        {
          type: "overflow",
          action_id: `q:${owner}:more`,
          options: rare.map((label, at) => ({ text: plain(label), value: `t=rare&n=${at}` })),
        },
      ],
    },
  ];
  return {
    text: [title, ...options.map(({ label }, at) => `${at + 1}. ${label}`)].join("\n"),
    blocks,
  };
}

function section(text: string) {
  return { type: "section" as const, text: plain(text) };
}

function plain(text: string) {
  return { type: "plain_text" as const, text };
}
