import { keyOf } from "./expected.ts";
import type { Door } from "./first-words.ts";
import { openScene } from "./slack/scene.ts";
import type { Scene } from "./slack/scene.ts";

/** The ways into Slack. */
export const SLACK_DOORS: readonly Door[] = [
  {
    name: "a direct message",
    enter: (words) => enter((scene) => scene.ana.directMessage(words)),
  },
  {
    name: "a mention",
    enter: (words) =>
      enter(async (scene) => {
        await scene.ana.mention(words, { channel: scene.channel });
        await start(scene);
      }),
  },
  {
    name: "a slash command",
    enter: (words) =>
      enter(async (scene) => {
        await scene.ana.slashCommand(`/certwise ${words}`, { channel: scene.channel });
        await start(scene);
      }),
  },
  {
    name: "the shortcut on a message",
    isQuoted: true,
    enter: (words) =>
      enter(async (scene) => {
        const { fake, ana, channel } = scene;
        await ana.mention(words, { channel });
        await scene.slack().idle();
        await ana.messageShortcut("is-this-course-worth-it", fake.messages(channel)[0]!);
        await start(scene);
      }),
  },
];

async function enter(come: (scene: Scene) => Promise<unknown>): Promise<string | undefined> {
  const scene = await openScene();
  await come(scene);
  await scene.slack().idle();
  const stored = await scene.storage().read(keyOf(scene.fake.team.id, scene.ana.member.id));
  return stored?.state;
}

/** Presses the button of the card that only this person sees. */
async function start(scene: Scene): Promise<void> {
  await scene.slack().idle();
  await scene.ana.click(scene.fake.ephemerals(scene.ana.member.id).at(-1)!, "Start in our DM");
}
