import type { AmountValue } from "./answers.ts";

/**
 * About how many US dollars one unit of a currency is. Rules tell nothing, a little and a lot apart, for which this is near
 * enough for years; nobody is ever shown a number that was made with it.
 */
const DOLLARS: Readonly<Record<string, number>> = {
  USD: 1,
  EUR: 1.1,
  GBP: 1.3,
  CHF: 1.2,
  CAD: 0.72,
  AUD: 0.65,
  NZD: 0.6,
  SGD: 0.76,
  HKD: 0.13,
  TWD: 0.031,
  JPY: 0.0067,
  CNY: 0.14,
  KRW: 0.0007,
  INR: 0.0115,
  PKR: 0.0036,
  BDT: 0.0082,
  LKR: 0.0033,
  NPR: 0.0072,
  IDR: 0.00006,
  MYR: 0.23,
  THB: 0.03,
  PHP: 0.017,
  VND: 0.00004,
  SEK: 0.1,
  NOK: 0.096,
  DKK: 0.15,
  ISK: 0.0077,
  PLN: 0.26,
  CZK: 0.045,
  HUF: 0.0028,
  RON: 0.22,
  BGN: 0.57,
  RSD: 0.0094,
  UAH: 0.024,
  TRY: 0.025,
  RUB: 0.012,
  ILS: 0.28,
  AED: 0.27,
  SAR: 0.27,
  QAR: 0.27,
  KWD: 3.2,
  BHD: 2.65,
  OMR: 2.6,
  JOD: 1.4,
  EGP: 0.02,
  MAD: 0.1,
  TND: 0.33,
  ZAR: 0.056,
  NGN: 0.00066,
  KES: 0.0077,
  GHS: 0.08,
  TZS: 0.0004,
  UGX: 0.00027,
  ETB: 0.007,
  BRL: 0.18,
  MXN: 0.054,
  ARS: 0.0007,
  CLP: 0.00105,
  COP: 0.00025,
  PEN: 0.28,
  UYU: 0.025,
};

/**
 * Gives an amount in US dollars, as roughly as rules need it.
 *
 * @param price - Without a currency, or with the sign of one whose country nobody said, it counts as US dollars.
 * @returns Undefined for a currency of which nothing is known here, unless the amount is 0, which is 0 everywhere.
 */
export function roughDollars({ amount, currency }: AmountValue): number | undefined {
  if (amount === 0) return 0;
  const rate = currency === undefined || currency === "$" ? 1 : DOLLARS[currency];
  return rate === undefined ? undefined : amount * rate;
}
