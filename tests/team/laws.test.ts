import * as fc from "fast-check";
import { expect, test } from "vitest";
import { COUNTER_EVERY_MS } from "../../src/team/answering.ts";
import { KEEP_MS } from "../../src/team/closing.ts";
import type { Effect } from "../../src/team/effects.ts";
import type { RoundEvent } from "../../src/team/events.ts";
import { transitionRound } from "../../src/team/round.ts";
import type { Round } from "../../src/team/state.ts";
import { parseRound } from "../../src/team/state.ts";
import { findForbidden, readEffects, readSummary } from "./attacker.ts";
import type { Answer, Played } from "./scenario.ts";
import { CLOSES_AT, OPEN_PURPOSES, play } from "./scenario.ts";
import { NAMES, TIMERS, anything, script } from "./random-rounds.ts";

/** How many random rounds each law is tried on. */
const RUNS = 250;

/** How many random rounds the attacker enumerates; each costs some thousand summaries. */
const RUNS_ATTACKED = 150;

function forEveryRound(
  check: (played: Played, events: readonly RoundEvent[]) => void,
  numRuns = RUNS,
): void {
  fc.assert(
    fc.property(script, (events) => check(play(events), events)),
    { numRuns, seed: 20_261_122 },
  );
}

test("every event in every state gives an effect, and the round survives JSON", () => {
  forEveryRound(({ steps }) => {
    for (const { effects, round } of steps) {
      expect(effects.length).toBeGreaterThan(0);
      expect(parseRound(JSON.parse(JSON.stringify(round)))).toEqual(round);
    }
  });
  fc.assert(
    fc.property(
      fc.array(anything),
      (commands) => play(commands.map((toEvent) => toEvent(5))).effects.length >= commands.length,
    ),
    { numRuns: RUNS },
  );
});

test("law 1: until it closes the channel and the approver see the opening, a reminder and a number of answers", () => {
  forEveryRound(({ steps }) => {
    const before = steps.filter(
      ({ round }) => round?.phase === "open" || round?.phase === "closing",
    );
    const seen = new Set(
      before.flatMap(({ effects }) => readEffects(effects)).map(({ type }) => type),
    );
    for (const type of seen) {
      // Who ended a round, and who approves from now on, is said at once; neither says anything about answers.
      expect(["postOpening", "updateCounter", "remind", "postClosing", "postApprover"]).toContain(
        type,
      );
    }
    expect(new Set(steps.map(({ round }) => round?.threshold)).size).toBeLessThanOrEqual(2);
  });
});

test("law 1: no summary of fewer answers than the threshold", () => {
  forEveryRound(({ effects, round }) => {
    expect(readSummary(effects)?.answered ?? 99).toBeGreaterThanOrEqual(round!.threshold);
  });
});

test("law 2: one summary at most, or the word that there is none, whatever happens afterwards", () => {
  forEveryRound(({ effects, round }) => {
    const closings = effects.filter(({ type }) =>
      ["postSummary", "notEnough", "postCancelled"].includes(type),
    );
    expect(closings).toHaveLength(1);
    const again = TIMERS.flatMap(
      (kind) => play([{ type: "due", kind, at: CLOSES_AT * 2, id: "" }], round).effects,
    );
    expect(again.map(({ type }) => type)).not.toContain("postSummary");
  });
});

test("law 3: every world the attacker can think of leaves no group of one or two", () => {
  let attacked = 0;
  forEveryRound(({ steps, effects }) => {
    const summary = readSummary(effects);
    const before = beforeSummary(steps);
    if (!summary || !before) {
      return;
    }
    attacked += 1;
    const sent = before.requests.filter(({ status }) => status === "sent");
    const { threshold, contributions } = before;
    const knowledge = { summary, requests: sent, openPurposes: OPEN_PURPOSES, threshold };
    expect(findForbidden(knowledge, contributions)).toBeUndefined();
  }, RUNS_ATTACKED);
  expect(attacked).toBeGreaterThan(RUNS_ATTACKED / 2);
});

