import type { Seen } from "./game.ts";
import type { Leak, Played } from "./play.ts";
import { APPROVER } from "./script.ts";
import type { Facts } from "./script.ts";

/** Programs that give something away, each in one way, and the laws by which it may be noticed. */
export const LEAKS: readonly {
  readonly name: string;
  readonly laws: readonly number[];
  readonly leak: Leak;
}[] = [
  {
    name: "the counter tells the verdicts so far",
    laws: [1, 5],
    leak: (seen, { standing }) =>
      edit(seen, "round-counter", () => [`Worth it ${count(standing, isWorthIt)}`]),
  },
  {
    name: "a summary below the threshold",
    laws: [1],
    leak: (seen, { standing }) =>
      seen.map((message) =>
        message.type === "round-not-enough"
          ? { ...message, type: "round-summary", title: `${standing.size} answered`, lines: [] }
          : message,
      ),
  },
  {
    name: "a group of one or two",
    laws: [3],
    leak: (seen, { standing }) =>
      edit(seen, "round-summary", () => [
        `${count(standing, ({ freeRouteDoes }) => freeRouteDoes)} would do as well with a free route.`,
      ]),
  },
  {
    name: "a group that only a subtraction finds",
    laws: [3],
    leak: (seen, { standing }) =>
      edit(seen, "round-summary", () => {
        const other = count(standing, ({ purpose }) => purpose !== "work");
        return other < 3 ? [] : [`What for: anything else ${other}`];
      }),
  },
  {
    name: "zero, where it says that all are alike",
    laws: [3],
    leak: (seen, { standing }) =>
      edit(seen, "round-summary", () => (count(standing, isWorthIt) === 0 ? [`Worth it 0`] : [])),
  },
  {
    name: "an exact sum",
    laws: [4, 3],
    leak: (seen, { standing }) =>
      edit(seen, "round-summary", () => {
        const usd = sumOf(standing, isWorthIt);
        return [`At the average price, what was advised would cost about ${usd} USD.`];
      }),
  },
  {
    name: "a rounded sum over the very people it is about",
    laws: [3],
    leak: (seen, { standing }, { threshold }) =>
      edit(seen, "round-summary", () => {
        const usd = Math.round(sumOf(standing, isWorthIt) / 50) * 50;
        return count(standing, isWorthIt) < threshold
          ? []
          : [`At the average price, what was advised would cost about ${usd} USD.`];
      }),
  },
  {
    name: "a total over too few",
    laws: [4],
    leak: (seen, { standing }) =>
      edit(seen, "round-summary", () =>
        count(standing, ({ freeRouteDoes }) => freeRouteDoes) > 2
          ? []
          : ["At the average price, free routes could save about 50 USD."],
      ),
  },
  {
    name: "a reminder that names who is missing",
    laws: [4],
    leak: (seen) => edit(seen, "round-reminder", () => ["Still missing: U00M1"]),
  },
  {
    name: "a second summary",
    laws: [2],
    leak: (seen) =>
      seen.flatMap((message) =>
        message.type === "round-summary" ? [message, message] : [message],
      ),
  },
  {
    name: "a counter that goes on after the summary",
    laws: [2],
    leak: (seen) => {
      const last = seen.findLast(({ type }) => type === "round-counter");
      return last && seen.some(({ type }) => type === "round-summary") ? [...seen, last] : seen;
    },
  },
  {
    name: "the approver is told what was advised",
    laws: [5],
    leak: (seen, { standing }) =>
      edit(seen, "queue-card", ({ title }) => {
        const author = /U00[A-Z]+\d*/u.exec(title)?.[0] ?? "";
        return [`Advised: ${standing.get(author)?.verdict ?? "nothing"}`];
      }),
  },
  {
    name: "the queue is sorted by what was advised",
    laws: [5, 3],
    leak: (seen, { standing }) => {
      const isGood = ({ title }: Seen) =>
        isWorthIt(standing.get(/U00[A-Z]+\d*/u.exec(title)?.[0] ?? "") ?? {});
      const cards = seen.filter(({ type }) => type === "queue-card");
      const sorted = [...cards.filter(isGood), ...cards.filter((card) => !isGood(card))];
      return seen.map((message) =>
        message.type === "queue-card" ? (sorted.shift() ?? message) : message,
      );
    },
  },
  {
    name: "a record of somebody's own decision",
    laws: [6],
    leak: (seen) =>
      edit(seen, "round-record", () => [
        `\u{E000}${APPROVER}\u{E001}: A, approved (by \u{E000}${APPROVER}\u{E001})`,
      ]),
  },
  {
    name: "an outcome of two",
    laws: [3],
    leak: (seen) => edit(seen, "round-outcome", () => ["2 of those who got money answered."]),
  },
  {
    name: "that nobody used it",
    laws: [3],
    leak: (seen, _played, { ops }) =>
      ops.some((op) => op.type === "review" && op.used)
        ? seen
        : edit(seen, "round-outcome", () => ["0 used what they learned."]),
  },
  {
    name: "words of a task in the channel",
    laws: [4],
    leak: (seen) => edit(seen, "round-summary", () => ["Tasks: TASK-OF-U00M1"]),
  },
];

function edit(
  seen: readonly Seen[],
  type: Seen["type"],
  add: (message: Seen) => readonly string[],
): readonly Seen[] {
  return seen.map((message) =>
    message.type === type ? { ...message, lines: [...message.lines, ...add(message)] } : message,
  );
}

function count(standing: Played["standing"], has: (facts: Facts) => boolean): number {
  return [...standing.values()].filter(has).length;
}

function sumOf(standing: Played["standing"], has: (facts: Facts) => boolean): number {
  return [...standing.values()].filter(has).reduce((sum, { costUsd = 0 }) => sum + costUsd, 0);
}

function isWorthIt({ verdict }: Partial<Facts>): boolean {
  return verdict?.startsWith("worth-it") ?? false;
}
