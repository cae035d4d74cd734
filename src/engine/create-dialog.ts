import { NO_CASES } from "./advice/casebook.ts";
import type { Casebook } from "./advice/casebook.ts";
import type { Catalogue } from "./catalogue.ts";
import { compileCondition, FALSE, TRUE } from "./condition.ts";
import type { Condition, Predicate, Variable } from "./condition.ts";
import { factsOf } from "./dialog.ts";
import type { Dialog, DialogFile, Rule, Rules, Weight } from "./dialog.ts";
import type { Words } from "./hearing/words.ts";

const POINTS: Record<Weight, number> = { slight: 1, some: 2, strong: 3 };

/** What a catalogue question itself can say; its facts are variables of their own. */
export const CATALOGUE_CHOICES = ["listed", "other", "none"] as const;

/**
 * Compiles a checked dialog file for one language.
 *
 * @param hash - Names the exact contents of the file.
 * @param cases - What the advice is made of; a dialog may have none.
 * @param read - How a text reads in this language.
 */
export function createDialog(
  file: DialogFile,
  hash: string,
  words: Words,
  catalogue: Catalogue,
  cases: Casebook = NO_CASES,
  read: Dialog["read"] = ({ text }) => text,
): Dialog {
  const variables = createVariables(file);
  const deciding = variables.flatMap((variable, at) => {
    const question = file.questions[variable.question];
    return question?.deciding && variable.name === question.id ? [at] : [];
  });
  return {
    id: file.id,
    version: file.version,
    edition: `${file.id} ${file.version} ${hash}`,
    file,
    questions: file.questions,
    facts: factsOf(file),
    positions: new Map(file.questions.map((question, at) => [question.id, at])),
    variables,
    variablesOf: file.questions.map((_, position) =>
      variables.flatMap((variable, at) => (variable.question === position ? [at] : [])),
    ),
    firsts: file.questions.map(({ id }) => variables.findIndex(({ name }) => name === id)),
    deciding,
    rules: compileRules(file, variables, deciding),
    words,
    catalogue,
    cases,
    read,
  };
}

/** Everything conditions of this file can look at: questions in their order, then the facts, which no question asks for. */
export function createVariables(file: DialogFile): readonly Variable[] {
  const asked = file.questions.flatMap((question, position): Variable[] => {
    if (question.kind === "choice")
      return [{ name: question.id, question: position, values: question.options }];
    if (question.kind !== "catalogue") return [{ name: question.id, question: position }];
    const facts = Object.entries(question.facts).map(([fact, values]): Variable => {
      const name = `${question.id}.${fact}`;
      return values === "number"
        ? { name, question: position }
        : { name, question: position, values };
    });
    return [{ name: question.id, question: position, values: CATALOGUE_CHOICES }, ...facts];
  });
  const unasked = file.questions.length;
  const heard = file.facts.map(({ id, options }) => ({
    name: id,
    question: unasked,
    values: options,
  }));
  return [...asked, ...heard];
}

const always: Predicate = () => TRUE;

interface Row {
  readonly id: string;
  readonly when?: Condition | undefined;
  readonly source: readonly string[];
}

function compileRules(
  file: DialogFile,
  variables: readonly Variable[],
  deciding: readonly number[],
): Rules {
  const compile = (when: Condition | undefined) =>
    when ? compileCondition(when, variables, deciding) : always;
  const rule = (row: Row): Rule => ({
    id: row.id,
    holds: compile(row.when),
    source: row.source,
  });
  const timed = (row: Row & { minutes: number }) => ({
    ...rule(row),
    minutes: row.minutes,
  });
  return {
    shown: file.questions.map((question) => question.when && compile(question.when)),
    evidence: file.evidence.map((row) => ({
      ...rule(row),
      points: "for" in row ? POINTS[row.for] : -POINTS[row.against],
    })),
    limits: file.limits.map(rule),
    conditions: file.conditions.map(rule),
    blockers: file.blockers.map(timed),
    floors: file.floors.map(rule),
    alternatives: file.alternatives.map(rule),
    steps: file.steps.map(timed),
    providerQuestions: file.providerQuestions.map(rule),
    readings: file.readings.map(rule),
    beyondEntry: file.beyondEntry ? compile(file.beyondEntry) : () => FALSE,
    team: file.team && {
      task: compile(file.team.task),
      freeRoute: compile(file.team.freeRoute),
    },
    statements: file.statements.map((row) => ({ ...rule(row), place: row.place })),
  };
}
