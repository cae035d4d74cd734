import { expect, test, vi } from "vitest";
import { Refusal } from "../../fakes/slack/workspace.ts";
import { begin, clickThrough, isAdvice, openScene, ownMessages } from "./scene.ts";
import type { Scene } from "./scene.ts";

const UNAVAILABLE = new Refusal("service_unavailable", {}, 503);
const LOST = "Slack is not connected";
const BACK = "Slack is connected";
const BROKEN = /apps\.connections\.open|auth\.test/u;

/** What was logged of losses and returns, in order. */
function told({ logged }: Scene): readonly string[] {
  return logged.flatMap((line) => [LOST, BACK].find((one) => line.startsWith(one)) ?? []);
}

function eventually(holds: () => unknown): Promise<unknown> {
  return vi.waitUntil(holds, { interval: 5, timeout: 20_000 });
}

/** Every message and press of Ana counts once. */
async function isHeard(scene: Scene): Promise<void> {
  const before = ownMessages(scene).length;
  const delivered = await scene.ana.directMessage("help");
  expect(delivered.isInTime).toBe(true);
  await scene.slack().idle();
  expect(ownMessages(scene).length).toBeGreaterThan(before);
}

/** How often the app asked Slack where to connect. */
function asked({ fake }: Scene): number {
  return fake.calls.filter(({ method }) => method === "apps.connections.open").length;
}

// Three attempts in a second were made, then none: the process lived on and heard nothing.
test("a connection that is cut comes back after any number of refusals, told once each", async () => {
  const scene = await openScene({ transport: "socket", tolerated: BROKEN });
  const { fake } = scene;
  for (const outage of [1, 2]) {
    fake.world.outages.set("apps.connections.open", UNAVAILABLE);
    const before = asked(scene);
    fake.socket.drop();
    await eventually(() => asked(scene) >= before + 12);
    fake.world.outages.clear();
    await eventually(() => fake.socket.connections() === 1 && told(scene).at(-1) === BACK);
    expect(told(scene)).toEqual([
      BACK,
      ...Array.from({ length: outage }, () => [LOST, BACK]).flat(),
    ]);
  }
  await isHeard(scene);
  expect(scene.refused).toEqual([]);
});

test("the waits between attempts double up to half a minute, and begin anew after a good connection", async () => {
  const scene = await openScene({ transport: "socket", tolerated: BROKEN });
  const { fake, waits } = scene;
  const outage = async () => {
    waits.length = 0;
    fake.world.move(30_000);
    fake.world.outages.set("apps.connections.open", UNAVAILABLE);
    fake.socket.drop();
    await eventually(() => waits.length >= 8);
    fake.world.outages.clear();
    await eventually(() => told(scene).at(-1) === BACK);
    return waits.slice(0, 8);
  };
  const doubled = [1000, 2000, 4000, 8000, 16_000, 30_000, 30_000, 30_000];
  expect([await outage(), await outage()]).toEqual([doubled, doubled]);
});

test("connections that Slack ends again and again at once are not opened without a pause", async () => {
  const { fake, waits } = await openScene({ transport: "socket" });
  for (const wait of [1000, 2000, 4000]) {
    const before = fake.socket.opened();
    fake.socket.drop();
    await eventually(() => fake.socket.opened() > before && fake.socket.connections() === 1);
    await fake.socket.flushed();
    expect(waits.at(-1)).toBe(wait);
  }
});

test("a wait that Slack asks for is kept", async () => {
  const { fake, waits } = await openScene({ transport: "socket", tolerated: BROKEN });
  fake.world.outages.set("apps.connections.open", new Refusal("ratelimited", {}, 429, 90));
  fake.socket.drop();
  await eventually(() => waits.length >= 3);
  expect(waits.slice(1, 3)).toEqual([90_000, 90_000]);
  fake.world.outages.clear();
  await eventually(() => fake.socket.connections() === 1);
});

test.each([
  ["says 503 when asked for an address", "apps.connections.open", UNAVAILABLE],
  ["says 503 when asked who the app is", "auth.test", UNAVAILABLE],
  ["says that it failed, with 200", "apps.connections.open", new Refusal("internal_error")],
])("a start at a time when Slack %s goes on until it works", async (_how, method, outage) => {
  const scene = await openScene({
    transport: "socket",
    tolerated: BROKEN,
    prepare: ({ world }) => world.outages.set(method, outage),
  });
  await eventually(() => scene.waits.length >= 6);
  expect(told(scene)).toEqual([LOST]);
  scene.fake.world.outages.clear();
  await eventually(() => told(scene).at(-1) === BACK);
  expect(told(scene)).toEqual([LOST, BACK]);
  await isHeard(scene);
});

