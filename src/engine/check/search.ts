import type { Diagram } from "./diagrams.ts";
import type { Space } from "./space.ts";

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

/** One diagram on its way through the questions. */
export interface Slot {
  readonly root: Diagram;
  /** -1 says whether a question is asked. */
  readonly group: number;
  readonly first: number;
  /** The last question whose answer needs this slot. */
  readonly last: number;
}

/** Every diagram of a search that the answers can still change, and those that say what is asked. */
export function slotsOf({ diagrams }: Space, search: Search): readonly Slot[] {
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

/** What the rows that begin after `position` can add to each group. */
export function boundsAfter(
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
