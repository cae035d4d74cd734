import type { Diagram } from "./diagrams.ts";
import type { Space } from "./space.ts";
import { createStates } from "./states.ts";
import type { States } from "./states.ts";

/** What to follow through every path of a dialog. */
export interface Search {
  /**
   * For each question, the diagrams that say whether it is asked; where several do not agree, the path is left out.
   */
  readonly shown: readonly (readonly Diagram[])[];
  /** Position of a question that must be asked: paths without it are left out. */
  readonly asked?: number;
  /** What is summed up, each in its group: the result of a diagram counts as soon as it is certain. */
  readonly rows: readonly { readonly diagram: Diagram; readonly group: number }[];
  /** How many groups there are, at most 30. */
  readonly groups: number;
  /**
   * Looks at the sums after each question, with the least and the most that each group can still add. May change
   * `sums` to make states equal whose futures are. Called millions of times: it must not allocate.
   *
   * @returns The groups that no longer matter, as bits, or -1 to leave out the path.
   */
  settle(sums: Int32Array, low: Int32Array, high: Int32Array): number;
  /** Records every step between states, for looking back from the end. */
  readonly steps?: boolean;
}

/** The states met on the way to one question. */
export interface Layer {
  readonly size: number;
  /** For each state, one state of the layer before that leads to it, and how that question was answered there. */
  readonly parents: readonly number[];
  readonly choices: readonly number[];
  /** When asked for: every step into this layer as three numbers, from, choice, to. */
  readonly steps: readonly number[];
}

/** All paths of a dialog, equal futures merged. */
export interface Exploration {
  /** One layer before each question, and the last after all of them. */
  readonly layers: readonly Layer[];
  /** For each question, the groups of cells that were not told apart; a choice beyond the last is "not asked". */
  readonly choices: readonly (readonly (readonly number[])[])[];
  /** The sums of each state of the last layer. */
  readonly ends: readonly (readonly number[])[];
}

interface Slot {
  readonly root: Diagram;
  /** -1 says whether a question is asked. */
  readonly group: number;
  readonly first: number;
  /** The last question whose answer needs this slot. */
  readonly last: number;
}

/** Walks forward through all paths at once, one question after the other, merging states whose futures are equal. */
export function explore(space: Space, search: Search): Exploration {
  const slots = slotsOf(space, search);
  const choices = space.cells.map((_, position) => groupCells(space, slots, position));
  const layers: Layer[] = [];
  let active: number[] = [];
  let states = createStates(search.groups + 1);
  const words = new Int32Array(search.groups + slots.length + 1);
  if (settleStart(space, search, slots, words)) states.add(words);
  layers.push({ size: states.size, parents: [], choices: [], steps: [] });
  for (const position of space.cells.keys()) {
    const next = slots.flatMap((slot, at) =>
      slot.first <= position && slot.last > position ? [at] : [],
    );
    const step = { position, active, next, choices: choices[position]?.length ?? 0 };
    const advanced = advance(space, search, slots, step, states);
    layers.push(advanced.layer);
    states = advanced.states;
    active = next;
  }
  const ends = Array.from({ length: states.size }, (_, state) => {
    states.read(state, words);
    return [...words.subarray(1, search.groups + 1)];
  });
  return { layers, choices, ends };
}

function slotsOf({ diagrams }: Space, search: Search): readonly Slot[] {
  const rows = search.rows.map(({ diagram, group }) => ({
    root: diagram,
    group,
    first: diagrams.first(diagram),
    last: diagrams.last(diagram),
  }));
  const shown = search.shown.flatMap((all, position) =>
    all.map((root) => ({ root, group: -1, first: diagrams.first(root), last: position })),
  );
  return [...rows.filter(({ last }) => last >= 0), ...shown];
}

