import { expect, test } from "vitest";
import type { RoundEvent } from "../../src/team/events.ts";
import {
  answers,
  codes,
  decides,
  LATER,
  opened,
  people,
  play,
  requests,
  sixAsked,
} from "./scenario.ts";

/** Lee asks bo to approve in place of ada, and bo accepts. */
const handedOver: readonly RoundEvent[] = [
  { type: "replaceApprover", at: LATER, by: "lee", approver: "bo" },
  { type: "answerApproval", at: LATER, by: "bo", accepts: true },
];

function word(by: string, agrees: boolean, approver = "bo"): RoundEvent {
  return { type: "answerChange", at: LATER, by, id: `q-${by}`, approver, agrees };
}

function ask(approver: string): RoundEvent {
  return { type: "replaceApprover", at: LATER, by: "lee", approver };
}

const bo = { by: "bo" };

test("a new approver sees no request that was written for somebody else until its author agrees", () => {
  const { steps, round } = play(
    [
      ...handedOver,
      decides("p0", { type: "approve" }, bo),
      word("p0", true),
      word("p1", false),
      decides("p0", { type: "approve" }, bo),
      decides("p1", { type: "approve" }, bo),
      decides("p2", { type: "approve" }, bo),
    ],
    play(sixAsked).round,
  );
  const told = steps.map(({ effects }) => codes(effects));
  expect(told[1]).not.toContain("queueCard");
  expect(told[2]).toEqual(["request-unknown"]);
  expect(told[3]).toEqual(["change-agreed", "queueCard"]);
  expect(told[4]).toEqual(["change-refused"]);
  expect(told[5]).toContain("decisionNotice");
  expect(told[6]).toEqual(["request-unknown"]);
  expect(told[7]).toEqual(["request-unknown"]);
  expect(round?.decisions).toMatchObject([{ person: "p0", by: "bo" }]);
  const cards = steps.flatMap(({ effects }) => effects.filter(({ type }) => type === "queueCard"));
  expect(cards).toMatchObject([{ card: { person: "p0", alsoWantedBy: [] } }]);
});

test("the old approver, the channel and every author are told of the change", () => {
  const { effects } = play(handedOver, play(sixAsked).round);
  expect(effects).toContainEqual({
    type: "notice",
    to: { to: "person", person: "ada" },
    code: "approver-replaced",
    values: { approver: "bo" },
  });
  expect(effects).toContainEqual({
    type: "postApprover",
    to: { to: "channel" },
    before: "ada",
    approver: "bo",
  });
  const asked = effects.flatMap((effect) =>
    effect.type === "askChange" ? [effect.to.person] : [],
  );
  expect(asked).toEqual(people(6));
});

test("while no request was sent the approver changes with a word to the channel and to the old one", () => {
  const { effects, round } = play([...opened(), ...handedOver]);
  expect(round?.approver).toBe("bo");
  expect(codes(effects)).toContain("postApprover");
  expect(codes(effects)).not.toContain("askChange");
});

test("the opener who becomes the approver sees nothing that was sent to somebody else", () => {
  const { effects } = play(
    [
      { type: "replaceApprover", at: LATER, by: "lee", approver: "lee" },
      { type: "answerApproval", at: LATER, by: "lee", accepts: true },
    ],
    play(sixAsked).round,
  );
  expect(codes(effects)).not.toContain("queueCard");
  expect(codes(effects)).toContain("postApprover");
});

test("a word that was given about one approver is not taken for the next one", () => {
  const { round, steps } = play(
    [
      ...handedOver,
      { type: "replaceApprover", at: LATER, by: "lee", approver: "cy" },
      { type: "answerApproval", at: LATER, by: "cy", accepts: true },
      word("p0", true, "bo"),
      decides("p0", { type: "approve" }, { by: "cy" }),
      word("p1", true, "cy"),
      decides("p1", { type: "approve" }, { by: "cy" }),
    ],
    play(sixAsked).round,
  );
  expect(steps[4]?.effects).toMatchObject([{ type: "askChange", approver: "cy" }]);
  expect(round?.decisions).toMatchObject([{ person: "p1" }]);
});

test("nobody but its author answers for a request", () => {
  const id = "q-p0";
  const forged: RoundEvent = {
    type: "answerChange",
    at: LATER,
    by: "bo",
    id,
    approver: "bo",
    agrees: true,
  };
  const { steps } = play([...handedOver, forged], play(sixAsked).round);
  expect(codes(steps[2]!.effects)).toEqual(["request-unknown"]);
});

test("what was previewed for one approver is previewed again before it goes to another", () => {
  const [preview, send] = requests("p0");
  const { steps, round } = play([
    ...opened(),
    answers("p0"),
    preview!,
    ...handedOver,
    send!,
    send!,
  ]);
  expect(codes(steps[6]!.effects)).toEqual(["requestPreview"]);
  expect(codes(steps[7]!.effects)).toEqual(["request-sent"]);
  expect(round?.requests).toMatchObject([{ approver: "bo", status: "sent" }]);
});

test("a request whose author says nothing holds up no record, and ends with the answers", () => {
  const { effects } = play(
    [
      ...handedOver,
      word("p0", true),
      decides("p0", { type: "approve" }, bo),
      { type: "due", kind: "erase", at: LATER * 10, id: "" },
    ],
    play(sixAsked).round,
  );
  expect(effects.find((effect) => effect.type === "postRecord")?.record.lines).toMatchObject([
    { person: "p0" },
  ]);
  expect(codes(effects).filter((code) => code === "request-dropped")).toHaveLength(5);
});

test("who is asked already, nobody, and the one who approves are refused; who is passed over is told", () => {
  const { steps } = play([ask(""), ask("ada"), ask("bo"), ask("cy")], play(opened()).round);
  expect(steps.map(({ effects }) => codes(effects))).toEqual([
    ["approver-missing"],
    ["approver-already"],
    ["askApprover", "waiting-for-approver"],
    ["askApprover", "waiting-for-approver", "approver-asked-other"],
  ]);
});
