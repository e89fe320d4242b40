import { defineConfig } from "vitest/config";

/** One project a folder of test/, so that each can run alone: `npx vitest run --project unit`. Seconds a test may take. */
const projects = {
  unit: 20,
  structure: 20,
  stories: 60,
  review: 120,
  fixtures: 120,
  browser: 180,
  package: 300,
  large: 1800,
};

export default defineConfig({
  test: {
    pool: "forks",
    maxWorkers: 2,
    passWithNoTests: true,
    projects: Object.entries(projects).map(([name, seconds]) => ({
      extends: true,
      test: {
        name,
        setupFiles: ["test/seed.ts"],
        // Folders of test/fixtures are projects to compile, not tests.
        include: [name === "fixtures" ? "test/fixtures/*.test.ts" : `test/${name}/**/*.test.ts`],
        testTimeout: seconds * 1000,
        hookTimeout: seconds * 1000,
        // One Chromium at a time; the first one to start unpacks it.
        fileParallelism: name !== "browser",
        // What is measured runs when nothing else does.
        sequence: { groupOrder: name === "large" ? 1 : 0 },
      },
    })),
  },
});
