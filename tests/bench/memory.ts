import { startContender } from "./contender.ts";
import { median } from "./figures.ts";
import type { Figure } from "./figures.ts";
import { BOT_TOKEN, startDiscordStub } from "./discord-stub.ts";

const SERVERS = 2000;
const MIB = 2 ** 20;
const ROUNDS = 5;

/**
 * The memory of a bot on 2,000 servers of 50 channels and 30 roles, against a discord.js client as it comes. As on
 * Discord, only who asks for servers is told of them (https://docs.discord.com/developers/events/gateway#gateway-intents);
 * ours does not, and is measured being told all the same as well.
 */
export async function measureMemory(): Promise<readonly Figure[]> {
  const used = { ours: [] as number[], told: [] as number[], theirs: [] as number[] };
  for (let round = -1; round < ROUNDS; round += 1) {
    const ours = await residentBytes("discord-ours.ts");
    const told = await residentBytes("discord-ours.ts", true);
    const theirs = await residentBytes("discord-default.ts");
    // The first start compiles.
    if (round < 0) continue;
    used.ours.push(ours);
    used.told.push(told);
    used.theirs.push(theirs);
  }
  const [ours, told, theirs] = [median(used.ours), median(used.told), median(used.theirs)];
  return [
    { text: "resident memory on 2,000 servers, ours", value: ours / MIB, unit: "MiB" },
    { text: "resident memory on 2,000 servers, ours told of all", value: told / MIB, unit: "MiB" },
    { text: "resident memory on 2,000 servers, discord.js", value: theirs / MIB, unit: "MiB" },
    {
      text: "resident memory against a default discord.js client",
      value: ours / theirs,
      unit: "x",
      limit: { atMost: 0.65 },
    },
  ];
}

async function residentBytes(script: string, anyway = false): Promise<number> {
  const discord = await startDiscordStub(SERVERS);
  const args = [discord.apiUrl, BOT_TOKEN, ":memory:"];
  const bot = await startContender(script, args, ["--expose-gc"]);
  try {
    await discord.connected();
    await discord.sendGuilds(anyway);
    // A command is answered after all that was sent before it.
    await discord.begin("1300000000000000001");
    const { residentBytes: bytes } = await bot.usage();
    return bytes;
  } finally {
    await bot.stop();
    discord.stop();
  }
}
