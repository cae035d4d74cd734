import { expect, test } from "vitest";
import { tellFailure } from "../src/failure.ts";

test("tells a failure with everything that led to it, on one line", () => {
  const cause = new Error("the disk is full");
  const failure = new Error("Could not write", { cause: new Error("Could not commit", { cause }) });
  expect(tellFailure(failure)).toBe("Could not write: Could not commit: the disk is full");
});

test("tells what is no error as it is", () => {
  expect(tellFailure("gone")).toBe("gone");
  expect(tellFailure(new Error("Could not write", { cause: 5 }))).toBe("Could not write");
});
