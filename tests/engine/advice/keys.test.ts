import { describe, expect, it } from "vitest";
import { contextOf } from "../../../src/engine/advice.ts";
import { createScene } from "../../../src/engine/advice/scene.ts";
import type { Answers } from "../../../src/engine/answers.ts";
import { emptyConversation } from "../../../src/engine/carry-over.ts";
import type { OwnWords } from "../../../src/engine/conversation.ts";
import { listed } from "../../../src/engine/listed.ts";
import { dialog } from "../interview.ts";

const DAY = Date.parse("2026-12-01T09:00:00Z");

function sceneOf(answers: Answers, clauses: readonly OwnWords[] = []) {
  return createScene(contextOf(dialog, { ...emptyConversation(dialog), answers, clauses }, DAY));
}
const known = (answers: Answers, clauses?: readonly OwnWords[]) =>
  Object.fromEntries(
    [...sceneOf(answers, clauses).keys].map(([key, values]) => [key, [...values]]),
  );

const own = (amount: number, currency: string, hours?: number) =>
  ({
    chosen: "other",
    name: "Applied AI Diploma",
    price: { amount, currency },
    ...(hours !== undefined && { hours }),
    facts: {},
  }) as const;

describe("what is known about a person", () => {
  it("has no value where nothing was said", () => {
    const keys = known({ purpose: "work" });
    expect(keys).toMatchObject({ objective: ["work"] });
    for (const key of ["use", "seen", "pays", "price", "time", "decider", "family"])
      expect(keys).not.toHaveProperty(key);
  });

  it.each([
    [90, "EUR", "small"],
    [900, "EUR", "middling"],
    [6400, "DKK", "middling"],
    [7900, "USD", "large"],
  ])("takes a price of %d %s as %s", (amount, currency, band) => {
    expect(known({ certification: own(amount, currency) })).toMatchObject({ price: [band] });
  });

  it("takes what hurts as larger", () => {
    const answers = { certification: own(900, "EUR"), purpose: "work", payer: "me-hurts" };
    expect(known(answers)).toMatchObject({ price: ["large"] });
  });

  it("calls a price neither large nor unknown in a currency it does not know", () => {
    expect(known({ certification: own(900, "XTS") })).not.toHaveProperty("price");
  });

  it("counts the hours until a date that was said", () => {
    const clauses = [{ about: "calendar", text: "the tender closes on 29 December" }];
    const answers = { certification: own(400, "EUR", 24), purpose: "work", hours: { amount: 3 } };
    expect(known(answers, clauses)).toMatchObject({ time: ["short"] });
    const { sums } = sceneOf(answers, clauses);
    expect(sums).toMatchObject({ weeks: 8, hoursLeft: 12 });
    expect(known({ ...answers, hours: { amount: 12 } }, clauses)).toMatchObject({ time: ["fits"] });
  });

  it("does not say that an employer counts it where only a fact implied it", () => {
    const answers = { purpose: "work", use: "named", asks: "tender", employer: "counts" };
    expect(known(answers)).not.toHaveProperty("seen");
    const clauses = [{ about: "employer", text: "my boss counts it for the lead post" }];
    expect(known(answers, clauses)).toMatchObject({ seen: ["counts"] });
  });

  it("sums up what membership and renewal add in three years", () => {
    const question = dialog.questions.find(({ kind }) => kind === "catalogue");
    if (question?.kind !== "catalogue")
      throw new TypeError("Could not find the catalogue question");
    const certification = listed(dialog, question, "iapp-aigp", DAY);
    const { sums, keys } = sceneOf({ certification: certification ?? "none", purpose: "work" });
    expect(sums.threeYears).toBeGreaterThan(sums.dollars ?? 0);
    expect([...(keys.get("running") ?? [])]).toHaveLength(1);
  });
});
