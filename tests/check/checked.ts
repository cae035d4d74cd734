import { expect } from "vitest";
import { walk } from "../../src/engine/answers.ts";
import type { Answers } from "../../src/engine/answers.ts";
import { checkDialog } from "../../src/engine/check.ts";
import type { Finding } from "../../src/engine/check/finding.ts";
import type { Dialog } from "../../src/engine/dialog.ts";
import { judge } from "../../src/engine/verdict.ts";
import { rowsOf, soundFile, toDialog } from "./dialogs.ts";

/** The sound dialog with one thing changed, checked. */
export const check = (change: object) => {
  const dialog = toDialog({ ...soundFile, ...change });
  return { dialog, ...checkDialog(dialog) };
};
export const names = (findings: readonly Finding[]) =>
  findings.map(({ type, about }) => `${type} ${about}`);
export const one = (findings: readonly Finding[], type: Finding["type"]) => {
  const found = findings.filter((finding) => finding.type === type);
  expect(found).toHaveLength(1);
  return found[0]!;
};
/** The verdict of a complete answer set. */
export const verdictOf = (dialog: Dialog, answers: Answers | undefined) => {
  const path = walk(dialog, answers!);
  expect(path.open).toBeUndefined();
  return judge(dialog, path.codes).verdict;
};
export const questions = (...more: object[]) => [...soundFile.questions, ...more];
export const evidence = (rows: Readonly<Record<string, object>>) => [
  ...soundFile.evidence,
  ...rowsOf(rows),
];
export const blockers = (rows: Readonly<Record<string, object>>) => [
  ...soundFile.blockers,
  ...rowsOf(rows, { minutes: 5 }),
];
