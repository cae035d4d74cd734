import { expect, it } from "vitest";
import { answerText } from "../../src/engine/screens.ts";
import { transition } from "../../src/engine/transition.ts";
import { adviceOf, CHECKED_DAY, dialog, interview, speaker } from "./interview.ts";

/** An hour after the interview began. */
const AFTER = CHECKED_DAY + 3_600_000;

/** Somebody with nothing to use it on, who expects the job from it, and has a pile already. */
const BLOCKED = {
  purpose: "unsure",
  use: "nothing",
  practice: "weekly",
  expect: "job",
  employer: "pays",
  learn: "mix",
  free: "partly",
  payer: "employer",
  hours: "3h",
  provider: "list",
  history: "pile",
};

it("a retired exam is among the reasons, however much else has to exist first", () => {
  const { verdict, reasons } = adviceOf(interview({ ...BLOCKED, certification: "AI-900" }));
  expect(verdict).toBe("not-yet");
  expect(reasons.flatMap(({ rests }) => rests)).toEqual(
    expect.arrayContaining(["no-objective", "retired", "no-use"]),
  );
});

it("what would change the advice keeps what the person said", () => {
  const { changes } = adviceOf(
    interview({ ...BLOCKED, certification: "AIF-C01", expect: "skills", history: "none" }),
  );
  const said = changes.flatMap(({ answers }) => answers.map(({ option }) => option));
  expect(said).not.toContain("mandated");
});

it("hours are shown to a tenth", () => {
  const hours = dialog.questions.find(({ id }) => id === "hours");
  expect(speaker.say(answerText(hours, { amount: 0.92 }))).toBe("0.9 hours");
});

it("every part of an advice unfolds by the words on its button", () => {
  const walk = interview({ ...BLOCKED, certification: "AIF-C01" });
  const opened = adviceOf(walk).sections.map(({ id, title }) => {
    const text = speaker.say(title).toLowerCase();
    const { replies } = transition(dialog, walk.conversation, { type: "text", text, now: AFTER });
    const reply = replies.at(-1);
    return [id, reply?.type === "advice" ? reply.open : undefined];
  });
  expect(opened).toEqual(adviceOf(walk).sections.map(({ id }) => [id, id]));
});
