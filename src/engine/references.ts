import { CATALOGUE_CHOICES, createVariables } from "./create-dialog.ts";
import type { Condition, Variable } from "./condition.ts";
import { CLAUSE_KINDS, ROW_KINDS, SKIPPED, optionIds } from "./dialog.ts";
import type { DialogFile } from "./dialog.ts";

/** A mistake in a dialog file that its shape alone does not show. */
export interface ReferenceFault {
  readonly path: readonly (string | number)[];
  readonly message: string;
}

/** Finds names that lead nowhere, that look ahead, or that stand twice: all of them at once. */
export function referenceFaults(file: DialogFile): readonly ReferenceFault[] {
  const variables = createVariables(file);
  const questions = file.questions.flatMap((question, at): ReferenceFault[] => [
    ...(question.when
      ? conditionFaults(question.when, variables, ["questions", at, "when"], at)
      : []),
    ...ownFaults(question, ["questions", at]),
  ]);
  const rows = ROW_KINDS.flatMap((section) =>
    file[section].flatMap((row, at) =>
      row.when ? conditionFaults(row.when, variables, [section, at, "when"], Infinity) : [],
    ),
  );
  const beyond = file.beyondEntry
    ? conditionFaults(file.beyondEntry, variables, ["beyondEntry"], Infinity)
    : [];
  return [
    ...questions,
    ...rows,
    ...beyond,
    ...teamFaults(file, variables),
    ...kindFaults(file),
    ...doubledFaults(file),
    ...carryFaults(file),
    ...factFaults(file),
  ];
}

/** What a fact implies must be an answer to a question, and "skipped" is one. */
function factFaults({ facts, questions }: DialogFile): readonly ReferenceFault[] {
  return facts.flatMap(({ options, implies }, at) =>
    Object.entries(implies).flatMap(([option, answers]) => {
      const path = ["facts", at, "implies", option];
      const stranger = `Could not find the option "${option}": use one of ${options.join(", ")}`;
      return [
        ...(options.includes(option) ? [] : [{ path, message: stranger }]),
        ...Object.entries(answers).flatMap(([id, answer]) => {
          const question = questions.find((one) => one.id === id);
          if (!question) return [{ path: [...path, id], message: missing(id) }];
          const ids = [...optionIds(question), SKIPPED];
          const message = `Could not answer "${id}" with "${answer}": use one of ${ids.join(", ")}`;
          return ids.includes(answer) ? [] : [{ path: [...path, id], message }];
        }),
      ];
    }),
  );
}

/** Every name under a kind is a question, and stands there once. */
function kindFaults({ kinds, questions, facts }: DialogFile): readonly ReferenceFault[] {
  const seen = new Set<string>();
  return CLAUSE_KINDS.flatMap((kind) =>
    (kinds[kind] ?? []).flatMap((name, at): ReferenceFault[] => {
      const isKnown = [...questions, ...facts].some(({ id }) => id === name);
      const isSecond = seen.has(name);
      seen.add(name);
      if (isKnown && !isSecond) return [];
      const message = isKnown
        ? `Could not put "${name}" under a second kind: leave it under one`
        : `Could not find "${name}": write the id of a question or a fact`;
      return [{ path: ["kinds", kind, at], message }];
    }),
  );
}

function teamFaults(file: DialogFile, variables: readonly Variable[]): readonly ReferenceFault[] {
  if (!file.team) return [];
  const { purpose, openPurposes, task, freeRoute } = file.team;
  return [
    ...conditionFaults(
      { question: purpose, is: openPurposes },
      variables,
      ["team", "openPurposes"],
      Infinity,
    ),
    ...conditionFaults(task, variables, ["team", "task"], Infinity),
    ...conditionFaults(freeRoute, variables, ["team", "freeRoute"], Infinity),
  ];
}

function conditionFaults(
  condition: Condition,
  variables: readonly Variable[],
  path: ReferenceFault["path"],
  before: number,
): readonly ReferenceFault[] {
  const inside = (parts: readonly Condition[], key: string) =>
    parts.flatMap((part, at) => conditionFaults(part, variables, [...path, key, at], before));
  if ("all" in condition) return inside(condition.all, "all");
  if ("any" in condition) return inside(condition.any, "any");
  if ("not" in condition)
    return conditionFaults(condition.not, variables, [...path, "not"], before);
  if ("unsureDeciding" in condition) {
    if (before === Infinity) return [];
    return [
      {
        path,
        message:
          "Could not use unsureDeciding here: a question can look at earlier answers only, by name",
      },
    ];
  }
  const key = "unsure" in condition ? "unsure" : "question";
  const name = "unsure" in condition ? condition.unsure : condition.question;
  const variable = variables.find((each) => each.name === name);
  if (!variable) {
    const known = variables.map((each) => each.name).join(", ");
    return [
      {
        path: [...path, key],
        message: `Could not find the question "${name}": use one of ${known}`,
      },
    ];
  }
  if (variable.question >= before) {
    return [
      {
        path: [...path, key],
        message: `Could not look ahead to "${name}": a question can look at earlier questions only`,
      },
    ];
  }
  return valueFaults(condition, variable, path);
}

