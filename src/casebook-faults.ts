import type { CasesFile, WrittenWhen } from "./casebook-schema.ts";
import { nearest } from "./file-faults.ts";

/** A mistake in `cases.yaml` that its shape alone does not show, and where. */
interface CaseFault {
  readonly path: readonly (string | number)[];
  readonly message: string;
}

/** The family of work of somebody of whom none is known. */
const NO_FAMILY = "none";
const FAMILY = "family";
const DONE = "done";

/** Finds names that lead nowhere or stand twice, cases without a source or a place in the order: all of them at once. */
export function caseFaults(file: CasesFile): readonly CaseFault[] {
  const keys = new Map(Object.entries(file.keys));
  const inWhen = (when: WrittenWhen | undefined, path: CaseFault["path"]) =>
    whenFaults(when ?? {}, keys, path);
  return [
    ...named(file.always, [...keys.keys()], ["always"], "key"),
    ...named(file.several, [...keys.keys()], ["several"], "key"),
    ...named(Object.keys(file.weights), [...keys.keys()], ["weights"], "key"),
    ...file.excluded.flatMap((when, at) => inWhen(when, ["excluded", at])),
    ...Object.entries(file.slots).flatMap(([id, { lackedBy }]) =>
      inWhen(lackedBy, ["slots", id, "lackedBy"]),
    ),
    ...file.verdicts.flatMap(({ when }, at) => inWhen(when, ["verdicts", at, "when"])),
    ...doubled(file.verdicts, "verdicts"),
    ...roleFaults(file),
    ...file.cases.flatMap((row, at) => [
      ...inWhen(row.when, ["cases", at, "when"]),
      ...ownFaults(file, row, at),
    ]),
    ...doubled(file.cases, "cases"),
    ...composingFaults(file),
    ...file.composing.never.flatMap(({ when }, at) =>
      inWhen(when, ["composing", "never", at, "when"]),
    ),
  ];
}

function whenFaults(
  when: WrittenWhen,
  keys: ReadonlyMap<string, readonly string[]>,
  path: CaseFault["path"],
): readonly CaseFault[] {
  return Object.entries(when).flatMap(([key, values]) => {
    const known = keys.get(key);
    return known
      ? named(values, known, [...path, key], `value of "${key}"`)
      : named([key], [...keys.keys()], path, "key", [...path, key]);
  });
}

function ownFaults(file: CasesFile, row: CasesFile["cases"][number], at: number): CaseFault[] {
  const faults: CaseFault[] = [];
  const [topic = ""] = row.id.split(".");
  if (!Object.hasOwn(file.sources, topic))
    faults.push({
      path: ["cases", at, "id"],
      message: `Could not find what the topic "${topic}" rests on: add it under sources`,
    });
  if (row.done !== undefined)
    faults.push(
      ...named([row.done], file.keys[DONE] ?? [], ["cases", at, "done"], `value of "${DONE}"`),
    );
  const lines = file.composing.deciding;
  if (row.side && !lines.some((line) => line.includes(row.id) || line.includes(topic)))
    faults.push({
      path: ["cases", at, "id"],
      message: `Could not find the place of this reason: add "${row.id}" or "${topic}" under composing.deciding`,
    });
  return faults;
}

/** A role for each family of work, and one for whoever has none. */
function roleFaults({ roles, keys }: CasesFile): readonly CaseFault[] {
  const wanted = [...(keys[FAMILY] ?? []), NO_FAMILY];
  return [
    ...named(Object.keys(roles), wanted, ["roles"], `value of "${FAMILY}"`),
    ...wanted
      .filter((id) => !Object.hasOwn(roles, id))
      .map((id) => ({
        path: ["roles"],
        message: `Could not find the role "${id}": add it with firstStep and prepare`,
      })),
  ];
}

function composingFaults({ cases, composing }: CasesFile): readonly CaseFault[] {
  const ids = cases.map(({ id }) => id);
  const known = [...new Set([...ids, ...ids.map((id) => id.slice(0, id.indexOf(".")))])];
  const list = (some: readonly string[] | undefined, ...path: CaseFault["path"]) =>
    (some ?? []).flatMap((one, at) => unknownCase(one, known, ["composing", ...path, at]));
  return [
    ...composing.deciding.flatMap((line, at) => list(line, "deciding", at)),
    ...composing.oneTopic.flatMap((line, at) => list(line, "oneTopic", at)),
    ...Object.entries(composing.worded).flatMap(([rule, line]) => list(line, "worded", rule)),
    ...list(composing.objections, "objections"),
    ...Object.entries(composing.turns).flatMap(([answer, line]) => list(line, "turns", answer)),
    ...composing.never.flatMap((row, at) => [
      ...list(row.cases, "never", at, "cases"),
      ...list(row.beside, "never", at, "beside"),
    ]),
  ];
}

function unknownCase(one: string, known: readonly string[], path: CaseFault["path"]): CaseFault[] {
  if (known.includes(one)) return [];
  const guess = nearest(one, known);
  const hint = guess === undefined ? "name a case or a topic" : `did you mean "${guess}"`;
  return [{ path, message: `Could not find the case "${one}": ${hint}` }];
}

function named(
  found: readonly string[],
  known: readonly string[],
  path: CaseFault["path"],
  kind: string,
  at: CaseFault["path"] = path,
): readonly CaseFault[] {
  return found
    .filter((one) => !known.includes(one))
    .map((one) => ({
      path: at,
      message: `Could not find the ${kind} "${one}": use one of ${known.join(", ")}`,
    }));
}

function doubled(rows: readonly { readonly id: string }[], section: string): readonly CaseFault[] {
  return rows.flatMap(({ id }, at) =>
    rows.findIndex((row) => row.id === id) < at
      ? [
          {
            path: [section, at, "id"],
            message: `Could not use the id "${id}" twice: name one anew`,
          },
        ]
      : [],
  );
}
