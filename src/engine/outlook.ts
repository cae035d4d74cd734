import { closed } from "./answers.ts";
import { ABSENT, FALSE, PENDING, TRUE, UNKNOWN, variablesOf } from "./condition.ts";
import type { Codes } from "./condition.ts";
import { createCells, pathConditions, verdictConditions } from "./cells.ts";
import type { Cell } from "./cells.ts";
import type { Dialog } from "./dialog.ts";
import { boundOutcome, ceilingOf, judgeQuickly, outcomeOf } from "./verdict.ts";
import type { Verdict } from "./verdict.ts";

/** What can still come on the paths that are open. */
export interface Outlook {
  /** The most questions that can still be asked, the current one included. */
  longest(codes: Codes): number;
  /** The outcome every way of finishing gives, or undefined while more than one is open. */
  settled(codes: Codes): string | undefined;
  /** The worst and the best of what the answers to one question leave within reach. */
  range(codes: Codes, position: number): { readonly low: Reach; readonly high: Reach };
}

/** A verdict that can be reached, and its place on the ladder: 0 to 2. */
export interface Reach {
  readonly step: number;
  readonly verdict: Verdict;
}

const outlooks = new WeakMap<Dialog, Outlook>();

/** The outlook of a dialog; answers are remembered, so asking again is cheap. */
export function outlookOf(dialog: Dialog): Outlook {
  const known = outlooks.get(dialog);
  if (known) return known;
  const best = createBest(dialog);
  const outlook = {
    longest: createLongest(dialog),
    settled: createSettled(dialog),
    range: createRange(dialog, best),
  };
  outlooks.set(dialog, outlook);
  return outlook;
}

function createLongest(dialog: Dialog): Outlook["longest"] {
  const { shown } = dialog.rules;
  const cells = createCells(dialog, pathConditions(dialog));
  const firsts = dialog.variablesOf.map((own) => own[0] ?? -1);
  const looksAt = dialog.questions.map(({ when }) => {
    const names = when ? variablesOf(when, []) : [];
    return dialog.variables.flatMap(({ name }, at) => (names.includes(name) ? [at] : []));
  });
  // Two situations are the same when every later question is decided alike, or looks at the same answers.
  const keyOf = (position: number, codes: Codes): string => {
    let key = `${position}`;
    for (let later = position; later < firsts.length; later += 1) {
      const truth = shown[later]?.(codes) ?? TRUE;
      key += codes[firsts[later] ?? -1] === PENDING ? ` ${truth}` : `;${truth}`;
      if (truth === UNKNOWN) for (const at of looksAt[later] ?? []) key += `,${codes[at]}`;
    }
    return key;
  };
  const known = new Map<string, number>();
  const longestFrom = (position: number, codes: number[]): number => {
    if (position === dialog.questions.length) return 0;
    const key = keyOf(position, codes);
    const before = known.get(key);
    if (before !== undefined) return before;
    const own = dialog.variablesOf[position] ?? [];
    let longest = 0;
    if (shown[position]?.(codes) === FALSE) {
      longest = longestFrom(position + 1, withCodes(codes, own, undefined));
    } else if (codes[firsts[position] ?? -1] === PENDING) {
      const after = (cells[position] ?? []).map((cell) =>
        longestFrom(position + 1, withCodes(codes, own, cell)),
      );
      longest = 1 + Math.max(0, ...after);
    } else longest = longestFrom(position + 1, codes);
    remember(known, key, longest);
    return longest;
  };
  return (codes) => longestFrom(0, [...codes]);
}

