// `npm test`, here and in continuous integration: types, lint and bundle always run; the tests when those are right.
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ensureInstalled, runNode } from "./install.mjs";

const tsc = join("node_modules", "typescript", "bin", "tsc");
const biome = join("node_modules", "@biomejs", "biome", "bin", "biome");
const vitest = join("node_modules", "vitest", "vitest.mjs");

/** Cheap steps: each runs even if one before it has failed. */
const cheap = [
  {
    name: "types",
    commands: [
      [tsc, "--noEmit"],
      [tsc, "--noEmit", "--project", "site"],
    ],
  },
  { name: "lint", commands: [[biome, "check", "--error-on-warnings", "."]] },
  { name: "bundle", commands: [[join("scripts", "bundle.mjs")]] },
];

ensureInstalled();
const failed = cheap.map((step) => ({ ...step, exit: run(step) })).filter(({ exit }) => exit !== 0);
if (failed.length > 0) {
  console.log(`The tests did not run: ${failed.map(({ name }) => name).join(", ")} failed.`);
  finish({ exit: failed[0]?.exit ?? 1, passed: 0, failed: failed.length });
} else {
  runTests();
}

/**
 * Runs a step's commands up to the first that fails; prints how long the step took.
 * @param {{ name: string, commands: string[][] }} step
 * @returns {number} exit code
 */
function run({ name, commands }) {
  const started = performance.now();
  let exit = 0;
  for (const command of commands) exit ||= runNode(command);
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  console.log(`${exit === 0 ? "ok  " : "FAIL"} ${name} ${seconds} s`);
  return exit;
}

function runTests() {
  const folder = mkdtempSync(join(tmpdir(), "labdocs-test-"));
  const file = join(folder, "results.json");
  const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${file}`];
  const exit = run({ name: "tests", commands: [[vitest, "run", ...reporters, ...process.argv.slice(2)]] });
  const totals = readTotals(file);
  rmSync(folder, { recursive: true });
  if (totals.skipped > 0) console.log(`${totals.skipped} skipped`);
  // An error outside any test fails the run as well.
  finish({ exit, passed: totals.passed, failed: exit === 0 ? totals.failed : Math.max(1, totals.failed) });
}

/**
 * Reads vitest's JSON report. A file that could not be loaded has no test and counts as one failure.
 * @param {string} file
 */
function readTotals(file) {
  try {
    const report = JSON.parse(readFileSync(file, "utf8"));
    /** @type {{ status: string, assertionResults: unknown[] }[]} */
    const files = report.testResults;
    const unloaded = files.filter((one) => one.status === "failed" && one.assertionResults.length === 0).length;
    const skipped = report.numPendingTests + (report.numTodoTests ?? 0);
    return { passed: report.numPassedTests, failed: report.numFailedTests + unloaded, skipped };
  } catch {
    return { passed: 0, failed: 1, skipped: 0 };
  }
}

/** @param {{ exit: number, passed: number, failed: number }} result */
function finish({ exit, passed, failed }) {
  console.log(`${passed} passed, ${failed} failed`);
  process.exitCode = exit;
}
