import { readConfig } from "../src/config.ts";
import { DIALOG_FOLDER, requireDialog } from "../src/dialogs.ts";
import { startPlatforms } from "../src/platforms.ts";

/** Starts the platforms of the environment, with as much time to end as the argument says, ms. */
const config = readConfig(process.env);
if (config.type === "config")
  await startPlatforms(config, requireDialog(DIALOG_FOLDER), { stopMs: Number(process.argv[2]) });
