import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { compareExperiment } from "../../../src/compare/comparison.ts";
import type { CompareSource } from "../../../src/compare/source.ts";
import { reduceMetric, reductionOf } from "../../../src/compare/table/reduction.ts";
import type { Comparison } from "../../../src/model/comparison.ts";
import { plainSentence } from "../../../src/model/comparison.ts";
import type { Direction } from "../../../src/model/direction.ts";
import type { Reduction } from "../../../src/model/reduction.ts";
import type { Metric, Run } from "../../../src/model/run.ts";
import { metricOf } from "../../../src/model/run.ts";
import type { Series } from "../../../src/model/series.ts";
import { makeExperiment, makeRun } from "../run-factory.ts";

/** A logged point: step, value, and seconds since the epoch. */
type Logged = [step: number, value: number, wall?: number];

interface Log {
  points: Logged[];
  stepName?: string | null;
}

const HIGHER: Direction = { better: "higher", how: "declared" };
const LOWER: Direction = { better: "lower", how: "declared" };
const UNKNOWN: Direction = { better: "unknown", how: "unknown" };

/** A run with these logs by metric, and their series; the line of a point is its place in the log. */
function runOf(name: string, logs: Record<string, Log>): { run: Run; series: Series[] } {
  const run = makeRun(name);
  const series = Object.entries(logs).map(([metric, { points, stepName = "step" }]): Series => {
    return {
      metric,
      file: run.files[0] ?? "",
      stepName,
      step: Float64Array.from(points, ([step], index) => (stepName === null ? index : step)),
      value: Float64Array.from(points, ([, value]) => value),
      line: Uint32Array.from(points, (_, index) => index + 1),
      wall: points.every(([, , wall]) => wall === undefined)
        ? null
        : Float64Array.from(points, ([, , wall]) => wall ?? Number.NaN),
    };
  });
  return { run: { ...run, metrics: series.map(metricOfSeries) }, series };
}

function metricOfSeries({ metric, file, stepName, step, value, line }: Series): Metric {
  const points = [...value].map((one, index) => ({
    value: one,
    step: stepName === null ? null : (step[index] ?? null),
    evidence: { file, locator: { kind: "line" as const, line: line[index] ?? 0 }, literal: String(one) },
  }));
  const finite = points.filter((point) => Number.isFinite(point.value));
  const best = (sign: number) =>
    finite.reduce<(typeof finite)[number] | null>((a, b) => (a && sign * a.value >= sign * b.value ? a : b), null);
  const last = points.at(-1);
  if (last === undefined) throw new Error("a log needs a point");
  return {
    ...{ name: metric, file, last, min: best(-1), max: best(1), points: points.length, loose: false, stepName },
    nonFinite: points.length - finite.length,
    firstStep: points[0]?.step ?? null,
    lastStep: last.step,
  };
}

/** Reduces `m` of a run with this log. `lines`: where the value comes from. */
function reduce(
  log: Log | Record<string, Log>,
  reduction: Reduction,
  directions: Record<string, Direction> = { m: HIGHER },
) {
  const { run, series } = runOf("a", "points" in log ? { m: log as Log } : log);
  const metric = metricOf(run, "m");
  if (metric === undefined) throw new Error("m is not logged");
  const made = reduceMetric(
    { run, metric, directions, series: () => series.find((one) => one.metric === "m") ?? null },
    reduction,
  );
  if ("missing" in made) return made.missing;
  const lines = [made.evidence, ...(made.also ?? [])].map(({ locator }) => ("line" in locator ? locator.line : null));
  return { value: made.value, step: made.step, lines };
}

const PLAIN: Log = {
  points: [
    [100, 0.5, 10],
    [200, 0.7, 20],
    [300, 0.9, 35],
    [400, 0.8, 40],
  ],
};
/** Stopped after step 300 and gone on from step 200: the second 300 is the one that counts. */
const RESUMED: Log = {
  points: [
    [100, 0.5, 10],
    [200, 0.6, 20],
    [300, 0.95, 30],
    [200, 0.62, 100],
    [300, 0.7, 110],
    [400, 0.9, 120],
  ],
};

