import { describe, expect, it } from "vitest";
import { toldOf } from "../../../src/engine/hearing/certification.ts";
import { readMoney } from "../../../src/engine/hearing/money-field.ts";
import { toPlain } from "../../../src/engine/hearing/text.ts";
import { dialog } from "../interview.ts";
import { tokensOf } from "./spoken.ts";

const { words } = dialog;

const LOCALES =
  `en-US en-GB en-IN en-CA de-DE de-CH de-AT fr-FR fr-CH fr-CA es-ES es-MX it-IT it-CH pt-BR pt-PT nl-NL
  sv-SE nb-NO da-DK fi-FI pl-PL cs-CZ hu-HU ru-RU uk-UA tr-TR ja-JP zh-CN ko-KR hi-IN ar-EG fa-IR he-IL bn-BD th-TH`.split(
    /\s+/u,
  );
const AMOUNTS = [5, 12.5, 99, 1500, 1234.56, 12_000, 150_000, 1_234_567.89];
const CURRENCIES = `USD EUR GBP CHF JPY INR BRL PLN SEK CAD KWD`.split(" ");
const DISPLAYS = ["symbol", "narrowSymbol", "code"] as const;
/** No currency of this name exists: whoever reads it took a foreign dollar for the one of the round. */
const NOBODYS = "XTS";

interface Printed {
  readonly text: string;
  readonly currency: string;
  readonly sign: string;
  readonly amount: number;
  readonly where: string;
}

const printed: readonly Printed[] = LOCALES.flatMap((locale) =>
  CURRENCIES.flatMap((currency) =>
    DISPLAYS.flatMap((currencyDisplay) => {
      const format = new Intl.NumberFormat(locale, {
        style: "currency",
        currency,
        currencyDisplay,
      });
      const digits = format.resolvedOptions().maximumFractionDigits;
      return AMOUNTS.map((exact) => ({
        text: format.format(exact),
        currency,
        sign: format.formatToParts(exact).find(({ type }) => type === "currency")?.value ?? "",
        amount: Number(exact.toFixed(digits)),
        where: `${locale} ${currency} ${currencyDisplay}`,
      }));
    }),
  ),
);

/** What English takes a sign for that several countries share. */
const ENGLISH = new Map(
  CURRENCIES.flatMap((currency) => {
    const format = new Intl.NumberFormat("en", { style: "currency", currency });
    const sign = format.formatToParts(1).find(({ type }) => type === "currency")?.value;
    return sign === undefined ? [] : [[sign, currency] as const];
  }),
);

/** Right, or no more than open: a sign that is shared may stand for itself. */
function isRight(
  { amount, currency, sign }: Printed,
  read: { readonly amount: number; readonly currency?: string },
): boolean {
  if (Math.abs(read.amount - amount) > 0.001) return false;
  const isKnown = read.currency !== undefined && /^[A-Z]{3}$/u.test(read.currency);
  return !isKnown || read.currency === currency || read.currency === ENGLISH.get(sign);
}

describe("amounts as 36 locales print them", () => {
  it("are read right in a form, or refused", () => {
    const wrong = printed.flatMap((one) => {
      const read = readMoney(one.text, words, one.sign === "$" ? one.currency : NOBODYS);
      return read === undefined || isRight(one, read)
        ? []
        : `${one.where}: ${one.text} → ${read.amount} ${read.currency ?? ""}`;
    });
    expect(wrong).toEqual([]);
  });

  it("are read right beside a name, or not at all", () => {
    const wrong = printed.flatMap((one) => {
      const text = `Prompt camp, ${one.text}`;
      const { price } = toldOf(dialog, toPlain(text), tokensOf(text)).value;
      const isOpenDollar = price?.currency === "USD" && one.sign === "$";
      return price === undefined || isRight(one, isOpenDollar ? { amount: price.amount } : price)
        ? []
        : `${one.where}: ${one.text} → ${price.amount} ${price.currency ?? ""}`;
    });
    expect(wrong).toEqual([]);
  });

  it("are mostly read, and not only refused", () => {
    const read = printed.filter(({ text }) => readMoney(text, words, "USD") !== undefined);
    expect(read.length / printed.length).toBeGreaterThan(0.85);
  });
});

const CODES =
  `USD EUR GBP CHF JPY CNY INR BRL CAD AUD NZD SGD HKD MXN TWD KRW ILS PHP VND THB PLN CZK HUF RON BGN SEK
  NOK DKK ISK TRY RUB UAH ZAR NGN KES EGP MAD AED SAR QAR KWD PKR BDT LKR IDR MYR ARS CLP COP PEN`.split(
    /\s+/u,
  );

describe("codes of 50 currencies", () => {
  it.each(CODES)("%s before the number and after it", (code) => {
    for (const text of [`${code} 300`, `300 ${code}`, `300${code}`])
      expect([text, readMoney(text, words, "USD")]).toEqual([
        text,
        { amount: 300, currency: code },
      ]);
  });
});

const SIGNS = Object.entries({
  "€": "EUR",
  "£": "GBP",
  "¥": "JPY",
  "₹": "INR",
  "₽": "RUB",
  "₺": "TRY",
  "₩": "KRW",
  "₪": "ILS",
  "₱": "PHP",
  "₫": "VND",
  "฿": "THB",
  "₦": "NGN",
  "₴": "UAH",
  "₡": "CRC",
  "₲": "PYG",
  "₸": "KZT",
  "₾": "GEL",
  "₼": "AZN",
  "₮": "MNT",
  "₭": "LAK",
  "៛": "KHR",
  US$: "USD",
  A$: "AUD",
  AU$: "AUD",
  C$: "CAD",
  CA$: "CAD",
  NZ$: "NZD",
  S$: "SGD",
  HK$: "HKD",
  MX$: "MXN",
  NT$: "TWD",
  R$: "BRL",
  "CN¥": "CNY",
  zł: "PLN",
  Kč: "CZK",
  Ft: "HUF",
  lei: "RON",
  "Fr.": "CHF",
  Rs: "INR",
  RM: "MYR",
  Rp: "IDR",
});

describe("a code or word that touches the number", () => {
  it.each([
    ["EUR300", { amount: 300, currency: "EUR" }],
    ["USD1,200", { amount: 1200, currency: "USD" }],
    ["Rs500", { amount: 500, currency: "INR" }],
    ["RM300", { amount: 300, currency: "MYR" }],
  ])("“%s”", (text, amount) => expect(readMoney(text, words, "USD")).toEqual(amount));
});

describe("signs of 40 currencies", () => {
  it.each(SIGNS)("%s is %s, or stays open", (sign, code) => {
    for (const text of [`${sign}300`, `${sign} 300`, `300 ${sign}`]) {
      const read = readMoney(text, words, "USD");
      expect([text, read?.amount ?? 300]).toEqual([text, 300]);
      const open = [code, sign, sign.toLowerCase(), undefined];
      expect(open).toContain(read?.currency);
    }
  });

  it("and most of them are known", () => {
    const known = SIGNS.filter(
      ([sign, code]) => readMoney(`300 ${sign}`, words, "USD")?.currency === code,
    );
    expect(known.length).toBeGreaterThanOrEqual(SIGNS.length - 1);
  });
});
