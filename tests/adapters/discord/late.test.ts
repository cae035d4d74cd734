import { beforeEach, describe, expect, test } from "vitest";
import type { TurnParts } from "../../../src/turn.ts";
import type { FakeDiscord } from "../../fakes/discord/fake-discord.ts";
import type { RawMessage } from "../../fakes/discord/raw-json.ts";
import type { Interaction } from "../../fakes/discord/world.ts";
import { clickThrough, dialog, fresh, openCertwise, screenAfter, textOf } from "./certwise.ts";
import type { Certwise } from "./certwise.ts";
import { openDirect } from "./direct.ts";

/* Discord waits 3 seconds for an answer, whatever it is that takes longer. */

let certwise: Certwise;
let fake: FakeDiscord;
let direct: ReturnType<typeof openDirect>;

beforeEach(async () => {
  certwise = await openCertwise();
  ({ fake } = certwise);
  direct = openDirect(certwise);
});

/** Storage that does something before it reads what is kept under a name. */
function storageThat(before: (dialogId: string) => Promise<void>): TurnParts {
  const { storage } = certwise;
  const read: typeof storage.read = async (key) => {
    await before(key.dialog);
    return storage.read(key);
  };
  return { dialog, storage: { ...storage, read } };
}

async function beginDirect(): Promise<RawMessage> {
  const channel = fake.dmOf(fake.ana);
  await direct.press(fake.slash("certwise check", { certification: "AIF-C01" }, { channel }));
  return fake.until(() => direct.said()[0]);
}

function callbacksOf({ id }: Interaction): number {
  return fake.calls.filter(({ path }) => path.startsWith(`/interactions/${id}/`)).length;
}

describe("what stands in a direct message", () => {
  test("and is read slowly: the press is acknowledged in time, once, and then answered", async () => {
    const opened = Promise.withResolvers<void>();
    let isSlow = false;
    await certwise.start({
      parts: storageThat(async (name) => {
        if (isSlow && name === "discord:place") await opened.promise;
      }),
      wait: () => (isSlow ? Promise.resolve() : new Promise(() => undefined)),
    });
    const asked = await beginDirect();
    isSlow = true;
    const press = await fake.answered(await direct.pickFirst(asked));
    expect(press.answer).toBe(6);
    fake.advance(60_000);
    isSlow = false;
    opened.resolve();
    await fake.until(() => textOf(fresh(fake, asked)).includes("**Get a promotion**"));
    expect(callbacksOf(press)).toBe(1);
  });

  test("and cannot be read: each screen and the advice come all the same, and it is logged", async () => {
    let isDown = false;
    await certwise.start({
      parts: storageThat(async (name) => {
        if (isDown && name === "discord:place") throw new Error("The database is down");
      }),
    });
    const first = await beginDirect();
    isDown = true;
    const last = await direct.clickToLast(first);
    await direct.press(direct.pickFirst(last));
    expect(textOf(direct.said()[1]!)).toContain("Why this advice");
    expect(certwise.logged).toContainEqual(
      expect.objectContaining({
        level: "warn",
        message: "Could not read what stands in a direct message",
      }),
    );
  });
});

test("a form of a round that is read slowly: the person is told in time, and it opens later", async () => {
  const opened = Promise.withResolvers<void>();
  let isSlow = true;
  await certwise.start({
    parts: storageThat(async () => {
      if (isSlow) await opened.promise;
    }),
    wait: () => (isSlow ? Promise.resolve() : new Promise(() => undefined)),
  });
  const told = await screenAfter(fake, fake.slash("certwise round"));
  expect(textOf(told)).toContain("That took me too long.");
  isSlow = false;
  opened.resolve();
  const again = await fake.answered(await fake.slash("certwise round"));
  expect(again.answer).toBe(9);
  expect(fake.ephemerals()).toEqual([told]);
});

test("an interview that is answered at once sets no timer", async () => {
  let timers = 0;
  await certwise.start({
    wait: () => {
      timers += 1;
      return new Promise(() => undefined);
    },
  });
  const before = timers;
  await clickThrough(
    fake,
    await screenAfter(fake, fake.slash("certwise check", { certification: "AIF-C01" })),
  );
  // The same certification again leads to its advice, and beginning anew is asked about.
  const advice = await beginDirect();
  await direct.press(fake.click(advice, "Start over"));
  await direct.press(fake.click(direct.said().at(-1) ?? advice, "Yes, erase"));
  const first = await direct.write("AIF-C01");
  await direct.press(direct.pickFirst(await direct.clickToLast(first)));
  expect(timers).toBe(before);
});
