import { expect, test } from "vitest";
import { WORTH_IT } from "../../rounds/team.ts";
import { answer, inChannel, lastTo, openRound, pressLast, openTeam } from "./team-scene.ts";

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
      "field:closes": "Please close between now and 60 days from now.",
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

test("a request whose amount is no number is put right in its form", async () => {
  const team = await openTeam(1);
  const [ben] = team.members;
  await openRound(team);
  await answer(team, ben!, WORTH_IT);
  await pressLast(team, ben!, "Ask for the money");
  await pressLast(team, ben!, "Fill in");
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
