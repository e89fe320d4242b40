import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { applyIgnores } from "../../../src/experiments/ignore.ts";
import { parseIgnoredRuns } from "../../../src/experiments/ignored-runs.ts";
import { makeRun } from "../run-factory.ts";

const DIRS = ["experiments/e", "experiments/e/runs"];

function parse(text: string) {
  return parseIgnoredRuns(text, "IGNORED_RUNS.md");
}

describe("an IGNORED_RUNS.md", () => {
  test("lists a path or name a line, with its reason, in the ways people write it", () => {
    const text = [
      "\uFEFF# IGNORED_RUNS.md",
      "",
      "These runs do not count:",
      "runs/2025-02-02T15-00-00-full       # wrong data",
      "- `runs/a` # leaked",
      "* runs/b — killed by hand",
      "1. c: typo in the config",
      "- [runs/d](runs/d) (two of them)",
      "# runs/commented",
      "```",
      "runs/in-code # no",
      "```",
    ].join("\r\n");
    expect(parse(text).entries.map(({ target, reason, line, column }) => [target, reason, line, column])).toEqual([
      ["runs/2025-02-02T15-00-00-full", "wrong data", 4, 1],
      ["runs/a", "leaked", 5, 4],
      ["runs/b", "killed by hand", 6, 3],
      ["c", "typo in the config", 7, 4],
      ["runs/d", "two of them", 8, 4],
    ]);
    expect(parse(text).findings).toEqual([]);
  });

  test("without a reason is a finding at the entry", () => {
    const { findings } = parse("runs/a\n");
    expect(findings).toMatchObject([{ code: "ignore/no-reason", line: 1, column: 1, endColumn: 7 }]);
  });

  test("never throws", () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 300 }), (text) => parse(text).entries.every((entry) => entry.target !== "")),
    );
  });
});

describe("ignoring", () => {
  const runs = [
    makeRun("full", { dir: "experiments/e/runs/2025-02-02T15-00-00-full" }),
    makeRun("full", { dir: "experiments/e/runs/2025-02-03T15-00-00-full" }),
    makeRun("derisk", { dir: "experiments/e/runs/2025-02-01T15-00-00-derisk" }),
    makeRun("mlflow", { dir: "mlruns/1/abc", id: "mlflow.db#abc" }),
  ];

  test.each([
    "runs/2025-02-02T15-00-00-full",
    "./runs/2025-02-02T15-00-00-full/",
    "runs\\2025-02-02T15-00-00-full",
    "experiments/e/runs/2025-02-02T15-00-00-full",
    "2025-02-02T15-00-00-full",
  ])("finds a run by %s", (target) => {
    const { runs: marked, findings } = applyIgnores(runs, parse(`${target} # bug`).entries, DIRS);
    expect(marked.map((run) => run.ignored?.reason ?? null)).toEqual(["bug", null, null, null]);
    expect(findings).toEqual([]);
  });

  test("finds a run of a database by its id", () => {
    expect(applyIgnores(runs, parse("abc # bug").entries, DIRS).runs[3]?.ignored).toEqual({
      reason: "bug",
      file: "IGNORED_RUNS.md",
      line: 1,
    });
  });

  test("a name of several runs ignores them all and says so", () => {
    const { runs: marked, findings } = applyIgnores(runs, parse("full # bug").entries, DIRS);
    expect(marked.filter((run) => run.ignored !== null)).toHaveLength(2);
    expect(findings).toMatchObject([{ code: "ignore/names-several", severity: "note" }]);
  });

  test("an entry that names no run says which one is near", () => {
    const { findings } = applyIgnores(runs, parse("- runs/2025-02-01T15-00-00-deriks # bug").entries, DIRS);
    expect(findings).toMatchObject([
      { code: "ignore/names-no-run", line: 1, column: 3, help: "Did you mean `runs/2025-02-01T15-00-00-derisk`?" },
    ]);
  });

  test("does not change the runs it is given", () => {
    applyIgnores(runs, parse("full # bug").entries, DIRS);
    expect(runs.every((run) => run.ignored === null)).toBe(true);
  });
});
