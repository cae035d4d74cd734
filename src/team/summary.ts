import type { Audience } from "./disclosure.ts";
import { countSafely, isSafe, partition } from "./disclosure.ts";
import type { BudgetView } from "./money.ts";
import { toBudgetView } from "./money.ts";
import type { Contribution, Request, Round, Verdict } from "./state.ts";

/** How many people were advised one of these verdicts; several where a single one would count too few. */
export interface VerdictGroup {
  readonly verdicts: readonly Verdict[];
  readonly count: number;
}

/** A question for the team's meeting, chosen by what the summary shows and by nothing else. */
export type MeetingQuestion =
  | "which-problem-first"
  | "group-course-or-study-group"
  | "free-route-first"
  | "what-to-fund-first"
  | "who-names-a-task"
  | "how-we-will-know";

/** The one summary of a round. Whatever is absent may not be shown; every count is at least three people, and so is all around it. */
export interface Summary {
  readonly answered: number;
  readonly verdicts?: readonly VerdictGroup[];
  readonly purposes?: {
    readonly shown: readonly { readonly purpose: string; readonly count: number }[];
    readonly rest: number;
  };
  readonly withTask?: number;
  readonly freeRoute?: number;
  readonly sameCertification: readonly { readonly certification: string; readonly count: number }[];
  readonly budget: BudgetView;
  /** Three, always. */
  readonly questions: readonly MeetingQuestion[];
}

/** Makes the summary, or undefined when fewer people than the threshold answered. */
export function toSummary(round: Round): Summary | undefined {
  const { contributions, threshold } = round;
  if (contributions.length < threshold) {
    return undefined;
  }
  const requests = round.requests.filter(({ status }) => status === "sent");
  const verdicts = countVerdicts(contributions);
  const purposes = partition([{ people: contributions }], ({ purpose }) =>
    round.openPurposes.includes(purpose) ? purpose : undefined,
  );
  const withTask = countSafely(
    audiencesBeside(contributions, requests, ({ content }) => (content.task ? "yes" : undefined)),
    ({ hasTask }) => hasTask,
  );
  const freeRoute = countSafely([{ people: contributions }], ({ freeRouteDoes }) => freeRouteDoes);
  const certifications = partition(
    audiencesBeside(contributions, requests, ({ content }) => content.certification),
    ({ certification }) => certification,
  );
  const budget = toBudgetView({
    currency: round.currency,
    budget: round.budget,
    threshold,
    contributions,
    requests,
    worthIt: verdicts && countWorthIt(verdicts),
    freeRoute,
  });
  const shown = {
    answered: contributions.length,
    ...(verdicts && { verdicts }),
    ...(purposes && {
      purposes: {
        shown: purposes.shown.map(({ value, count }) => ({ purpose: value, count })),
        rest: purposes.rest,
      },
    }),
    ...(withTask !== undefined && { withTask }),
    ...(freeRoute !== undefined && { freeRoute }),
    sameCertification: (certifications?.shown ?? []).map(({ value, count }) => ({
      certification: value,
      count,
    })),
    budget,
  };
  return { ...shown, questions: chooseQuestions(shown) };
}

/** The verdicts that speak for the money, with conditions or without. A group of verdicts never mixes them with others. */
export const WORTH_IT: readonly Verdict[] = ["worth-it", "worth-it-if"];
const OTHER_WAY: readonly Verdict[] = ["not-yet", "alternative"];

/** Two sides first, because they are what a meeting decides from; a side is split only where both of its halves may be shown. */
function countVerdicts(
  contributions: readonly Contribution[],
): readonly VerdictGroup[] | undefined {
  const countOf = (verdicts: readonly Verdict[]) =>
    contributions.filter(({ verdict }) => verdicts.includes(verdict)).length;
  if (!isSafe({ count: countOf(WORTH_IT), size: contributions.length })) {
    return undefined;
  }
  return [WORTH_IT, OTHER_WAY].flatMap((side) => {
    const halves = side.map((verdict) => ({ verdicts: [verdict], count: countOf([verdict]) }));
    const whole = { verdicts: side, count: countOf(side) };
    return isSafe({ count: halves[0]?.count ?? 0, size: whole.count }) ? halves : [whole];
  });
}

function countWorthIt(groups: readonly VerdictGroup[]): number {
  return groups
    .filter(({ verdicts }) => verdicts.some((verdict) => WORTH_IT.includes(verdict)))
    .reduce((sum, { count }) => sum + count, 0);
}

/**
 * Everybody, and everybody the approver cannot name: requests are named, so a reader of the queue subtracts from any count what they carry.
 *
 * The reader may leave out those whose request tells of it, or everybody who made a request, taking silence for a no; and because a
 * request stays when its author erases the answers, the true leftover may differ from the apparent one. What a silent requester really
 * answered must not matter here: whether a number is shown would tell it.
 */
function audiencesBeside(
  contributions: readonly Contribution[],
  requests: readonly Request[],
  carried: (request: Request) => string | undefined,
): readonly Audience<Contribution>[] {
  const telling = requests.filter((request) => carried(request) !== undefined);
  const names = new Set(telling.map(({ person }) => person));
  const count = (value: string) => telling.filter((request) => carried(request) === value).length;
  return [
    { people: contributions },
    { people: contributions.filter(({ person }) => !names.has(person)) },
    { people: contributions, subtract: { size: telling.length, count } },
    { people: contributions, subtract: { size: requests.length, count } },
  ];
}

function chooseQuestions(shown: Omit<Summary, "questions">): readonly MeetingQuestion[] {
  const { answered, budget, freeRoute, withTask, sameCertification } = shown;
  const asked: readonly (MeetingQuestion | false)[] = [
    (budget.left ?? 0) < 0 && "what-to-fund-first",
    sameCertification.length > 0 && "group-course-or-study-group",
    freeRoute !== undefined && freeRoute * 2 >= answered && "free-route-first",
    withTask !== undefined && withTask * 2 < answered && "who-names-a-task",
    "which-problem-first",
    "how-we-will-know",
    "free-route-first",
  ];
  return [...new Set(asked.filter((question) => question !== false))].slice(0, 3);
}
