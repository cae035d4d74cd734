import { certificationIn } from "./answers.ts";
import type { Answer } from "./answers.ts";
import type { Conversation } from "./conversation.ts";
import { say } from "./reply.ts";
import type { Text } from "./reply.ts";
import { roughDollars } from "./rough-dollars.ts";

/** A certification with the price and the hours that were told before its name. */
export function withTold({ told }: Pick<Conversation, "told">, answer: Answer): Answer {
  const value = certificationIn(answer);
  if (value?.chosen !== "other" || !told) return answer;
  const { price = told.price, hours = told.hours } = value;
  const dollars = price && roughDollars(price);
  const known = dollars === undefined ? {} : { price: dollars };
  return {
    ...value,
    ...(price && { price }),
    ...(hours !== undefined && { hours }),
    facts: { ...known, ...value.facts },
  };
}

/** Says of a certification in the person's own words that the catalogue does not have it. */
export function unlistedNote(answer: Answer): readonly Text[] {
  const value = certificationIn(answer);
  return value?.chosen === "other" && value.name !== undefined
    ? [say("note.unlisted", { name: value.name })]
    : [];
}
