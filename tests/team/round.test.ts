import { expect, test } from "vitest";
import { COUNTER_EVERY_MS } from "../../src/team/answering.ts";
import { KEEP_MS } from "../../src/team/closing.ts";
import { REVIEW_AFTER_MS } from "../../src/team/deciding.ts";
import type { RoundEvent } from "../../src/team/events.ts";
import { isPermitted } from "../../src/team/opening.ts";
import { transitionRound } from "../../src/team/round.ts";
import { parseRound } from "../../src/team/state.ts";
import {
  CLOSES_AT,
  LATER,
  accepted,
  answers,
  closed,
  codes,
  decides,
  due,
  opened,
  people,
  play,
  proposal,
  requests,
  sixAsked,
} from "./scenario.ts";

test("transitionRound() posts nothing before the approver has accepted", () => {
  const proposed = play([proposal()]);
  expect(codes(proposed.effects)).toEqual(["askApprover", "waiting-for-approver", "schedule"]);
  expect(play([answers("p0")], proposed.round).effects).toMatchObject([{ code: "not-open-yet" }]);
  const open = play([accepted], proposed.round);
  expect(open.round).toMatchObject({
    phase: "open",
    threshold: 5,
    approver: "ada",
    budget: 6000,
  });
  expect(open.effects[0]).toEqual({ type: "postOpening", to: { to: "channel" } });
});

test("transitionRound() opens for nobody but the person who was asked", () => {
  expect(play([proposal(), { ...accepted, by: "eve" }]).round?.phase).toBe("proposed");
});

test("transitionRound() waits for another approver after a no", () => {
  const events: readonly RoundEvent[] = [
    proposal(),
    { ...accepted, accepts: false },
    accepted,
    { type: "replaceApprover", at: 2, by: "lee", approver: "bo" },
    { ...accepted, by: "bo" },
  ];
  const { round, steps } = play(events);
  expect(codes(steps[2]!.effects)).toEqual(["not-asked-to-approve"]);
  expect(round).toMatchObject({ phase: "open", approver: "bo" });
});

test("transitionRound() drops a round whose approver never accepted", () => {
  expect(play([proposal(), due("close", CLOSES_AT)]).round?.phase).toBe("cancelled");
  expect(play([proposal(), { ...accepted, at: CLOSES_AT }]).round?.phase).toBe("cancelled");
});

test.each([
  ["threshold", { threshold: 2 }],
  ["threshold", { threshold: 3.5 }],
  ["budget", { budget: 0 }],
  ["closes-at", { closesAt: 0 }],
  ["topic", { topic: " " }],
  ["currency", { currency: "$" }],
])("transitionRound() refuses a proposal with a wrong %s", (fault, changes) => {
  expect(play([proposal(changes)])).toMatchObject({
    round: undefined,
    effects: [{ code: "round-invalid", values: { fault } }],
  });
});

test("transitionRound() lets nobody open whom the workspace does not permit", () => {
  expect(isPermitted({ type: "people", people: ["lee"] }, ["eve"])).toBe(false);
  expect(isPermitted({ type: "everybody" }, ["eve"])).toBe(true);
  expect(play([proposal({ permitted: false })]).round).toBeUndefined();
});

test("transitionRound() edits the counter at most once an interval, and late rather than never", () => {
  const { effects, round } = play([
    ...opened(),
    answers("p0", {}, COUNTER_EVERY_MS + 1),
    answers("p1", {}, COUNTER_EVERY_MS + 2),
    answers("p2", {}, COUNTER_EVERY_MS + 3),
    answers("p2", { verdict: "not-yet" }, COUNTER_EVERY_MS + 4),
    due("counter", 2 * COUNTER_EVERY_MS + 1),
    due("counter", 2 * COUNTER_EVERY_MS + 2),
  ]);
  const edits = effects.filter(({ type }) => type === "updateCounter");
  expect(edits).toMatchObject([{ answered: 1 }, { answered: 3 }]);
  const timers = effects.filter(
    (effect) => effect.type === "schedule" && effect.kind === "counter",
  );
  expect(timers).toMatchObject([{ at: 2 * COUNTER_EVERY_MS + 1 }]);
  expect(round?.counter).toMatchObject({ shown: 3, trailing: false });
});

test("transitionRound() reminds the channel once, when the opener wanted it", () => {
  const { effects } = play([...opened({ remindAt: 900 }), due("remind", 900), due("remind", 901)]);
  expect(effects.filter(({ type }) => type === "remind")).toEqual([
    { type: "remind", to: { to: "channel" }, closesAt: CLOSES_AT },
  ]);
  expect(codes(play([...opened(), due("remind", 900)]).effects)).not.toContain("remind");
});

