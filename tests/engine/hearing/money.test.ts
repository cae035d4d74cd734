import { describe, expect, it } from "vitest";
import { toldOf } from "../../../src/engine/hearing/certification.ts";
import { readMoney } from "../../../src/engine/hearing/money-field.ts";
import { toPlain } from "../../../src/engine/hearing/text.ts";
import { dialog } from "../interview.ts";
import { tokensOf } from "./spoken.ts";

const { words } = dialog;

/** An amount and its currency as one would write them; a sign stands for a currency that is not known. */
function inForm(text: string, dollar = "USD"): string {
  const read = readMoney(text, words, dollar);
  return read === undefined ? "refused" : `${read.amount} ${read.currency ?? ""}`.trim();
}

/** The price in a text about a certification. */
function priceIn(text: string): string {
  const { price } = toldOf(dialog, toPlain(text), tokensOf(text)).value;
  return price === undefined ? "none" : `${price.amount} ${price.currency ?? ""}`.trim();
}

describe("readMoney() reads an amount", () => {
  it.each([
    ["300", "300"],
    ["300 USD", "300 USD"],
    ["$300", "300 USD"],
    ["300$", "300 USD"],
    ["about 300 dollars", "300 USD"],
    ["10 us dollar", "10 USD"],
    ["US $500", "500 USD"],
    ["US$ 500", "500 USD"],
    ["10,000 swiss francs", "10000 CHF"],
    ["two hundred and fifty dollars", "250 USD"],
    ["six thousand five hundred dollars", "6500 USD"],
    ["five million yen", "5000000 JPY"],
    ["one lakh rupees", "100000 INR"],
    ["６０００ USD", "6000 USD"],
    [".50 USD", "0.5 USD"],
    ["1.200,50 €", "1200.5 EUR"],
    ["1.290,- Euro", "1290 EUR"],
    ["EUR 300", "300 EUR"],
    ["1'200 CHF", "1200 CHF"],
    ["5 k€", "5000 EUR"],
    ["1.2k", "1200"],
    ["$1,2k", "1200 USD"],
    ["two thousand dollars", "2000 USD"],
    ["a grand", "1000"],
    ["A$250", "250 AUD"],
    ["R$ 500", "500 BRL"],
    ["C$400", "400 CAD"],
    ["₹1,50,000", "150000 INR"],
    ["Rs. 5000", "5000 INR"],
    ["20 quid", "20 GBP"],
    ["gratis", "0"],
    ["free", "0"],
    ["0 €", "0 EUR"],
    ["0 euros", "0 EUR"],
  ])("“%s” as %s", (text, meant) => expect(inForm(text)).toBe(meant));

  it("and gives “$” and “dollars” the currency of the round", () => {
    for (const text of ["$500", "500 $", "500 dollars", "five hundred dollars"])
      expect(inForm(text, "CAD")).toBe("500 CAD");
    expect(inForm("US$500", "CAD")).toBe("500 USD");
    expect(inForm("A$500", "CAD")).toBe("500 AUD");
  });
});

describe("readMoney() refuses what is not one amount", () => {
  it.each([
    "-5 USD",
    "−5 USD",
    "$-5",
    "2 x 300",
    "2x300 USD",
    "15 % of 900",
    "300 USD a month",
    "300 USD / month",
    "$300 per person",
    "three hundred dollars per person",
    "$1,2345",
    "1.2.3 EUR",
    "300 or 500 USD and 20 EUR",
    "300 USD 500 EUR",
    "12 weeks",
    "24/7",
    "AZ-900",
    "level 2",
    "",
    "soon",
    "ask my boss",
    "not 300 USD",
  ])("“%s”", (text) => expect(inForm(text)).toBe("refused"));

  it.each([
    ["2 x 300 USD", ["refused", "600 USD"]],
    ["two hundred and USD", ["refused", "200 USD"]],
    ["300 to 500 USD", ["refused", "400 USD"]],
    ["$400-$500", ["refused", "450 USD"]],
    ["1.235 KWD", ["refused", "1.235 KWD"]],
  ])("“%s”, or reads it right: %j", (text, right) => expect(right).toContain(inForm(text)));
});

/** "$" and "dollars" are those of many countries: they stay open, and are shown so. */
describe("a price in a text about a certification", () => {
  it.each([
    ["Bootcamp 2026, 1200 €", "1200 EUR"],
    ["AI 101, £99", "99 GBP"],
    ["Bootcamp – 12 weeks, 5 h/week, $4,900", "4900 $"],
    ["Curso de IA, R$ 500", "500 BRL"],
    ["Formation IA, 1\u00a0500 €", "1500 EUR"],
    ["Prompt camp, ₹1,50,000", "150000 INR"],
    ["AI course level 2, 300 euros, about 40 hours", "300 EUR"],
    ["Level 3 diploma in AI for 900 pounds", "900 GBP"],
    ["AZ-900 training, 165 USD", "165 USD"],
    ["Python 3 course, 250 €", "250 EUR"],
    ["Top 10 AI skills course for 49 dollars", "49 $"],
    ["GPT-4 workshop, €120", "120 EUR"],
    ["it is called GenAI Pro 2 and costs me 250 bucks", "250 $"],
    ["AI course, 6 modules, 40 hours, 1.200 €", "1200 EUR"],
    ["a 12-week AI product course for 2.5k", "2500"],
    ["Diploma in AI, costs eight hundred dollars", "800 $"],
    ["AI basics from Udemy, on sale for 13.99", "13.99"],
    ["Prompt boot camp, 4,900, 120 h", "4900"],
    ["The Leadership programme for €2.850", "2850 EUR"],
    ["AI fundamentals course, free, 10 hours", "0"],
    ["AI course, it costs nothing", "0"],
    ["AI course, 0 euros", "0 EUR"],
  ])("“%s”: %s", (text, meant) => expect(priceIn(text)).toBe(meant));

  it.each([
    "AZ-900 training",
    "AIF-C01",
    "Bootcamp 2026",
    "course on ML 101",
    "a 12 week course",
    "a course of 6 months with 8 modules",
    "24/7 AI support academy",
    "AI academy level 2",
    "Web 3.0 academy",
    "a bootcamp with 20 people, 2 x 3 hours",
    "Google course, 10 % off",
    "the 3rd edition of the AI course",
  ])("none in “%s”", (text) => expect(priceIn(text)).toBe("none"));

  it.each([
    ["course with certificate, 2 x 300 dollars", ["none", "600 $"]],
    ["course, 3 instalments of 200 euros", ["none", "600 EUR", "200 EUR"]],
  ])("“%s” is one of %j", (text, right) => expect(right).toContain(priceIn(text)));
});
