import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { requireDialog } from "../../src/dialogs.ts";
import { transition } from "../../src/engine/transition.ts";

// Loaded before the test: on a busy machine that alone takes seconds.
const file = join(mkdtempSync(join(tmpdir(), "closed-")), "own.yaml");
writeFileSync(file, "certifications:\n  - { id: nv-aai, status: closed }\n");
const { dialog, speaker } = requireDialog("dialogs/ai-certification", file).in("en");

it("a certification that cannot be booked is told at once, with the step that helps there", () => {
  const event = { type: "text", text: "NVIDIA Agentic AI", now: 0 } as const;
  const begun = transition(dialog, undefined, { type: "start", now: 0 }).conversation;
  const [reply] = transition(dialog, begun, event).replies;
  const notes = reply?.type === "question" ? reply.notes : [];
  const said = notes.map((note) => speaker.say(note)).join(" ");
  expect(said).toContain("cannot be booked right now");
  expect(said).toContain("date it opens");
});