describe("reductions of one series", () => {
  test("a plain one", () => {
    expect(reduce(PLAIN, "last")).toEqual({ value: 0.8, step: 400, lines: [4] });
    expect(reduce(PLAIN, "best")).toEqual({ value: 0.9, step: 300, lines: [3] });
    expect(reduce(PLAIN, { at: 200 })).toEqual({ value: 0.7, step: 200, lines: [2] });
    expect(reduce(PLAIN, { meanOfLast: 2 })).toMatchObject({ value: expect.closeTo(0.85, 12), lines: [4, 3] });
    expect(reduce(PLAIN, "area")).toMatchObject({ value: expect.closeTo((0.6 + 0.8 + 0.85) / 3, 12), lines: [4, 1] });
    expect(reduce(PLAIN, { stepsTo: 0.7 })).toEqual({ value: 200, step: 200, lines: [2] });
    expect(reduce(PLAIN, { timeTo: 0.85 })).toEqual({ value: 25, step: 300, lines: [3, 1] });
  });

  test("lower is better", () => {
    const log: Log = {
      points: [
        [1, 3],
        [2, 2],
        [3, 2.5],
      ],
    };
    expect(reduce(log, "best", { m: LOWER })).toMatchObject({ value: 2, step: 2 });
    expect(reduce(log, { stepsTo: 2.5 }, { m: LOWER })).toMatchObject({ value: 2 });
  });

  test("a target that is never reached", () => {
    expect(reduce(PLAIN, { stepsTo: 0.99 })).toBe("not reached");
    expect(reduce(PLAIN, { timeTo: 0.99 })).toBe("not reached");
  });

  test("steps repeated after a resume: the last logged counts", () => {
    expect(reduce(RESUMED, { at: 300 })).toMatchObject({ value: 0.7, lines: [5] });
    // 0.95 was reached by points that the resumed run logged again.
    expect(reduce(RESUMED, { stepsTo: 0.95 })).toBe("not reached");
    expect(reduce(RESUMED, { stepsTo: 0.7 })).toMatchObject({ value: 300, lines: [5] });
    expect(reduce(RESUMED, { timeTo: 0.7 })).toMatchObject({ value: 100, lines: [5, 1] });
    expect(reduce(RESUMED, { meanOfLast: 4 })).toMatchObject({
      value: expect.closeTo((0.5 + 0.62 + 0.7 + 0.9) / 4, 12),
    });
    expect(reduce(RESUMED, { meanOfLast: 5 })).toBe("only 4 points");
    expect(reduce(RESUMED, "area")).toMatchObject({ value: expect.closeTo((0.56 + 0.66 + 0.8) / 3, 12) });
  });

  test("the last points are those of the greatest steps where the last point is", () => {
    // MLflow's last value is that of the greatest step, wherever its line stands.
    const { run, series } = runOf("a", {
      m: {
        points: [
          [1, 0.1],
          [3, 0.3],
          [4, 0.4],
          [2, 0.2],
        ],
      },
    });
    const [own] = run.metrics;
    if (own === undefined) throw new Error("m is not logged");
    const metric = { ...own, last: { ...own.last, value: 0.4, step: 4 } };
    const made = reduceMetric({ run, metric, directions: {}, series: () => series[0] ?? null }, { meanOfLast: 2 });
    expect(made).toMatchObject({ value: expect.closeTo(0.35, 12) });
  });

  test("one point", () => {
    const log: Log = { points: [[100, 0.5, 10]] };
    expect(reduce(log, "area")).toBe("only 1 point");
    expect(reduce(log, { meanOfLast: 1 })).toMatchObject({ value: 0.5 });
    expect(reduce(log, { meanOfLast: 2 })).toBe("only 1 point");
    expect(reduce(log, { stepsTo: 0.5 })).toMatchObject({ value: 100, lines: [1] });
    expect(reduce(log, { timeTo: 0.5 })).toMatchObject({ value: 0, lines: [1] });
    expect(reduce(log, { at: 100 })).toMatchObject({ value: 0.5 });
    expect(reduce(log, { at: 7 })).toBe("no point at step 7");
  });

  test("one step, logged again and again", () => {
    expect(
      reduce(
        {
          points: [
            [100, 0.5],
            [100, 0.6],
          ],
        },
        "area",
      ),
    ).toBe("only 1 step");
  });

  test("NaN is neither averaged away nor the reaching of a target", () => {
    const log: Log = {
      points: [
        [1, 0.2],
        [2, Number.NaN],
        [3, Number.POSITIVE_INFINITY],
        [4, 0.9],
        [5, 0.8],
      ],
    };
    expect(reduce(log, "best")).toMatchObject({ value: 0.9, step: 4 });
    expect(reduce(log, { stepsTo: 0.9 })).toMatchObject({ value: 4 });
    expect(reduce(log, { meanOfLast: 4 })).toMatchObject({ value: Number.NaN });
    expect(reduce(log, { meanOfLast: 2 })).toMatchObject({ value: expect.closeTo(0.85, 12) });
    expect(reduce(log, "area")).toMatchObject({ value: Number.NaN });
    expect(
      reduce(
        {
          points: [
            [1, Number.NaN],
            [2, Number.NaN],
          ],
        },
        { stepsTo: 0.1 },
      ),
    ).toBe("not reached");
  });

  test("no steps", () => {
    const log: Log = { ...PLAIN, stepName: null };
    expect(reduce(log, { at: 200 })).toBe("logged without steps");
    expect(reduce(log, { stepsTo: 0.7 })).toBe("logged without steps");
    expect(reduce(log, { timeTo: 0.7 })).toMatchObject({ value: 10 });
    expect(reduce(log, { meanOfLast: 2 })).toMatchObject({ value: expect.closeTo(0.85, 12) });
    expect(reduce(log, "area")).toMatchObject({ value: expect.closeTo((0.6 + 0.8 + 0.85) / 3, 12) });
  });

  test("no wall times, and a clock that goes back", () => {
    expect(
      reduce(
        {
          points: [
            [1, 0.5],
            [2, 0.9],
          ],
        },
        { timeTo: 0.9 },
      ),
    ).toBe("no wall times logged");
    expect(
      reduce(
        {
          points: [
            [1, 0.5, 50],
            [2, 0.9, 20],
          ],
        },
        { timeTo: 0.9 },
      ),
    ).toBe("wall times go back");
  });

  test("points that cannot be read", () => {
    const { run } = runOf("a", { m: PLAIN });
    const metric = metricOf(run, "m");
    if (metric === undefined) throw new Error("m is not logged");
    const of = { run, metric, directions: { m: HIGHER }, series: () => null };
    for (const reduction of ["area", { at: 100 }, { meanOfLast: 2 }, { stepsTo: 0.6 }, { timeTo: 0.6 }] as Reduction[])
      expect(reduceMetric(of, reduction)).toEqual({ missing: "points could not be read" });
  });

  test("the value where another metric is best", () => {
    const directions = { m: HIGHER, "val/m": HIGHER };
    const val: Log = {
      points: [
        [100, 0.6],
        [200, 0.8],
        [300, 0.7],
      ],
    };
    const made = (logs: Record<string, Log>) => reduce(logs, { atBestOf: "val/m" }, directions);
    expect(made({ m: PLAIN, "val/m": val })).toEqual({ value: 0.7, step: 200, lines: [2, 2] });
    expect(made({ m: PLAIN })).toBe("val/m not logged");
    expect(made({ m: { points: [[300, 0.9]] }, "val/m": val })).toBe("no point at step 200");
    expect(made({ m: PLAIN, "val/m": { ...val, stepName: "epoch" } })).toBe("logged by step, val/m by epoch");
    expect(made({ m: PLAIN, "val/m": { ...val, stepName: null } })).toBe("val/m logged without steps");
    expect(made({ m: PLAIN, "val/m": { points: [[1, Number.NaN]] } })).toBe("val/m has no best point");
  });

  test("means of last points lie among them, whatever was repeated; the first is the last point", () => {
    const value = fc.double({ min: -1e6, max: 1e6, noNaN: true });
    const points = fc.array(fc.tuple(fc.nat(20), value), { minLength: 1, maxLength: 30 });
    fc.assert(
      fc.property(points, fc.integer({ min: 1, max: 30 }), (logged, count) => {
        const log: Log = { points: logged };
        const made = reduce(log, { meanOfLast: count });
        const kept = new Map(logged);
        if (count > 1 && kept.size < count) {
          expect(made).toMatch(/^only \d+ points?$/);
          return;
        }
        if (typeof made === "string") throw new Error(made);
        expect(made.lines).toHaveLength(count);
        expect(made.lines[0]).toBe(logged.length);
        const used = made.lines.map((line) => logged[(line ?? 0) - 1]?.[1] ?? Number.NaN);
        expect(made.value).toBeGreaterThanOrEqual(Math.min(...used) - 1e-6);
        expect(made.value).toBeLessThanOrEqual(Math.max(...used) + 1e-6);
        const steps = made.lines.map((line) => logged[(line ?? 0) - 1]?.[0]);
        expect(new Set(steps).size).toBe(count);
      }),
    );
  });
});

