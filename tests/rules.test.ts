import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { parse } from "yaml";
import { dialogSchema, ROW_KINDS } from "../src/engine/dialog.ts";

/** The requirements, by their ids, as docs/rules.md lists them. */
const rules = [...readFileSync("docs/rules.md", "utf8").matchAll(/^\| (R\d{2}) \|/gmu)].map(
  ([, id]) => id!,
);
const file = dialogSchema.parse(
  parse(readFileSync("dialogs/ai-certification/dialog.yaml", "utf8")),
);
const rows = [...file.questions, ...ROW_KINDS.flatMap((kind) => file[kind])];
const sources = rows.flatMap(({ source }) => source);

it("serves every published requirement by a question, a rule or a text", () => {
  expect(rules.length).toBeGreaterThan(60);
  expect(rules.filter((id) => !sources.includes(id))).toEqual([]);
});

it("names no requirement that is not published", () => {
  expect(sources.filter((id) => id.startsWith("R") && !rules.includes(id))).toEqual([]);
});
