/**
 * The shipped dialog as one would write it by hand, for comparison: a switch for what comes next, sums and ifs for the
 * verdict. No typed answers, no editing, no explanations.
 */
export interface HandState {
  readonly answers: Record<string, string>;
  readonly at: string;
  readonly verdict?: string;
}
export interface HandEvent {
  readonly question: string;
  readonly option: string;
}

type Given = Record<string, string>;

/** Takes one click: state as JSON in and out. */
export function stepByHand(state: string, event: HandEvent): string {
  const before = JSON.parse(state) as HandState;
  if (before.at !== event.question) return state;
  const answers = { ...before.answers, [event.question]: event.option };
  const at = nextByHand(answers);
  return JSON.stringify(at === "advice" ? { answers, at, verdict: verdictByHand(answers) } : { answers, at });
}

export function nextByHand(given: Given): string {
  const mandated = given["purpose"] === "mandated";
  let at = "certification";
  while (at in given) at = follow(at, given, mandated);
  return at;
}

function follow(at: string, given: Given, mandated: boolean): string {
  const active = given["practice"] !== "builds";
  switch (at) {
    case "certification":
      return "purpose";
    case "purpose":
      return mandated ? "mandate" : ["role", "industry"].includes(given["purpose"]!) ? "adverts" : "use";
    case "mandate":
      return "practice";
    case "adverts":
      return "use";
    case "use":
      return "practice";
    case "practice":
      if (mandated) return "payer";
      return ["work", "understand"].includes(given["purpose"]!) && given["use"] === "named" ? "employer" : "expect";
    case "expect":
      return ["role", "industry"].includes(given["purpose"]!) ? (active ? "learn" : "free") : "employer";
    case "employer":
      return active ? "learn" : "free";
    case "learn":
      return "free";
    case "free":
      return "payer";
    case "payer":
      return "hours";
    case "hours":
      return mandated ? "advice" : given["use"] === "probably" ? "start" : given["practice"] === "never" ? "advice" : "history";
    case "start":
      return given["practice"] === "never" ? "advice" : "history";
    default:
      return "advice";
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

export function verdictByHand(given: Given): string {
  if (given["mandate"] === "told" || given["purpose"] === "safety") return "not-yet";
  if (given["use"] === "nothing" || given["use"] === "rarely" || given["start"] === "later") return "not-yet";
  if (given["history"] === "pile") return "not-yet";
  const pays = given["expect"] === "job" || given["expect"] === "raise";
  if (pays && given["use"] !== "named") return "not-yet";
  let score = 0;
  for (const [question, option] of Object.entries(given)) score += POINTS[question]?.[option] ?? 0;
  if (given["mandate"] !== "written" && score < 4) return "alternative";
  const condition = pays || ["repaid", "on-pass", "me-hurts"].includes(given["payer"] ?? "") || given["hours"] === "one";
  return condition || given["practice"] === "builds" ? "worth-it-if" : "worth-it";
}
