import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { loadDialog } from "../src/dialogs.ts";
import { decodeText } from "../src/text-file.ts";

const UTF16 = "Written in UTF-16: save it as UTF-8";

it.each([
  ["with its mark", Buffer.from("\uFEFFid: x\n", "utf16le")],
  ["the other way round", Buffer.from("\uFEFFid: x\n", "utf16le").swap16()],
  ["without a mark", Buffer.from("id: x\n", "utf16le")],
])("decodeText() names UTF-16 %s", (_how, bytes) => {
  expect(decodeText(bytes)).toEqual({ message: UTF16 });
});

it("decodeText() reads UTF-8 with and without a mark, and names what is neither", () => {
  expect(decodeText(Buffer.from("\uFEFFgrün"))).toEqual({ text: "grün" });
  expect(decodeText(Buffer.from("grün"))).toEqual({ text: "grün" });
  expect(decodeText(Buffer.from("grün", "latin1"))).toEqual({
    message: "Not written in UTF-8: save it as UTF-8",
  });
});

it("loadDialog() names every file in UTF-16 at once", () => {
  const root = mkdtempSync(join(tmpdir(), "certwise-"));
  cpSync("dialogs", root, { recursive: true });
  const files = ["ai-certification/en.yaml", "en.yaml", "catalogue.yaml"];
  for (const file of files) {
    const text = readFileSync(join(root, file), "utf8");
    writeFileSync(join(root, file), Buffer.from(text, "utf16le"));
  }
  const read = loadDialog(join(root, "ai-certification"));
  rmSync(root, { recursive: true });
  const faults = read.type === "faults" ? read.faults : [];
  const named = faults.filter(({ message }) => message === UTF16);
  expect(named.map(({ file }) => file).toSorted()).toEqual(
    files.map((file) => join(root, file)).toSorted(),
  );
});
