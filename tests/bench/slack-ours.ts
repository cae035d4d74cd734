import { startSlack } from "../../adapters/slack/bot.ts";
import { DIALOG_FOLDER, requireDialog } from "../../src/dialogs.ts";
import { openStorage } from "../../src/storage/open.ts";
import { reportTo } from "./measured.ts";

/** The adapter as it is shipped, on an SQLite file: `slack-ours.ts <api url> <signing secret> <database>`. */
const [, , apiUrl = "", signingSecret = "", database = ""] = process.argv;
const report = (fields: object, message: string) =>
  void process.stderr.write(`${message} ${JSON.stringify(fields)}\n`);
const slack = await startSlack({
  parts: { storage: await openStorage(database), dialog: requireDialog(DIALOG_FOLDER) },
  settings: { botToken: "xoxb-bench", signingSecret, apiUrl, port: 0, host: "127.0.0.1" },
  log: { info: () => undefined, warn: report, error: report },
});
reportTo(process, slack.port ?? 0, slack);
