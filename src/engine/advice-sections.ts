import { cheaperLines, costLines } from "./advice-facts.ts";
import { TRUE } from "./condition.ts";
import type { Rule } from "./dialog.ts";
import { reasonText } from "./reasons.ts";
import type { AdviceContext } from "./reasons.ts";
import { say, SECTIONS } from "./reply.ts";
import type { Section, SectionId, Text } from "./reply.ts";

const PROVIDER_QUESTIONS_MAX = 3;
const READINGS_MAX = 2;

/** The parts of an advice that unfold: those that have something to say to this person. */
export function sectionsOf(context: AdviceContext): readonly Section[] {
  const { dialog, path } = context;
  const holding = <Row extends Rule>(rows: readonly Row[]) =>
    rows.filter((row) => row.holds(path.codes) === TRUE);
  const { statements, providerQuestions, readings } = dialog.rules;
  const placed = (place: string, most = Infinity) =>
    holding(statements)
      .filter((row) => row.place === place)
      .slice(0, most)
      .map((row) => say(`statements.${row.id}`, reasonText(context, row.id).values));
  const read = holding(readings)
    .slice(0, READINGS_MAX)
    .map((row) => say(`readings.${row.id}`));
  const lines: Record<SectionId, readonly Text[]> = {
    cost: costLines(context),
    cheaper: cheaperLines(context),
    provider: holding(providerQuestions)
      .slice(0, PROVIDER_QUESTIONS_MAX)
      .map((row) => say(`provider-questions.${row.id}`)),
    show: [
      ...placed("proof"),
      ...placed("test"),
      ...placed("resembles", 1),
      ...placed("growth", 1),
    ],
    read: [...placed("evidence", 1), ...(read.length > 0 ? [say("advice.readings"), ...read] : [])],
  };
  return SECTIONS.map((id) => ({ id, title: say(`section.${id}`), lines: lines[id] })).filter(
    (section) => section.lines.length > 0,
  );
}
