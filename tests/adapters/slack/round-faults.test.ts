import { expect, test } from "vitest";
import { toErrors } from "../../../adapters/slack/round-forms.ts";
import { requireDialog } from "../../../src/dialogs.ts";
import { WORTH_IT } from "../../rounds/team.ts";
import {
  answer,
  inChannel,
  lastTo,
  openRound,
  pressLast,
  openTeam,
  openRequest,
} from "./team-scene.ts";

test.each(["http", "socket"] as const)(
  "a wrong value in the form of a new round is named beside it over %s, and put right in the same form",
  async (transport) => {
    const team = await openTeam(0, { transport });
    const { fake, lee, ada, channel } = team;
    await lee.slashCommand("/certwise round", { channel });
    await team.slack().idle();
    const form = fake.views("U0LEE").at(-1)!;
    const wrong = await lee.submit(form, {
      "What it is about": "AI <!channel> & co",
      "Budget, if there is one": "a lot",
      Closes: "2026-11-20",
      "Who decides on requests": "U0ADA",
    });
    expect(wrong).toMatchObject({ isInTime: true, outcome: "errors" });
    expect(wrong.errors).toEqual({
      "field:budget": "Please write the budget as a number, such as 6000 USD.",
      "field:closes": expect.stringMatching(/^That day is over\./u),
    });
    await team.slack().idle();
    expect(fake.messages(ada.dm.id)).toEqual([]);
    // The form is still open, with everything that was typed.
    const right = await lee.submit(form, {
      "Budget, if there is one": "6000 USD",
      Closes: "2026-11-27",
    });
    expect(right.outcome).toBe("closed");
    await pressLast(team, ada, "I will approve");
    expect(inChannel(team).own[0]?.text).toContain("budget 6,000 USD");
  },
);

test("a closing day that may be two, is over or does not exist is asked back beside its input", () => {
  const { dialog, speaker } = requireDialog("dialogs/ai-certification").in("en-US");
  const known = { dialog, speaker, now: Date.parse("2026-11-03T09:00:00Z") };
  const errors = (closes: string) => {
    const fields = { topic: "AI", approver: "U0ADA", closes };
    const fill = { type: "fill", form: "open", fields } as const;
    return toErrors({ tenant: "T1", person: "U0LEE", deliveryId: "d", fill, origin: {} }, known);
  };
  expect(errors("12/11/2026")).toEqual({
    "field:closes": "December 11 or November 12? Write it as 2026-12-11.",
  });
  expect(errors("2026-10-31")).toEqual({
    "field:closes": "That day is over. Choose one that is to come, such as 2026-11-08.",
  });
  expect(errors("31 Nov")).toEqual({
    "field:closes": "There is no such day. A date such as 2026-11-08 is one.",
  });
  expect(errors("next Monday")).toBeUndefined();
});

test("a request whose amount is no number is put right in its form", async () => {
  const team = await openTeam(1);
  const [ben] = team.members;
  await openRound(team);
  await answer(team, ben!, WORTH_IT);
  await pressLast(team, ben!, "Ask for the money");
  await openRequest(team, ben!);
  const form = team.fake.views("U0MEM0").at(-1)!;
  const wrong = await ben!.submit(form, { Amount: "what it costs" });
  expect(Object.keys(wrong.errors ?? {})).toEqual(["field:amount"]);
  await ben!.submit(form, { Amount: "100 USD" });
  expect((await lastTo(team, ben!)).text).toContain("word for word");
});

test("the form is answered at once while the database hangs", async () => {
  const hanging = Promise.withResolvers<void>();
  let isHanging = false;
  const team = await openTeam(0, {
    wrap: (storage) => ({
      ...storage,
      turn: async (...args) => {
        if (isHanging) await hanging.promise;
        return storage.turn(...args);
      },
      read: async (...args) => {
        if (isHanging) await hanging.promise;
        return storage.read(...args);
      },
    }),
  });
  await team.lee.slashCommand("/certwise round", { channel: team.channel });
  await team.slack().idle();
  const form = team.fake.views("U0LEE").at(-1)!;
  isHanging = true;
  const given = { "What it is about": "AI", "Who decides on requests": "U0ADA" };
  const wrong = await team.lee.submit(form, { ...given, "Budget, if there is one": "x" });
  expect(wrong).toMatchObject({ isInTime: true, outcome: "errors" });
  const right = await team.lee.submit(form, { ...given, "Budget, if there is one": "" });
  expect(right).toMatchObject({ isInTime: true, outcome: "closed" });
  hanging.resolve();
});
