import { startSlack } from "../../../adapters/slack/bot.ts";
import { DIALOG_FOLDER, requireDialog } from "../../../src/dialogs.ts";
import { openStorage } from "../../../src/storage/open.ts";

/** The app as a process of its own that can be killed: `node load-bot.ts <database> <api url> <token> <secret> <port>`. */
const [, , database = "", apiUrl = "", botToken = "", signingSecret = "", port = "0"] =
  process.argv;
const write = (fields: object, message: string) =>
  void process.stderr.write(`${message} ${JSON.stringify(fields)}\n`);
const slack = await startSlack({
  parts: { storage: await openStorage(database), dialog: requireDialog(DIALOG_FOLDER) },
  settings: { botToken, signingSecret, apiUrl, port: Number(port), host: "127.0.0.1" },
  log: { info: () => undefined, warn: write, error: write },
});
process.stdout.write(`${slack.port}\n`);
