import { expect, it } from "vitest";
import { attack } from "./attack.ts";
import { LEAKS } from "./leaks.ts";

it("a hundred random rounds give nothing away that the privacy laws keep", async () => {
  const { breach, tally } = await attack({ rounds: 100, seed: 1 });
  expect(breach).toBeUndefined();
  expect(tally["of them round-summary"]).toBeGreaterThan(30);
  expect(tally["of them round-outcome"]).toBeGreaterThan(30);
  expect(tally["facts attacked"]).toBeGreaterThan(50);
});

it.each(LEAKS)("the attack notices $name, and says how in few events", async ({ laws, leak }) => {
  const { breach } = await attack({ rounds: 150, seed: 1, leak });
  expect(laws).toContain(breach?.law);
  expect(breach?.script.ops.length).toBeLessThan(40);
});