function valueFaults(
  condition: Condition,
  variable: Variable,
  path: ReferenceFault["path"],
): readonly ReferenceFault[] {
  if ("is" in condition) {
    const { values } = variable;
    if (!values)
      return [
        {
          path: [...path, "is"],
          message: `Could not use "is" with the amount "${variable.name}": use atLeast or below`,
        },
      ];
    const wanted = typeof condition.is === "string" ? [condition.is] : condition.is;
    return wanted
      .filter((value) => !values.includes(value))
      .map((value) => ({
        path: [...path, "is"],
        message: `Could not find the answer "${value}" of "${variable.name}": use one of ${values.join(", ")}`,
      }));
  }
  const compares = "atLeast" in condition || "below" in condition;
  return compares && variable.values
    ? [
        {
          path,
          message: `Could not compare "${variable.name}" with a number: its answers are ${variable.values.join(", ")}`,
        },
      ]
    : [];
}

function ownFaults(
  question: DialogFile["questions"][number],
  path: ReferenceFault["path"],
): readonly ReferenceFault[] {
  if (question.kind === "catalogue") return [];
  if (question.kind === "choice") {
    const doubled = question.options.filter((id, at) => question.options.indexOf(id) !== at);
    const reserved = question.options.filter((id) => id === "unsure");
    const strangers = question.note.filter((id) => !question.options.includes(id));
    return [
      ...doubled.map((id) => ({
        path: [...path, "options"],
        message: `Could not use the option "${id}" twice: give each its own id`,
      })),
      ...reserved.map(() => ({
        path: [...path, "options"],
        message: 'Could not name an option "unsure": write unsure: true instead',
      })),
      ...strangers.map((id) => ({
        path: [...path, "note"],
        message: `Could not find the option "${id}": use one of ${question.options.join(", ")}`,
      })),
    ];
  }
  const outside = question.presets.filter(
    ({ amount }) => amount < question.min || amount > question.max,
  );
  return outside.map(({ id, amount }) => ({
    path: [...path, "presets"],
    message: `Could not offer ${amount} as "${id}": it must lie between ${question.min} and ${question.max}`,
  }));
}

/** Question ids are unique, and so are row ids: texts and points go by them. */
function doubledFaults(file: DialogFile): readonly ReferenceFault[] {
  const rows = ROW_KINDS.flatMap((section) =>
    file[section].map(({ id }, at) => ({ id, path: [section, at, "id"] })),
  );
  const questions = [
    ...file.questions.map(({ id }, at) => ({ id, path: ["questions", at, "id"] })),
    ...file.facts.map(({ id }, at) => ({ id, path: ["facts", at, "id"] })),
  ];
  return [rows, questions].flatMap((list) =>
    list
      .filter(({ id }, at) => list.findIndex((other) => other.id === id) !== at)
      .map(({ id, path }) => ({
        path,
        message: `Could not use the id "${id}" twice: give each its own`,
      })),
  );
}

/** What running conversations are carried over to must exist. */
function carryFaults(file: DialogFile): readonly ReferenceFault[] {
  const names = new Set(
    file.questions.flatMap((question) => [
      question.id,
      ...(question.kind === "choice"
        ? question.options.map((option) => `${question.id}.${option}`)
        : []),
      ...(question.kind === "catalogue"
        ? CATALOGUE_CHOICES.map((choice) => `${question.id}.${choice}`)
        : []),
    ]),
  );
  return [
    ...Object.entries(file.renames)
      .filter(([, name]) => !names.has(name))
      .map(([old, name]) => ({ path: ["renames", old], message: missing(name) })),
    ...file.askAgain.flatMap((name, at) =>
      names.has(name) ? [] : [{ path: ["askAgain", at], message: missing(name) }],
    ),
  ];
}

function missing(name: string): string {
  return `Could not find "${name}": name a question, or question.option`;
}
