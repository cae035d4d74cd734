import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["tests/**/*.test.ts"],
    testTimeout: 30_000,
    hookTimeout: 60_000,
    // Vitest leaves a core free by default: on two that is half of them.
    maxWorkers: "100%",
  },
});
