import { describe, expect, test } from "vitest";
import { openCertwise } from "./certwise.ts";
import type { Certwise } from "./certwise.ts";

const REFUSAL = expect.stringContaining("the intents are not allowed");

/** The reasons of what was logged at this level, as it came. */
function reasonsOf({ logged }: Certwise, level: string): readonly unknown[] {
  return logged.flatMap((line) => {
    if (line.level !== level) return [];
    return "reason" in line.details ? [line.details.reason] : [];
  });
}

function resumed({ logged }: Certwise): boolean {
  return logged.some(({ message }) => message.startsWith("Resumed"));
}

describe("a bot on so many servers that it has two shards", () => {
  // One health stood for all shards, so that one that came back made up for one that never does.
  test("stays unhealthy when one is refused and the other resumes", async () => {
    const certwise = await openCertwise({ shards: 2 });
    const { fake } = certwise;
    const discord = await certwise.start();
    expect([discord.health(), fake.gateway.connected()]).toEqual([{ healthy: true }, 2]);
    fake.gateway.close(4014, 0);
    await fake.until(() => !discord.health().healthy && fake.gateway.connected() === 1);
    fake.gateway.close(undefined, 1);
    await fake.until(() => fake.gateway.connected() === 0);
    await fake.until(() => discord.health().reason?.endsWith("; reconnecting"));
    expect(discord.health().reason).toEqual(REFUSAL);
    await fake.until(() => resumed(certwise));
    expect(discord.health()).toEqual({ healthy: false, reason: REFUSAL });
  });

  test("is healthy again when both are back, and hears servers and direct messages", async () => {
    const certwise = await openCertwise({ shards: 2 });
    const { fake } = certwise;
    const discord = await certwise.start();
    fake.gateway.close(undefined, 1);
    await fake.until(() => discord.health().reason === "reconnecting");
    fake.dm("hello");
    await fake.until(() => fake.dms().length > 1);
    expect(discord.health().healthy).toBe(false);
    await fake.until(() => discord.health().healthy);
    await fake.answered(await fake.slash("certwise help"));
    expect(fake.gateway.counts).toMatchObject({ identifies: 2, resumes: 1 });
  });
});

describe("a connection that cannot be had", () => {
  const UNAVAILABLE = "Error: Unexpected server response: 503";

  test("is logged once, however often it is tried, and again in the next outage", async () => {
    const certwise = await openCertwise();
    const { fake } = certwise;
    const discord = await certwise.start();
    for (const attempts of [3, 5]) {
      certwise.logged.length = 0;
      fake.gateway.isDown = true;
      fake.gateway.close();
      await fake.until(() => fake.gateway.counts.turnedAway === attempts);
      fake.gateway.isDown = false;
      await fake.until(() => discord.health().healthy);
      expect(reasonsOf(certwise, "warn")).toEqual(["reconnecting", UNAVAILABLE]);
    }
  });

  test("at the start is tried again by the library alone", async () => {
    const certwise = await openCertwise({ shards: 2 });
    const { fake } = certwise;
    fake.gateway.isDown = true;
    // A second manager beside the first left connections behind, and an error without a listener.
    const discord = await certwise.start({ wait: async () => undefined });
    expect(discord.health().reason).toMatch(/^Error: Unexpected server response: 503; /u);
    await fake.until(() => fake.gateway.counts.turnedAway === 4);
    expect(reasonsOf(certwise, "error")).toEqual([UNAVAILABLE]);
    fake.gateway.isDown = false;
    await fake.until(() => discord.health().healthy);
    expect(fake.gateway.connected()).toBe(2);
    expect(fake.gateway.counts.identifies).toBe(2);
  });

  test("is given up when the bot stops", async () => {
    const certwise = await openCertwise();
    const { fake } = certwise;
    const discord = await certwise.start();
    fake.gateway.isDown = true;
    fake.gateway.close();
    await fake.until(() => reasonsOf(certwise, "warn").includes(UNAVAILABLE));
    await discord.stop();
    fake.gateway.isDown = false;
    // The next attempt was due half a second later; this one's comes after it.
    const next = await certwise.start();
    fake.gateway.close();
    await fake.until(() => !next.health().healthy);
    await fake.until(() => next.health().healthy);
    expect(fake.gateway.connected()).toBe(1);
    expect(fake.gateway.counts).toMatchObject({ identifies: 2, resumes: 1 });
  });

  test("because Discord does not say where, is asked for again and logged once", async () => {
    const certwise = await openCertwise();
    const { fake } = certwise;
    const retries: (() => void)[] = [];
    const wait = (): Promise<void> =>
      new Promise((resolve) => {
        retries.push(resolve);
        fake.world.changed();
      });
    fake.disturb({ path: /gateway\/bot/u, kind: 403, times: 2 });
    const discord = await certwise.start({ wait });
    const { reason } = discord.health();
    retries.pop()?.();
    await fake.until(() => retries.length > 0);
    expect(discord.health()).toEqual({ healthy: false, reason });
    expect(reasonsOf(certwise, "error")).toEqual([reason]);
    retries.pop()?.();
    await fake.until(() => discord.health().healthy);
    expect(fake.refusals.splice(0).map(({ status }) => status)).toEqual([403, 403]);
  });
});
