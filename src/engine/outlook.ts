import { closed } from "./answers.ts";
import { ABSENT, FALSE, PENDING } from "./condition.ts";
import type { Codes } from "./condition.ts";
import { createCells, pathConditions, verdictConditions } from "./cells.ts";
import type { Cell } from "./cells.ts";
import { variablesOf } from "./condition.ts";
import type { Dialog } from "./dialog.ts";
import { boundOutcome, judgeQuickly, outcomeOf } from "./verdict.ts";
import type { Verdict } from "./verdict.ts";

/** What can still come on the paths that are open. */
export interface Outlook {
  /** The most questions that can still be asked, the current one included. */
  longest(codes: Codes): number;
  /** The outcome every way of finishing gives, or undefined while more than one is open. */
  settled(codes: Codes): string | undefined;
  /** The best verdict that can still be reached. */
  best(codes: Codes): { readonly step: number; readonly verdict: Verdict };
}

const outlooks = new WeakMap<Dialog, Outlook>();

/** The outlook of a dialog; answers are remembered, so asking again is cheap. */
export function outlookOf(dialog: Dialog): Outlook {
  const known = outlooks.get(dialog);
  if (known) return known;
  const outlook = {
    longest: createLongest(dialog),
    settled: createSettled(dialog),
    best: createBest(dialog),
  };
  outlooks.set(dialog, outlook);
  return outlook;
}

function createLongest(dialog: Dialog): Outlook["longest"] {
  const conditions = pathConditions(dialog);
  const cells = createCells(dialog, conditions);
  const looked = new Set(conditions.flatMap((condition) => variablesOf(condition, [])));
  const relevant = dialog.variables.flatMap((variable, at) =>
    looked.has(variable.name) ? [at] : [],
  );
  const known = new Map<string, number>();

  const from = (position: number, codes: number[]): number => {
    if (position === dialog.questions.length) return 0;
    const own = dialog.variablesOf[position] ?? [];
    if (dialog.rules.shown[position]?.(codes) === FALSE)
      return from(position + 1, withCodes(codes, own, undefined));
    if (codes[own[0] ?? -1] !== PENDING) return from(position + 1, codes);
    let longest = 0;
    for (const cell of cells[position] ?? [])
      longest = Math.max(longest, remembered(position + 1, withCodes(codes, own, cell)));
    return 1 + longest;
  };
  const remembered = (position: number, codes: number[]): number => {
    const open = dialog.variablesOf
      .slice(position)
      .map((own) => (codes[own[0] ?? -1] === PENDING ? 1 : 0));
    const key = `${position} ${relevant.map((at) => codes[at]).join(" ")} ${open.join("")}`;
    let longest = known.get(key);
    if (longest === undefined) {
      longest = from(position, codes);
      remember(known, key, longest);
    }
    return longest;
  };
  return (codes) => remembered(0, [...codes]);
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

function createBest(dialog: Dialog): Outlook["best"] {
  const cells = createCells(dialog, [...pathConditions(dialog), ...verdictConditions(dialog)]);
  return (codes) => {
    let best: ReturnType<Outlook["best"]> = { step: -1, verdict: "not-yet" };
    const seen = new Set<string>();
    const climb = (current: number[], position: number): void => {
      const bound = boundOutcome(dialog, current);
      const next = nextOpen(dialog, current, position);
      if (bound !== undefined || next === undefined) {
        const reached = judgeQuickly(dialog, closed(current));
        if (
          reached.step > best.step ||
          (reached.step === best.step && reached.verdict === "alternative")
        )
          best = reached;
        return;
      }
      const key = next.codes.join(" ");
      if (seen.has(key)) return;
      seen.add(key);
      const own = dialog.variablesOf[next.position] ?? [];
      for (const cell of cells[next.position] ?? []) {
        if (best.step === 2 || seen.size > SEARCH_MAX) return;
        climb(withCodes(next.codes, own, cell), next.position + 1);
      }
    };
    climb([...codes], 0);
    return best;
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
