import { expect, it } from "vitest";
import { dateOf, DAY_MS, dayOf, lastOf, weekdayOf } from "../../../src/engine/hearing/calendar.ts";

it("every day from 1900 to 2200 is the one that JavaScript's own calendar says", () => {
  const wrong: number[] = [];
  for (let day = dayOf(1970, 0, 1)! - 25_567; day < 84_000; day += 1) {
    const shown = new Date(day * DAY_MS);
    const [year, month, date] = [shown.getUTCFullYear(), shown.getUTCMonth(), shown.getUTCDate()];
    const found = dateOf(day);
    const isRight =
      found.year === year &&
      found.month === month &&
      found.date === date &&
      dayOf(year, month, date) === day &&
      lastOf(year, month) === Date.UTC(year, month + 1, 0) / DAY_MS &&
      (day < 0 || weekdayOf(day) === shown.getUTCDay());
    if (!isRight) wrong.push(day);
  }
  expect(wrong).toEqual([]);
});
