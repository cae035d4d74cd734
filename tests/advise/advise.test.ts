import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PassThrough, Readable } from "node:stream";
import { text as readAll } from "node:stream/consumers";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { parse } from "yaml";
import { z } from "zod";
import { runAdvise } from "../../src/advise.ts";
import { requireDialog } from "../../src/dialogs.ts";
import { adviceOf, CHECKED_DAY, interview, speaker } from "../engine/interview.ts";

const dialog = requireDialog("dialogs/ai-certification");
let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "certwise-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** What rules make of answers, whatever words are chosen for it. */
type Judged = Readonly<Record<"verdict" | "conditions" | "score" | "points", unknown>>;

function judged({ verdict, conditions, score, points }: Judged): Judged {
  return { verdict, conditions, score, points };
}

/** Examples whose words say more than what they answer. */
const HEARD_MORE = new Set(["typed-baker", "typed-consultant", "lead-post"]);

/** Runs the command, with a file of this content or this standard input. */
async function advise(args: readonly string[], content = "") {
  const file = join(folder, "answers.yaml");
  writeFileSync(file, content);
  const stdout = new PassThrough();
  const stderr = new PassThrough();
  const code = await runAdvise(
    args.map((arg) => (arg === "FILE" ? file : arg)),
    { dialog, stdin: Readable.from([Buffer.from(content)]), stdout, stderr, now: CHECKED_DAY },
  );
  stdout.end();
  stderr.end();
  const said = (await readAll(stderr)).replaceAll(file, "answers.yaml");
  return { code, out: await readAll(stdout), said };
}

/** The advice that the command gives on a file, and the one after an interview with the same answers. */
async function bothWays(answers: Readonly<Record<string, string>>) {
  const { code, out, said } = await advise(["FILE", "--json"], JSON.stringify(answers));
  expect({ code, said }).toEqual({ code: 0, said: "" });
  const walk = interview(answers);
  const spoken = speaker.speak(adviceOf(walk));
  const { actions: _actions, notes: _notes, revision: _revision, ...asked } = spoken;
  const heard = Object.keys(walk.conversation.answers).filter((one) => !(one in answers));
  return { filed: JSON.parse(out), asked, heard };
}

const examples = z
  .object({
    examples: z.array(
      z.object({
        id: z.string(),
        answers: z.record(z.string(), z.string()),
        meant: z.record(z.string(), z.string()).default({}),
      }),
    ),
  })
  .parse(parse(readFileSync("dialogs/ai-certification/examples.yaml", "utf8")))
  // A file has nobody to ask: where words leave it open, it says the option itself.
  .examples.map(({ id, answers, meant }) => ({ id, answers: { ...answers, ...meant } }));

