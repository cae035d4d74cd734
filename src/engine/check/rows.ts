import { anyAnswers } from "./conditions.ts";
import type { Diagram } from "./diagrams.ts";
import { explore } from "./explore.ts";
import type { Exploration } from "./explore.ts";
import { findEnd } from "./finding.ts";
import type { Finding } from "./finding.ts";
import type { Space, SpaceRow } from "./space.ts";

/** Follows one diagram along every path: each end has one sum, 1 where it fired. */
export function exploreOne(
  space: Space,
  diagram: Diagram,
  shown: readonly Diagram[] = space.shown,
  asked?: number,
): Exploration {
  return explore(space, {
    shown: shown.map((each) => [each]),
    ...(asked === undefined ? {} : { asked }),
    rows: [{ diagram, group: 0 }],
    groups: 1,
    settle: (sums) => ((sums[0] ?? 0) > 0 ? 1 : 0),
  });
}

/** Rows that fire on no path, or in spite of their condition on every one; with the rows that do fire. */
export function examineRows(space: Space): {
  readonly findings: readonly Finding[];
  readonly live: ReadonlySet<SpaceRow>;
} {
  const live = new Set<SpaceRow>();
  const findings = space.rows.flatMap((row): readonly Finding[] => {
    const { fires, findings: own } = examineFiring(space, `${row.kind}.${row.id}`, row.fires);
    if (fires) live.add(row);
    return own;
  });
  return {
    findings: [...findings, ...examineFiring(space, "beyondEntry", space.beyondEntry).findings],
    live,
  };
}

function examineFiring(
  space: Space,
  about: string,
  fires: Diagram,
): { readonly fires: boolean; readonly findings: readonly Finding[] } {
  const { diagrams } = space;
  // A constant has no condition, or one that is reported as such.
  if (diagrams.last(fires) < 0) return { fires: diagrams.lowest(fires) === 1, findings: [] };
  const exploration = exploreOne(space, fires);
  if (!exploration.ends.some(([sum]) => sum === 1)) {
    const message =
      "No path fires this row: its condition would hold for answers that cannot come together";
    return {
      fires: false,
      findings: [{ type: "never-fires", about, message, witness: anyAnswers(space, fires) }],
    };
  }
  if (exploration.ends.some(([sum]) => sum === 0)) return { fires: true, findings: [] };
  const witness = findEnd(space, exploration, () => true);
  const message = "Every path fires this row: its condition says nothing";
  return {
    fires: true,
    findings: [{ type: "always-fires", about, message, ...(witness ? { witness } : {}) }],
  };
}
