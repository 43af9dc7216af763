import {defineConfig} from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    globalSetup: "test/temporaryFolder.ts",
    // The machine of the tests has two cores, and vitest leaves one idle if it is not told.
    maxWorkers: 2,
    // What is printed is compared as text, wherever the tests run: some CI machines ask for colours.
    env: {FORCE_COLOR: "0"},
    testTimeout: 600_000,
    hookTimeout: 900_000
  }
});
