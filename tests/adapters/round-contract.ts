import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { MEMBERS } from "./table.ts";
import type { Member, Somebody, Table, TableGaps } from "./table.ts";

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
const TASK = "TASKSECRET monthly report";

/**
 * Proves that a round goes the same way on every platform: who is asked, who is told what, and what the channel may learn.
 *
 * @param gaps In what it differs on purpose.
 */
export function roundContract(
  name: string,
  open: () => Promise<Table>,
  gaps: TableGaps = {},
): void {
  describe(`${name} keeps the contract of rounds`, () => {
    let table: Table;
    beforeEach(async () => {
      table = await open();
      await table.begin();
      await table.fill("lee", {
        topic: "AI certifications",
        budget: "6000 USD",
        threshold: "3",
        approver: "ada",
      });
    });
    afterEach(() => table.stop());
    opening(() => table);
    answering(() => table, gaps);
    deciding(() => table, gaps);
    ending(() => table, gaps);
  });
}

/** Answers privately, and takes the advice at once. */
async function answer(table: Table, person: Member, words: readonly string[] = []): Promise<void> {
  await table.press(person, "Answer privately");
  for (const said of ["aif-c01", ...words, "tell me now"]) await table.type(person, said);
}

/** Asks for money and fills in what is missing: the request as it would be sent is shown then. */
async function preview(table: Table, person: Member): Promise<void> {
  await table.press(person, "Ask for the money");
  await table.press(person, table.offered(person).includes("Fill in") ? "Fill in" : "Change it");
  await table.fill(person, { amount: "100 USD", task: TASK });
}

/** Asks for money and sends the request. */
async function request(table: Table, person: Member): Promise<void> {
  await preview(table, person);
  await table.press(person, "Send the request");
}

/** Everybody answers and these ask for money; then the round closes. */
async function closedWith(table: Table, asking: readonly Member[]): Promise<void> {
  await table.press("ada", "I will approve");
  for (const person of MEMBERS) {
    await answer(table, person);
    if (asking.includes(person)) await request(table, person);
  }
  await table.pass(8 * DAY_MS);
}

function opening(at: () => Table): void {
  test("is opened only once its approver accepts, and tells its opener", async () => {
    const table = at();
    expect(table.channel()).not.toContain("Training round");
    expect(table.told("ada")).toContain("asks you to approve");
    await table.press("ada", "I will approve");
    expect(table.channel()).toContain("Training round: AI certifications, budget 6,000 USD");
    for (const person of MEMBERS) expect(table.offered(person)).toContain("Answer privately");
  });

  test("is opened by nobody where its approver refuses, and its opener asks somebody else", async () => {
    const table = at();
    await table.press("ada", "Not me");
    expect(table.told("lee")).toContain("would rather not");
    await table.press("lee", "Ask another approver");
    await table.fill("lee", { approver: "eve" });
    await table.press("eve", "I will approve");
    expect(table.channel()).toContain("Training round: AI certifications");
  });
}

function answering(at: () => Table, gaps: TableGaps): void {
  test("counts who answered, and shows nobody what they said or who they are", async () => {
    const table = at();
    await table.press("ada", "I will approve");
    for (const person of MEMBERS) await answer(table, person);
    for (const person of MEMBERS)
      expect(table.told(person)).toContain("Your answer counts in the round");
    await table.pass(6 * MINUTE_MS);
    expect(table.channel()).toContain("3 answered");
    expectNobodyNamed(table);
  });

  test("explains itself to whoever asks, and to nobody else", async () => {
    const table = at();
    await table.press("ada", "I will approve");
    const before = table.channel();
    await table.press("ben", "What that means");
    expect(table.told("ben")).toContain("Confidential, not anonymous");
    expect(table.told("eve")).not.toContain("Confidential, not anonymous");
    expect(table.channel()).toBe(before);
  });

  test.skipIf(gaps.neverRestarts)("goes on after a restart among the answers", async () => {
    const table = at();
    await table.press("ada", "I will approve");
    await answer(table, "ben");
    await table.restart();
    await answer(table, "cem");
    await table.pass(6 * MINUTE_MS);
    expect(table.channel()).toContain("2 answered");
  });
}

