import { isBlank, optionOf } from "../answers.ts";
import type { Path } from "../answers.ts";
import type { Conversation } from "../conversation.ts";
import type { Dialog } from "../dialog.ts";
import type { Verdict } from "../verdict.ts";
import { sumsOf } from "./sums.ts";
import type { Sums } from "./sums.ts";

/** What is known about a person, by key; a key of which nothing is known is absent. */
export type Keys = ReadonlyMap<string, ReadonlySet<string>>;

/** What the answer to a question says of a key; options that are not listed say their own name. */
interface Answered {
  readonly key: string;
  readonly question: string;
  readonly values?: Readonly<Record<string, string>>;
  /** What "not sure" says, where that is a value. */
  readonly unsure?: string;
}

const ANSWERED: readonly Answered[] = [
  {
    key: "objective",
    question: "purpose",
    values: { mandated: "required", safety: "safer" },
    unsure: "unsure",
  },
  { key: "clause", question: "mandate", unsure: "unknown" },
  {
    key: "asks",
    question: "adverts",
    values: { named: "adverts", unnamed: "nobody", skill: "skill-only" },
    unsure: "not-looked",
  },
  {
    key: "asks",
    question: "purpose",
    values: { mandated: "rule", ...none("promotion role industry work understand safety") },
  },
  { key: "use", question: "use" },
  { key: "practice", question: "practice", values: { never: "none" } },
  { key: "expects", question: "expect", values: { skills: "teach" } },
  {
    key: "seen",
    question: "employer",
    values: { supports: "manager", pays: "indifferent" },
    unsure: "unknown",
  },
  { key: "learning", question: "learn", values: { mix: "both" } },
  { key: "route", question: "free", values: { yes: "covers", no: "none" }, unsure: "unknown" },
  {
    key: "pays",
    question: "payer",
    values: { repaid: "clawback", "me-hurts": "me-tight" },
  },
  {
    key: "promise",
    question: "provider",
    values: { exercises: "skills-project", list: "skills-list" },
    unsure: "unchecked",
  },
  { key: "start", question: "start", values: { months: "three-months" } },
  { key: "others", question: "history", values: { "some-unused": "unused" } },
  { key: "entry", question: "prerequisite", unsure: "unknown" },
];

/** Facts that carry the name of their key, or have another one. */
const FACTS: Readonly<Record<string, string>> = {
  situation: "situation",
  family: "family",
  asks: "asks",
  wants: "deciderWants",
  format: "format",
  known: "known",
  worry: "worry",
  whom: "forWhom",
  calendar: "calendar",
  route: "routeKind",
  rival: "rival",
  later: "later",
};

const VERDICT_VALUES: Readonly<Record<Verdict, string>> = {
  "worth-it": "worth",
  "worth-it-if": "worth-if",
  "not-yet": "not-yet",
  alternative: "alternative",
};

/** What keys that are computed come from. */
const COMPUTED: Readonly<Record<string, readonly string[]>> = {
  hours: ["hours"],
  time: ["hours"],
  price: ["certification.price"],
  exam: ["certification.status"],
  level: ["certification.level", "practice"],
  lapse: ["start"],
};

/** The questions, facts and facts of a certification that a key comes from. */
export function sourcesOf(key: string): readonly string[] {
  return [
    ...(COMPUTED[key] ?? []),
    ...ANSWERED.filter((each) => each.key === key).map(({ question }) => question),
    ...Object.keys(FACTS).filter((fact) => FACTS[fact] === key),
  ];
}

/** All that the keys are made from. */
export interface Known {
  readonly dialog: Dialog;
  readonly conversation: Conversation;
  readonly path: Path;
  readonly verdict: Verdict;
  readonly now: number;
}

/** What is known about a person. Nothing is guessed: what was not said, and cannot be computed, has no value. */
export function keysOf(
  known: Known,
  sums: Sums = sumsOf(known.dialog, known.conversation, known.now),
): Keys {
  const keys = new Map<string, Set<string>>();
  const add = (key: string, value: string | undefined) => {
    if (value === undefined || value === "") return;
    keys.set(key, (keys.get(key) ?? new Set()).add(value));
  };
  add("verdict", VERDICT_VALUES[known.verdict]);
  for (const { id } of known.dialog.facts) {
    const answer = known.conversation.answers[id];
    const key = FACTS[id];
    if (key !== undefined) add(key, answer && optionOf(answer));
  }
  for (const answered of ANSWERED) add(answered.key, valueOf(answered, known));
  settle(keys, add);
  compute(sums, keys, add);
  return keys;
}

type Add = (key: string, value: string | undefined) => void;

function none(names: string): Readonly<Record<string, string>> {
  return Object.fromEntries(names.split(" ").map((name) => [name, ""]));
}

function valueOf({ question, values, unsure }: Answered, known: Known) {
  const { path, conversation } = known;
  if (!path.asked.includes(question) || isImplied(question, known)) return undefined;
  const answer = conversation.answers[question];
  if (answer === undefined) return undefined;
  if (isBlank(answer)) return answer.blank === "unsure" ? unsure : undefined;
  const option = optionOf(answer);
  return option === undefined ? undefined : (values?.[option] ?? option);
}

