/**
 * The shipped dialog as one would write it by hand, for comparison: a switch for what comes next, sums and ifs for the
 * verdict. No typed answers, no editing, no explanations.
 */
export interface HandState {
  readonly answers: Given;
  /** What the rules need to know of the certification. */
  readonly facts: Facts;
  readonly at: string;
  readonly verdict?: string;
}
export interface HandEvent {
  readonly question: string;
  readonly option: string;
}

export type Given = Record<string, string>;
export type Facts = Record<string, string | number>;

/** What the catalogue knows of the one certification of this race. */
export const FACTS: Facts = {
  status: "open",
  level: "entry",
  requirement: "none",
  guide: "published",
  validity: "long",
  price: 100,
};

/** Takes one click: state as JSON in and out. */
export function stepByHand(state: string, event: HandEvent): string {
  const before: HandState = JSON.parse(state);
  if (before.at !== event.question || !OPTIONS[event.question]?.includes(event.option))
    return state;
  const answers = { ...before.answers, [event.question]: event.option };
  const facts = event.question === "certification" ? FACTS : before.facts;
  const at = nextByHand(answers, facts);
  const next = { answers, facts, at };
  return JSON.stringify(
    at === "advice" ? { ...next, verdict: verdictByHand(answers, facts) } : next,
  );
}

const OPTIONS: Record<string, readonly string[]> = {
  certification: ["aws-aif", "iapp-aigp", "other", "none"],
  purpose: ["promotion", "role", "industry", "work", "understand", "mandated", "safety"],
  mandate: ["written", "told"],
  prerequisite: ["met", "missing"],
  adverts: ["named", "unnamed"],
  use: ["named", "probably", "nothing", "rarely"],
  practice: ["builds", "results", "weekly", "tried", "never"],
  expect: ["skills", "support", "job", "raise"],
  employer: ["counts", "supports", "pays", "distraction"],
  learn: ["path", "mix", "alone"],
  free: ["yes", "partly", "no"],
  payer: ["employer", "on-pass", "repaid", "me-fine", "me-hurts"],
  hours: ["one", "three", "six"],
  provider: ["exercises", "list", "vague", "guarantee"],
  start: ["now", "months", "later"],
  history: ["none", "used", "some-unused", "pile"],
};
const ORDER = Object.keys(OPTIONS);

/** The question that comes next, or "advice". */
export function nextByHand(given: Given, facts: Facts): string {
  for (const question of ORDER)
    if (!(question in given) && appliesByHand(question, given, facts)) return question;
  return "advice";
}

/** Whether a question is asked after these answers. */
export function appliesByHand(question: string, given: Given, facts: Facts): boolean {
  const purpose = given["purpose"] ?? "";
  const isMandated = purpose === "mandated";
  const isChanging = purpose === "role" || purpose === "industry";
  switch (question) {
    case "mandate":
      return isMandated;
    case "prerequisite":
      return facts["requirement"] === "named";
    case "adverts":
      return isChanging;
    case "payer":
      return facts["price"] !== 0;
    case "provider":
      return (
        !isMandated &&
        facts["guide"] !== "published" &&
        facts["requirement"] !== "named" &&
        facts["status"] !== "retired"
      );
    case "use":
    case "free":
      return !isMandated;
    case "expect":
      return (
        !isMandated &&
        !((purpose === "work" || purpose === "understand") && given["use"] === "named")
      );
    case "employer":
      return !isMandated && !isChanging;
    case "learn":
      return !isMandated && given["practice"] !== "builds";
    case "start":
      return !isMandated && given["use"] === "probably";
    case "history":
      return !isMandated && given["practice"] !== "never";
    default:
      return true;
  }
}

const POINTS: Record<string, Record<string, number>> = {
  purpose: { promotion: 1, role: 1, industry: 1, work: 1, understand: 1 },
  adverts: { named: 2, unnamed: -2 },
  use: { named: 3, probably: 1 },
  practice: { weekly: 1, results: 1, never: -1, builds: -1 },
  expect: { skills: 1, support: 1 },
  employer: { counts: 3, supports: 1, distraction: -2 },
  learn: { path: 2, alone: -1 },
  free: { yes: -3, partly: -1, no: 1 },
  payer: { "me-hurts": -1 },
  history: { "some-unused": -1 },
};

/** What the answers come to. */
export function verdictByHand(given: Given, facts: Facts): string {
  if (facts["status"] === "closed" || given["prerequisite"] === "missing") return "not-yet";
  if (given["mandate"] === "told" || given["purpose"] === "safety") return "not-yet";
  if (given["use"] === "nothing" || given["use"] === "rarely" || given["start"] === "later")
    return "not-yet";
  if (given["history"] === "pile") return "not-yet";
  const pays = given["expect"] === "job" || given["expect"] === "raise";
  if (pays && given["use"] !== "named") return "not-yet";
  if (facts["status"] === "retired" || given["provider"] === "guarantee") return "alternative";
  let score = 0;
  for (const [question, option] of Object.entries(given)) score += POINTS[question]?.[option] ?? 0;
  if (given["mandate"] !== "written" && score < 4) return "alternative";
  const condition =
    pays ||
    ["repaid", "on-pass", "me-hurts"].includes(given["payer"] ?? "") ||
    given["hours"] === "one";
  return condition || (given["practice"] === "builds" && facts["level"] === "entry")
    ? "worth-it-if"
    : "worth-it";
}
