/** One measured figure, with the limit it has to keep. */
export interface Figure {
  readonly text: string;
  readonly value: number;
  readonly unit: "x" | "ms" | "MiB" | "a second";
  /** Absent: told, not judged. */
  readonly limit?: { readonly atMost: number } | { readonly atLeast: number };
}

/** Whether a figure keeps its limit. */
export function isKept({ value, limit }: Figure): boolean {
  if (!limit) return true;
  return "atMost" in limit ? value <= limit.atMost : value >= limit.atLeast;
}

/** A figure as one line. */
export function lineOf(figure: Figure): string {
  const { text, value, unit, limit } = figure;
  const digits = value >= 1000 ? 0 : unit === "ms" ? 3 : 2;
  const shown = value.toLocaleString("en", {
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  });
  const asked = !limit
    ? ""
    : "atMost" in limit
      ? `at most ${limit.atMost}`
      : `at least ${limit.atLeast}`;
  const mark = isKept(figure) ? "" : "BROKEN";
  return `${text.padEnd(64)} ${`${shown} ${unit}`.padStart(18)}   ${asked.padEnd(14)} ${mark}`.trimEnd();
}

/** The mean of some numbers; 0 for none. */
export function mean(numbers: readonly number[]): number {
  return numbers.reduce((sum, one) => sum + one, 0) / Math.max(1, numbers.length);
}

/** The middle of some numbers; 0 for none. */
export function median(numbers: readonly number[]): number {
  return numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? 0;
}
