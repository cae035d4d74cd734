import { startDiscord } from "../../adapters/discord/bot.ts";
import { DIALOG_FOLDER, requireDialog } from "../../src/dialogs.ts";
import { openStorage } from "../../src/storage/open.ts";
import { reportTo } from "./measured.ts";

/** The adapter as it is shipped, on an SQLite file: `discord-ours.ts <api url> <token> <database>`. */
const [, , apiUrl = "", token = "", database = ""] = process.argv;
const report = (fields: object, message: string) =>
  void process.stderr.write(`${message} ${JSON.stringify(fields)}\n`);
const storage = await openStorage(database);
await startDiscord({
  parts: { storage, dialog: requireDialog(DIALOG_FOLDER) },
  log: { info: () => undefined, warn: report, error: report },
  token,
  apiUrl,
});
// What follows a screen takes a few turns of the event loop: nothing is sent or received meanwhile.
const idle = async () => {
  for (let turns = 0; turns < 20; turns += 1)
    await new Promise((resolve) => {
      setImmediate(resolve);
    });
};
reportTo(process, 0, { idle });