test("a network that is away, at the start and later, is waited for", async () => {
  let isAway = true;
  const away: typeof fetch = (input, init) =>
    isAway ? Promise.reject(new TypeError("fetch failed")) : fetch(input, init);
  const scene = await openScene({ transport: "socket", fetch: away });
  await eventually(() => scene.waits.length >= 6);
  isAway = false;
  await eventually(() => told(scene).at(-1) === BACK);
  isAway = true;
  scene.waits.length = 0;
  scene.fake.socket.drop();
  await eventually(() => scene.waits.length >= 6);
  isAway = false;
  await eventually(() => told(scene).length === 4);
  expect(told(scene)).toEqual([LOST, BACK, LOST, BACK]);
  // Every attempt failed, and one line was enough; that of the second loss tells what was lost.
  expect(scene.logged.filter((line) => line.includes("fetch failed"))).toHaveLength(1);
  await isHeard(scene);
});

test("over HTTP too a start while Slack is away goes on until it works; until then Slack shall come again", async () => {
  const scene = await openScene({
    tolerated: BROKEN,
    prepare: ({ world }) => world.outages.set("auth.test", UNAVAILABLE),
  });
  expect((await scene.ana.directMessage("help")).status).toBe(503);
  scene.fake.world.outages.clear();
  await eventually(() => told(scene).at(-1) === BACK);
  expect(told(scene)).toEqual([LOST, BACK]);
  await isHeard(scene);
});

test.each(["shut", "mute"] as const)(
  "a gateway whose door is %s is knocked at again until it opens",
  async (door) => {
    const scene = await openScene({ transport: "socket" });
    const { fake, waits } = scene;
    waits.length = 0;
    fake.socket.door = door;
    fake.socket.drop();
    await eventually(() => {
      // A door that stays mute is given up when an interval has passed.
      if (door === "mute") scene.tick();
      return waits.length >= 5;
    });
    fake.socket.door = "open";
    await eventually(() => {
      if (door === "mute" && told(scene).at(-1) === LOST && fake.socket.connections() > 0)
        scene.tick();
      return told(scene).at(-1) === BACK;
    });
    expect(told(scene)).toEqual([BACK, LOST, BACK]);
    await isHeard(scene);
  },
);

test("a connection that is open but silent is given up after one unanswered ping", async () => {
  const scene = await openScene({ transport: "socket" });
  const { fake } = scene;
  scene.tick();
  await eventually(() => fake.socket.pings() === 1);
  await isHeard(scene);
  scene.tick();
  expect(told(scene)).toEqual([BACK]);
  await eventually(() => fake.socket.pings() === 2);
  fake.socket.silence();
  // Whatever came before the silence counts for the first of the two.
  scene.tick();
  scene.tick();
  await eventually(() => fake.socket.connections() === 1);
  await eventually(() => told(scene).length === 3);
  expect(told(scene)).toEqual([BACK, LOST, BACK]);
  await isHeard(scene);
});

test("a connection whose pings are answered stays, though nothing else comes", async () => {
  const scene = await openScene({ transport: "socket" });
  const { fake } = scene;
  for (const pings of [1, 2, 3, 4]) {
    scene.tick();
    await eventually(() => fake.socket.pings() === pings);
    await fake.socket.flushed();
  }
  expect([fake.socket.opened(), told(scene)]).toEqual([1, [BACK]]);
});

test.each(["warning", "refresh_requested", "link_disabled"] as const)(
  "at a disconnect for %s the next connection is open before the last is closed, and nothing is told",
  async (reason) => {
    const scene = await openScene({ transport: "socket", tolerated: /ratelimited/u });
    const { fake, ana } = scene;
    await begin(scene, "aif-c01");
    const atOnce: number[] = [];
    for (let turn = 0; turn < 3; turn += 1) {
      const before = fake.socket.opened();
      fake.socket.requestRefresh(reason);
      const deliveries = [ana.directMessage("help"), ana.directMessage("help")];
      await eventually(() => fake.socket.opened() > before);
      atOnce.push(fake.socket.connections());
      const both = [ana.directMessage("help"), ana.directMessage("help")];
      fake.socket.closeAsked();
      for (const one of await Promise.all([...deliveries, ...both]))
        expect(one.isInTime).toBe(true);
      await eventually(() => fake.socket.connections() === 1);
    }
    expect(atOnce).toEqual([2, 2, 2]);
    expect(isAdvice(await clickThrough(scene))).toBe(true);
    expect([fake.socket.opened(), told(scene)]).toEqual([4, [BACK]]);
    expect(fake.socket.strayAcks).toEqual([]);
  },
);