/** Counts the rows that are certain from the start. */
function settleStart(
  { diagrams }: Space,
  search: Search,
  slots: readonly Slot[],
  words: Int32Array,
): boolean {
  const sums = words.subarray(1, search.groups + 1);
  for (const { diagram, group } of search.rows) {
    if (diagrams.last(diagram) < 0) sums[group] = (sums[group] ?? 0) + diagrams.lowest(diagram);
  }
  const { low, high } = boundsAfter(search.groups, slots, -1, { diagrams });
  const finished = search.settle(sums, low, high);
  words[0] = finished;
  return finished >= 0;
}

/** What the rows that begin after `position` can add to each group. */
function boundsAfter(
  groups: number,
  slots: readonly Slot[],
  position: number,
  { diagrams }: Pick<Space, "diagrams">,
) {
  const [low, high] = [new Int32Array(groups), new Int32Array(groups)];
  for (const { root, group, first } of slots) {
    if (group < 0 || first <= position) continue;
    low[group] = (low[group] ?? 0) + diagrams.lowest(root);
    high[group] = (high[group] ?? 0) + diagrams.highest(root);
  }
  return { low, high };
}

/** Puts together the cells that lead every slot the same way: the coarsest cut that is exact. */
function groupCells(
  { cells, diagrams }: Space,
  slots: readonly Slot[],
  position: number,
): readonly (readonly number[])[] {
  const nodes = diagrams
    .nodes(slots.map(({ root }) => root))
    .filter((node) => diagrams.first(node) === position);
  const groups = new Map<string, number[]>();
  for (const cell of (cells[position] ?? []).keys()) {
    const signature = nodes.map((node) => diagrams.child(node, cell)).join(" ");
    const group = groups.get(signature);
    if (group) group.push(cell);
    else groups.set(signature, [cell]);
  }
  return [...groups.values()];
}

interface Step {
  readonly position: number;
  /** Slots that the states before the question carry, and those after it. */
  readonly active: readonly number[];
  readonly next: readonly number[];
  readonly choices: number;
}

function advance(space: Space, search: Search, slots: readonly Slot[], step: Step, states: States) {
  const { position, active, next } = step;
  const { groups } = search;
  const parents: number[] = [];
  const chosen: number[] = [];
  const steps: number[] = [];
  const after = createStates(groups + 1 + next.length);
  const turn = createTurn(space, search, slots, step);
  const words = new Int32Array(groups + 1 + active.length);
  const cells = representatives(space, slots, position);
  for (let state = 0; state < states.size; state += 1) {
    states.read(state, words);
    const asked = turn.enter(words);
    if (asked < 0 || (asked === 0 && position === search.asked)) continue;
    const from = asked === 0 ? step.choices : 0;
    const to = asked === 0 ? step.choices : step.choices - 1;
    for (let choice = from; choice <= to; choice += 1) {
      const reached = turn.take(
        asked === 0 ? (space.cells[position]?.length ?? 0) : (cells[choice] ?? 0),
      );
      if (!reached) continue;
      const target = after.add(reached);
      if (target === parents.length) {
        parents.push(state);
        chosen.push(choice);
      }
      if (search.steps) steps.push(state, choice, target);
    }
  }
  const layer: Layer = { size: after.size, parents, choices: chosen, steps };
  return { layer, states: after };
}

function representatives(
  space: Space,
  slots: readonly Slot[],
  position: number,
): readonly number[] {
  return groupCells(space, slots, position).map(([cell = 0]) => cell);
}

/**
 * One question for one state at a time: `enter` prepares what its answer cannot change, `take` gives the words of the
 * state after one answer. All its memory is reused from state to state.
 */