test("transitionRound() lets people finish who had begun when the round closed, and nobody else", () => {
  const { round } = play([
    ...opened(),
    { type: "join", at: 5, by: "p0", counts: true },
    { type: "close", at: 10, by: "lee", administers: false, confirmed: 0 },
    answers("p0", {}, 11),
    answers("p1", {}, 12),
  ]);
  expect(round).toMatchObject({ phase: "closing", contributions: [{ person: "p0" }] });
});

test("transitionRound() says that too few answered, once", () => {
  const { effects } = play([
    ...opened(),
    ...people(4).map((person) => answers(person)),
    ...closed,
    ...closed,
  ]);
  expect(effects.filter(({ type }) => type === "notEnough")).toMatchObject([{ threshold: 5 }]);
  expect(codes(effects)).not.toContain("postSummary");
});

test("transitionRound() erases answers, and says which request stays", () => {
  const erase: RoundEvent = { type: "erase", at: LATER, by: "p0" };
  const { round, effects } = play([erase], play(sixAsked).round);
  expect(codes(effects)).toEqual(["erased-but-request-stays"]);
  expect(JSON.stringify(round?.contributions)).not.toContain("p0");
  const after = play([decides("p0", { type: "approve" }), erase], round);
  expect(codes(after.steps[1]!.effects)).toEqual(["erased"]);
  expect(after.round?.requests.map(({ person }) => person)).not.toContain("p0");
  expect(after.round?.decisions).toMatchObject([{ person: "p0" }]);
});

test("transitionRound() keeps only approvals 30 days after closing, and tells whoever was put off", () => {
  const { round, steps } = play(
    [
      decides("p0", { type: "approve" }),
      decides("p1", { type: "decline", reason: "the free course does it" }),
      decides("p2", { type: "later" }),
      due("erase", CLOSES_AT + KEEP_MS),
    ],
    play(sixAsked).round,
  );
  expect(round).toMatchObject({
    joined: [],
    contributions: [],
    requests: [],
    decisions: [{ person: "p0" }],
    phase: "decided",
  });
  expect(round?.decisions).toHaveLength(1);
  const dropped = steps
    .at(-1)!
    .effects.flatMap((effect) =>
      effect.type === "notice" && effect.code === "request-dropped" && effect.to.to === "person"
        ? [effect.to.person]
        : [],
    );
  expect(dropped).toEqual(["p2", "p3", "p4", "p5"]);
  expect(codes(steps.at(-1)!.effects)).toContain("postRecord");
});

test("transitionRound() asks every funded person what came of it, and posts the totals once", () => {
  const reviewAt = LATER + REVIEW_AFTER_MS;
  const { effects, round } = play(
    [
      ...people(6).map((person) => decides(person, { type: "approve" })),
      due("review", reviewAt),
      ...people(6).map((by, index): RoundEvent => ({
        type: "answerReview",
        at: reviewAt + 1,
        by,
        answer: { used: index < 3, skills: index < 2, productivity: false, value: index < 3 },
      })),
      due("outcome", reviewAt + 2),
      due("outcome", reviewAt + 3),
    ],
    play(sixAsked).round,
  );
  expect(effects.filter(({ type }) => type === "askReview")).toHaveLength(6);
  expect(effects.filter(({ type }) => type === "postOutcome")).toEqual([
    { type: "postOutcome", to: { to: "channel" }, outcome: { answered: 6, used: 3 } },
  ]);
  expect(round).toMatchObject({ phase: "reviewed", reviewAnswers: [] });
});

test("transitionRound() cancels without a summary and deletes everything", () => {
  const { round, effects } = play([
    ...opened(),
    ...people(6).map((person) => answers(person)),
    ...requests("p0"),
    { type: "cancel", at: 3000, by: "lee", administers: false, confirmed: 0 },
    ...closed,
    accepted,
  ]);
  expect(round).toMatchObject({ phase: "cancelled", contributions: [], requests: [], joined: [] });
  expect(codes(effects)).not.toContain("postSummary");
});

test("transitionRound() answers where no round exists", () => {
  expect(transitionRound(undefined, answers("p0")).effects).toMatchObject([{ code: "no-round" }]);
  expect(transitionRound(undefined, due("close", 5)).effects).toMatchObject([
    { type: "cancelSchedule", id: "r1:close" },
  ]);
});

test("parseRound() refuses what is not a round", () => {
  expect(() => parseRound({ id: "r1" })).toThrow(TypeError);
});
