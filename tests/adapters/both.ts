import { expect } from "vitest";
import type { SpokenReply } from "../../src/turn.ts";
import { actionsOf, optionsOf, textsOf } from "./expected.ts";
import type { Expected } from "./expected.ts";
import { bare } from "./seat.ts";
import type { Gaps, Seat } from "./seat.ts";

type Act = { readonly press: string } | { readonly type: string };

/** A person on the platform, and beside them the same interview without any platform. */
export interface Both {
  readonly seat: Seat;
  readonly expected: Expected;
  /** Does the same on both, and compares what stands on the screen and what can be pressed. */
  readonly act: (...acts: readonly Act[]) => Promise<void>;
  /** Compares them as they are now. */
  readonly agree: () => void;
}

/** Puts the two beside each other. */
export function createBoth(seat: Seat, expected: Expected, gaps: Gaps): Both {
  const agree = () => {
    const reply = expected.reply();
    const screen = bare(seat.screen());
    for (const text of textsOf(reply)) expect(screen).toContain(bare(text));
    const choices = optionsOf(reply).map(({ label }) => label);
    const actions = actionsOf(reply).map(({ label }) => label);
    const known = [...choices, ...actions, ...gaps.own, ...(gaps.hasNoChange ? [] : before(reply))];
    const offered = seat
      .options()
      .map((shown) => known.find((label) => isLabel(shown, label)) ?? shown);
    const isChoice = (label: string) => choices.includes(label);
    expect(offered.filter(isChoice)).toEqual(choices);
    const besides = known.filter((label) => !isChoice(label) && !gaps.own.includes(label));
    const shown = offered.filter((label) => !isChoice(label) && !gaps.own.includes(label));
    expect(shown.toSorted()).toEqual(besides.toSorted());
  };
  return {
    seat,
    expected,
    agree,
    act: async (...acts) => {
      for (const act of acts) {
        if ("press" in act) {
          await seat.press(act.press);
          await expected.press(act.press);
        } else {
          await seat.type(act.type);
          await expected.take({ type: "text", text: act.type });
        }
        agree();
      }
    },
  };
}

/** What the answer before the question is called where it can be changed. */
function before(reply: SpokenReply): readonly string[] {
  if (reply.type !== "question" || !reply.last) return [];
  return [`${reply.last.question} → ${reply.last.answer}`];
}

/** Whether this is shown for that label; a long one may be cut. */
export function isLabel(shown: string, label: string): boolean {
  return shown.endsWith("…")
    ? bare(label).startsWith(bare(shown.slice(0, -1)))
    : bare(label) === bare(shown);
}
