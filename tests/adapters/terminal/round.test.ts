import { expect, it } from "vitest";
import { converse } from "./person.ts";

/** Opens a round as lee, with a threshold of three. */
const OPEN = ["/as lee", "r1", "AI certs", "6000 USD", "5", "ada", "3", "/as ada", "r1"];

/** Begins to answer privately. */
const begun = (person: string) => [`/as ${person}`, "r1", "aif-c01"];

/** Answers privately: joins, and takes the advice at once. */
const answer = (person: string) => [...begun(person), "tell me"];

it("a round goes from its opening to its summary in one terminal", async () => {
  const page = await converse([
    ...OPEN,
    ...["ana", "ben", "cem"].flatMap(answer),
    "/as ana",
    "/later 6",
    "/as lee",
  ]);
  expect(page).toContain("→ #local: Training round: AI certs, budget 6,000 USD");
  expect(page.match(/Your answer counts in the round/gu)).toHaveLength(3);
  expect(page).toContain("→ #local: AI certs: 3 answered");
});

it("a request is read word for word, sent, decided and recorded in one terminal", async () => {
  const page = await converse([
    ...OPEN,
    ...["ana", "ben", "cem"].flatMap(answer),
    // The price is known and fresh, so asking shows the request at once; the next press sends it.
    "r1",
    "r1",
    // What comes to ada while she is the one at the terminal has its buttons there.
    "/as ada",
    "/later 6",
    "r7",
    "/as lee",
  ]);
  expect(page).toContain("→ @ada: @cem asks for money");
  expect(page).toContain("Approved: 100 USD");
});

it("the approver finds what waits for a decision again in the terminal", async () => {
  const page = await converse([
    ...OPEN,
    ...["ana", "ben", "cem"].flatMap(answer),
    "r1",
    "r1",
    "/later 6",
    "/as ada",
  ]);
  expect(page).toContain("1 request waits for your decision");
  expect(page.match(/@cem asks for money/gu)).toHaveLength(2);
});

it("what is typed after another person took over is theirs, whatever keys stood on the last screen", async () => {
  const page = await converse([...OPEN, ...begun("ana"), ...begun("ben"), "1", "/as ana", "stop"]);
  const last = page.slice(page.lastIndexOf("stop"));
  expect(last).toContain("erased");
  expect(last).not.toContain("earlier round");
});

it("/help says how in one line", async () => {
  expect(await converse(["/help"])).toContain("To play a team round here");
});

it("what a round says fits 80 columns", async () => {
  const lines = (await converse(["/round", ...OPEN, "r2", "/help"])).split("\n");
  expect(lines.filter((line) => line.length > 80)).toEqual([]);
});

it("a round is no button to end for others, and its opener is asked first", async () => {
  const page = await converse([...OPEN, "/as eve", "/as lee", "r5", "r1"]);
  const eve = page.slice(page.lastIndexOf("/as eve"), page.lastIndexOf("/as lee"));
  expect(eve).not.toContain("Cancel the round");
  const lee = page.slice(page.lastIndexOf("/as lee"));
  expect(lee).toContain("Cancel “AI certs”?");
  expect(lee.indexOf("→ #local: @lee cancelled")).toBeGreaterThan(lee.indexOf("Fewer than 3"));
});

it("whoever presses the approver's button in their place is shown no form and no amount", async () => {
  const page = await converse([
    ...OPEN,
    ...["ana", "ben", "cem"].flatMap(answer),
    "r1",
    "r1",
    "/as eve",
    "/later 6",
    "r8",
  ]);
  const after = page.slice(page.lastIndexOf("@cem asks for money"));
  expect(after).toContain("Only the approver of this round decides.");
  expect(after).not.toContain("Now: 100 USD");
});
