import { roundPressSchema } from "../../src/rounds/press.ts";
import type { RoundPress } from "../../src/rounds/press.ts";
import { parseJson } from "./markup.ts";

/** Marks the buttons of a round; `Screen` of `press.ts` has the other first letters. */
const MARK = "r";

/** The `action_id` of the button of a round numbered `at` in its block. */
export function toRoundActionId(at: number | string): string {
  return `${MARK}::${at}`;
}

/** The `value` of a button of a round. */
export function toRoundValue(press: RoundPress): string {
  const fields = new URLSearchParams();
  for (const [name, value] of Object.entries(press)) {
    if (value !== undefined) fields.set(name, String(value));
  }
  return fields.toString();
}

/** Reads the button of a round back; undefined for what no button of this version says. */
export function parseRoundPress(actionId: string, value: string): RoundPress | undefined {
  if (!actionId.startsWith(`${MARK}:`)) return undefined;
  const { from, used, answered, ...fields } = Object.fromEntries(new URLSearchParams(value));
  return roundPressSchema.safeParse({
    ...fields,
    ...(from !== undefined && { from: parseJson(from) }),
    ...(answered !== undefined && { answered: parseJson(answered) }),
    ...(used !== undefined && { used: parseJson(used) }),
  }).data;
}