describe("which reduction stands", () => {
  test("the last point where none is declared, or where it is not known what is best", () => {
    expect(reductionOf("m", undefined, { m: HIGHER })).toEqual({ reduction: "last", by: "rule", lost: null });
    const lost = reductionOf("m", { reduction: "best", by: "config" }, { m: UNKNOWN });
    expect(lost).toMatchObject({ reduction: "last", lost: { reduction: "best" } });
    expect(reductionOf("m", { reduction: "area", by: "config" }, { m: UNKNOWN })).toMatchObject({ reduction: "area" });
    const other = reductionOf("m", { reduction: { atBestOf: "gone" }, by: "journal" }, { m: HIGHER });
    expect(other.lost?.because).toBe("no run logged gone");
  });
});

/** Compares runs with these logs, under these reductions. */
function compare(
  logs: Record<string, Record<string, Log>>,
  reductions: Record<string, Reduction>,
  read: string[] = [],
): Comparison {
  const made = Object.entries(logs).map(([name, log]) => runOf(name, log));
  const lookup: CompareSource = {
    series: (run, metrics) => {
      read.push(`${run.slice(run.lastIndexOf("/") + 1)} ${metrics.join(" ")}`);
      const series = made.find((one) => one.run.id === run)?.series ?? [];
      return series.filter((one) => metrics.includes(one.metric));
    },
    history: null,
  };
  const runs = made.map(({ run }) => {
    const [, arm = "", seed = "0"] = /^(.*)-seed(\d)$/.exec(run.name) ?? [];
    return { ...run, seed: Number(seed), params: makeRun(run.name, { params: { arm } }).params };
  });
  return compareExperiment(makeExperiment(runs), { reductions }, lookup);
}

