import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { afterAll, expect, test } from "vitest";
import { openStorage } from "../../src/storage/open.ts";
import { describeRounds } from "./contract.ts";
import { act, askFor, createTeam, DAY_MS, interview, openRound } from "./team.ts";

const folder = mkdtempSync(join(tmpdir(), "certwise-rounds-"));
afterAll(() => rmSync(folder, { recursive: true }));
let files = 0;
function createPath(): string {
  files += 1;
  return join(folder, `${files}.sqlite`);
}

describeRounds({
  name: "SQLite",
  createUrl: async () => createPath(),
  manyHandles: false,
  runs: 12,
  // The bytes themselves, of the file and of its log: what was deleted must not be readable in either.
  dump: async (url) =>
    readdirSync(folder)
      .filter((name) => name.startsWith(basename(url)))
      .map((name) => readFileSync(join(folder, name), "latin1"))
      .join("\n"),
});

test.each(["both live", "one is killed"])(
  "two processes on one file send what falls due once when %s",
  async (fate) => {
    const path = createPath();
    const team = createTeam(await openStorage(path));
    for (let rounds = 0; rounds < 4; rounds += 1) {
      const round = await openRound(team, { threshold: "3" }, `c${rounds}`);
      // Nobody is counted in two rounds.
      for (const person of ["p0", "p1", "p2"].map((name) => `${name}-${rounds}`)) {
        await interview(team, person, round, ["aif-c01"]);
        const fields = { amount: "100 USD" };
        await act(team, person, { type: "fill", form: "request", round, fields });
        await askFor(team, person, round);
      }
    }
    await team.storage.close();
    const hour = DAY_MS / 24;
    const times = [hour / 6, 4 * DAY_MS + hour, 5 * DAY_MS + hour, 5 * DAY_MS + 2 * hour];
    // What a killed one held is free again within a minute and a half.
    const steps = times.flatMap((time) => [0, hour / 40, hour / 20].map((later) => time + later));
    const isKilled = fate === "one is killed";
    const servers = [startServer(path, isKilled ? 3 : 0), startServer(path, 0)];
    for (const step of steps)
      await Promise.all(servers.map((server, at) => server.due(team.now + step + at * 700)));
    const lines = (await Promise.all(servers.map((server) => server.stop()))).flat();
    const unique = [...new Set(lines)];
    const kinds = Object.groupBy(unique, (line) => line.split(" ")[1] ?? "");
    expect(
      Object.fromEntries(Object.entries(kinds).map(([kind, all]) => [kind, all?.length])),
    ).toEqual({
      "round-counter": 12,
      "round-reminder": 4,
      "round-summary": 4,
      "queue-card": 12,
    });
    // Only what was on its way when the one was killed may come again.
    expect(lines.length - unique.length).toBeLessThanOrEqual(isKilled ? 1 : 0);
  },
);

/** Starts a server that is told the time, so that its clock is right; it is killed while it hangs after so many replies. */
function startServer(path: string, hangsAfter: number) {
  const worker = fileURLToPath(new URL("due-worker.ts", import.meta.url));
  const server = spawn(process.execPath, [worker, path, String(hangsAfter)], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  const closed = once(server, "close");
  const output = createInterface({ input: server.stdout })[Symbol.asyncIterator]();
  const lines: string[] = [];
  let isKilled = false;
  return {
    /** Has it do what is due by then, until it has or is dead. */
    async due(now: number): Promise<void> {
      if (isKilled) return;
      server.stdin.write(`${now}\n`);
      for (;;) {
        const { value: line } = await output.next();
        if (line === undefined) throw new Error("The server has ended");
        if (line === "done") return;
        lines.push(line);
        if (lines.length !== hangsAfter) continue;
        isKilled = server.kill("SIGKILL");
        await closed;
        return;
      }
    },
    /** Ends it, and gives what it has sent. */
    async stop(): Promise<readonly string[]> {
      server.stdin.end();
      expect(await closed).toEqual(isKilled ? [null, "SIGKILL"] : [0, null]);
      return lines;
    },
  };
}
