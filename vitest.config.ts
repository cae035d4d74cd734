import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["tests/**/*.test.ts"],
    globalSetup: "tests/learn.ts",
    // These only end what hangs: how fast a busy machine is decides about no test.
    testTimeout: 300_000,
    hookTimeout: 300_000,
    expect: { poll: { timeout: 60_000, interval: 5 } },
    // Vitest leaves a core free by default: on two that is half of them.
    maxWorkers: "100%",
  },
});
