import { describe, expect, test } from "vitest";
import type { Declarations } from "../../../src/experiments/declared-direction.ts";
import { directionsOf } from "../../../src/experiments/declared-direction.ts";
import type { DeclaredDirection } from "../../../src/model/direction.ts";
import type { Hypothesis } from "../../../src/model/journal.ts";
import type { ReadResult } from "../../../src/readers/reader.ts";
import { makeRun } from "../run-factory.ts";

const RUNS = [makeRun("a", { metrics: { "test/acc": 1, "val/loss": 1, wobble: 1 } })];

function said(better: "higher" | "lower", file: string, more: Partial<DeclaredDirection> = {}): DeclaredDirection {
  return { better, evidence: { file, locator: { kind: "line", line: 3 }, literal: better }, ...more };
}

function read(directions: Record<string, DeclaredDirection>): ReadResult {
  return { runs: [], findings: [], unreadable: [], directions };
}

function hypothesis(primaryMetric: string, direction: "higher" | "lower"): Hypothesis {
  const none = { success: null, failure: null, baseline: null, candidate: null };
  return { text: "it helps", file: "e/JOURNAL.md", line: 5, primaryMetric, direction, ...none };
}

function directions(stated: Partial<Declarations>) {
  return directionsOf(RUNS, { hypothesis: null, settings: {}, results: [], ...stated });
}

describe("directions", () => {
  test("without a declaration the name tells, or nothing does", () => {
    expect(directions({})).toEqual({
      directions: {
        "test/acc": { better: "higher", how: "inferred" },
        "val/loss": { better: "lower", how: "inferred" },
        wobble: { better: "unknown", how: "unknown" },
      },
      findings: [],
    });
  });

  test("a tracker's counts before the name, with its place", () => {
    const one = said("higher", "mlflow.db", { primary: true });
    const made = directions({ results: [read({ "val/loss": one }), read({ "val/loss": said("higher", "other") })] });
    expect(made.directions["val/loss"]).toEqual({
      better: "higher",
      how: "declared",
      evidence: one.evidence,
      primary: true,
    });
    expect(made.findings).toEqual([]);
  });

  test("trackers that contradict one another leave it unknown, whatever the name says", () => {
    const made = directions({
      results: [read({ "val/loss": said("lower", "a.db") }), read({ "val/loss": said("higher", "b.db") })],
    });
    expect(made.directions["val/loss"]).toEqual({ better: "unknown", how: "unknown" });
    expect(made.findings).toMatchObject([
      {
        code: "source/directions-agree",
        file: "b.db",
        line: 3,
        message:
          "val/loss: a.db:3 says that lower is better, b.db:3 says higher; so it is not known which way is better",
      },
    ]);
  });

  test("the journal counts before the configuration, and that before a tracker; each contradiction is found", () => {
    const settings = {
      metrics: { "test/acc": { direction: "lower" as const }, wobble: { direction: "higher" as const } },
    };
    const results = [read({ wobble: said("lower", "a.db", { objective: true }) })];
    const made = directions({ hypothesis: hypothesis("test/acc", "higher"), settings, results });
    expect(made.directions["test/acc"]).toEqual({ better: "higher", how: "declared" });
    expect(made.directions.wobble).toEqual({ better: "higher", how: "declared", objective: true });
    expect(made.findings.map(({ file, line, message }) => ({ file, line, message }))).toEqual([
      {
        file: "e/JOURNAL.md",
        line: 5,
        message: "test/acc: the journal says that higher is better, the configuration says lower; the journal counts",
      },
      {
        file: "a.db",
        line: 3,
        message: "wobble: the configuration says that higher is better, a.db:3 says lower; the configuration counts",
      },
    ]);
  });

  test("the journal may leave out the split of its metric", () => {
    expect(directions({ hypothesis: hypothesis("acc", "lower") }).directions["test/acc"]?.better).toBe("lower");
    expect(directions({ hypothesis: hypothesis("gone", "lower") }).directions["test/acc"]?.better).toBe("higher");
  });
});
