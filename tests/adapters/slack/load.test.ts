import { expect, test } from "vitest";
import { runLoad } from "./load.ts";

test("sixty people at once, deliveries and clicks doubled, the app killed once: nothing is lost and nothing counts twice", async () => {
  const report = await runLoad(60);
  expect(report).toMatchObject({
    people: 60,
    lost: [],
    twice: [],
    withoutAdvice: [],
    refusals: [],
  });
  expect(report.doubled).toBeGreaterThan(10);
});
