import { variablesOf } from "../condition.ts";
import type { Condition } from "../condition.ts";
import type { Dialog, Question } from "../dialog.ts";

/**
 * Draws a dialog as a Mermaid flowchart: the questions in order, each with the condition on which it is asked, and
 * dotted lines to the verdict that a blocker, limit, condition or floor leads to.
 *
 * @see https://mermaid.js.org/syntax/flowchart.html
 */
export function drawDialog(dialog: Dialog): string {
  const { questions, file } = dialog;
  const entry = (position: number): string => {
    const question = questions[position];
    if (!question) return "verdict";
    return question.when ? `w${position}` : `q${position}`;
  };
  const lines = questions.flatMap((question, position): string[] => {
    const box = `q${position}["${quote(question.id)}<br/>${quote(answersOf(question))}"]`;
    const onward = `q${position} --> ${entry(position + 1)}`;
    if (!question.when) return [box, onward];
    // A question is asked unless its condition is false: not knowing does not hide it.
    const gate = `w${position}{"${quote(describe(question.when))}"}`;
    return [
      gate,
      box,
      `w${position} -- "yes or unsure" --> q${position}`,
      `w${position} -- "no" --> ${entry(position + 1)}`,
      onward,
    ];
  });
  const rules = [
    ...file.blockers.map((row) => ({ ...row, to: "notyet" })),
    ...file.limits.map((row) => ({ ...row, to: "alternative" })),
    ...file.conditions.map((row) => ({ ...row, to: "worthitif" })),
    ...file.floors.map((row) => ({ ...row, to: "worthit" })),
  ];
  const edges = rules.map(
    ({ id, when, to }) =>
      `q${lastQuestion(dialog, when)} -. "${quote(`${id}: ${describe(when)}`)}" .-> ${to}`,
  );
  const outcomes = [
    `verdict(["${file.worthItAt} points or more?"])`,
    'verdict -- "yes" --> worthit(["Worth it"])',
    'verdict -- "no" --> alternative(["Better alternative"])',
    'worthitif(["Worth it, if"])',
    'notyet(["Not yet"])',
  ];
  return `${["flowchart TD", ...[`start([" "]) --> ${entry(0)}`, ...lines, ...outcomes, ...edges].map((line) => `  ${line}`)].join("\n")}\n`;
}

/** Where a rule is drawn from: the last question it looks at, when it can be told. */
function lastQuestion(dialog: Dialog, when: Condition): number {
  const deciding = dialog.deciding.map((at) => dialog.variables[at]?.name ?? "");
  const positions = variablesOf(when, deciding).map(
    (name) => dialog.positions.get(name.split(".")[0] ?? "") ?? 0,
  );
  return Math.max(0, ...positions);
}

function answersOf(question: Question): string {
  if (question.kind === "choice") return question.options.join(" · ");
  return question.kind;
}

/** A condition in words, as an author would say it. */
function describe(condition: Condition, isInside = false): string {
  const join = (parts: readonly Condition[], word: string) => {
    const joined = parts.map((part) => describe(part, true)).join(` ${word} `);
    return isInside && parts.length > 1 ? `(${joined})` : joined;
  };
  if ("all" in condition) return join(condition.all, "and");
  if ("any" in condition) return join(condition.any, "or");
  if ("not" in condition) return `not ${describe(condition.not, true)}`;
  if ("unsureDeciding" in condition)
    return `${condition.unsureDeciding} or more deciding answers unsure`;
  if ("unsure" in condition) return `${condition.unsure} unsure`;
  if ("atLeast" in condition) return `${condition.question} at least ${condition.atLeast}`;
  if ("below" in condition) return `${condition.question} below ${condition.below}`;
  const values = typeof condition.is === "string" ? [condition.is] : condition.is;
  const wanted = `${condition.question} is ${values.join(" or ")}`;
  return isInside && values.length > 1 ? `(${wanted})` : wanted;
}

/** Mermaid reads quotes and angle brackets inside a label; an entity stands for each. */
function quote(text: string): string {
  return text
    .replaceAll("#", "#35;")
    .replaceAll('"', "#quot;")
    .replaceAll("<", "#lt;")
    .replaceAll(">", "#gt;");
}
