import { adapterContract } from "./contract.ts";
import { roundContract } from "./round-contract.ts";
import { openTerminal } from "./terminal-seat.ts";
import { openTerminalTable } from "./terminal-table.ts";
import { firstWordsContract } from "./first-words.ts";
import { converse } from "./terminal/person.ts";
import { openStorage } from "../../src/storage/open.ts";
import { BEGUN, keyOf } from "./expected.ts";

adapterContract("The terminal", openTerminal, {
  own: [],
  hasNoChange: true,
  welcomesBack: true,
  hasNoOldButtons: true,
  hasNoStrangers: true,
});
roundContract("The terminal", openTerminalTable, {
  editsNothing: true,
  neverRestarts: true,
});
firstWordsContract("The terminal", [
  {
    name: "what is typed",
    enter: async (words) => {
      const storage = await openStorage(":memory:");
      await converse([words], { storage, person: "ana", now: () => BEGUN });
      return (await storage.read(keyOf("local", "ana")))?.state;
    },
  },
]);
