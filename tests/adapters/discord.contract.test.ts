import { adapterContract } from "./contract.ts";
import { openDiscord } from "./discord-seat.ts";
import { openDiscordTable } from "./discord-table.ts";
import { roundContract } from "./round-contract.ts";
import { DISCORD_DOORS } from "./discord-doors.ts";
import { firstWordsContract } from "./first-words.ts";

adapterContract("Discord, on a server", () => openDiscord("server"), {
  own: ["Type it"],
  typesAtQuestionsOnly: true,
});
adapterContract("Discord, in direct messages", () => openDiscord("direct"), { own: ["Type it"] });
roundContract("Discord", openDiscordTable);
firstWordsContract("Discord", DISCORD_DOORS);