describe("reductions in a table", () => {
  const val = (...values: number[]): Log => ({ points: values.map((value, index) => [(index + 1) * 100, value]) });

  test("points are read only of the runs and metrics whose reduction needs them", () => {
    const read: string[] = [];
    const logs = { "a-seed0": { "val/acc": val(0.5, 0.9), "val/loss": val(2, 1) } };
    compare(logs, { "val/acc": "best" }, read);
    compare(logs, { "val/acc": { at: 200 } }, read);
    compare(logs, { "val/acc": { stepsTo: 0.99 } }, read);
    expect(read).toEqual([]);
    compare(logs, { "val/acc": "area" }, read);
    expect(read).toEqual(["a-seed0 val/acc"]);
  });

  test("the best point says its step, in the cell and in JSON", () => {
    const { rows } = compare({ "a-seed0": { "val/acc": val(0.5, 0.9, 0.8) } }, { "val/acc": "best" });
    const cell = rows[0]?.cells["val/acc"];
    expect(cell?.quantity).toMatchObject({ value: 0.9, selector: "a-seed0/val/acc@best" });
    expect(cell?.runs[0]?.at).toEqual({ name: "step", step: 200 });
  });

  test("a number of several points names them all and the expression that makes it", () => {
    const { rows } = compare({ "a-seed0": { "val/acc": val(0.5, 0.9, 0.8) } }, { "val/acc": { meanOfLast: 2 } });
    const quantity = rows[0]?.cells["val/acc"]?.quantity;
    expect(quantity?.selector).toBe("a-seed0/val/acc@mean2");
    expect(quantity?.evidence.map(({ locator }) => "line" in locator && locator.line)).toEqual([3, 2]);
  });

  test("a row in which a run never reached the target has no mean", () => {
    const logs = {
      "a-seed0": { "val/acc": val(0.5, 0.9) },
      "a-seed1": { "val/acc": val(0.5, 0.6) },
      "b-seed0": { "val/acc": val(0.95, 0.9) },
      "b-seed1": { "val/acc": val(0.5, 0.9) },
    };
    const { rows, metrics } = compare(logs, { "val/acc": { stepsTo: 0.9 } });
    const [a, b] = rows;
    expect(a?.cells["val/acc"]).toMatchObject({ quantity: null, n: 0, missing: "not reached in 1 of 2 runs" });
    expect(a?.cells["val/acc"]?.runs).toHaveLength(1);
    expect(a?.note).toContain("not reached in 1 of 2 runs");
    expect(b?.cells["val/acc"]?.quantity).toMatchObject({ value: 150, selector: "mean(b/val/acc@steps-to-0.9)" });
    expect(metrics[0]).toMatchObject({
      label: "val/acc (steps to 0.9)",
      direction: { better: "lower", how: "inferred" },
    });
    expect(metrics[0]?.notes.join(" ")).toContain("the first step at which it is at least 0.9");
  });

  test("a difference in steps is no difference of percentage points", () => {
    const logs = { "a-seed0": { "val/acc": val(0.5, 0.9) }, "b-seed0": { "val/acc": val(0.95, 0.9) } };
    const runs = compare(logs, { "val/acc": { stepsTo: 0.9 } }).rows;
    expect(runs.map((row) => row.cells["val/acc"]?.quantity?.value)).toEqual([200, 100]);
  });

  test("a criterion of a metric is not decided by steps", () => {
    const { run, series } = runOf("a-seed0", { "val/acc": val(0.5, 0.9) });
    const place = { file: "e/JOURNAL.md", line: 3 };
    const condition = {
      metric: "val/acc",
      left: "a-seed0",
      right: null,
      how: "value",
      op: ">=",
      threshold: 0.8,
    } as const;
    const hypothesis = {
      ...{
        text: "it helps",
        failure: null,
        primaryMetric: "val/acc",
        direction: null,
        baseline: null,
        candidate: null,
      },
      ...{ ...place, success: { text: "acc >= 0.8", ...place, condition } },
    };
    const experiment = makeExperiment([run], { hypothesis });
    const lookup = { series: () => series, history: null };
    const steps = compareExperiment(experiment, { reductions: { "val/acc": { stepsTo: 0.9 } } }, lookup);
    expect(steps.hypothesis?.verdict).toBe("not decidable");
    expect(plainSentence(steps.hypothesis?.reasons[0] ?? [])).toContain(
      "the table has val/acc (steps to 0.9), and no values of val/acc",
    );
    expect(compareExperiment(experiment, {}, lookup).hypothesis?.verdict).toBe("confirmed");
  });

  test("an unknown direction leaves the last value, and says so", () => {
    const { metrics, rows } = compare({ "a-seed0": { wobble: val(3, 1, 2) } }, { wobble: "best" });
    expect(metrics[0]).toMatchObject({ reduction: "last", peeks: false });
    expect(metrics[0]?.notes).toEqual([
      "wobble: “best” is declared, but it is not known whether a higher or a lower wobble is better, so the last value stands.",
    ]);
    expect(rows[0]?.cells.wobble?.quantity?.value).toBe(2);
  });
});

