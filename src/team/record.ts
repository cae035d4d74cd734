import { totalOver } from "./money.ts";
import type { Decision, Request, Round } from "./state.ts";

/** A decision that gives money. What was declined or put off is told to its author alone. */
export type Approval = Decision & { readonly type: "approve" | "approve-if" };

/** The record of a round: who was granted what. `approved` is the exact sum of its own lines. */
export interface TeamRecord {
  readonly topic: string;
  readonly currency: string;
  readonly budget?: number;
  readonly approved: number;
  /** What waits for a decision or was put off: a rounded total over at least the threshold; absent where fewer wait, or nobody does. */
  readonly pending?: number;
  readonly left?: number;
  readonly lines: readonly Approval[];
}

/** The words an exported record needs, in the reader's language. */
export interface RecordLabels {
  readonly person: string;
  readonly certification: string;
  readonly decision: string;
  readonly amount: string;
  readonly condition: string;
  readonly reviewAt: string;
  readonly decidedBy: string;
  readonly decidedAt: string;
  readonly budget: string;
  readonly approved: string;
  readonly pending: string;
  readonly left: string;
  readonly decisions: Readonly<Record<Approval["type"], string>>;
  /** Says a person's platform id as a name. */
  name(person: string): string;
  /** Says a time, given in ms since epoch, as a date. */
  date(at: number): string;
}

/** Makes the record of a round as it stands. */
export function toRecord(round: Round): TeamRecord {
  const { topic, currency, budget } = round;
  const lines = fundedDecisions(round);
  const approved = lines.reduce((sum, { amount }) => sum + (amount ?? 0), 0);
  const pending = pendingTotal(round);
  return {
    topic,
    currency,
    approved,
    lines,
    ...(budget !== undefined && { budget, left: budget - approved }),
    ...(pending !== undefined && { pending }),
  };
}

/** The requests that may still be decided or withdrawn: without a decision, or put off. */
export function waitingRequests({ requests, decisions }: Round): readonly Request[] {
  const final = new Set(
    decisions.filter(({ type }) => type !== "later").map(({ requestId }) => requestId),
  );
  return requests.filter(({ id, status }) => status === "sent" && !final.has(id));
}

/** The decisions that gave money. */
export function fundedDecisions({ decisions }: Round): readonly Approval[] {
  return decisions.filter(isApproval);
}

function isApproval(decision: Decision): decision is Approval {
  return decision.type === "approve" || decision.type === "approve-if";
}

/**
 * Writes a record as CSV: RFC 4180, a header line, CRLF, every text quoted.
 *
 * A text that a spreadsheet would run as a formula gets an apostrophe in front (https://owasp.org/www-community/attacks/CSV_Injection).
 */
export function toCsv(record: TeamRecord, labels: RecordLabels): string {
  const rows = [toHeader(labels), ...record.lines.map((line) => toCells(line, labels))];
  return rows.map((row) => `${row.map(toCsvCell).join(",")}\r\n`).join("");
}

/** Writes a record as Markdown: the totals as a list, the decisions as a table. */
export function toMarkdown(record: TeamRecord, labels: RecordLabels): string {
  const totals = (["budget", "approved", "pending", "left"] as const).flatMap((key) => {
    const total = record[key];
    return total === undefined
      ? []
      : [`- ${escapeMarkdown(labels[key])}: ${total} ${escapeMarkdown(record.currency)}`];
  });
  const header = toHeader(labels);
  const rows = [
    header,
    header.map(() => "---"),
    ...record.lines.map((line) => toCells(line, labels)),
  ];
  const table = rows.map(
    (row, index) =>
      `| ${row.map((cell) => (index === 1 ? cell : toMarkdownCell(cell))).join(" | ")} |`,
  );
  return `# ${escapeMarkdown(record.topic)}\n\n${totals.join("\n")}\n\n${table.join("\n")}\n`;
}

function pendingTotal(round: Round): number | undefined {
  const amounts = waitingRequests(round).map(({ content }) => content.amount);
  return totalOver(amounts, round.threshold);
}

type Cell = string | number | undefined;

function toHeader(labels: RecordLabels): readonly string[] {
  const { person, certification, decision, amount, condition, reviewAt, decidedBy, decidedAt } =
    labels;
  return [person, certification, decision, amount, condition, reviewAt, decidedBy, decidedAt];
}

function toCells(line: Approval, labels: RecordLabels): readonly Cell[] {
  return [
    labels.name(line.person),
    line.name,
    labels.decisions[line.type],
    line.amount,
    line.condition,
    line.reviewAt === undefined ? undefined : labels.date(line.reviewAt),
    labels.name(line.by),
    labels.date(line.at),
  ];
}

// Spreadsheets skip leading white space and invisible characters, and read the full-width signs like the plain ones.
const FORMULA_START = /^[\s\p{C}]*[=+\-@|%＝＋－＠]|^[\t\r\n]/u;

function toCsvCell(cell: Cell): string {
  if (cell === undefined) {
    return "";
  }
  if (typeof cell === "number") {
    return String(cell);
  }
  const guarded = FORMULA_START.test(cell) ? `'${cell}` : cell;
  return `"${guarded.replaceAll('"', '""')}"`;
}

function toMarkdownCell(cell: Cell): string {
  return cell === undefined ? "" : escapeMarkdown(String(cell));
}

function escapeMarkdown(text: string): string {
  return text
    .replaceAll(/\s+/g, " ")
    .replaceAll(/[\\`*_{}[\]<>#|~!@]/g, String.raw`\$&`)
    .trim();
}
