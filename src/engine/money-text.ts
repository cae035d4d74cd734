import type { AmountValue } from "./answers.ts";
import { say } from "./reply.ts";
import type { Text } from "./reply.ts";

/**
 * An amount of money: "1,200 EUR", or "$1,200" where only the sign is known and nobody said whose dollar it is. One
 * without a currency is an amount alone.
 */
export function moneyText({ amount, currency }: AmountValue): Text {
  if (currency === undefined) return say("money.amount", { amount });
  const isSign = !/\p{L}/u.test(currency);
  return say(isSign ? "money.signed" : "money.full", { amount, currency });
}

/** What a certification costs. */
export function priceText(price: AmountValue): Text {
  return price.amount === 0 ? say("answer.free") : moneyText(price);
}
