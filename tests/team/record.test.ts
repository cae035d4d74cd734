import { expect, test } from "vitest";
import type { RecordLabels, TeamRecord } from "../../src/team/record.ts";
import { toCsv, toMarkdown } from "../../src/team/record.ts";

const LABELS: RecordLabels = {
  person: "Person",
  certification: "Certification",
  decision: "Decision",
  amount: "Amount",
  condition: "Condition",
  reviewAt: "Review",
  decidedBy: "By",
  decidedAt: "On",
  budget: "Budget",
  approved: "Approved",
  pending: "Pending",
  left: "Left",
  decisions: {
    approve: "approved",
    "approve-if": "approved, if",
  },
  name: (person) => person,
  date: (at) => `day ${at}`,
};

function recordWith(condition: string): TeamRecord {
  const line = {
    requestId: "q",
    person: "ana",
    name: "AIF",
    type: "approve-if",
    amount: 100,
    condition,
    by: "ada",
    at: 3,
  } as const;
  return {
    topic: "Training | 2026",
    currency: "USD",
    budget: 50,
    approved: 100,
    left: -50,
    lines: [line],
  };
}

test("toCsv() writes a header and a line for each approval", () => {
  expect(toCsv(recordWith('say "yes", please'), LABELS)).toBe(
    '"Person","Certification","Decision","Amount","Condition","Review","By","On"\r\n' +
      '"ana","AIF","approved, if",100,"say ""yes"", please",,"ada","day 3"\r\n',
  );
});

test.each([
  "=1+1",
  "+1",
  "-1",
  "@SUM(A1)",
  " =1",
  "\t=1",
  "\r1",
  "\n=1",
  "＝1",
  "\u200b=1",
  "|cmd",
  "%0A=1",
])("toCsv() keeps a spreadsheet from running %j", (condition) => {
  expect(toCsv(recordWith(condition), LABELS)).toContain(`"'${condition}"`);
});

test("toMarkdown() writes totals and a table that no text can break", () => {
  const markdown = toMarkdown(recordWith("a | b\n| c <@everyone> [x](y)"), LABELS);
  expect(markdown).toMatchInlineSnapshot(`
    "# Training \\| 2026

    - Budget: 50 USD
    - Approved: 100 USD
    - Left: -50 USD

    | Person | Certification | Decision | Amount | Condition | Review | By | On |
    | --- | --- | --- | --- | --- | --- | --- | --- |
    | ana | AIF | approved, if | 100 | a \\| b \\| c \\<\\@everyone\\> \\[x\\](y) |  | ada | day 3 |
    "
  `);
});
