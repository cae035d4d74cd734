import { describe, expect, it } from "vitest";
import type { CatalogueFact } from "../../src/engine/catalogue.ts";
import { ageOf, factText } from "../../src/engine/fact-text.ts";
import { roughDollars } from "../../src/engine/rough-dollars.ts";
import { requireDialog } from "../../src/dialogs.ts";

const { speaker } = requireDialog("dialogs/ai-certification").in("en");
const NOW = Date.parse("2026-11-30T12:00:00Z");

function said(value: CatalogueFact["value"], checked: string | undefined): string {
  const dated = checked === undefined ? {} : { checked };
  return speaker.say(factText({ value, ...dated, age: ageOf(checked, NOW) }));
}

const usd = (amount: number) => ({ amount, currency: "USD" });

describe("factText()", () => {
  it.each([
    ["2026-10-05", "100 USD (5 Oct 2026)"],
    ["2026-10", "100 USD (Oct 2026)"],
    ["2026-08-19", "100 USD in Aug 2026, may have changed"],
    ["2026", "100 USD in 2026, may have changed"],
    ["2025-11-29", "100 USD in Nov 2025, probably changed"],
    ["2019", "100 USD in 2019, probably changed"],
    [undefined, "100 USD, undated, may have changed"],
  ])("keeps the number and shows the age of %j", (checked, text) => {
    expect(said(usd(100), checked)).toBe(text);
  });

  it("says a range, a month, what is agreed, and what costs nothing", () => {
    expect(said({ ...usd(1049), upTo: 1579 }, "2026-11-01")).toBe(
      "1,049 to 1,579 USD (1 Nov 2026)",
    );
    expect(said({ ...usd(49), per: "month" }, "2026-11")).toBe("49 USD a month (Nov 2026)");
    expect(said({ amount: 80, currency: "EUR", isAgreed: true }, "2026-11-01")).toBe(
      "80 EUR as agreed (1 Nov 2026)",
    );
    expect(said(usd(0), "2026-11-01")).toBe("free of charge (1 Nov 2026)");
  });

  it("says hours", () => {
    expect(said({ from: 20, to: 32 }, "2026-11")).toBe("20 to 32 hours (Nov 2026)");
    expect(said({ from: 1, to: 1 }, "2026-11")).toBe("1 hour (Nov 2026)");
    expect(said({ from: 30 }, "2026-11")).toBe("at least 30 hours (Nov 2026)");
  });
});

describe("roughDollars()", () => {
  it("lets rules tell a little from a lot in every currency it knows, and knows that 0 is 0 everywhere", () => {
    expect(roughDollars({ amount: 100 })).toBe(100);
    expect(roughDollars({ amount: 1000, currency: "TWD" })).toBeLessThan(100);
    expect(roughDollars({ amount: 1000, currency: "EUR" })).toBeGreaterThan(900);
    expect(roughDollars({ amount: 0, currency: "XAF" })).toBe(0);
    expect(roughDollars({ amount: 5, currency: "XAF" })).toBeUndefined();
  });
});
