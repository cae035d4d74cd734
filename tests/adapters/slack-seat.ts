import { choicesIn } from "../fakes/slack/choices.ts";
import type { Choice } from "../fakes/slack/choices.ts";
import { isFields } from "../fakes/slack/block-kit-checks.ts";
import type { Fields } from "../fakes/slack/block-kit-checks.ts";
import { createPerson } from "../fakes/slack/people.ts";
import { begin, ownMessages, startScene } from "./slack/scene.ts";
import type { StoredMessage } from "../fakes/slack/workspace.ts";
import { keyOf, PACE_MS } from "./expected.ts";
import type { Seat } from "./seat.ts";

/** Sits down at Slack, in the direct conversation with the app. */
export async function openSlack(): Promise<Seat> {
  const scene = await startScene({ thinkMs: PACE_MS });
  const { fake, ana, channel } = scene;
  const shown = (): StoredMessage => {
    const message = ownMessages(scene).at(-1);
    if (!message) throw new Error("Cannot look at the screen: the app said nothing");
    return message;
  };
  const addBen = () => {
    const ben = createPerson(fake, { id: "U0BEN", name: "ben" });
    fake.world.channels.get(channel)?.members.add("U0BEN");
    return ben;
  };
  return {
    begin: () => begin(scene),
    press: async (label) => {
      await ana.click(shown(), bears(label));
      await scene.slack().idle();
    },
    type: async (words) => {
      await ana.directMessage(words);
      await scene.slack().idle();
    },
    screen: () => textOf(shown()),
    options: () => choicesIn(shown().blocks).map((choice) => labelOf(choice)),
    face: (label) => choicesIn(shown().blocks).find(bears(label))?.label,
    hold: (label) => {
      const old = shown();
      return async () => {
        await ana.click(old, bears(label), { isStale: true });
        await scene.slack().idle();
      };
    },
    intrude: async (label) => {
      const ben = addBen();
      // No client shows them the screen, so a copy of it stands in a channel both can see.
      const copy = { ...shown(), channel, ts: fake.world.nextTs() };
      fake.world.messages.set(copy.ts, copy);
      await ben.click(copy, bears(label));
      await scene.slack().idle();
      fake.world.messages.delete(copy.ts);
      return fake.ephemerals("U0BEN").map(textOf).join("\n");
    },
    another: async () => {
      const ben = addBen();
      await ben.directMessage("hello");
      await scene.slack().idle();
      const seen = [channel, ben.dm.id].flatMap((id) => fake.messages(id));
      return [...seen, ...fake.ephemerals("U0BEN")].map(textOf).join("\n");
    },
    stored: async () => (await scene.storage().read(keyOf(fake.team.id, ana.member.id)))?.state,
    restart: () => scene.restart(),
    stop: () => scene.close(),
  };
}

function bears(label: string) {
  return (choice: Choice) => labelOf(choice) === label;
}

/** Without the number and the mark before it; what changes an answer is called by the answer it stands beside, said to be understood or not. */
function labelOf({ label, block }: Choice): string {
  if (block["type"] === "section")
    return wordsIn(block["text"])
      .join("")
      .replace(/^Understood: /u, "");
  return label.replace(/^(?:\d+ · )?(?:✓ )?/u, "");
}

function textOf({ blocks }: StoredMessage): string {
  return blocks
    .filter(({ type }) => type !== "actions")
    .map(({ accessory: _accessory, ...block }) => wordsIn(block).join(""))
    .join("\n");
}

function wordsIn(value: unknown): readonly string[] {
  if (Array.isArray(value)) return value.flatMap((one: unknown) => wordsIn(one));
  if (!isFields(value)) return [];
  const words = wordOf(value);
  return words === undefined ? Object.values(value).flatMap((one) => wordsIn(one)) : [words];
}

function wordOf({ type, text, url }: Fields): string | undefined {
  const words = type === "link" ? (text ?? url) : text;
  return typeof words === "string" ? words : undefined;
}