test("law 3: shown counts, rests, and their differences count nobody or at least three", () => {
  forEveryRound(({ effects }) => {
    const summary = readSummary(effects);
    if (!summary) {
      return;
    }
    const { answered, verdicts = [], purposes, withTask, freeRoute, sameCertification } = summary;
    const groups = [
      verdicts.map(({ count }) => count),
      purposes ? [...purposes.shown.map(({ count }) => count), purposes.rest] : [],
      withTask === undefined ? [] : [withTask],
      freeRoute === undefined ? [] : [freeRoute],
      sameCertification.map(({ count }) => count),
    ];
    for (const sum of groups.flatMap(subsetSums)) {
      expect([1, 2, answered - 1, answered - 2]).not.toContain(sum);
    }
  });
});

test("law 4: money is rounded to 50 and made up by at least the threshold", () => {
  forEveryRound(({ steps, effects }) => {
    const summary = readSummary(effects);
    const before = beforeSummary(steps);
    if (!summary || !before) {
      return;
    }
    const { requested, advisedUsd, coverableUsd } = summary.budget;
    const counts = [
      [requested, before.requests.filter(({ status }) => status === "sent").length],
      [
        advisedUsd,
        before.contributions.filter(({ verdict }) => verdict.startsWith("worth-it")).length,
      ],
      [coverableUsd, before.contributions.filter(({ freeRouteDoes }) => freeRouteDoes).length],
    ] as const;
    for (const [total, makers] of counts.filter((pair) => pair[0] !== undefined)) {
      expect((total ?? 0) % 50).toBe(0);
      expect(makers).toBeGreaterThanOrEqual(before.threshold);
    }
  });
});

test("law 4: no name reaches the channel but those who opened, approve, ended it, or were granted money", () => {
  forEveryRound(({ effects, round, steps }) => {
    const channel = effects.filter(({ to }) => to.to === "channel");
    const text = JSON.stringify(channel);
    const named = new Set([
      "lee",
      "ada",
      ...round!.decisions.flatMap((line) => [
        ...(line.type.startsWith("approve") ? [line.person] : []),
        line.by,
      ]),
      ...steps.flatMap((step) => step.round?.approver ?? []),
      ...steps.flatMap(({ event }) =>
        event.type === "close" || event.type === "cancel" ? [event.by] : [],
      ),
    ]);
    for (const name of NAMES.filter((candidate) => !named.has(candidate))) {
      expect(text).not.toContain(`"${name}"`);
    }
    expect(text).not.toContain("safer-secret");
    expect(text).not.toContain("reports");
  });
});

test("laws 5 and 6: everybody answering otherwise changes the summary alone", () => {
  const others: readonly Answer["verdict"][] = ["not-yet", "worth-it"];
  forEveryRound((played, events) => {
    const swapped = events.map((event, index): RoundEvent =>
      event.type === "contribute"
        ? {
            ...event,
            contribution: {
              verdict: others[index % 2]!,
              purpose: "p",
              hasTask: index % 3 === 0,
              freeRouteDoes: index % 2 === 0,
              costUsd: index,
            },
          }
        : event,
    );
    expect(readEffects(play(swapped).effects).filter(isNoSummary)).toEqual(
      readEffects(played.effects).filter(isNoSummary),
    );
  });
});

test("laws 5 and 6: whoever becomes the approver sees a request only by the word of its author", () => {
  let replaced = 0;
  forEveryRound(({ steps }) => {
    const named = new Map<string, string | undefined>();
    for (const [at, { event, effects, round }] of steps.entries()) {
      const before = steps[at - 1]?.round;
      if (before?.approver !== undefined && before.approver !== round?.approver) replaced += 1;
      if (event.type === "sendRequest" && said(effects, "request-sent"))
        named.set(event.id, round?.approver);
      if (event.type === "answerChange" && said(effects, "change-agreed"))
        named.set(event.id, event.approver);
      const shown = effects.flatMap((effect) => {
        if (effect.type === "queueCard") return [effect.card.requestId];
        return effect.type === "decisionNotice" ? [effect.requestId] : [];
      });
      for (const id of shown) expect(named.get(id)).toBe(round?.approver);
    }
  });
  expect(replaced).toBeGreaterThan(5);
});

