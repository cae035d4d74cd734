import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { decodePress } from "../../adapters/discord/press.ts";
import { startContender } from "./contender.ts";
import type { Contender } from "./contender.ts";
import type { Figure } from "./figures.ts";
import { BOT_TOKEN, startDiscordStub } from "./discord-stub.ts";
import type { DiscordStub, ReadChoice } from "./discord-stub.ts";
import { raceSteps } from "./steps.ts";

/**
 * The processor time of one dialog step in Discord, against bare discord.js handlers over the same gateway: one that
 * builds its screen as discord.js's guide does, and one that hands over plain objects, the least there is.
 */
export async function measureDiscord(): Promise<readonly Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), "certwise-bench-"));
  const stubs = new Map<Contender, DiscordStub>();
  const start = async (script: string, last: string) => {
    const stub = await startDiscordStub(1);
    const contender = await startContender(script, [stub.apiUrl, BOT_TOKEN, last]);
    await stub.connected();
    await stub.sendGuilds();
    stubs.set(contender, stub);
    return contender;
  };
  const ours = await start("discord-ours.ts", join(folder, "bench.sqlite"));
  const built = await start("discord-bare.ts", "built");
  const plain = await start("discord-bare.ts", "plain");
  const rivals = [
    { name: "discord.js with its builders", contender: built, atMost: 1.35 },
    { name: "a bare discord.js handler", contender: plain, atMost: 1.35 },
  ];
  try {
    return await raceSteps("Discord", ours, rivals, (contender, person) => {
      const stub = stubs.get(contender);
      if (!stub) throw new RangeError("Could not race a contender without a stub of its own");
      const read = contender === ours ? readOurs : readBare;
      // Discord's ids are digits.
      const id = `13${person.replaceAll(/\D/gu, "7").padStart(17, "0")}`;
      return {
        begin: () => stub.begin(id),
        press: (answers) => stub.press(id, answers, read),
      };
    });
  } finally {
    for (const [contender, stub] of stubs) {
      await contender.stop();
      stub.stop();
    }
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
