import { beforeEach, describe, expect, test } from "vitest";
import { describeError } from "../../../adapters/discord/log.ts";
import { createClient, createRest } from "../../../adapters/discord/rest.ts";
import type { FakeDiscord } from "../../fakes/discord/fake-discord.ts";
import { createInteraction } from "../../fakes/discord/interaction-json.ts";
import type { RawMessage } from "../../fakes/discord/raw-json.ts";
import { fresh, openCertwise, screenAfter, textOf } from "./certwise.ts";
import type { Certwise } from "./certwise.ts";

let certwise: Certwise;
let fake: FakeDiscord;

beforeEach(async () => {
  certwise = await openCertwise();
  ({ fake } = certwise);
});

const begin = () => screenAfter(fake, fake.slash("certwise check", { certification: "AIF-C01" }));
const pickFirst = (screen: RawMessage) => fake.select(screen, ["Understand AI"], "Choose one");
const warnings = () => certwise.logged.filter(({ level }) => level !== "info");

describe("a first answer that gets lost on the way", () => {
  const path = /callback/u;
  /** Two tries of some seconds each: on a busy machine, the second one has to be answered in its time. */
  const ANSWER_MS = 6000;
  const LOST = ["hang up", "html", "silence"] as const;

  test.each(LOST)("(%s) is given again, and the person gets the screen", async (kind) => {
    await certwise.start({ answerMs: ANSWER_MS });
    const asked = await begin();
    fake.disturb({ path, kind });
    await fake.answered(await pickFirst(asked));
    expect(textOf(fresh(fake, asked))).toContain("**Understand AI**");
    expect(warnings()).toEqual([]);
    fake.refusals.length = 0;
  });

  test("for good is given up; the answer is kept, and the next click shows the current screen", async () => {
    await certwise.start({ answerMs: ANSWER_MS });
    const asked = await begin();
    // As often as it is tried in that time: one more request would be answered, and show the screen.
    fake.disturb({ path, kind: "silence", times: 2 });
    const lost = await pickFirst(asked);
    expect(await fake.until(() => warnings()[0])).toMatchObject({
      message: "Could not show a screen; it stays owed",
      details: { reason: expect.stringContaining("Could not answer an interaction") },
    });
    expect(lost.answer).toBeUndefined();
    fake.advance(5000);
    await fake.answered(await pickFirst(asked));
    expect(textOf(fresh(fake, asked))).toContain("**Understand AI**");
    expect(textOf(fresh(fake, asked))).not.toContain("What should it change");
  });

  test.each([
    ["html", "answered"],
    ["hang up", "answered"],
    ["silence", "Could not answer an interaction"],
    [429, "Could not answer an interaction"],
  ] as const)("(%s) that asks what became of it: %s", async (kind, outcome) => {
    const isLost = outcome !== "answered";
    const where = { person: fake.ana, channel: fake.channel };
    const { id, token } = createInteraction(fake.world, 2, { id: "1", name: "x", type: 1 }, where);
    const rest = createRest(createClient(undefined, fake.apiUrl), false, isLost ? 200 : 60_000);
    fake.disturb({ path, kind, retryAfterMs: 60_000 });
    const answered = rest.callback(id, token, { type: 5 }, true).then(
      () => "answered",
      (error: unknown) => describeError(error).reason,
    );
    expect(await answered).toContain(outcome);
    fake.refusals.length = 0;
  });
});
