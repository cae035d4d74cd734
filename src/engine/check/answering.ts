import type { Diagram } from "./diagrams.ts";
import { boundsAfter } from "./search.ts";
import type { Search, Slot } from "./search.ts";
import type { Space } from "./space.ts";

/** The question that is answered. */
export interface Position {
  readonly position: number;
  /** Slots that the states before the question carry, and those after it. */
  readonly active: readonly number[];
  readonly next: readonly number[];
}

/** Answers one question for one state at a time. */
export interface Answering {
  /**
   * Prepares what the answer cannot change.
   *
   * @param words - A state before the question: finished groups as bits, sums, then a diagram for each active slot.
   * @returns Whether the question is asked in this state, 1 or 0; -1 where the diagrams do not agree.
   */
  enter(words: Int32Array): number;
  /**
   * The state after one answer, or undefined where the search leaves it out.
   *
   * @param cell - A cell of the question; the one after the last says that it is not asked.
   * @returns The same array every time.
   */
  take(cell: number): Int32Array | undefined;
}

/** Prepares one question. All memory is reused from state to state: this is where a check spends its time. */
export function createAnswering(
  space: Space,
  search: Search,
  slots: readonly Slot[],
  position: Position,
): Answering {
  const desk = createDesk(space, search, slots, position);
  return { enter: (words) => enter(desk, words), take: (cell) => take(desk, cell) };
}

type Desk = ReturnType<typeof createDesk>;

function createDesk(
  space: Space,
  search: Search,
  slots: readonly Slot[],
  { position, active, next }: Position,
) {
  const { groups } = search;
  return {
    search,
    diagrams: space.diagrams,
    nothing: space.diagrams.constant(0),
    position,
    active: Int32Array.from(active),
    next: Int32Array.from(next),
    later: boundsAfter(groups, slots, position, space),
    ...slotsAt(slots, position),
    rootOf: Int32Array.from(slots, ({ root }) => root),
    groupOf: Int32Array.from(slots, ({ group }) => group),
    /** Each slot's diagram before the answer and after it. */
    current: Int32Array.from(slots, ({ root }) => root),
    moved: new Int32Array(slots.length),
    /** Slots whose diagram looks at this question in this state. */
    moving: new Array<number>(),
    before: createBounds(groups),
    after: createBounds(groups),
    finished: 0,
    out: new Int32Array(groups + 1 + next.length),
  };
}

function load(desk: Desk, words: Int32Array): void {
  const { active, before, current, groupOf, later, nothing, rootOf, starting } = desk;
  const { groups } = desk.search;
  const finished = words[0] ?? 0;
  desk.finished = finished;
  for (let group = 0; group < groups; group += 1) {
    before.sums[group] = words[group + 1] ?? 0;
    before.low[group] = isIn(finished, group) ? 0 : (later.low[group] ?? 0);
    before.high[group] = isIn(finished, group) ? 0 : (later.high[group] ?? 0);
  }
  for (let at = 0; at < active.length; at += 1) {
    current[active[at] ?? 0] = words[groups + 1 + at] ?? nothing;
  }
  for (const slot of starting) {
    current[slot] = isIn(finished, groupOf[slot] ?? -1) ? nothing : (rootOf[slot] ?? nothing);
  }
}

function enter(desk: Desk, words: Int32Array): number {
  load(desk, words);
  const { before, current, deciders, diagrams, groupOf, moved, moving, nothing, touched } = desk;
  moving.length = 0;
  for (const slot of touched) {
    const node = current[slot] ?? nothing;
    moved[slot] = node;
    if (diagrams.first(node) === desk.position) moving.push(slot);
    else count(desk, groupOf[slot] ?? -1, node, before);
  }
  let asked = -1;
  for (const slot of deciders) {
    const says = diagrams.lowest(current[slot] ?? nothing);
    if (asked >= 0 && says !== asked) return -1;
    asked = says;
  }
  return asked;
}

function take(desk: Desk, cell: number): Int32Array | undefined {
  const { after, before, current, diagrams, groupOf, moved, moving, next, nothing, out } = desk;
  const { groups } = desk.search;
  const { sums, low, high } = after;
  sums.set(before.sums);
  low.set(before.low);
  high.set(before.high);
  for (const slot of moving) {
    const node = diagrams.child(current[slot] ?? nothing, cell);
    const group = groupOf[slot] ?? -1;
    const isCertain = group >= 0 && diagrams.last(node) < 0;
    if (isCertain) sums[group] = (sums[group] ?? 0) + diagrams.lowest(node);
    else count(desk, group, node, after);
    moved[slot] = isCertain ? nothing : node;
  }
  const settled = desk.search.settle(sums, low, high);
  if (settled < 0) return undefined;
  const done = desk.finished | settled;
  out[0] = done;
  out.set(sums, 1);
  for (let at = 0; at < next.length; at += 1) {
    const slot = next[at] ?? 0;
    const isDone = isIn(done, groupOf[slot] ?? -1);
    out[groups + 1 + at] = isDone ? nothing : (moved[slot] ?? nothing);
  }
  return out;
}

/** Adds what a diagram that is still open can bring. */
function count(
  { diagrams }: Desk,
  group: number,
  node: Diagram,
  { low, high }: Desk["after"],
): void {
  if (group < 0) return;
  low[group] = (low[group] ?? 0) + diagrams.lowest(node);
  high[group] = (high[group] ?? 0) + diagrams.highest(node);
}

/** Slots that the answer can move, those among them that begin here, and those that say whether it is asked. */
function slotsAt(slots: readonly Slot[], position: number) {
  const where = (isWanted: (slot: Slot) => boolean) =>
    slots.flatMap((slot, at) => (isWanted(slot) ? [at] : []));
  return {
    touched: where(({ first, last }) => first <= position && last >= position),
    starting: where(({ first, last }) => first === position && last >= position),
    deciders: where(({ group, last }) => group < 0 && last === position),
  };
}

function createBounds(groups: number) {
  return {
    sums: new Int32Array(groups),
    low: new Int32Array(groups),
    high: new Int32Array(groups),
  };
}

function isIn(groups: number, group: number): boolean {
  return group >= 0 && (groups & (1 << group)) !== 0;
}