/** A fact answered the question, and the person did not: it may not be said as if they had. */
function isImplied(question: string, { dialog, conversation }: Known): boolean {
  const { answers, clauses = [] } = conversation;
  if (clauses.some(({ about }) => about === question)) return false;
  return dialog.facts.some(({ id, implies }) => {
    const answer = answers[id];
    const option = answer === undefined ? undefined : optionOf(answer);
    const implied = option === undefined ? undefined : implies[option]?.[question];
    const given = answers[question];
    return implied !== undefined && given !== undefined && optionOf(given) === implied;
  });
}

/** What one key says of another. */
function settle(keys: Map<string, Set<string>>, add: Add): void {
  const has = (key: string, ...values: readonly string[]) =>
    values.some((value) => keys.get(key)?.has(value));
  // Who asks was heard more exactly than it was answered: an opening is no advert.
  const asks = keys.get("asks");
  if (asks && asks.size > 1)
    for (const vague of ["adverts", "nobody", "not-looked"])
      if ([...asks].some((value) => !["adverts", "nobody", "not-looked"].includes(value)))
        asks.delete(vague);
  if (keys.has("deciderWants")) add("decider", "named");
  if (!keys.has("situation")) add("situation", has("seen", "nobody") ? "not-working" : "employed");
  // "Would a free route do" was asked: yes speaks of one.
  if (has("route", "covers") && !keys.has("routeKind")) add("routeKind", "free");
  if (has("routeKind", "free", "audit", "academy", "in-house") && !keys.has("route"))
    add("route", "covers");
}

/** Prices up to these are small and middling, in US dollars; for somebody whom it hurts much less is large. */
const SMALL_MAX = 150;
const MIDDLING_MAX = 1500;
const TIGHT_SHARE = 1 / 3;
/** Running costs are heavy from this many times the fee. */
const HEAVY_TIMES = 2;
/** What is left over has to be this much more than what is needed, or one bad week spoils the plan. */
const AIR = 1.2;

function compute(sums: Sums, keys: Map<string, Set<string>>, add: Add): void {
  const has = (key: string, ...values: readonly string[]) =>
    values.some((value) => keys.get(key)?.has(value));
  const { entry, value, dollars, hours, weekHours, hoursLeft, threeYears, date, weeks } = sums;
  const isChosen = value !== undefined && value.chosen !== "none";
  if (isChosen) add("price", priceBand(dollars, sums, has("pays", "me-tight", "credit")));
  if (dollars === 0) {
    keys.delete("pays");
    add("pays", "nobody");
  }
  if (weekHours !== undefined) add("hours", weekHours === 0 ? "none" : "some");
  if (has("later", "later")) add("useFrom", "later");
  else if (has("use", "named") && isAtIt(keys) && !date) add("useFrom", "now");
  if (entry) addEntry(entry, keys, add);
  if (value?.chosen === "other" && has("promise", "unchecked")) add("provider", "unknown");
  if (dollars !== undefined && dollars > 0) {
    const isNothing = has("routeKind", "free", "audit", "academy", "in-house");
    if (has("route", "covers") && isNothing) add("equal", "much-cheaper");
  }
  if (hours !== undefined && hoursLeft !== undefined && date)
    add("time", hoursLeft >= hours * AIR ? "fits" : hoursLeft >= hours ? "tight" : "short");
  else if (hours !== undefined && weekHours) add("time", "unknown");
  if (has("useFrom", "later") && date && weeks !== undefined)
    add("ends", weeks * 7 <= date.days ? "before-use" : "after-use");
  if (threeYears !== undefined && dollars)
    add("running", threeYears >= HEAVY_TIMES * dollars ? "heavy" : "some");
}

/** A price that was said in a currency nobody knows is neither small nor unknown. */
function priceBand(dollars: number | undefined, { price }: Sums, isTight: boolean) {
  if (dollars === undefined) return price ? undefined : "unknown";
  if (dollars === 0) return "free";
  const scale = isTight ? TIGHT_SHARE : 1;
  if (dollars <= SMALL_MAX * scale) return "small";
  return dollars <= MIDDLING_MAX * scale ? "middling" : "large";
}

/** Somebody who uses AI already can begin today; a date says otherwise. */
function isAtIt(keys: Keys): boolean {
  return ["weekly", "results", "builds"].some((value) => keys.get("practice")?.has(value));
}

function addEntry({ facts, shown }: NonNullable<Sums["entry"]>, keys: Keys, add: Add): void {
  const status = facts["status"];
  add("exam", status === "open" ? "current" : status === undefined ? undefined : String(status));
  if (facts["requirement"] === "none") add("entry", "met");
  const practices = keys.get("practice");
  const level = facts["level"];
  if (level === "entry") add("level", practices?.has("builds") ? "below" : practices && "fits");
  if (level === "beyond" && (practices?.has("none") || practices?.has("tried")))
    add("level", "above");
  const membership = shown.membership?.value;
  if (typeof membership === "object" || (membership !== undefined && /\d/u.test(membership)))
    add("provider", "membership");
  const price = shown.price?.value;
  if (typeof price === "object" && "per" in price && price.per === "month") {
    add("format", "subscription");
    add("provider", "subscription");
  }
  if (facts["validity"] === "short")
    add("lapse", keys.get("start")?.has("later") ? "before-use" : "soon");
}
