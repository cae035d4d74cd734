import { optionOf } from "../answers.ts";
import { variablesOf } from "../condition.ts";
import type { Rule } from "../dialog.ts";
import type { AdviceContext } from "../reasons.ts";
import type { Case } from "./casebook.ts";
import { sourcesOf } from "./keys.ts";

/** A rule that fired the way of the verdict or against it, and how much it weighs. */
interface Fired {
  readonly id: string;
  readonly variable: string;
  readonly side: "for" | "against";
  /** Points; more than any points where the rule decides alone. */
  readonly weight: number;
}

/** What decides alone weighs more than points. */
export const DECIDES = 9;

/** The rules that made the verdict, those that decide alone first. */
export function firedRules({ dialog, judgement }: AdviceContext): readonly Fired[] {
  const { blockers, limits, floors, evidence } = judgement;
  const fired = (rows: readonly Rule[], side: Fired["side"]) =>
    rows.map(({ id }) => ({ id, variable: variableOf(dialog.file, id), side, weight: DECIDES }));
  return [
    ...fired(floors, "for"),
    ...fired(blockers, "against"),
    ...fired(limits, "against"),
    ...evidence.map(({ id, points }): Fired => ({
      id,
      variable: variableOf(dialog.file, id),
      side: points > 0 ? "for" : "against",
      weight: Math.abs(points),
    })),
  ];
}

/** What the condition of a rule looks at first: a question, or a fact of a certification. */
function variableOf(file: AdviceContext["dialog"]["file"], row: string): string {
  const rows = [...file.evidence, ...file.limits, ...file.blockers, ...file.floors];
  const found = rows.find(({ id }) => id === row);
  return (found && variablesOf(found.when, [])[0]) ?? "";
}

/** The fired rules that a reason of a case speaks of. */
export function restsOn(
  { dialog, conversation }: AdviceContext,
  fired: readonly Fired[],
  { when }: Case,
  side?: Fired["side"],
): readonly Fired[] {
  const sources = new Set(when.flatMap(([key]) => sourcesOf(key)));
  for (const { id, implies } of dialog.facts) {
    if (!sources.has(id)) continue;
    const answer = conversation.answers[id];
    const option = answer === undefined ? undefined : optionOf(answer);
    for (const question of Object.keys(implies[option ?? ""] ?? {})) sources.add(question);
  }
  return fired.filter(
    (rule) => (side === undefined || rule.side === side) && sources.has(rule.variable),
  );
}
