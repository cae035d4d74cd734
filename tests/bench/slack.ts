import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startContender } from "./contender.ts";
import type { Figure } from "./figures.ts";
import { raceSteps } from "./steps.ts";
import { SIGNING_SECRET, startSlackStub } from "./slack-stub.ts";

/** The processor time of one dialog step in Slack, against a bare Bolt handler over the same HTTP. */
export async function measureSlack(): Promise<readonly Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), "certwise-bench-"));
  const slack = await startSlackStub();
  const args = [slack.apiUrl, SIGNING_SECRET];
  const database = join(folder, "bench.sqlite");
  const ours = await startContender("slack-ours.ts", [...args, database]);
  const bare = await startContender("slack-bare.ts", args);
  try {
    const rival = { name: "a bare Bolt handler", contender: bare, atMost: 1.35 };
    return await raceSteps("Slack", ours, [rival], (contender, person) => ({
      begin: () => slack.begin(contender.port, person),
      press: (answers) => slack.press(contender.port, person, answers),
    }));
  } finally {
    await Promise.all([ours.stop(), bare.stop()]);
    slack.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}