describe("the advice for a file", () => {
  // A text that answers another question too makes the interview pass over that one, and a file says it itself.
  const alike = examples.filter(({ answers }) => {
    const { asked } = interview(answers);
    return Object.keys(answers).every((id) => asked.includes(id));
  });

  it("is tried on all examples but three that say several things at once", () => {
    const others = examples.filter((example) => !alike.includes(example)).map(({ id }) => id);
    expect(others).toEqual(["typed-all-at-once", "month-end-accountant", "translator"]);
  });

  it.each(alike.filter(({ id }) => !HEARD_MORE.has(id)))(
    "$id is what the interview gives",
    async ({ answers }) => {
      const { filed, asked, heard } = await bothWays(answers);
      expect(heard).toEqual([]);
      expect(filed).toEqual(asked);
    },
  );

  // What is heard in passing chooses words, and a file of answers says nothing in passing.
  it.each(alike.filter(({ id }) => HEARD_MORE.has(id)))(
    "$id has the verdict and the points of the interview, which heard more",
    async ({ answers }) => {
      const { filed, asked, heard } = await bothWays(answers);
      expect(heard).not.toEqual([]);
      expect(judged(filed)).toEqual(judged(asked));
    },
  );

  const YAML = `certification: AIF-C01
purpose: 4
use: { option: named, note: "the *monthly* report" }
practice: every week
employer: it counts
learn: path
free: partly
payer: my company pays
hours: 3
history: no
`;

  it("takes what a person would type, numbers and notes, and is a Markdown page", async () => {
    const { code, out, said } = await advise(["FILE"], YAML);
    expect({ code, said }).toEqual({ code: 0, said: "" });
    expect(out).toMatch(/^# Worth it: AWS Certified AI Practitioner · /u);
    expect(out).toContain(String.raw`the \*monthly\* report`);
    expect(out).toContain("## Ask the provider");
  });

  it("shows on --why which case speaks of each topic, and which key keeps another one silent", async () => {
    const { code, out } = await advise(["FILE", "--why"], YAML);
    expect(code).toBe(0);
    expect(out).toMatch(/^\* decider\.counts: says .*reason/mu);
    expect(out).toContain("  demand.tender: does not hold, asks is unknown, not tender");
    expect(out).toMatch(/^ {2}\S+: holds, and is not needed$/mu);
  });

  it("comes from standard input on -", async () => {
    expect(await advise(["-"], YAML)).toEqual(await advise(["FILE"], YAML));
  });

  it("counts what is not answered as not sure", async () => {
    const none = JSON.parse((await advise(["-", "--json"], "{}")).out);
    expect(none).toMatchObject({ verdict: "not-yet", confidence: { type: "missing" } });
    const all = "certification: unsure\npurpose: unsure\nuse: not sure\nhours: no idea\n";
    expect(JSON.parse((await advise(["-", "--json"], all)).out).verdict).toBe("not-yet");
  });

  it("leaves aside what is not asked, and says so", async () => {
    const { code, out, said } = await advise(
      ["FILE"],
      "purpose: mandated\nmandate: written\nuse: whatever\n",
    );
    expect({ code, said }).toEqual({
      code: 0,
      said: 'Left aside: "use" is not asked after the other answers\n',
    });
    expect(out).toMatch(/^# Worth it/u);
  });
});

describe("faults", () => {
  it("are listed all at once, with their lines and what would be right", async () => {
    const { code, out, said } = await advise(
      ["FILE"],
      `certification: aws
porpose: work
purpose: the weather is nice today
use: nothng
practice: { opton: weekly }
employer: [counts]
free: back
hours: 1000
payer: ""
learn: alone and both
`,
    );
    expect({ code, out }).toEqual({ code: 2, out: "" });
    expect(
      said
        .trim()
        .split("\n")
        .filter((_, at) => at % 2 === 0),
    ).toEqual([
      "answers.yaml:1 certification",
      "answers.yaml:2 porpose",
      "answers.yaml:3 purpose",
      "answers.yaml:4 use",
      expect.stringMatching(/^answers.yaml:5 practice/u),
      expect.stringMatching(/^answers.yaml:5 practice/u),
      "answers.yaml:6 employer",
      "answers.yaml:7 free",
      "answers.yaml:8 hours",
      "answers.yaml:9 payer",
      "answers.yaml:10 learn",
    ]);
    expect(said).toMatch(/"aws" may mean more than one: write one of .*aws/u);
    // A shelf of the catalogue is nothing to write.
    expect(said).not.toContain("by-all");
    expect(said).toContain('Unknown key "porpose": did you mean "purpose"');
    expect(said).toContain(
      '"the weather is nice today" could not be understood: write one of promotion, role, ',
    );
    expect(said).toContain(
      '"nothng" may mean nothing: write that if it is right, or one of named, ',
    );
    expect(said).toContain('"back" could not be understood: write one of yes, partly, no, unsure');
    expect(said).toContain("between 0 and 60");
    expect(said).toContain("it is empty, so write one of employer, ");
    expect(said).toMatch(/"alone and both" may mean more than one: write one of mix, alone/u);
  });

  it("take a name that no catalogue knows as it is, and ask about one that looks like an entry", async () => {
    const unlisted = await advise(
      ["FILE"],
      "certification: Zzz Practical Diploma\npurpose: work\n",
    );
    expect(unlisted).toMatchObject({
      code: 0,
      out: expect.stringContaining("Zzz Practical Diploma"),
    });
    const alike = await advise(["FILE"], "certification: aws practitoner exm\npurpose: work\n");
    expect(alike.said).toContain("write aws-aif if it is right, or one of other, none");
  });

  it.each([
    ["purpose: [work", "answers.yaml:1\n  Not readable as YAML"],
    ["purpose: work\npurpose: role\n", "answers.yaml:2\n  This key stands twice"],
    ["- work", "Must be a group of keys: it is a list"],
    ["", "Must be a group of keys: it is empty"],
    ["work", 'Must be a group of keys: it is "work"'],
  ])("of the whole file are told: %j", async (content, fault) => {
    const { code, said } = await advise(["FILE"], content);
    expect(code).toBe(2);
    expect(said).toContain(fault);
  });

  it.each([
    [[], "Could not advise on 0 files: give one file of answers, or - for standard input\n"],
    [
      ["a.yaml", "b.yaml"],
      "Could not advise on 2 files: give one file of answers, or - for standard input\n",
    ],
    [
      ["--jason", "a"],
      'Could not read the arguments "--jason a": give one file of answers, or - for standard input, --json for JSON, and --why for the cases\n',
    ],
    [["no-such-file.yaml"], 'Could not read "no-such-file.yaml": there is no such file\n'],
    [["tests"], 'Could not read "tests": it is a folder\n'],
  ])("of the command are told in one sentence: %j", async (args, sentence) => {
    expect(await advise(args)).toEqual({ code: 2, out: "", said: sentence });
  });
});
