import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { stripVTControlCharacters } from "node:util";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { columnsOf } from "../../../adapters/terminal/wrap.ts";
import { openStorage } from "../../../src/storage/open.ts";
import { converse, lastScreen, sitDown, TO_ADVICE } from "./person.ts";

const HOSTILE = [
  "\u001B[31mred\u001B[0m \u001B]0;title\u0007 automate our \u009B2J weekly \u202Etropper\u0007\u0000 report",
  `automate ${"w".repeat(300)}`,
  `automate ${"家族のための月次レポート".repeat(20)} 👩‍👩‍👧‍👦🇩🇪 ${"👍🏽".repeat(60)}`,
  "automate \uD800 the \uDFFF report \u2028 and \u2066more\u2069",
];
const HARD_TO_READ = [
  ...TO_ADVICE.slice(0, 2),
  ...HOSTILE,
  ...TO_ADVICE.slice(3),
  "a",
  "s",
  "share",
  "more",
];

describe("the interview", () => {
  it("goes from the first question to the advice by numbers", async () => {
    const page = await converse(TO_ADVICE);
    expect(page).toContain(
      "Tell me about it in two or three sentences.                      1 of at most",
    );
    expect(page).toContain(" 4  Do my current work better");
    expect(lastScreen(page)).toMatch(/● WORTH IT\nAWS Certified AI Practitioner · /u);
    expect(lastScreen(page)).toContain("A clear case");
    expect(page).toMatch(/Everything is saved. To go on: npm start\n$/u);
  });

  it("goes there by typing, and says what it understood", async () => {
    const page = await converse([
      "AWS Certified AI Practitioner",
      "do my current work better",
      "the monthly variance report",
      "weekly",
      "counts for promotion",
      "I am overwhelmed",
      "partly",
      "my company pays",
      "half a day a week",
      "first one",
    ]);
    expect(page).toContain("Understood: Who pays → My employer");
    expect(lastScreen(page)).toContain("the monthly variance report");
  });

  it("takes 3 for three hours, not for the third option", async () => {
    const page = await converse([...TO_ADVICE.slice(0, 8), "3"]);
    expect(page).toContain(" •  5 or more");
    expect(lastScreen(page)).toContain("✓ Hours a week → 3 hours");
  });

  it("goes back, explains, closes the explanation and lists the answers", async () => {
    const page = await converse(["aif-c01", "4", "b", "[?]", "c", "a"]);
    const screens = page.split("\n> ");
    expect(screens[3]).toContain(" 4  ✓ Do my current work better");
    expect(screens[4]).toContain("Your answer can move the advice between “");
    expect(screens[5]).not.toContain("Your answer can move");
    expect(screens[6]).toContain(" 2  What it should change → Do my current work better");
  });

  it("changes an answer by its number in the list", async () => {
    expect(lastScreen(await converse([...TO_ADVICE, "a", "2."]))).toContain(
      "What should it change for you within a year?",
    );
  });

  it("asks for yes or no with numbers too", async () => {
    const guessed = "I suppose nothing?";
    const guess = await converse(["aif-c01", "4", guessed]);
    expect(lastScreen(guess)).toMatch(
      /I read that as: .*Nothing planned.*\n(?:.*\n)* 1 {2}Yes, that's right\n 2 {2}No, show the options/u,
    );
    expect(lastScreen(await converse(["aif-c01", "4", guessed, "2"]))).toContain(
      "Where will you use it",
    );
    expect(lastScreen(await converse(["aif-c01", "4", guessed, "y"]))).toContain(
      "How do you use AI at work today?",
    );
  });

  it.each(["2", "cheaper ways", "cheaper"])("unfolds a part of the advice on %j", async (line) => {
    const screen = lastScreen(await converse([...TO_ADVICE, line]));
    expect(screen).toContain("Cheaper ways\n• ");
    expect(screen).toContain(" 2  Show less");
  });

  it("shows what would be posted and offers nobody to post it to", async () => {
    const screen = lastScreen(await converse([...TO_ADVICE, "share", "6"]));
    expect(screen).toContain("│ Certification: AWS Certified AI Practitioner");
    expect(screen).toContain(" 6  ☑ Leave out: cost");
    expect(screen).not.toMatch(/post\b.*\]|\] Post/iu);
  });
});

