import { walk } from "../answers.ts";
import type { Answers } from "../answers.ts";
import type { DialogFacts } from "../check.ts";
import type { Dialog } from "../dialog.ts";
import type { Finding } from "./finding.ts";
import { EXAMPLES_WANTED } from "./hearing.ts";
import type { HearingFacts } from "./hearing.ts";
import { nameAnswer } from "./space.ts";
import { wrap } from "./wrap.ts";

/** What a check found, as text for a terminal of 80 columns: the facts first, then every finding with its witness. */
export function renderReport(
  dialog: Dialog,
  facts: DialogFacts,
  findings: readonly Finding[],
  heard: readonly HearingFacts[] = [],
): string {
  const cases = facts.cases === 0 ? "" : `, ${facts.cases} cases`;
  const heading = `${dialog.id}, version ${dialog.version}: ${facts.questions} questions, ${facts.rows} rows${cases}`;
  const count =
    findings.length === 0
      ? "No findings"
      : findings.length === 1
        ? "1 finding"
        : `${findings.length} findings`;
  const lines = [
    heading,
    "",
    ...pathLines(dialog, facts),
    "",
    ...verdictLines(dialog, facts),
    ...capLines(facts),
    ...noteLines(facts),
    ...heard.flatMap(hearingLines),
    "",
    count,
    ...findings.flatMap((finding, at) => ["", ...findingLines(dialog, finding, at + 1)]),
  ];
  return `${lines.join("\n")}\n`;
}

function pathLines(
  dialog: Dialog,
  { paths, lengths, shortest, longest }: DialogFacts,
): readonly string[] {
  const width = Math.max(...lengths.map(({ count }) => readable(count).length));
  return [
    `${readable(paths)} different answer sets, by the number of questions asked:`,
    ...lengths.map(
      ({ length, count }) =>
        `  ${String(length).padStart(2)}  ${readable(count).padStart(width)}  ${share(count, paths)}`,
    ),
    ...wrap(`shortest (${shortest.length}): ${inOneLine(dialog, shortest.witness)}`, "  "),
    ...wrap(`longest (${longest.length}): ${inOneLine(dialog, longest.witness)}`, "  "),
  ];
}

function verdictLines(dialog: Dialog, { verdicts }: DialogFacts): readonly string[] {
  return [
    "Verdicts that can be reached:",
    ...verdicts.flatMap(({ verdict, witness }) =>
      wrap(`${verdict}: ${inOneLine(dialog, witness)}`, "  "),
    ),
  ];
}

function capLines({ caps }: DialogFacts): readonly string[] {
  const byVerdict = Map.groupBy(caps, ({ atMost }) => atMost);
  const lines = [...byVerdict].flatMap(([verdict, some]) =>
    wrap(
      `at most ${verdict}: ${some.map(({ question, option }) => `${question} → ${option}`).join(", ")}`,
      "  ",
    ),
  );
  return lines.length === 0 ? [] : ["", "Answers that alone cap the verdict:", ...lines];
}

function noteLines({ notes }: DialogFacts): readonly string[] {
  if (notes.length === 0) return [];
  const lines = notes.flatMap(({ question, worse, better, changes }) =>
    wrap(
      `${question}: ${worse} and ${better} can differ in whether ${changes.join(", ")} is asked`,
      "  ",
    ),
  );
  return ["", "Scales compared only where the path is the same:", ...lines];
}

function hearingLines({ locale, examples, scarce, heldOut }: HearingFacts): readonly string[] {
  if (examples === 0) return ["", `No examples in ${locale}: answers are read by rules alone`];
  const few = scarce.map(
    ({ question, option, examples: count }) => `${question} → ${option} ${count}`,
  );
  const right = heldOut?.map(
    ({ question, right: count, of }) => `${question} ${rounded(count / of)}`,
  );
  return [
    "",
    `${readable(BigInt(examples))} examples in ${locale}:`,
    ...wrap(
      few.length === 0
        ? `every option has at least ${EXAMPLES_WANTED}`
        : `fewer than ${EXAMPLES_WANTED}: ${few.join(", ")}`,
      "  ",
    ),
    ...wrap(
      right === undefined
        ? "how well they tell options apart: npm run -s dialogs:check -- --hearing"
        : `read right when held out: ${right.join(", ")}`,
      "  ",
    ),
  ];
}

function rounded(part: number): string {
  return `${Math.round(part * 100)} %`;
}

function findingLines(dialog: Dialog, finding: Finding, number: number): readonly string[] {
  const { type, about, message, witness, compared, sentences = [] } = finding;
  const changed =
    compared &&
    Object.keys(compared).filter((id) => named(compared, id) !== named(witness ?? {}, id));
  return [
    `${number}. ${about} (${type})`,
    ...wrap(message, "   "),
    ...answerLines(dialog, witness ?? {}).flatMap((line) => wrap(line, "     ")),
    ...(changed ?? []).flatMap((id) =>
      wrap(`against ${id} → ${named(compared ?? {}, id)}`, "     "),
    ),
    ...sentences.flatMap((sentence) => wrap(sentence, "     ")),
  ];
}

function named(answers: Answers, id: string): string {
  const answer = answers[id];
  return answer ? nameAnswer(answer) : "";
}

/** One line an answer, in the order of the dialog; answers to questions that are not on the path say so. */
function answerLines(dialog: Dialog, answers: Answers): readonly string[] {
  const { asked } = walk(dialog, answers);
  return dialog.questions.flatMap(({ id }) => {
    const answer = answers[id];
    return answer
      ? [`${id} → ${nameAnswer(answer)}${asked.includes(id) ? "" : " (not asked then)"}`]
      : [];
  });
}

function inOneLine(dialog: Dialog, answers: Answers): string {
  return answerLines(dialog, answers).join(", ");
}

function readable(count: bigint): string {
  return String(count).replaceAll(/\B(?=(?:\d{3})+$)/gu, ",");
}

function share(count: bigint, all: bigint): string {
  const perMille = Number((count * 1000n) / all);
  return perMille === 0 ? "under 0.1 %" : `${(perMille / 10).toFixed(1)} %`;
}
