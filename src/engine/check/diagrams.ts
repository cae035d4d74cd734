/** A function from a whole set of answers to a whole number; equal functions are the same number. */
export type Diagram = number;

/**
 * Decision diagrams with several values and several results: every node looks at one question and has one child for
 * each of its cells. Nodes are shared, and a node whose children are all the same is left out, so that two diagrams
 * are equal exactly when they always give the same result. Levels are positions of questions, looked at in order.
 */
export interface Diagrams {
  readonly constant: (value: number) => Diagram;
  readonly branch: (level: number, children: readonly Diagram[]) => Diagram;
  readonly min: (a: Diagram, b: Diagram) => Diagram;
  readonly max: (a: Diagram, b: Diagram) => Diagram;
  readonly add: (a: Diagram, b: Diagram) => Diagram;
  /** Another result for each result; `name` tells one translation from another. */
  readonly map: (diagram: Diagram, name: string, translate: (value: number) => number) => Diagram;
  /** The same function once one question has been answered. */
  readonly fix: (diagram: Diagram, level: number, cell: number) => Diagram;
  /** The first question it looks at; beyond every question for a constant. */
  readonly first: (diagram: Diagram) => number;
  /** The last question it looks at; -1 for a constant. */
  readonly last: (diagram: Diagram) => number;
  /** The smallest result; of a constant, its value. */
  readonly lowest: (diagram: Diagram) => number;
  readonly highest: (diagram: Diagram) => number;
  readonly child: (diagram: Diagram, cell: number) => Diagram;
  /** Positions of the questions it looks at, in order. */
  readonly support: (diagram: Diagram) => readonly number[];
  /** Every node below and including this one that looks at a question, each once. */
  readonly nodes: (diagrams: readonly Diagram[]) => readonly Diagram[];
}

/** Where constants live: below every question. */
const LEVEL_NONE = 1 << 20;

interface Node {
  readonly level: number;
  readonly children: readonly Diagram[];
}
interface Store {
  readonly nodes: Node[];
  readonly last: number[];
  readonly lowest: number[];
  readonly highest: number[];
  readonly ids: Map<string, Diagram>;
}

/** An empty store; diagrams of two stores must not be mixed. */
export function createDiagrams(): Diagrams {
  const store: Store = { nodes: [], last: [], lowest: [], highest: [], ids: new Map() };
  const constant = (value: number) => addNode(store, { level: LEVEL_NONE, children: [] }, value);
  const branch = (level: number, children: readonly Diagram[]) => {
    const [only] = children;
    if (only !== undefined && children.every((child) => child === only)) return only;
    return addNode(store, { level, children }, 0);
  };
  const combine = createCombine(store, constant, branch);
  const { map, fix } = createChange(store, constant, branch);
  return {
    constant,
    branch,
    min: combine(Math.min),
    max: combine(Math.max),
    add: combine((a, b) => a + b),
    map,
    fix,
    first: (diagram) => levelOf(store, diagram),
    last: (diagram) => store.last[diagram] ?? -1,
    lowest: (diagram) => store.lowest[diagram] ?? 0,
    highest: (diagram) => store.highest[diagram] ?? 0,
    child: (diagram, cell) => store.nodes[diagram]?.children[cell] ?? 0,
    support: (diagram) =>
      [...new Set(nodesOf(store, [diagram]).map((node) => levelOf(store, node)))].toSorted(
        (a, b) => a - b,
      ),
    nodes: (diagrams) => nodesOf(store, diagrams),
  };
}

function levelOf(store: Store, diagram: Diagram): number {
  return store.nodes[diagram]?.level ?? LEVEL_NONE;
}

function addNode(store: Store, node: Node, value: number): Diagram {
  const { level, children } = node;
  const isConstant = children.length === 0;
  const key = isConstant ? `=${value}` : `${level}:${children.join(",")}`;
  const known = store.ids.get(key);
  if (known !== undefined) return known;
  const id = store.nodes.length;
  store.nodes.push(node);
  const over = (list: readonly number[], pick: (...values: number[]) => number) =>
    pick(...children.map((child) => list[child] ?? 0));
  store.last.push(isConstant ? -1 : Math.max(level, over(store.last, Math.max)));
  store.lowest.push(isConstant ? value : over(store.lowest, Math.min));
  store.highest.push(isConstant ? value : over(store.highest, Math.max));
  store.ids.set(key, id);
  return id;
}

type Branch = Diagrams["branch"];
type Constant = Diagrams["constant"];

/** Walks two diagrams side by side, the earlier question first; each pair of nodes is met once. */
function createCombine(store: Store, constant: Constant, branch: Branch) {
  return (operation: (a: number, b: number) => number) => {
    const known = new Map<number, Diagram>();
    const combine = (a: Diagram, b: Diagram): Diagram => {
      // All operations here are symmetric: one order of the pair is enough.
      const key = Math.min(a, b) * LEVEL_NONE * 32 + Math.max(a, b);
      const met = known.get(key);
      if (met !== undefined) return met;
      const [nodeA, nodeB] = [store.nodes[a], store.nodes[b]];
      const level = Math.min(levelOf(store, a), levelOf(store, b));
      const wide = nodeA?.level === level ? nodeA : nodeB;
      const result =
        level === LEVEL_NONE
          ? constant(operation(store.lowest[a] ?? 0, store.lowest[b] ?? 0))
          : branch(
              level,
              (wide?.children ?? []).map((_, cell) =>
                combine(
                  nodeA?.level === level ? (nodeA.children[cell] ?? 0) : a,
                  nodeB?.level === level ? (nodeB.children[cell] ?? 0) : b,
                ),
              ),
            );
      known.set(key, result);
      return result;
    };
    return combine;
  };
}

function createChange(
  store: Store,
  constant: Constant,
  branch: Branch,
): Pick<Diagrams, "map" | "fix"> {
  const known = new Map<string, Diagram>();
  const remembered = (key: string, make: () => Diagram) => {
    const met = known.get(key);
    if (met !== undefined) return met;
    const result = make();
    known.set(key, result);
    return result;
  };
  const map: Diagrams["map"] = (diagram, name, translate) =>
    remembered(`${name} ${diagram}`, () => {
      const level = levelOf(store, diagram);
      if (level === LEVEL_NONE) return constant(translate(store.lowest[diagram] ?? 0));
      return branch(
        level,
        (store.nodes[diagram]?.children ?? []).map((child) => map(child, name, translate)),
      );
    });
  const fix: Diagrams["fix"] = (diagram, level, cell) => {
    const own = levelOf(store, diagram);
    const children = store.nodes[diagram]?.children ?? [];
    if (own > level || (store.last[diagram] ?? -1) < level) return diagram;
    if (own === level) return children[cell] ?? 0;
    return remembered(`${level}=${cell} ${diagram}`, () =>
      branch(
        own,
        children.map((child) => fix(child, level, cell)),
      ),
    );
  };
  return { map, fix };
}

function nodesOf(store: Store, diagrams: readonly Diagram[]): readonly Diagram[] {
  const met = new Set<Diagram>();
  const visit = (diagram: Diagram): void => {
    if (met.has(diagram) || levelOf(store, diagram) === LEVEL_NONE) return;
    met.add(diagram);
    let before = -1;
    for (const child of store.nodes[diagram]?.children ?? []) {
      // Neighbouring cells mostly lead to the same place.
      if (child !== before) visit(child);
      before = child;
    }
  };
  for (const diagram of diagrams) visit(diagram);
  return [...met];
}