function deciding(at: () => Table, gaps: TableGaps): void {
  test("goes from its requests over every decision to the record, which names nobody but who was funded", async () => {
    const table = at();
    await closedWith(table, ["ben", "cem", "eve"]);
    expect(table.channel()).toContain("3 answered");
    expectNobodyNamed(table);
    const card = (person: Member) => `${table.nameOf(person)} asks for money`;
    for (const person of MEMBERS) expect(table.told("ada")).toContain(card(person));
    await table.press("ada", "Approve", card("eve"));
    expect(table.told("eve")).toContain("approved your request");
    await table.press("ada", "Approve with a condition", card("cem"));
    await table.fill("ada", { condition: "A skills list in writing" });
    expect(table.told("cem")).toContain("A skills list in writing");
    await table.press("ada", "Decline …", card("ben"));
    await table.fill("ada", { reason: "The free course first" });
    // It is read before it is sent.
    expect(table.told("ada")).toContain("The free course first");
    expect(table.told("ben")).not.toContain("The free course first");
    await table.press("ada", "Send this decline");
    expect(table.told("ben")).toContain("The free course first");
    const channel = table.channel();
    expect(channel).toContain("Approved: 200 USD");
    for (const person of ["cem", "eve"] as const) expect(channel).toContain(table.nameOf(person));
    expect(channel).not.toContain(table.nameOf("ben"));
    expect(channel).not.toMatch(/TASKSECRET|The free course first/u);
  });

  test("reads a request word for word before it is sent, and lets it be taken back", async () => {
    const table = at();
    await table.press("ada", "I will approve");
    await answer(table, "ben");
    await preview(table, "ben");
    expect(table.told("ben")).toContain(TASK);
    await table.press("ben", "Send the request");
    await table.press("ben", "Take it back");
    expect(table.told("ben")).toContain("taken back");
    await table.pass(8 * DAY_MS);
    expect(table.told("ada")).not.toContain("asks for money");
  });

  test("leaves for later what is put off", async () => {
    const table = at();
    await closedWith(table, ["ben"]);
    await table.press("ada", "Later");
    expect(table.channel()).not.toContain("Approved:");
    await table.look("ada");
    expect(table.told("ada")).toContain("1 request waits for your decision");
  });

  test.skipIf(gaps.editsNothing)("takes the buttons off what was decided", async () => {
    const table = at();
    await closedWith(table, ["ben"]);
    await table.press("ada", "Approve");
    expect(stillOffered(table)).toEqual([]);
    expect(table.told("ada")).toContain("asks for money");
  });

  test.skipIf(gaps.editsNothing || gaps.keepsDecidedByForm)(
    "takes the buttons off what was decided over a form",
    async () => {
      const table = at();
      await closedWith(table, ["ben"]);
      await table.press("ada", "Approve with a condition");
      await table.fill("ada", { condition: "A skills list in writing" });
      expect(stillOffered(table)).toEqual([]);
      expect(table.told("ada")).toContain("asks for money");
    },
  );
}

function ending(at: () => Table, gaps: TableGaps): void {
  test("is closed by hand only after a question, and tells the channel once", async () => {
    const table = at();
    await table.press("ada", "I will approve");
    await table.look("lee");
    await table.press("lee", "Close the round now");
    expect(table.told("lee")).toContain("cannot be opened again");
    expect(table.channel()).not.toContain("closed");
    await table.press("lee", "Close it");
    expect(table.channel().split("closed the round").length).toBe(2);
  });

  test("is cancelled only after a question, and tells the channel once", async () => {
    const table = at();
    await table.press("ada", "I will approve");
    await answer(table, "ben");
    await table.look("lee");
    await table.press("lee", "Cancel the round");
    await table.press("lee", "Cancel it and delete");
    expect(table.channel().split("cancelled the round").length).toBe(2);
    expect(table.told("ben")).toContain("cancelled");
  });

  test.skipIf(gaps.editsNothing)("takes no answers once it is cancelled", async () => {
    const table = at();
    await table.press("ada", "I will approve");
    await table.look("lee");
    await table.press("lee", "Cancel the round");
    await table.press("lee", "Cancel it and delete");
    expect(table.offered("eve")).not.toContain("Answer privately");
  });

  test("has no summary of fewer answers than it promised", async () => {
    const table = at();
    await table.press("ada", "I will approve");
    for (const person of ["ben", "cem"] as const) await answer(table, person);
    await table.pass(8 * DAY_MS);
    expect(table.channel()).toContain("not enough answers");
    expect(table.channel()).not.toContain("For the meeting");
  });

  test("is no button to end for anybody else", async () => {
    const table = at();
    await table.press("ada", "I will approve");
    await table.look("eve");
    for (const label of ["Close the round now", "Cancel the round"])
      expect(table.offered("eve")).not.toContain(label);
  });
}

/** What the approver could still press of a request that was decided. */
function stillOffered(table: Table): readonly string[] {
  const choices = ["Approve", "Approve with a condition", "Decline …", "Later"];
  return table.offered("ada").filter((label) => choices.includes(label));
}

/** Before anything is decided, the channel reads no name of a member and nothing that one of them wrote. */
function expectNobodyNamed(table: Table): void {
  const sent = table.sentToChannel();
  expect(sent).not.toMatch(/TASKSECRET|aif-c01/u);
  for (const person of MEMBERS as readonly Somebody[])
    expect(sent).not.toContain(table.nameOf(person));
}
