import type { Seen } from "./game.ts";
import type { Played } from "./play.ts";
import { readNumbers } from "./read.ts";
import type { Numbers } from "./read.ts";
import { APPROVER, OPENER } from "./script.ts";
import type { Script } from "./script.ts";

/** Something the channel, the approver or the traitor learned that a privacy law keeps from them. */
export interface Breach {
  readonly law: 1 | 2 | 3 | 4 | 5 | 6 | 7;
  readonly what: string;
}

/** What was looked at, for the report. */
export type Tally = Record<string, number>;

/** No fewer people may stand behind a number. */
const PEOPLE_MIN = 3;
const ROUNDED_TO = 50;
const BEFORE_CLOSING: readonly Seen["type"][] = [
  "round-opening",
  "round-counter",
  "round-reminder",
  "round-closing",
  "round-approver",
];

/** Reads everything that was shown and looks for what no law allows. */
export function findBreach(played: Played, script: Script, tally: Tally): Breach | undefined {
  const shown = played.seen.map((seen) => ({ seen, numbers: readNumbers(seen) }));
  const channel = shown.filter(({ seen }) => seen.by === "channel");
  const count = (what: string, by = 1) => (tally[what] = (tally[what] ?? 0) + by);
  count("messages read", shown.length);
  for (const { numbers } of channel)
    count("numbers read", numbers.people.length + numbers.money.length);
  return (
    checkBefore(channel, script, played) ??
    checkOneSummary(channel, count) ??
    checkCounts(channel, played, script, count) ??
    checkMoney(shown, played, script) ??
    checkNames(channel, played) ??
    checkApprover(shown, played) ??
    checkStored(played, count)
  );
}

interface Read {
  readonly seen: Seen;
  readonly numbers: Numbers;
}
type Count = (what: string, by?: number) => void;

/** Law 1: one threshold, a counter and nothing else before the end; below the threshold no number at all. */
function checkBefore(
  channel: readonly Read[],
  { threshold }: Script,
  { standing }: Played,
): Breach | undefined {
  for (const { numbers, seen } of channel) {
    if (numbers.thresholds.some((shown) => shown !== threshold))
      return { law: 1, what: `another threshold than ${threshold}: ${textOf(seen)}` };
    if (numbers.unexplained.length > 0)
      return { law: 1, what: `a number nobody announced: ${numbers.unexplained.join(" / ")}` };
  }
  const end = channel.findIndex(({ seen }) => !BEFORE_CLOSING.includes(seen.type));
  const before = end === -1 ? channel : channel.slice(0, end);
  for (const { seen, numbers } of before) {
    const others = numbers.people.filter(({ what }) => what !== "answered");
    const sums = numbers.money.filter(({ what }) => what !== "budget");
    if (others.length + sums.length > 0)
      return { law: 1, what: `more than a number of answers before closing: ${textOf(seen)}` };
  }
  if (before[0] && !textOf(before[0].seen).includes("Confidential, not anonymous"))
    return { law: 7, what: "the invitation does not say: confidential, not anonymous" };
  const summary = channel.find(({ seen }) => seen.type === "round-summary");
  if (summary && standing.size < threshold)
    return { law: 1, what: `a summary of ${standing.size}, below ${threshold}` };
  const stated = summary?.numbers.people.find(({ what }) => what === "answered")?.count;
  return summary && stated !== standing.size
    ? { law: 1, what: `${stated} answered, and ${standing.size} did` }
    : undefined;
}

/** Law 2: whatever comes later, nothing is added up again, and the counter stands still. */
function checkOneSummary(channel: readonly Read[], count: Count): Breach | undefined {
  const ends = channel.filter(({ seen }) =>
    ["round-summary", "round-not-enough", "round-cancelled"].includes(seen.type),
  );
  for (const { seen } of channel) count(`of them ${seen.type}`);
  if (ends.length > 1) return { law: 2, what: `${ends.length} summaries of one round` };
  const last = channel.findIndex(({ seen }) => seen === ends[0]?.seen);
  const late = channel
    .slice(last + 1)
    .find(
      ({ seen, numbers }) =>
        ends.length > 0 && seen.type !== "round-outcome" && numbers.people.length > 0,
    );
  return (
    late && { law: 2, what: `answers are counted again after the summary: ${textOf(late.seen)}` }
  );
}

/** Law 3: each number, each rest, and each difference to what is known by name, counts nobody or at least three. */
function checkCounts(
  channel: readonly Read[],
  played: Played,
  { threshold }: Script,
  count: Count,
): Breach | undefined {
  for (const { seen, numbers } of channel) {
    if (seen.type !== "round-summary" && seen.type !== "round-outcome") continue;
    const uniqueLines = new Map(numbers.people.map(({ what, count: size }) => [what, size]));
    const whole = uniqueLines.get(seen.type === "round-summary" ? "answered" : "reviews") ?? 0;
    const users = uniqueLines.get("used");
    const groups = Map.groupBy(
      [...uniqueLines].filter(([what]) => what !== "answered" && what !== "reviews"),
      ([what]) => /^(?:verdict|purpose)/u.exec(what)?.[0] ?? what,
    );
    for (const { what, count: size } of numbers.people) {
      const least = what === "answered" || what === "reviews" ? threshold : PEOPLE_MIN;
      if (size > 0 && size < least) return { law: 3, what: `${size} by ${what}: ${textOf(seen)}` };
    }
    for (const [name, lines] of groups) {
      const isGain = ["skills", "productivity", "value"].includes(name);
      const size = isGain ? (users ?? whole) : whole;
      const known =
        name.startsWith("same ") || name === "with a task" ? countNamed(name, played) : 0;
      for (const sum of subsetSums(lines.map(([, each]) => each))) {
        count("sums and differences");
        for (const group of [sum, size - sum, ...(known > 0 && sum > 0 ? [sum - known] : [])])
          if (group > 0 && group < PEOPLE_MIN)
            return { law: 3, what: `a group of ${group} by ${name}: ${textOf(seen)}` };
        if (sum > size) return { law: 3, what: `more than everybody by ${name}: ${textOf(seen)}` };
      }
    }
  }
  return undefined;
}

