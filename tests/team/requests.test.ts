import { expect, test } from "vitest";
import type { Choice, RoundEvent } from "../../src/team/events.ts";
import {
  CONTENT,
  LATER,
  answers,
  closed,
  codes,
  decides,
  opened,
  people,
  play,
  requests,
  sixAsked,
} from "./scenario.ts";

test("transitionRound() shows a request to its author word for word as the approver gets it", () => {
  const content = {
    certification: "aif",
    task: "the variance report",
    hours: 26,
    cheaperWay: "the free course",
  };
  const { effects } = play([
    ...opened(),
    answers("p0"),
    ...requests("p0", content),
    answers("p1"),
    ...requests("p1", content),
    ...closed,
  ]);
  const preview = effects.find((effect) => effect.type === "requestPreview");
  const card = effects.find((effect) => effect.type === "queueCard");
  expect(card?.card).toEqual({
    requestId: "q-p0",
    person: "p0",
    content: preview?.content,
    alsoWantedBy: ["p1"],
  });
});

test("transitionRound() sees that two want the same where the catalogue does not know it, and that another is another", () => {
  const named = { p0: "Acme AI course", p1: "acme ai Course", p2: "Another one" };
  const { effects } = play([
    ...opened(),
    ...Object.entries(named).flatMap(([person, name]) => [
      answers(person),
      ...requests(person, { name }),
    ]),
    ...closed,
  ]);
  const cards = effects.flatMap((effect) => (effect.type === "queueCard" ? [effect.card] : []));
  expect(cards.map(({ alsoWantedBy }) => alsoWantedBy)).toEqual([["p1"], ["p0"], []]);
});

test("transitionRound() drops what a request must not carry", () => {
  const content = { ...CONTENT, verdict: "not-yet", expectation: "a raise" };
  const { effects } = play([
    ...opened(),
    answers("p0"),
    { type: "previewRequest", at: 2, by: "p0", id: "q", content },
  ]);
  expect(effects.at(-1)).toMatchObject({ type: "requestPreview", content: CONTENT });
});

test("transitionRound() shows the approver no request before closing, and none that was withdrawn or never sent", () => {
  const [preview] = requests("p2");
  const { effects, steps } = play([
    ...opened(),
    ...people(3).map((person) => answers(person)),
    ...requests("p0"),
    ...requests("p1"),
    preview!,
    { type: "withdrawRequest", at: 3000, by: "p1", id: "q-p1" },
    ...closed,
  ]);
  expect(codes(steps.slice(0, -1).flatMap((step) => step.effects))).not.toContain("queueCard");
  expect(effects.filter(({ type }) => type === "queueCard")).toMatchObject([
    { card: { person: "p0" } },
  ]);
});

test("transitionRound() lets a request be withdrawn until it is decided", () => {
  const withdraw: RoundEvent = { type: "withdrawRequest", at: LATER, by: "p0", id: "q-p0" };
  const asked = play(sixAsked);
  expect(codes(play([withdraw], asked.round).effects)).toEqual([
    "request-withdrawn",
    "request-withdrawn",
  ]);
  expect(
    codes(play([decides("p0", { type: "approve" }), withdraw], asked.round).steps[1]!.effects),
  ).toEqual(["request-decided"]);
});

test("transitionRound() shows a decline to the approver before it is sent, and wants a reason", () => {
  const asked = play(sixAsked).round;
  const decline: Choice = { type: "decline", reason: "the free course does it" };
  expect(codes(play([decides("p0", decline, { confirmed: false })], asked).effects)).toEqual([
    "decisionPreview",
  ]);
  expect(codes(play([decides("p0", { type: "decline", reason: " " })], asked).effects)).toEqual([
    "decision-invalid",
  ]);
  const sent = play([decides("p0", decline)], asked);
  expect(sent.effects[0]).toMatchObject({
    type: "decisionNotice",
    to: { person: "p0" },
    choice: decline,
  });
  expect(JSON.stringify(sent.round?.decisions)).not.toContain("free course");
});

test("transitionRound() lets nobody decide their own request, even after becoming the approver", () => {
  const asked = play(sixAsked);
  const { round, steps } = play(
    [
      { type: "replaceApprover", at: LATER, by: "lee", approver: "p0" },
      { type: "answerApproval", at: LATER, by: "p0", accepts: true },
      ...people(6).map((by): RoundEvent => ({
        type: "answerChange",
        at: LATER,
        by,
        id: `q-${by}`,
        approver: "p0",
        agrees: true,
      })),
      decides("p0", { type: "approve" }, { by: "p0" }),
      decides("p1", { type: "approve" }, { by: "ada" }),
      decides("p1", { type: "approve" }, { by: "p0" }),
    ],
    asked.round,
  );
  expect(codes(steps[1]!.effects)).toContain("needs-another-approver");
  expect(
    steps.flatMap(({ effects }) => codes(effects).filter((code) => code === "queueCard")),
  ).toHaveLength(5);
  expect(codes(steps[8]!.effects)).toEqual(["not-your-own"]);
  expect(codes(steps[9]!.effects)).toEqual(["not-approver"]);
  expect(round?.decisions).toMatchObject([{ person: "p1", by: "p0", amount: 500 }]);
});

