import { once } from "node:events";
import { spawn } from "node:child_process";
import { expect, onTestFinished, test, vi } from "vitest";
import { stopAll } from "../src/stop.ts";
import { startFakeSlack } from "./fakes/slack/fake-slack.ts";
import { createPerson } from "./fakes/slack/people.ts";
import { startPostgresProxy } from "./fakes/postgres-proxy.ts";
import { startPostgres } from "./storage/postgres-server.ts";

test("stopAll() does all in order, and what fails keeps nothing from the rest", async () => {
  const done: string[] = [];
  const reports: unknown[] = [];
  const failure = new Error("No");
  const end = (steps: Parameters<typeof stopAll>[0]) =>
    stopAll(steps, { limitMs: 60_000, report: (cause) => reports.push(cause) });
  const step = (name: string) => async () => void done.push(name);
  expect(await end([step("a"), () => undefined, step("b")])).toBe(true);
  expect(await end([step("c"), () => Promise.reject(failure), step("d")])).toBe(false);
  expect(done).toEqual(["a", "b", "c", "d"]);
  expect(reports).toEqual([failure]);
});

test("stopAll() leaves what hangs when the time is over", async () => {
  vi.useFakeTimers();
  onTestFinished(() => void vi.useRealTimers());
  const reports: string[] = [];
  const hanging = new Promise<void>(() => undefined);
  const ended = stopAll([() => hanging], {
    limitMs: 9000,
    report: (cause) => reports.push(String(cause)),
  });
  await vi.advanceTimersByTimeAsync(9000);
  expect(await ended).toBe(false);
  expect(reports.join()).toContain("9000 ms");
});

test("SIGTERM ends the process although the database is silent and a turn waits for it", async () => {
  const server = await startPostgres();
  onTestFinished(() => server.stop());
  const proxy = await startPostgresProxy(await server.createUrl());
  onTestFinished(() => proxy.stop());
  const slack = await startFakeSlack();
  onTestFinished(() => slack.stop());
  const child = spawn(process.execPath, ["tests/stop-worker.ts", "300"], {
    env: {
      PATH: process.env["PATH"],
      DATABASE_URL: proxy.url,
      PORT: "0",
      SLACK_BOT_TOKEN: slack.team.token,
      SLACK_SIGNING_SECRET: slack.signingSecret,
      SLACK_API_URL: slack.apiUrl,
    },
    stdio: ["ignore", "pipe", "inherit"],
  });
  let port = 0;
  let said = "";
  for await (const chunk of child.stdout.iterator({ destroyOnReturn: false })) {
    said += String(chunk);
    port = Number(/"port":(\d+)/u.exec(said)?.[1] ?? 0);
    if (port > 0) break;
  }
  child.stdout.resume();
  slack.listenAt(`http://127.0.0.1:${port}/slack/events`);
  const ana = createPerson(slack, { id: "U0ANA", name: "ana" });
  await ana.directMessage("hello");
  proxy.silence();
  const hanging = await ana.directMessage("not chosen yet", { waitMs: 500 });
  expect(hanging.isInTime).toBe(false);
  child.kill("SIGTERM");
  const [code] = await once(child, "exit");
  expect(code).toBe(1);
}, 30_000);
