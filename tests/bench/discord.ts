import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { decodePress } from "../../adapters/discord/press.ts";
import { startContender } from "./contender.ts";
import type { Figure } from "./figures.ts";
import { BOT_TOKEN, startDiscordStub } from "./discord-stub.ts";
import type { ReadChoice } from "./discord-stub.ts";
import { raceSteps } from "./steps.ts";

/** The processor time of one dialog step in Discord, against a bare discord.js handler over the same gateway. */
export async function measureDiscord(): Promise<readonly Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), "certwise-bench-"));
  const [toOurs, toBare] = [await startDiscordStub(), await startDiscordStub()];
  const database = join(folder, "bench.sqlite");
  const ours = await startContender("discord-ours.ts", [toOurs.apiUrl, BOT_TOKEN, database]);
  const bare = await startContender("discord-bare.ts", [toBare.apiUrl, BOT_TOKEN]);
  try {
    return await raceSteps("Discord", "discord.js", { ours, bare }, (contender, person) => {
      const [stub, read] = contender === ours ? [toOurs, readOurs] : [toBare, readBare];
      // Discord's ids are digits.
      const id = `13${person.replaceAll(/\D/gu, "7").padStart(17, "0")}`;
      return {
        begin: () => stub.begin(id),
        press: (answers) => stub.press(id, answers, read),
      };
    });
  } finally {
    await Promise.all([ours.stop(), bare.stop()]);
    toOurs.stop();
    toBare.stop();
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