describe("peeking", () => {
  const log: Log = {
    points: [
      [1, 0.5],
      [2, 0.9],
      [3, 0.8],
    ],
  };

  test("the best step of a test metric was chosen on it; the honest way is named", () => {
    const logs = { "a-seed0": { "test/acc": log, "val/acc": log } };
    const [test] = compare(logs, { "test/acc": "best" }).metrics;
    expect(test?.peeks).toBe(true);
    expect(test?.notes[1]).toBe(
      "Best over 3 points was chosen on test/acc itself, so it flatters. Its value where val/acc is best (atBestOf: val/acc) would not be chosen so.",
    );
    const [honest] = compare(logs, { "test/acc": { atBestOf: "val/acc" } }).metrics;
    expect(honest).toMatchObject({ peeks: false, reduction: { atBestOf: "val/acc" } });
    expect(honest?.notes).toHaveLength(1);
    const [first] = compare(logs, { "test/acc": { stepsTo: 0.8 } }).metrics;
    expect(first?.peeks).toBe(true);
    expect(first?.notes[2]).toContain("The first to reach it over 3 points was chosen on test/acc itself");
  });

  test("so was that of the metric that decides, and a step that another test metric chose", () => {
    const ofVal = compare({ "a-seed0": { "val/acc": log } }, { "val/acc": "best" }).metrics[0];
    expect(ofVal).toMatchObject({ primary: true, peeks: true });
    const metrics = compare(
      { "a-seed0": { "test/acc": log, "test/f1": log } },
      { "test/acc": { atBestOf: "test/f1" } },
    ).metrics;
    expect(metrics.find(({ name }) => name === "test/acc")?.peeks).toBe(true);
    const other = compare({ "a-seed0": { "test/acc": log, "val/loss": log } }, { "val/loss": "best" }).metrics;
    expect(other.find(({ name }) => name === "val/loss")?.peeks).toBe(false);
  });

  test("with one point nothing was chosen", () => {
    const one = compare({ "a-seed0": { "test/acc": { points: [[1, 0.5]] } } }, { "test/acc": "best" }).metrics[0];
    expect(one?.peeks).toBe(false);
  });
});
