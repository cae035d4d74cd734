import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { z } from "zod";
import { optionOf } from "../../src/engine/answers.ts";
import { CHECKED_DAY, adviceOf, dialog, interview } from "./interview.ts";
import type { Walk } from "./interview.ts";

const schema = z.strictObject({
  people: z.array(
    z.strictObject({
      id: z.string(),
      story: z.string(),
      accept: z.array(z.enum(["worth-it", "worth-it-if", "not-yet", "alternative"])).min(1),
      answers: z.record(z.string(), z.string()),
    }),
  ),
  /** Whom it does not serve yet, in which of the two ways, and what is taken out of a story that it does not say. */
  open: z.strictObject({
    clicked: z.array(z.string()),
    told: z.array(z.string()),
    misheard: z.array(z.string()),
  }),
});
const file = "dialogs/ai-certification/people.yaml";
const { people, open } = schema.parse(parse(readFileSync(file, "utf8")));
/** Screens after a story, on the average. */
const SCREENS_MAX = 8;

type Person = (typeof people)[number];
const clicked = ({ answers }: Person) => interview(answers);
const tell = ({ answers, story }: Person) => interview(answers, CHECKED_DAY, dialog, {}, story);
const known = new Map<string, Walk>();

/** Their story, and clicks on what is asked after it; each is walked once. */
function told(person: Person): Walk {
  const walk = known.get(person.id) ?? tell(person);
  known.set(person.id, walk);
  return walk;
}

describe("a person of many walks is served", () => {
  it("by sixty of them at least, in every situation that decides", () =>
    expect(people.length).toBeGreaterThanOrEqual(60));

  it.each([
    ["clicked", clicked],
    ["told", told],
  ] as const)("and only those named in the file are not, as they %s", (way, walk) => {
    const wrong = people.filter(
      (person) => !person.accept.includes(adviceOf(walk(person)).verdict),
    );
    expect(wrong.map(({ id }) => id)).toEqual(open[way]);
  });

  it("in eight screens after the story, on the average", () => {
    const screens = people.map((person) => told(person).asked.length);
    const sum = screens.reduce((total, count) => total + count, 0);
    expect(sum / people.length).toBeLessThanOrEqual(SCREENS_MAX);
  });

  it("and only the stories named in the file are taken for what they do not say", () => {
    const wrong = people.flatMap(({ id, story, answers }) => {
      const { conversation } = interview({}, CHECKED_DAY, dialog, {}, story);
      return Object.entries(conversation.answers).flatMap(([question, answer]) => {
        const option = optionOf(answer);
        const isAsked = dialog.positions.has(question) && question !== "certification";
        return isAsked && option !== undefined && option !== answers[question]
          ? [`${id}: ${question}, ${option}`]
          : [];
      });
    });
    expect(wrong).toEqual(open.misheard);
  });
});
