import { adapterContract } from "./contract.ts";
import { openDiscord } from "./discord-seat.ts";

adapterContract("Discord, on a server", () => openDiscord("server"), {
  own: ["Type it"],
  typesAtQuestionsOnly: true,
});
adapterContract("Discord, in direct messages", () => openDiscord("direct"), { own: ["Type it"] });
