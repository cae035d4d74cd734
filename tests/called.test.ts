import { expect, it } from "vitest";
import { readCalled } from "../src/called.ts";
import { DIALOG_FOLDER, requireDialog } from "../src/dialogs.ts";

const loaded = requireDialog(DIALOG_FOLDER).in("en");

it.each([
  ["", "begin"],
  ["resume", "begin"],
  ["help me", "help"],
  ["budget?", "budget"],
  ["forget me", "forget"],
  ["delete my data please", "forget"],
  ["my history please", "history"],
  ["stop", "say"],
  ["stop please", "say"],
  ["pause", "say"],
  ["save", "say"],
  ["share it", "say"],
  ["remind me", "say"],
  ["show me my answers", "say"],
  ["what do you have", "say"],
  ["which ones from Microsoft?", "say"],
  ["who can see my answers?", "say"],
  ["never mind", "say"],
  ["AIF-C01", "about"],
  ["is AIF-C01 worth it?", "about"],
  ["should I do the AI-900?", "about"],
  ["is AI-900 worth the money?", "about"],
  ["Bootcamp in Data Science 1200 €", "about"],
])("reads %j after a slash command as %s", (words, called) => {
  expect(readCalled(loaded, words)).toBe(called);
});