test("law 2: nobody whom another summary counts is in the summary or in the counter", () => {
  let uncounted = 0;
  forEveryRound(({ steps, effects }) => {
    const out = new Set<string>();
    for (const { event, effects: told, round } of steps) {
      if (event.type !== "contribute") continue;
      if (said(told, "answer-not-counted")) out.add(event.by);
      else if (said(told, "answer-counted") || said(told, "answer-changed")) out.delete(event.by);
      const counted = round?.contributions.map(({ person }) => person) ?? [];
      expect(counted.filter((person) => out.has(person))).toEqual([]);
    }
    uncounted += out.size;
    const { contributions = [] } = beforeSummary(steps) ?? {};
    expect(readSummary(effects)?.answered ?? contributions.length).toBe(contributions.length);
  });
  expect(uncounted).toBeGreaterThan(RUNS / 2);
});

test("law 6: nobody decides their own request, and only the approver decides", () => {
  let decisions = 0;
  forEveryRound(({ steps }) => {
    const decided = steps.filter(({ effects }) =>
      effects.some(({ type }) => type === "decisionNotice"),
    );
    decisions += decided.length;
    for (const { event, round } of decided) {
      expect(event).toMatchObject({ type: "decide", by: round!.approver });
      expect(event).not.toMatchObject({ requestId: `q-${round!.approver}` });
    }
  });
  expect(decisions).toBeGreaterThan(RUNS / 2);
});

test("law 7: erasure leaves of a person what was requested or decided by name, and thirty days leave decisions", () => {
  forEveryRound(({ round, steps }) => {
    for (const step of steps.filter(({ event }) => event.type === "erase")) {
      const { event } = step;
      const by = event.type === "erase" ? event.by : "";
      const { contributions, joined, reviewAnswers, requests, uncounted } = step.round!;
      expect(uncounted ?? []).not.toContain(by);
      expect([...contributions, ...reviewAnswers].map((kept) => kept.person)).not.toContain(by);
      expect(joined).not.toContain(by);
      expect(
        requests.some((request) => request.person === by && request.status === "previewed"),
      ).toBe(false);
    }
    const { round: late } = transitionRound(round, {
      type: "due",
      kind: "erase",
      at: CLOSES_AT + KEEP_MS,
      id: "",
    });
    expect(late).toMatchObject({ joined: [], contributions: [], requests: [] });
    expect(late?.uncounted ?? []).toEqual([]);
  });
});

test("the counter is edited at most once an interval while the round is open", () => {
  forEveryRound(({ steps }) => {
    // Another approver changes the card as well; the number on it stays.
    const edits = steps.filter(({ effects }) =>
      effects.some(
        (effect) =>
          effect.type === "updateCounter" &&
          effect.phase === "open" &&
          !effects.some(({ type }) => type === "postApprover"),
      ),
    );
    edits.slice(1).forEach(({ event }, index) => {
      expect(event.at - edits[index]!.event.at).toBeGreaterThanOrEqual(COUNTER_EVERY_MS);
    });
  });
});

function subsetSums(counts: readonly number[]): readonly number[] {
  return counts.reduce<readonly number[]>(
    (sums, count) => [...sums, ...sums.map((sum) => sum + count)],
    [0],
  );
}

function isNoSummary({ type }: Effect): boolean {
  return type !== "postSummary";
}

function said(effects: readonly Effect[], code: string): boolean {
  return effects.some((effect) => effect.type === "notice" && effect.code === code);
}

/** The round whose answers the summary adds up. */
function beforeSummary(steps: Played["steps"]): Round | undefined {
  return steps[steps.findIndex(({ effects }) => readSummary(effects)) - 1]?.round;
}
