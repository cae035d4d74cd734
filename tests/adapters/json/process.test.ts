import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { afterEach, beforeEach, expect, it } from "vitest";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "certwise-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

const ARGUMENTS = ["src/start.js", "chat", "--json"];
const environment = () => ({ ...process.env, DATABASE_URL: join(folder, "certwise.sqlite") });

it("exits with 0 at the end of the input, with one line for each", () => {
  const input = '{"type":"start"}\nnope\n{"type":"text","text":"aif-c01"}';
  const { status, stdout, stderr } = spawnSync(process.execPath, ARGUMENTS, {
    env: environment(),
    input,
    encoding: "utf8",
  });
  const kinds = stdout
    .trim()
    .split("\n")
    .map((line) => Object.keys(JSON.parse(line))[0]);
  expect({ status, stderr, kinds }).toEqual({
    status: 0,
    stderr: "",
    kinds: ["replies", "error", "replies"],
  });
});

it("exits quietly when nobody reads its answers any more", async () => {
  const child = spawn(process.execPath, ARGUMENTS, {
    env: environment(),
    stdio: ["pipe", "pipe", "pipe"],
  });
  child.stdout.destroy();
  child.stdin.on("error", () => undefined);
  child.stdin.end('{"type":"start"}\n'.repeat(100));
  let complaints = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    complaints += text;
  });
  const [code] = await once(child, "close");
  expect({ code, complaints }).toEqual({ code: 0, complaints: "" });
});

it("loses nothing that was confirmed when it is killed, and goes on from there", async () => {
  const child = spawn(process.execPath, ARGUMENTS, {
    env: environment(),
    stdio: ["pipe", "pipe", "inherit"],
  });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  child.stdin.write('{"type":"start"}\n{"type":"text","text":"aif-c01","id":"1"}\n');
  await lines.next();
  expect((await lines.next()).value).toContain('"question":"purpose"');
  child.kill("SIGKILL");
  await once(child, "close");

  const input = '{"type":"text","text":"aif-c01","id":"1"}\n{"type":"start"}\n{"type":"resume"}\n';
  const { stdout } = spawnSync(process.execPath, ARGUMENTS, {
    env: environment(),
    input,
    encoding: "utf8",
  });
  const [again, welcome, question] = stdout.trim().split("\n");
  expect(again).toContain('"duplicate":true');
  expect(welcome).toContain("Welcome back. You stopped at question 2 of at most");
  expect(question).toContain('"question":"purpose"');
});