function createSettled(dialog: Dialog): Outlook["settled"] {
  const cells = createCells(dialog, [...pathConditions(dialog), ...verdictConditions(dialog)]);
  const known = new Map<string, string>();
  const several = "";

  /** Collects outcomes below this point into `found`; stops as soon as there are two. */
  const collect = (
    codes: number[],
    position: number,
    found: Set<string>,
    seen: Set<string>,
  ): void => {
    const bound = boundOutcome(dialog, codes);
    if (bound !== undefined) {
      found.add(bound);
      return;
    }
    const next = nextOpen(dialog, codes, position);
    if (next === undefined) {
      found.add(outcomeOf(dialog, codes));
      return;
    }
    const key = next.codes.join(" ");
    if (seen.has(key)) return;
    seen.add(key);
    const own = dialog.variablesOf[next.position] ?? [];
    for (const cell of cells[next.position] ?? []) {
      collect(withCodes(next.codes, own, cell), next.position + 1, found, seen);
      if (found.size > 1 || seen.size > SEARCH_MAX) return;
    }
  };
  return (codes) => {
    const key = codes.join(" ");
    let outcome = known.get(key);
    if (outcome === undefined) {
      const found = new Set<string>();
      const seen = new Set<string>();
      collect([...codes], 0, found, seen);
      const [only] = found;
      outcome = found.size === 1 && seen.size <= SEARCH_MAX && only !== undefined ? only : several;
      remember(known, key, outcome);
    }
    return outcome === several ? undefined : outcome;
  };
}

type Best = (codes: Codes) => Reach;

/** The best verdict that can still be reached. */
function createBest(dialog: Dialog): Best {
  const cells = createCells(dialog, [...pathConditions(dialog), ...verdictConditions(dialog)]);
  return (codes) => {
    let best: Reach = { step: -1, verdict: "not-yet" };
    let looked = 0;
    const climb = (current: number[], position: number): void => {
      const next = nextOpen(dialog, current, position);
      if (next === undefined) {
        const reached = judgeQuickly(dialog, closed(current));
        const isBetter =
          reached.step > best.step ||
          (reached.step === best.step && reached.verdict === "alternative");
        if (isBetter) best = reached;
        return;
      }
      const own = dialog.variablesOf[next.position] ?? [];
      for (const cell of cells[next.position] ?? []) {
        looked += 1;
        const codesThere = withCodes(next.codes, own, cell);
        // Below a branch that cannot rise above the best so far there is nothing to find.
        if (looked > SEARCH_MAX || ceilingOf(dialog, codesThere) <= best.step) continue;
        climb(codesThere, next.position + 1);
      }
    };
    climb([...codes], 0);
    return best;
  };
}

function createRange(dialog: Dialog, best: Best): Outlook["range"] {
  const cells = createCells(dialog, [...pathConditions(dialog), ...verdictConditions(dialog)]);
  const known = new Map<string, { low: Reach; high: Reach }>();
  return (codes, position) => {
    const key = `${position} ${codes.join(" ")}`;
    const before = known.get(key);
    if (before) return before;
    const own = dialog.variablesOf[position] ?? [];
    const reached = (cells[position] ?? [])
      .map((cell) => best(withCodes(codes, own, cell)))
      .toSorted((a, b) => a.step - b.step);
    const nothing = { step: 0, verdict: "not-yet" } as const;
    const range = { low: reached[0] ?? nothing, high: reached.at(-1) ?? nothing };
    remember(known, key, range);
    return range;
  };
}

/** A larger search than this says "not settled": one more question is better than a slow reply. */
const SEARCH_MAX = 3000;
const REMEMBERED_MAX = 20_000;

function remember<Known>(known: Map<string, Known>, key: string, value: Known): void {
  if (known.size >= REMEMBERED_MAX) known.clear();
  known.set(key, value);
}

/** The next question that still applies and is open, with those that dropped out before it marked absent. */
function nextOpen(
  dialog: Dialog,
  codes: number[],
  from: number,
): { position: number; codes: number[] } | undefined {
  let current = codes;
  for (let position = from; position < dialog.questions.length; position += 1) {
    const own = dialog.variablesOf[position] ?? [];
    if (dialog.rules.shown[position]?.(current) === FALSE)
      current = withCodes(current, own, undefined);
    else if (current[own[0] ?? -1] === PENDING) return { position, codes: current };
  }
  return undefined;
}

/** A copy of `codes` with one question answered by `cell`, or absent. */
function withCodes(
  codes: readonly number[],
  own: readonly number[],
  cell: Cell | undefined,
): number[] {
  const copy = [...codes];
  for (const [index, at] of own.entries()) copy[at] = cell?.[index] ?? ABSENT;
  return copy;
}