/** How many requests, which the approver has by name, already say so. */
function countNamed(name: string, { seen }: Played): number {
  const cards = seen.filter(({ type }) => type === "queue-card");
  const own = new Map(cards.map(({ title, lines }) => [title, lines.join("\n")]));
  return [...own.values()].filter((card) =>
    name.startsWith("same ")
      ? card.includes(`For: ${name.slice("same ".length)}`)
      : / TASK-OF-/u.test(card),
  ).length;
}

/** Law 4: sums over the threshold, to the nearest fifty. */
function checkMoney(
  shown: readonly Read[],
  { standing, seen: all }: Played,
  { threshold }: Script,
): Breach | undefined {
  const facts = [...standing.values()];
  const most: Readonly<Record<string, number>> = {
    requested:
      new Set(all.filter(({ type }) => type === "queue-card").map(({ title }) => title)).size + 1,
    advised: facts.filter(({ verdict }) => verdict.startsWith("worth-it")).length,
    coverable: facts.filter(({ freeRouteDoes }) => freeRouteDoes).length,
  };
  for (const { seen, numbers } of shown)
    for (const { what, amount } of numbers.money) {
      if (seen.by === APPROVER && seen.type === "queue-card") continue;
      const isTotal = ["requested", "advised", "coverable", "pending"].includes(what);
      if (isTotal && amount % ROUNDED_TO !== 0)
        return { law: 4, what: `not rounded, ${what}: ${textOf(seen)}` };
      if (isTotal && amount > 0 && (most[what] ?? Infinity) < threshold)
        return { law: 4, what: `a total over fewer than ${threshold}, ${what}: ${textOf(seen)}` };
    }
  return undefined;
}

/** Law 4: no names but of those who opened, approve, or know that their decision is posted; no words of anybody. */
function checkNames(channel: readonly Read[], { seen }: Played): Breach | undefined {
  const decided = new Set<string>([OPENER, APPROVER]);
  const byTime = [...seen];
  for (const each of byTime) {
    if (each.type === "decision-notice") decided.add(each.by);
    if (each.by !== "channel" && each.type !== "round-file") continue;
    const text = textOf(each);
    const named = new Set(text.match(/U00[A-Z]+\d*/gu));
    for (const person of named)
      if (!decided.has(person)) return { law: 4, what: `${person} is named: ${text}` };
    const words = /TASK-OF|REASON-TO-DECLINE|A course of my own(?!.*(?:\(by|\|))/u.exec(text);
    if (words) return { law: 4, what: `the words of somebody, ${words[0]}: ${text}` };
  }
  const purposes = channel.find(({ seen: each }) =>
    /safer in my job|not sure/iu.test(textOf(each)),
  );
  return purposes && { law: 6, what: `protection is counted openly: ${textOf(purposes.seen)}` };
}

const CARD_ADDS = /^(?:Also asked for by |Left in the budget: )/u;

/** Laws 5 and 6: a card says what its author saw, and nobody decides on their own or in another's place. */
function checkApprover(shown: readonly Read[], { seen }: Played): Breach | undefined {
  for (const { seen: card } of shown.filter(({ seen: each }) => each.type === "queue-card")) {
    if (card.by !== APPROVER) return { law: 6, what: `${card.by} gets the queue` };
    const author = /U00[A-Z]+\d*/u.exec(card.title)?.[0] ?? "";
    if (author === APPROVER) return { law: 6, what: "the approver gets their own request" };
    const previews = seen.filter(({ type, by }) => type === "request-preview" && by === author);
    const previewed = new Set(previews.at(-1)?.lines);
    const more = card.lines.find((line) => !CARD_ADDS.test(line) && !previewed.has(line));
    if (more !== undefined) return { law: 5, what: `the preview did not say: ${more}` };
  }
  for (const { lines } of seen.filter(({ type }) => type === "round-record"))
    for (const line of lines) {
      const [by] = /\(by .*?(U00[A-Z]+\d*)/u.exec(line)?.slice(1) ?? [];
      if (by !== undefined && by !== APPROVER) return { law: 6, what: `${by} decided: ${line}` };
      if (by !== undefined && line.startsWith(`\u{E000}${by}`))
        return { law: 6, what: `${by} decided on their own: ${line}` };
    }
  return undefined;
}

/** Law 7: what is said to be deleted is nowhere. */
function checkStored({ looks }: Played, count: Count): Breach | undefined {
  for (const { why, secrets, text } of looks) {
    count(`looked through after ${why}`);
    for (const secret of secrets) {
      const at = text.search(new RegExp(`${secret}(?!\\d)`, "u"));
      if (at !== -1)
        return {
          law: 7,
          what: `${secret} is still stored after ${why}: ${text.slice(Math.max(0, at - 200), at + 60)}`,
        };
    }
  }
  return undefined;
}

function subsetSums(counts: readonly number[]): readonly number[] {
  const sums = counts.reduce<readonly number[]>(
    (before, each) => [...before, ...before.map((sum) => sum + each)],
    [0],
  );
  return sums.filter((sum) => sum > 0);
}

function textOf({ title, lines }: Seen): string {
  return [title, ...lines].join(" / ");
}
