import { describe, expect, it } from "vitest";
import type { Case, Casebook } from "../../src/engine/advice/casebook.ts";
import { examineCases } from "../../src/engine/check/cases.ts";
import { DIALOG_FOLDER, requireDialog } from "../../src/dialogs.ts";

const { cases: shipped } = requireDialog(DIALOG_FOLDER).in("en").dialog;

function withCase(changes: Partial<Case> & Pick<Case, "id" | "when">): Casebook {
  const topic = changes.id.slice(0, changes.id.indexOf("."));
  const added: Case = { topic, source: ["R03"], parts: new Map([["reason", []]]), ...changes };
  return { ...shipped, cases: [...shipped.cases, added] };
}

const without = (isLeftOut: (one: Case) => boolean): Casebook => ({
  ...shipped,
  cases: shipped.cases.filter((one) => !isLeftOut(one)),
});

const said = (casebook: Casebook) =>
  examineCases(casebook).map(({ type, about, message }) => `${type} ${about}: ${message}`);

describe("examineCases()", () => {
  it("finds nothing wrong with the shipped casebook", () => {
    expect(said(shipped)).toEqual([]);
  });

  it("finds a case that asks for what cannot hold at once", () => {
    const found = said(
      withCase({
        id: "use.aaa-impossible",
        when: [
          ["use", ["nothing"]],
          ["useFrom", ["now"]],
        ],
        side: "against",
      }),
    );
    expect(found).toEqual([
      "never-holds cases.use.aaa-impossible: What this case asks for cannot hold at once",
    ]);
  });

  it("finds a case in whose place another one always speaks, and names it", () => {
    const found = said(
      withCase({ id: "price.late", when: [["price", ["large"]]], side: "against" }),
    );
    expect(found).toEqual([
      "never-speaks cases.price.late: Another case always speaks in its place: price.large",
    ]);
  });

  it("finds a reason for paying that holds only where the advice is against it", () => {
    const found = said(
      withCase({
        id: "demand.late",
        when: [
          ["verdict", ["not-yet"]],
          ["asks", ["tender"]],
        ],
        side: "for",
      }),
    );
    expect(found).toHaveLength(1);
    expect(found[0]).toContain("never-speaks cases.demand.late: Its reason speaks for paying");
  });

  it("finds people for whom no reason points the way of the verdict", () => {
    const found = said(without(({ id }) => id === "goal.unsure"));
    expect(found).toContain(
      "no-reason cases: Could not find a reason that points the way of the verdict for verdict not-yet, situation employed, objective unsure",
    );
  });

  it("finds an alternative without a way, a not-yet without what comes first, and a verdict without a sentence", () => {
    const bare = {
      ...shipped,
      verdicts: shipped.verdicts.filter(({ id }) => id !== "worth-employed"),
      cases: shipped.cases.map((one) => ({
        ...one,
        parts: new Map([...one.parts].filter(([part]) => part === "reason")),
      })),
    };
    const types = new Set(
      examineCases(bare)
        .filter(({ about }) => about === "cases")
        .map(({ type }) => type),
    );
    expect([...types].toSorted()).toEqual(["no-condition", "no-sentence", "no-step", "no-way"]);
  });
});
