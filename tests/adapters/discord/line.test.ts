import { beforeEach, expect, test } from "vitest";
import type { Caller } from "../../../adapters/discord/caller.ts";
import { createLine } from "../../../adapters/discord/line.ts";
import type { Line } from "../../../adapters/discord/line.ts";
import { createClient, createRest } from "../../../adapters/discord/rest.ts";
import type { Callback } from "../../../adapters/discord/rest.ts";

/* A deferral that is under way while the answer is ready: no request of the fake can be held back that long. */

const SCREEN = [{ type: 10, content: "The answer" }] as const;

const CALLER: Caller = {
  id: "1",
  token: "token",
  applicationId: "2",
  person: "3",
  locale: "en-US",
  channel: "4",
  at: 0,
  surface: "update",
  ephemeral: true,
  installed: true,
  appPermissions: undefined,
  memberPermissions: undefined,
  channelType: 0,
  roles: [],
  shown: [],
  guild: undefined,
  message: undefined,
};

let done: string[];
let first: PromiseWithResolvers<undefined>;
let line: Line;

beforeEach(() => {
  done = [];
  first = Promise.withResolvers();
  const rest = {
    ...createRest(createClient(), false),
    editOriginal: async () => void done.push("edit"),
    followUp: async () => void done.push("follow up"),
  };
  const respondFirst = async ({ type }: Callback) => {
    done.push(`acknowledge ${type}`);
    return first.promise;
  };
  line = createLine(rest, CALLER, respondFirst);
});

test("a screen waits for a deferral that is under way, and takes its place", async () => {
  const answering = [line.defer(), line.show(SCREEN), line.tell(SCREEN)];
  expect(line.isAnswered()).toBe(true);
  expect(done).toEqual(["acknowledge 6"]);
  first.resolve(undefined);
  await Promise.all(answering);
  expect(done).toEqual(["acknowledge 6", "edit", "follow up"]);
});

test("a screen is the first answer when the deferral before it has failed", async () => {
  const deferred = line.defer();
  const shown = line.show(SCREEN);
  const failing = first;
  first = Promise.withResolvers();
  failing.reject(new Error("The line is broken"));
  await expect(deferred).rejects.toThrow("The line is broken");
  first.resolve(undefined);
  await shown;
  expect(done).toEqual(["acknowledge 6", "acknowledge 7"]);
});

test("a deferral that comes while the screen is being shown does nothing", async () => {
  const shown = line.show(SCREEN);
  const deferred = line.defer();
  first.resolve(undefined);
  await Promise.all([shown, deferred]);
  expect(done).toEqual(["acknowledge 7"]);
});
