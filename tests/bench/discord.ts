import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { decodePress } from "../../adapters/discord/press.ts";
import { startContender } from "./contender.ts";
import type { Figure } from "./figures.ts";
import { BOT_TOKEN, startDiscordStub } from "./discord-stub.ts";
import type { ReadChoice } from "./discord-stub.ts";
import { raceSteps } from "./steps.ts";

/**
 * The processor time of one dialog step in Discord, against bare discord.js handlers over the same gateway: one that
 * builds its screen as discord.js's guide does, and one that hands over plain objects, the least there is.
 */
export async function measureDiscord(): Promise<readonly Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), "certwise-bench-"));
  const stubs = [await startDiscordStub(), await startDiscordStub(), await startDiscordStub()];
  const start = (at: number, script: string, last: string) =>
    startContender(script, [stubs[at]?.apiUrl ?? "", BOT_TOKEN, last]);
  const contenders = [
    await start(0, "discord-ours.ts", join(folder, "bench.sqlite")),
    await start(1, "discord-bare.ts", "built"),
    await start(2, "discord-bare.ts", "plain"),
  ] as const;
  const [ours, built, plain] = contenders;
  const rivals = [
    { name: "a bare discord.js handler", contender: built, atMost: 1.25 },
    { name: "one with plain objects", contender: plain },
  ];
  try {
    return await raceSteps("Discord", ours, rivals, (contender, person) => {
      const stub = stubs[contenders.indexOf(contender)];
      const read = contender === ours ? readOurs : readBare;
      // Discord's ids are digits.
      const id = `13${person.replaceAll(/\D/gu, "7").padStart(17, "0")}`;
      return {
        begin: async () => stub?.begin(id),
        press: async (answers) => stub?.press(id, answers, read),
      };
    });
  } finally {
    await Promise.all(contenders.map((contender) => contender.stop()));
    for (const stub of stubs) stub.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

const readOurs: ReadChoice = (customId) => {
  const press = decodePress(customId)?.press;
  return press?.type === "answer" ? press : undefined;
};

const readBare: ReadChoice = (customId) => {
  const [kind, question = "", option = ""] = customId.split("|");
  return kind === "a" ? { question, option } : undefined;
};