test("transitionRound() lets only the opener replace the approver", () => {
  const event: RoundEvent = { type: "replaceApprover", at: LATER, by: "eve", approver: "eve" };
  expect(play([event], play(sixAsked).round).round?.candidate).toBeUndefined();
});

test("transitionRound() suggests what to fund first when requests exceed the budget", () => {
  const { effects } = play([
    ...opened({ budget: 900 }),
    ...people(3).map((person) => answers(person)),
    ...requests("p0", { name: "Course 0", amount: 300 }),
    ...requests("p1", { name: "Course 1", amount: 600, task: "reports" }),
    ...requests("p2", { name: "Course 2", amount: 300, cheaperWay: "a free course" }),
    ...closed,
  ]);
  expect(effects.find((effect) => effect.type === "suggestFunding")?.suggestion).toEqual({
    fund: [
      {
        requestId: "q-p1",
        amount: 600,
        reasons: ["names-a-task", "no-cheaper-way", "fits-the-budget"],
      },
      {
        requestId: "q-p0",
        amount: 300,
        reasons: ["names-no-task", "no-cheaper-way", "fits-the-budget"],
      },
    ],
    wait: [
      {
        requestId: "q-p2",
        amount: 300,
        reasons: ["names-no-task", "has-a-cheaper-way", "exceeds-what-is-left"],
      },
    ],
    left: 0,
  });
});

test("transitionRound() posts the record when all is decided, and again when a put-off request is approved", () => {
  const events = [
    ...people(5).map((person) => decides(person, { type: "approve" })),
    decides("p5", { type: "later" }),
    decides(
      "p5",
      { type: "approve-if", condition: "after the pilot", amount: 400 },
      { at: LATER + 1 },
    ),
  ];
  const { effects, round } = play(events, play(sixAsked).round);
  const records = effects
    .filter((effect) => effect.type === "postRecord")
    .map(({ record }) => record);
  expect(records).toMatchObject([
    { budget: 6000, approved: 2500, left: 3500 },
    { budget: 6000, approved: 2900, left: 3100 },
  ]);
  for (const record of records) expect(record).not.toHaveProperty("pending");
  expect(round?.phase).toBe("decided");
});

const DECLINE: Choice = { type: "decline", reason: "the free course does it" };

/** What the channel hears, with who is named in it. */
function inChannel(effects: ReturnType<typeof play>["effects"]): string {
  return JSON.stringify(effects.filter(({ to }) => to.to === "channel"));
}

test("transitionRound() tells what was declined or put off to its author alone, and records approvals", () => {
  const { effects } = play(
    [
      decides("p0", { type: "approve" }),
      ...["p1", "p2", "p3"].map((person) => decides(person, DECLINE)),
      ...["p4", "p5"].map((person) => decides(person, { type: "later" })),
    ],
    play(sixAsked).round,
  );
  expect(effects.find((effect) => effect.type === "postRecord")?.record).toMatchObject({
    approved: 500,
    lines: [{ person: "p0", type: "approve" }],
  });
  for (const person of ["p1", "p2", "p3", "p4", "p5"]) {
    expect(inChannel(effects)).not.toContain(`"${person}"`);
    const told = effects.filter((effect) => effect.type === "decisionNotice");
    expect(told.filter(({ to }) => to.person === person)).toHaveLength(1);
  }
});

test("transitionRound() says nothing to the channel where nothing is approved, or a request that was put off is declined", () => {
  const none = play(
    [
      ...people(5).map((person) => decides(person, DECLINE)),
      decides("p5", { type: "later" }),
      decides("p5", DECLINE, { at: LATER + 1 }),
    ],
    play(sixAsked).round,
  );
  expect(inChannel(none.effects)).toBe("[]");
  expect(none.round?.phase).toBe("reviewed");
  const one = play(
    [
      ...people(5).map((person) => decides(person, { type: "approve" })),
      decides("p5", { type: "later" }),
      decides("p5", { type: "later" }, { at: LATER + 1 }),
      decides("p5", DECLINE, { at: LATER + 2 }),
    ],
    play(sixAsked).round,
  );
  expect(one.effects.filter(({ type }) => type === "postRecord")).toHaveLength(1);
});

/** The record where the last of six is answered so, and the others are approved. */
function recordAfter(last: Choice) {
  const events = [
    ...people(5).map((person) => decides(person, { type: "approve" })),
    decides("p5", last),
  ];
  const { effects } = play(events, play(sixAsked).round);
  return effects.find((effect) => effect.type === "postRecord")?.record;
}

test("transitionRound() gives a record that is the same whether somebody was put off or nobody was", () => {
  expect(recordAfter({ type: "later" })).toMatchObject({ approved: 2500 });
  expect(recordAfter({ type: "later" })).toEqual(recordAfter(DECLINE));
});
