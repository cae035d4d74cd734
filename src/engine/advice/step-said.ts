import type { Text } from "../reply.ts";
import { say } from "../reply.ts";
import { DAY_MS } from "../hearing/calendar.ts";
import type { Case } from "./casebook.ts";
import type { Said } from "./reasons-said.ts";
import type { Scene } from "./scene.ts";
import type { Condition } from "./verdict-sentence.ts";

/** The step of this week: it checks the first condition, brings about what is missing, or begins the better way. */
export function stepOf(
  scene: Scene,
  reasons: readonly Said[],
  conditions: readonly Condition[],
  way: Case | undefined,
): Text | undefined {
  const { held, side, keys, context, text, book } = scene;
  const { verdict } = context.judgement;
  const asking = conditions.flatMap(({ of }) => of ?? []);
  const first =
    verdict === "alternative" ? (way ? [way] : []) : verdict === "worth-it" ? [] : asking;
  const saying = reasons.map(({ of }) => of);
  const others = held.filter((each) => each.side === side || each.side === undefined);
  for (const each of [...first, ...saying, ...others]) {
    if (each.side !== undefined && each.side !== side && !asking.includes(each)) continue;
    if (each.done !== undefined && keys.get("done")?.has(each.done)) continue;
    const step = each.minutes === undefined ? undefined : text(each, "step");
    if (step && each.minutes !== undefined) return dated(step, each.minutes, context.now);
  }
  const [family = "none"] = keys.get("family") ?? [];
  const role = book.roles.get(family);
  if (!role) return undefined;
  const kind = keys.get("useFrom")?.has("later") ? "prepare" : "firstStep";
  return dated(say(`roles.${family}.${kind}`), role[kind], context.now);
}

/** A step with its minutes and its day. */
export function dated(step: Text, minutes: number, now: number): Text {
  return say("advice.step", { step, minutes, date: nextFriday(now) });
}

/** The Friday that leaves at least two days, ms since epoch. 1 January 1970 was a Thursday. */
function nextFriday(now: number): number {
  const day = Math.floor(now / DAY_MS);
  const untilFriday = (((1 - day) % 7) + 7) % 7;
  return (day + (untilFriday < 2 ? untilFriday + 7 : untilFriday)) * DAY_MS;
}
