import { openStorage } from "../../src/storage/open.ts";
import { keyOf } from "./expected.ts";
import { firstWordsContract } from "./first-words.ts";
import { openJsonTable } from "./json-table.ts";
import { exchange } from "./json/client.ts";
import { roundContract } from "./round-contract.ts";

roundContract("Lines of JSON", openJsonTable, { editsNothing: true });
firstWordsContract(
  "Lines of JSON",
  (["text", "start"] as const).map((type) => ({
    name: `a line of the type ${type}`,
    enter: async (words) => {
      const storage = await openStorage(":memory:");
      await exchange([{ type, text: words, person: "ana" }], { storage });
      return (await storage.read(keyOf("local", "ana")))?.state;
    },
  })),
);
