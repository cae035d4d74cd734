import type { Catalogue } from "../../src/engine/catalogue.ts";
import { createDialog } from "../../src/engine/create-dialog.ts";
import { dialogSchema } from "../../src/engine/dialog.ts";
import type { Dialog } from "../../src/engine/dialog.ts";
import { COMMANDS } from "../../src/engine/hearing/commands.ts";
import { understandingSchema } from "../../src/engine/hearing/understanding.ts";
import { createWords } from "../../src/engine/hearing/words.ts";

const nothing: Catalogue = {
  find: () => [],
  named: () => [],
  isName: () => false,
  namesOther: () => false,
  list: () => [],
  entry: () => undefined,
  fitting: () => [],
  free: () => [],
  routes: () => [],
};
/** A language without a word in it. */
const understanding = understandingSchema.parse({
  commands: Object.fromEntries(COMMANDS.map((command) => [command, []])),
  emoji: { yes: [], no: [], unsure: [] },
  ordinals: [],
  clock: { before: [] },
  currencies: {},
  units: [],
  counted: { before: [], after: [] },
});

/** A dialog from its file, in no language and with an empty catalogue. */
export function toDialog(written: object): Dialog {
  const file = dialogSchema.parse(written);
  return createDialog(file, "hash", createWords("en", understanding, file, {}), nothing);
}

const source = ["R01"];
/** Rows as tests write them: id and condition. */
export const rowsOf = (rows: Readonly<Record<string, object>>, more: object = {}): object[] =>
  Object.entries(rows).map(([id, row]) => ({ id, source, ...row, ...more }));
export const is = (question: string, ...options: string[]) => ({ question, is: options });

/** Rows that every advice needs, none of which a test is about. */
export const filling = {
  alternatives: [{ id: "another", source }],
  steps: [{ id: "first-step", source, minutes: 5 }],
  providerQuestions: ["first", "second", "third"].map((id) => ({ id, source })),
  readings: ["one", "two"].map((id) => ({ id, source })),
  statements: [{ id: "like", source, place: "resembles" }],
};

/** A question with its options, better ones first where it is a scale. */
export const choice = (id: string, options: readonly string[], more: object = {}) => ({
  id,
  kind: "choice",
  source,
  options,
  ...more,
});

/** A dialog with nothing wrong; tests seed one defect each. */
export const soundFile = {
  id: "sound",
  version: 1,
  questions: [
    choice("goal", ["work", "role", "none"], { deciding: true }),
    choice("adverts", ["named", "silent"], { scale: "better-first", when: is("goal", "role") }),
    choice("use", ["daily", "weekly", "never"], {
      scale: "better-first",
      deciding: true,
      unsure: true,
    }),
    {
      id: "hours",
      kind: "duration",
      source,
      scale: "more-is-better",
      when: { not: is("use", "never") },
    },
    choice("payer", ["employer", "me"]),
  ],
  worthItAt: 3,
  evidence: rowsOf({
    goal: { when: is("goal", "work"), for: "slight" },
    adverts: { when: is("adverts", "named"), for: "some" },
    daily: { when: is("use", "daily"), for: "strong" },
    weekly: { when: is("use", "weekly"), for: "slight" },
    idle: { when: is("goal", "none"), against: "slight" },
    mine: { when: is("payer", "me"), against: "slight" },
  }),
  blockers: rowsOf({ "no-use": { when: is("use", "never") } }, { minutes: 10 }),
  conditions: rowsOf({ time: { when: { question: "hours", below: 2 } } }),
  ...filling,
};
