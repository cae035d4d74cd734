import { explore } from "./explore.ts";
import type { Search } from "./search.ts";
import { findEnd } from "./finding.ts";
import type { Finding } from "./finding.ts";
import type { Space, SpaceRow } from "./space.ts";
import { mergeRows, settleVerdict, verdictSearch } from "./verdicts.ts";

/** Advice that would have a hole: something every advice shows, and answers for which no row gives it. */
export function findHoles(space: Space): readonly Finding[] {
  const rows = (kind: SpaceRow["kind"]) => space.rows.filter((row) => row.kind === kind);
  const resembles = rows("statements").filter(({ place }) => place === "resembles");
  return [
    ...hole(space, noAlternative(space, rows("alternatives")), {
      type: "no-alternative",
      about: "alternatives",
      message: "The verdict is a better alternative, and no row names one",
    }),
    ...hole(space, fewer(space, [...rows("blockers"), ...rows("steps")], 1), {
      type: "no-step",
      about: "steps",
      message:
        "The verdict is not a not-yet, whose blocker brings its step, and no row of steps holds",
    }),
    ...hole(space, fewer(space, rows("providerQuestions"), PROVIDER_QUESTIONS), {
      type: "few-provider-questions",
      about: "providerQuestions",
      message: `Fewer than ${PROVIDER_QUESTIONS} questions for the provider hold`,
    }),
    ...hole(space, fewer(space, rows("readings"), READINGS), {
      type: "few-readings",
      about: "readings",
      message: `Fewer than ${READINGS} further readings hold`,
    }),
    ...hole(space, fewer(space, resembles, 1), {
      type: "no-resemblance",
      about: "statements",
      message: 'No statement with the place "resembles" holds',
    }),
  ];
}

/** How many of each an advice shows. */
const PROVIDER_QUESTIONS = 3;
const READINGS = 2;

function hole(space: Space, search: Search, finding: Omit<Finding, "witness">): readonly Finding[] {
  const witness = findEnd(space, explore(space, search), () => true);
  return witness ? [{ ...finding, witness }] : [];
}

/** Keeps the paths on which fewer than `enough` of the rows fire. */
function fewer(space: Space, rows: readonly SpaceRow[], enough: number): Search {
  const followed = enough === 1 ? mergeRows(space, rows) : rows.map(({ fires }) => fires);
  return {
    shown: space.shown.map((diagram) => [diagram]),
    rows: followed.map((diagram) => ({ diagram, group: 0 })),
    groups: 1,
    settle: (sums) => ((sums[0] ?? 0) >= enough ? -1 : 0),
  };
}

/** Keeps the paths that end in "alternative" and on which none of the rows fires. */
function noAlternative(space: Space, rows: readonly SpaceRow[]): Search {
  const search = verdictSearch(space);
  const [blocked, limited, lifted, named] = [0, 1, 3, search.groups];
  const { worthItAt } = space.dialog.file;
  return {
    ...search,
    steps: false,
    rows: [
      ...search.rows.filter(({ group }) => group !== CONDITIONED),
      ...mergeRows(space, rows).map((diagram) => ({ diagram, group: named })),
    ],
    groups: search.groups + 1,
    settle: (sums, low, high) => {
      if ((sums[blocked] ?? 0) > 0 || (sums[named] ?? 0) > 0) return -1;
      const finished = settleVerdict(sums, low, high, worthItAt);
      const isWorthIt = (sums[lifted] ?? 0) > 0 && (high[limited] ?? 0) === 0;
      return isWorthIt ? -1 : finished;
    },
  };
}

/** Conditions do not tell an alternative from the rest: they are not followed. */
const CONDITIONED = 2;