test("a connection that Slack warned of twice is replaced once, and closed where Slack leaves it open", async () => {
  const scene = await openScene({ transport: "socket" });
  const { fake } = scene;
  fake.socket.requestRefresh("warning");
  await eventually(() => fake.socket.connections() === 2);
  fake.socket.requestRefresh("refresh_requested", "again");
  await fake.socket.flushed();
  for (let tick = 1; tick <= 3; tick += 1) {
    scene.tick();
    await isHeard(scene);
    await fake.socket.flushed();
  }
  await eventually(() => fake.socket.connections() === 1);
  expect([fake.socket.opened(), told(scene)]).toEqual([2, [BACK]]);
});

test("a hand-over that fails is told only when the last connection is gone", async () => {
  const scene = await openScene({ transport: "socket", tolerated: BROKEN });
  const { fake } = scene;
  fake.world.outages.set("apps.connections.open", UNAVAILABLE);
  fake.socket.requestRefresh("warning");
  await eventually(() => asked(scene) >= 4);
  expect(told(scene)).toEqual([BACK]);
  await isHeard(scene);
  fake.socket.closeAsked();
  await eventually(() => told(scene).length === 2);
  fake.world.outages.clear();
  await eventually(() => told(scene).length === 3);
  expect(told(scene)).toEqual([BACK, LOST, BACK]);
});

test("what was delivered as the connection was lost is delivered again, and counts once", async () => {
  const scene = await openScene({ transport: "socket" });
  const { fake, ana } = scene;
  const lost = ana.directMessage("aif-c01", { waitMs: 300 });
  fake.socket.drop();
  expect((await lost).isInTime).toBe(false);
  await scene.slack().idle();
  await eventually(() => told(scene).length === 3);
  await fake.advance(3000);
  await scene.slack().idle();
  await fake.advance(60_000);
  await scene.slack().idle();
  const next = ownMessages(scene).filter(({ text }) => text.includes("What should it change"));
  expect(next).toHaveLength(1);
});

test.each([
  ["invalid_auth"],
  ["not_authed"],
  ["account_inactive"],
  ["token_revoked"],
  ["not_allowed_token_type"],
])("a token that Slack refuses with %s ends the trying, with one line", async (code) => {
  const scene = await openScene({ transport: "socket", tolerated: BROKEN });
  const before = asked(scene);
  scene.fake.world.outages.set("apps.connections.open", new Refusal(code));
  scene.fake.socket.drop();
  await eventually(() => scene.refused.length > 0);
  await scene.fake.quiet();
  expect(scene.refused).toEqual([
    `Could not connect to Slack: it does not accept SLACK_APP_TOKEN (${code}), copy it again from Basic Information, App-Level Tokens at https://api.slack.com/apps`,
  ]);
  expect(asked(scene)).toBe(before + 1);
});

test.each(["http", "socket"] as const)(
  "a bot token that is revoked during a conversation over %s is told, in one line",
  async (transport) => {
    const scene = await openScene({ transport, tolerated: /token_revoked/u });
    scene.fake.team.isRevoked = true;
    await scene.ana.directMessage("aif-c01");
    await eventually(() => scene.refused.length > 0);
    await scene.slack().idle();
    expect(scene.refused).toEqual([
      "Could not connect to Slack: it does not accept SLACK_BOT_TOKEN (token_revoked), copy it again from OAuth & Permissions at https://api.slack.com/apps",
    ]);
  },
);

test("an app that is stopped while it is trying makes no further attempt", async () => {
  const scene = await openScene({ transport: "socket", tolerated: BROKEN });
  scene.fake.world.outages.set("apps.connections.open", UNAVAILABLE);
  scene.fake.socket.drop();
  await eventually(() => asked(scene) >= 3);
  await scene.slack().stop();
  await scene.fake.quiet();
  const before = asked(scene);
  scene.fake.world.outages.clear();
  await scene.fake.quiet(100);
  expect([asked(scene), scene.fake.socket.connections()]).toEqual([before, 0]);
});
