import { defineConfig } from "vitest/config";

/** What only computes shares one process a worker: a dialog is loaded once, and not for each file. */
const PURE = ["engine", "advise", "check", "hear", "rounds", "team"].map(
  (folder) => `tests/${folder}/**/*.test.ts`,
);

export default defineConfig({
  test: {
    globalSetup: "tests/learn.ts",
    // Vitest leaves a core free by default: on two that is half of them.
    maxWorkers: "100%",
    projects: [
      { extends: true, test: { name: "pure", include: PURE, isolate: false } },
      {
        extends: true,
        test: { name: "ports", include: ["tests/**/*.test.ts"], exclude: PURE },
      },
    ],
    // These only end what hangs: how fast a busy machine is decides about no test.
    testTimeout: 300_000,
    hookTimeout: 300_000,
    expect: { poll: { timeout: 60_000, interval: 5 } },
  },
});
