import { expect, it } from "vitest";
// Discord comes first: files are sent by the undici that is loaded first, and its REST can use none but its own.
import { openDiscordStage } from "./discord-stage.ts";
import { openSlackStage } from "./slack-stage.ts";
import { openTerminalStage } from "./terminal-stage.ts";
import { INTERVIEW, ROUND } from "./scenes.ts";
import type { Shot } from "./stage.ts";

const PLATFORMS = {
  Slack: openSlackStage,
  Discord: openDiscordStage,
  Terminal: openTerminalStage,
};

/** A file a scene, with what each platform shows, and one with what it was sent: read in review. */
export function describeScreens(): void {
  it.each([INTERVIEW, ROUND])(
    "every screen is the one that was reviewed, from $name on",
    async (...walk) => {
      const shots = new Map<string, Record<string, readonly Shot[]>>();
      for (const [platform, open] of Object.entries(PLATFORMS)) {
        const stage = await open();
        stage.shoot();
        for (const { name, act } of walk) {
          try {
            await act(stage);
          } catch (cause) {
            throw new Error(`Could not play "${name}" on ${platform}`, { cause });
          }
          shots.set(name, { ...shots.get(name), [platform]: stage.shoot() });
        }
        await stage.stop();
      }
      for (const [name, shown] of shots) {
        const file = `screens/recorded/${name.replaceAll(/\W+/gu, "-")}`;
        await expect.soft(toPage(name, shown)).toMatchFileSnapshot(`${file}.txt`);
        await expect.soft(toJson(shown)).toMatchFileSnapshot(`${file}.json`);
      }
    },
  );
}

function toPage(name: string, shown: Readonly<Record<string, readonly Shot[]>>): string {
  const platforms = Object.entries(shown).map(([platform, shots]) => {
    const screens = shots.map(({ where, text }) => `-- ${where}\n${text}`);
    return `== ${platform}\n${screens.length === 0 ? "(nothing)" : screens.join("\n\n")}`;
  });
  return named(`${name}\n\n${platforms.join("\n\n")}\n`);
}

function toJson(shown: Readonly<Record<string, readonly Shot[]>>): string {
  const drawn = Object.entries(shown).map(([platform, shots]) => [
    platform,
    shots.flatMap(({ where, drawn: what }) => (what === undefined ? [] : [{ where, drawn: what }])),
  ]);
  return named(`${JSON.stringify(Object.fromEntries(drawn), undefined, 1)}\n`);
}

/** What is drawn by lot: ids by the order they come in, and what only sets two buttons of Discord apart. */
function named(text: string): string {
  const known = new Map<string, string>();
  return text
    .replaceAll(/(?<=\bc1\|[^|"]*\|)\w+(?=\|)/gu, "tag")
    .replaceAll(/\br?[\da-f]{12}\b|(?<=[=|"])(?=[\w-]*[A-Z\d])[\w-]{12}(?=[&|"\\])/gu, (id) => {
      const name = known.get(id) ?? `id${known.size + 1}`;
      known.set(id, name);
      return name;
    });
}