describe("leaving and coming back", () => {
  it("keeps the answers on q and on quit, and goes on from there", async () => {
    const storage = await openStorage(":memory:");
    expect(await converse(["aif-c01", "4", "q", "2"], { storage })).toMatch(
      /> q\n\nEverything is saved/u,
    );
    const page = await converse(["quit"], { storage });
    expect(page).toContain("Welcome back. You stopped at question 3 of at most");
    expect(lastScreen(await converse(["1"], { storage }))).toContain("Where will you use it");
  });

  it("erases the answers on stop", async () => {
    const storage = await openStorage(":memory:");
    expect(lastScreen(await converse(["aif-c01", "stop", "yes"], { storage }))).toContain(
      "Your answers are erased",
    );
    expect(await converse([], { storage })).toContain("Which certification");
  });

  it.each([
    ["Ctrl-C", "\u0003"],
    ["Ctrl-D", "\u0004"],
  ])("leaves politely on %s", async (_, key) => {
    const { input, page, terminal } = await sitDown({ isTyped: true });
    input.write(`aif-c01\r${key}`);
    await terminal.done;
    expect(stripVTControlCharacters(await page)).toContain(
      "Everything is saved. To go on: npm start",
    );
  });

  it("leaves when it is stopped", async () => {
    const { page, terminal } = await sitDown();
    await terminal.stop();
    await terminal.done;
    expect(await page).toContain("Everything is saved");
  });
});

describe("what is printed", () => {
  it.each([80, 40, 20])("fits %i columns, whatever was typed", async (columns) => {
    const page = await converse(HARD_TO_READ, { columns: () => columns });
    expect(page.split("\n").filter((line) => columnsOf(line) > columns)).toEqual([]);
  });

  it("is never wider than 80 columns", async () => {
    const page = await converse(HARD_TO_READ, { columns: () => 200 });
    expect(page.split("\n").filter((line) => columnsOf(line) > 80)).toEqual([]);
  });

  it("holds no control characters, escape sequences or marks that turn the direction", async () => {
    expect(await converse(HARD_TO_READ)).not.toMatch(/[[\p{Cc}\u202A-\u202E\u2066-\u2069]--\n]/v);
  });

  it("says the same with colours and without", async () => {
    const plain = await converse(HARD_TO_READ);
    const coloured = await converse(HARD_TO_READ, { isColoured: true });
    expect(coloured).not.toBe(plain);
    expect(stripVTControlCharacters(coloured)).toBe(plain);
  });
});

describe("with files", () => {
  let folder = "";
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "certwise-"));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it("saves the advice, says where, and never writes over a file", async () => {
    const name = join(folder, "ai-certification-2026-09-01.md");
    writeFileSync(name, "mine");
    const page = await converse([...TO_ADVICE, "s"], { folder, columns: () => 80 });
    expect(lastScreen(page).replaceAll(/\s/gu, "")).toContain(
      join(folder, "ai-certification-2026-09-01-2.md").replaceAll(" ", ""),
    );
    expect(readFileSync(name, "utf8")).toBe("mine");
    expect(readdirSync(folder)).toHaveLength(2);
    expect(readFileSync(join(folder, "ai-certification-2026-09-01-2.md"), "utf8")).toMatch(
      /^# Worth it: AWS/u,
    );
  });

  it("says so when it cannot write, and goes on", async () => {
    const page = await converse([...TO_ADVICE, "save", "cost"], {
      folder: join(folder, "nowhere"),
    });
    expect(page).toContain("I could not write");
    expect(lastScreen(page)).toContain("What it costs to own\n• ");
  });
});

describe("when something is wrong", () => {
  it("says that it could not save, and goes on when it can", async () => {
    const storage = await openStorage(":memory:");
    let isBroken = false;
    let turns = 0;
    const fragile = {
      ...storage,
      turn: (...turn: Parameters<typeof storage.turn>) =>
        isBroken ? Promise.reject(new Error("disk full")) : storage.turn(...turn),
    };
    const { input, page, failures } = await sitDown({
      storage: fragile,
      columns: () => 80,
      now: () => {
        // The first turn is the start, the second fails.
        turns += 1;
        isBroken = turns === 2;
        return turns * 10_000;
      },
    });
    input.end("aif-c01\naif-c01\n");
    expect(await page).toContain("I could not save that. Your earlier answers are safe.");
    expect(lastScreen(await page)).toContain(
      "Understood: Certification → AWS Certified AI Practitioner",
    );
    expect(failures).toHaveLength(1);
  });
});

describe("send()", () => {
  it("shows a reminder, and no screen of an earlier run", async () => {
    const { terminal, input, page } = await sitDown();
    const address = { terminal: "earlier" };
    await terminal.send({
      id: "1",
      address,
      reply: { type: "notice", notice: "due", title: "Look again", actions: [] },
    });
    await terminal.send({
      id: "2",
      address,
      reply: { type: "review", revision: 1, title: "Out of date", rows: [], actions: [] },
    });
    input.end();
    expect(await page).toContain("Look again");
    expect(await page).not.toContain("Out of date");
  });
});
