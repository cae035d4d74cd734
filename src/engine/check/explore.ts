import { createAnswering } from "./answering.ts";
import { boundsAfter, slotsOf } from "./search.ts";
import type { Search, Slot } from "./search.ts";
import type { Space } from "./space.ts";
import { createStates } from "./states.ts";
import type { States } from "./states.ts";

/** The states met on the way to one question. */
interface Layer {
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

/** Walks forward through all paths at once, one question after the other, merging states whose futures are equal. */
export function explore(space: Space, search: Search): Exploration {
  const slots = slotsOf(space, search);
  const choices = groupCells(space, slots);
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
    // Any cell of a group will do, and the one after the last says that the question is not asked.
    const cells = (choices[position] ?? []).map(([cell = 0]) => cell);
    const step = { position, active, next, cells: [...cells, space.cells[position]?.length ?? 0] };
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

/** Puts together the cells that lead every slot the same way: the coarsest cut that is exact. */
function groupCells({ cells, diagrams }: Space, slots: readonly Slot[]): Exploration["choices"] {
  const byLevel = Map.groupBy(diagrams.nodes(slots.map(({ root }) => root)), (node) =>
    diagrams.first(node),
  );
  return cells.map((own, position) => {
    const nodes = byLevel.get(position) ?? [];
    const groups = new Map<string, number[]>();
    for (const cell of own.keys()) {
      const signature = nodes.map((node) => diagrams.child(node, cell)).join(" ");
      const group = groups.get(signature);
      if (group) group.push(cell);
      else groups.set(signature, [cell]);
    }
    return [...groups.values()];
  });
}

interface Step {
  readonly position: number;
  /** Slots that the states before the question carry, and those after it. */
  readonly active: readonly number[];
  readonly next: readonly number[];
  /** One cell for each choice; the last is "not asked". */
  readonly cells: readonly number[];
}

function advance(space: Space, search: Search, slots: readonly Slot[], step: Step, states: States) {
  const { position, active, next } = step;
  const { groups } = search;
  const parents: number[] = [];
  const chosen: number[] = [];
  const steps: number[] = [];
  const after = createStates(groups + 1 + next.length);
  const answering = createAnswering(space, search, slots, step);
  const words = new Int32Array(groups + 1 + active.length);
  const absent = step.cells.length - 1;
  for (let state = 0; state < states.size; state += 1) {
    states.read(state, words);
    const asked = answering.enter(words);
    if (asked < 0 || (asked === 0 && position === search.asked)) continue;
    const to = asked === 0 ? absent : absent - 1;
    for (let choice = asked === 0 ? absent : 0; choice <= to; choice += 1) {
      const reached = answering.take(step.cells[choice] ?? 0);
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