function createTurn(
  space: Space,
  search: Search,
  slots: readonly Slot[],
  { position, active, next }: Step,
) {
  const { diagrams } = space;
  const { groups } = search;
  const nothing = diagrams.constant(0);
  const later = boundsAfter(groups, slots, position, space);
  const touched = slots.flatMap((slot, at) =>
    slot.first <= position && slot.last >= position ? [at] : [],
  );
  const starting = touched.filter((at) => slots[at]?.first === position);
  const deciders = slots.flatMap((slot, at) =>
    slot.group < 0 && slot.last === position ? [at] : [],
  );
  const rootOf = Int32Array.from(slots, ({ root }) => root);
  const groupOf = Int32Array.from(slots, ({ group }) => group);
  const current = Int32Array.from(rootOf);
  const moved = new Int32Array(slots.length);
  const moving: number[] = [];
  const [low, high, sums] = [
    new Int32Array(groups),
    new Int32Array(groups),
    new Int32Array(groups),
  ];
  const [baseLow, baseHigh, baseSums] = [
    new Int32Array(groups),
    new Int32Array(groups),
    new Int32Array(groups),
  ];
  const out = new Int32Array(groups + 1 + next.length);
  let finished = 0;

  const isFinished = (group: number): boolean => group >= 0 && (finished & (1 << group)) !== 0;
  const count = (slot: number, node: Diagram, lows: Int32Array, highs: Int32Array): void => {
    const group = groupOf[slot] ?? -1;
    if (group < 0) return;
    lows[group] = (lows[group] ?? 0) + diagrams.lowest(node);
    highs[group] = (highs[group] ?? 0) + diagrams.highest(node);
  };
  /** Whether the question is asked in this state: 1 or 0, or -1 where the diagrams do not agree. */
  const enter = (words: Int32Array): number => {
    finished = words[0] ?? 0;
    for (let group = 0; group < groups; group += 1) {
      baseSums[group] = words[group + 1] ?? 0;
      baseLow[group] = isFinished(group) ? 0 : (later.low[group] ?? 0);
      baseHigh[group] = isFinished(group) ? 0 : (later.high[group] ?? 0);
    }
    for (const [index, slot] of active.entries())
      current[slot] = words[groups + 1 + index] ?? nothing;
    for (const slot of starting)
      current[slot] = isFinished(groupOf[slot] ?? -1) ? nothing : (rootOf[slot] ?? nothing);
    moving.length = 0;
    for (const slot of touched) {
      const node = current[slot] ?? nothing;
      moved[slot] = node;
      if (diagrams.first(node) === position) moving.push(slot);
      else count(slot, node, baseLow, baseHigh);
    }
    let asked = -1;
    for (const slot of deciders) {
      const says = diagrams.lowest(current[slot] ?? nothing);
      if (asked >= 0 && says !== asked) return -1;
      asked = says;
    }
    return asked;
  };
  const take = (cell: number): Int32Array | undefined => {
    sums.set(baseSums);
    low.set(baseLow);
    high.set(baseHigh);
    for (const slot of moving) {
      const node = diagrams.child(current[slot] ?? nothing, cell);
      const group = groupOf[slot] ?? -1;
      const isCertain = group >= 0 && diagrams.last(node) < 0;
      if (isCertain) sums[group] = (sums[group] ?? 0) + diagrams.lowest(node);
      else count(slot, node, low, high);
      moved[slot] = isCertain ? nothing : node;
    }
    const settled = search.settle(sums, low, high);
    if (settled < 0) return undefined;
    const done = finished | settled;
    out[0] = done;
    out.set(sums, 1);
    for (const [index, slot] of next.entries()) {
      const group = groupOf[slot] ?? -1;
      out[groups + 1 + index] =
        group >= 0 && (done & (1 << group)) !== 0 ? nothing : (moved[slot] ?? nothing);
    }
    return out;
  };
  return { enter, take };
}

/** The cells along one way to a state of a layer, one a question; questions not asked have none. */
export function cellsTo(
  exploration: Exploration,
  layer: number,
  state: number,
): (number | undefined)[] {
  const cells: (number | undefined)[] = [];
  let at = state;
  for (let position = layer; position > 0; position -= 1) {
    const { parents, choices } = exploration.layers[position] ?? { parents: [], choices: [] };
    cells.unshift(exploration.choices[position - 1]?.[choices[at] ?? -1]?.[0]);
    at = parents[at] ?? 0;
  }
  return cells;
}
