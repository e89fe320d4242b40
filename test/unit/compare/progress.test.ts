import { describe, expect, test } from "vitest";
import { compareExperiment } from "../../../src/compare/comparison.ts";
import { factsOf } from "../../../src/compare/progress/facts.ts";
import { instantOf, orderExperiments } from "../../../src/compare/progress/order.ts";
import type { ProgressWish } from "../../../src/compare/progress/progress.ts";
import { progressOf } from "../../../src/compare/progress/progress.ts";
import type { CompareSettings } from "../../../src/compare/settings.ts";
import { plainSentence } from "../../../src/model/comparison.ts";
import type { ExperimentFacts } from "../../../src/model/progress.ts";
import type { Run } from "../../../src/model/run.ts";
import type { RunInput } from "../run-factory.ts";
import { makeExperiment, makeRun } from "../run-factory.ts";

/** An experiment of one day of January 2026 whose rows have these test accuracies, one for each seed. */
function day(date: number, rows: Record<string, number[]>, more: { run?: RunInput; settings?: CompareSettings } = {}) {
  const name = `day${date}`;
  const dir = `experiments/${name}`;
  const startedAt = date === 0 ? null : `2026-01-${String(date).padStart(2, "0")}T10:00:00`;
  const runs: Run[] = Object.entries(rows).flatMap(([row, values]) =>
    values.map((value, seed) => {
      const params = { lr: 0.1, row, seed, ...more.run?.params };
      const own = { dir: `${dir}/runs/${row}-seed${seed}`, startedAt, seed, ...more.run, params };
      return makeRun(`${row}-seed${seed}`, { metrics: { "test/accuracy": value }, ...own });
    }),
  );
  const experiment = makeExperiment(runs, { id: dir, dir, name, title: name, runsDir: `${dir}/runs` });
  const comparison = compareExperiment(experiment, more.settings ?? {});
  return factsOf({ experiment, comparison, figures: [] }, (file) => `${file}#runs`);
}

function only(facts: readonly ExperimentFacts[], wish: ProgressWish = {}) {
  const [series, ...others] = progressOf(facts, wish)?.series ?? [];
  expect(others).toEqual([]);
  if (series === undefined) throw new Error("no series");
  return series;
}

const LOW = [0.8, 0.81, 0.79, 0.8, 0.805];
const HIGH = [0.9, 0.91, 0.89, 0.9, 0.905];

describe("a series of experiments", () => {
  test("follows the best so far in the order of time, whatever the order given", () => {
    const { entries, best, direction } = only([day(3, { c: LOW }), day(1, { a: LOW }), day(2, { b: HIGH })]);
    expect(direction).toBe("higher");
    expect(entries.map(({ experiment, isBest }) => [experiment.id, isBest])).toEqual([
      ["experiments/day1", true],
      ["experiments/day2", true],
      ["experiments/day3", false],
    ]);
    expect(best).toBe(1);
    expect(entries.map(({ step }) => step?.outcome)).toEqual([undefined, "better", "worse"]);
  });

  test("an improvement names its difference, p and what changed, with addresses of the whole project", () => {
    const before = day(1, { a: LOW }, { run: { params: { width: 32, depth: 2 } } });
    const after = day(2, { b: HIGH }, { run: { params: { width: 64, depth: 2, drop: 0.1 } } });
    const entry = only([before, after]).entries[1];
    expect(entry?.value).toMatchObject({ text: "0.9010", selector: "mean(experiments/day2/b/test/accuracy)" });
    expect(entry?.step?.delta).toMatchObject({
      text: "+10.00 pp",
      selector: "pp(mean(experiments/day2/b/test/accuracy), mean(experiments/day1/a/test/accuracy))",
    });
    expect(entry?.step?.p?.selector).toBe("p(experiments/day2/b/test/accuracy, experiments/day1/a/test/accuracy)");
    expect(entry?.step?.p?.value).toBeCloseTo(2 / 252, 12);
    expect(
      entry?.step?.changed?.map(({ name, before: old, after: now }) => [name, old?.literal, now?.literal]),
    ).toEqual([
      ["row", "a", "b"],
      ["width", "32", "64"],
      ["drop", undefined, "0.1"],
    ]);
  });

  test("one run a side is not decidable, and that is said", () => {
    const { entries, family, regressions } = only([day(1, { a: [0.8] }), day(2, { b: [0.9] }), day(3, { c: [0.7] })]);
    expect(entries.map(({ step }) => step?.outcome)).toEqual([undefined, "not decidable", "not decidable"]);
    expect(plainSentence(entries[1]?.step?.because ?? [])).toBe("one run a side, so no test is possible");
    expect(entries[1]?.step?.p).toBe(null);
    expect([family, regressions]).toEqual([0, []]);
  });

  test("a rise that repeats explain is within noise", () => {
    const { entries } = only([day(1, { a: LOW }), day(2, { b: LOW.map((value) => value + 0.001) })]);
    expect(entries[1]).toMatchObject({ isBest: true, step: { outcome: "within noise" } });
  });

  test("the same seed run again with the same result is no second run", () => {
    const twice = day(2, { b: [0.9, 0.9] }, { run: { seed: 7, params: { seed: 7 } } });
    const entry = only([day(1, { a: LOW }), twice]).entries[1];
    expect(entry).toMatchObject({ n: 2, independent: 1, step: { outcome: "not decidable", p: null } });
  });

  test("p is adjusted for all experiments that are tested", () => {
    const series = only([day(1, { a: LOW }), day(2, { b: HIGH }), day(3, { c: HIGH.map((value) => value + 0.05) })]);
    expect(series.family).toBe(2);
    expect(series.entries[1]?.step?.p?.value).toBeCloseTo(2 / 252, 12);
    expect(plainSentence(series.entries[1]?.step?.because ?? [])).toContain("0.016 adjusted for 2 tests");
  });

  test("a baseline below the best before it, beyond noise, is a regression", () => {
    const second = day(2, { baseline: LOW, b: HIGH }, { settings: { selected: "b" } });
    const { regressions } = only([day(1, { a: HIGH.map((value) => value - 0.005) }), second]);
    expect(regressions).toMatchObject([
      { entry: 1, role: "baseline", row: { name: "baseline" }, step: { outcome: "worse" } },
    ]);
  });

  test("the selected row stands for its experiment, else the best of its rows", () => {
    const selected = day(1, { a: LOW, b: HIGH }, { settings: { selected: "a" } });
    const { entries } = only([selected, day(2, { a: LOW, b: HIGH })]);
    expect(entries.map(({ row, of }) => [row.name, of])).toEqual([
      ["a", 2],
      ["b", 2],
    ]);
    expect(entries[0]?.how).toBe("selected");
  });

  test("other data or evaluation is warned of", () => {
    const { warnings } = only([
      day(1, { a: LOW }, { run: { dataVersion: "v1", params: { test_size: 100, data_dir: "/x" } } }),
      day(2, { b: HIGH }, { run: { dataVersion: "v2", params: { test_size: 200, data_dir: "/y" } } }),
    ]);
    expect(warnings).toEqual([
      "The data version differs: v1 (day1), v2 (day2); values may not be comparable.",
      "test_size differs: 100 (day1), 200 (day2); values may not be comparable.",
    ]);
  });

  test("a change of level is looked for from seven experiments on", () => {
    const values = [0.7, 0.71, 0.69, 0.7, 0.7, 0.9, 0.91, 0.9, 0.89, 0.9];
    const facts = values.map((value, index) => day(index + 1, { a: [value] }));
    expect(only(facts.slice(0, 6)).changes).toBe(null);
    const changes = only(facts).changes ?? [];
    expect(changes.map(({ index }) => index)).toEqual([5]);
    expect(plainSentence(changes[0]?.sentence ?? [])).toMatch(
      /^With day6 the level changes from 0\.7000 \(mean of 5\) to 0\.9000 \(mean of 5\); p = [\d.]+ by permutation of the order\.$/,
    );
  });

  test("metrics of one experiment, and those whose direction is not known, make no series", () => {
    const odd = (date: number) => day(date, { a: [1] }, { run: { metrics: { "test/thing": date } } });
    expect(progressOf([day(1, { a: LOW })])).toBe(null);
    expect(progressOf([odd(1), odd(2)])).toBe(null);
  });

  test("a metric that is asked for is shown alone", () => {
    const two = (date: number) =>
      day(date, { a: [1] }, { run: { metrics: { "test/accuracy": 0.5, "test/loss": date } } });
    expect(progressOf([two(1), two(2)])).toMatchObject({ left: ["test/loss"] });
    expect(only([two(1), two(2)], { metrics: ["test/loss"] })).toMatchObject({ metric: "test/loss", best: 0 });
  });
});

describe("the order of experiments", () => {
  test("is that of names, numbers as numbers, where one of them has no time", () => {
    const { facts, order } = orderExperiments([day(10, { a: LOW }), day(9, { a: LOW }), day(0, { a: LOW })]);
    expect(facts.map(({ name }) => name)).toEqual(["day0", "day9", "day10"]);
    expect(order).toBe("in the order of their names, since only 2 of them recorded when it began");
  });

  test("takes offsets into account and knows no local time", () => {
    expect(instantOf("2026-01-01T00:30:00+02:00")).toBe(Date.UTC(2025, 11, 31, 22, 30));
    expect(instantOf("2026-01-01 10:00:00.5")).toBe(Date.UTC(2026, 0, 1, 10, 0, 0, 500));
    expect(instantOf("2026-01-01")).toBe(Date.UTC(2026, 0, 1));
    for (const text of ["", "yesterday", "12", "Thu Jan 1 2026"]) expect(instantOf(text)).toBe(null);
  });
});

describe("tracks of a series", () => {
  /** An experiment of one run of this loss in a folder. */
  function lone(dir: string, loss: number, input: RunInput & { criterion?: number } = {}) {
    const { criterion, ...own } = input;
    const name = dir.split("/").at(-1) ?? dir;
    const run = makeRun(name, { dir: `${dir}/runs/a`, metrics: { val_loss: loss }, ...own });
    const condition = {
      metric: "val_loss",
      left: null,
      right: null,
      how: "value",
      op: "<=",
      threshold: criterion ?? 0,
    } as const;
    const success = { text: "low", file: `${dir}/JOURNAL.md`, line: 4, condition };
    const stated = {
      text: "It is low.",
      file: `${dir}/JOURNAL.md`,
      line: 3,
      failure: null,
      primaryMetric: null,
      direction: null,
    };
    const hypothesis = criterion === undefined ? null : { ...stated, success, baseline: null, candidate: null };
    const experiment = makeExperiment([run], { id: dir, dir, name, title: name, hypothesis });
    return factsOf({ experiment, comparison: compareExperiment(experiment, {}), figures: [] }, () => null);
  }
  const isBest = (facts: ExperimentFacts[]) => only(facts).entries.map(({ track, step }) => [track, step !== null]);

  test("are the folders of experiments that record nothing else, and none is a new best of another", () => {
    const facts = [
      lone("r/short/a", 3.28),
      lone("r/short/b", 3.27),
      lone("r/medium/c", 2.92),
      lone("r/medium/d", 2.93),
    ];
    const series = only(facts);
    expect(series.entries.map(({ track, isBest: best }) => [track, best])).toEqual([
      ["short", true],
      ["short", true],
      ["medium", true],
      ["medium", false],
    ]);
    expect(series.entries.map(({ step }) => step?.against ?? null)).toEqual([null, 0, null, 2]);
    expect(series.tracks).toEqual([
      { name: "short", best: 1 },
      { name: "medium", best: 2 },
    ]);
    expect(series.warnings).toEqual([
      "None of the 4 experiments records params, a data version or a hypothesis, so nothing says that their values of val_loss are of the same task and target. They lie in 2 folders (medium, short); each is followed by itself, and a value of one is no new best of another.",
    ]);
  });

  test("are none in one folder, and what is not known is said", () => {
    const series = only([lone("r/a", 3.28), lone("r/b", 3.27), lone("r/c", 3.2, { params: { lr: 1 } })]);
    expect(series.tracks).toEqual([]);
    expect(series.warnings[0]).toMatch(
      /^2 of 3 experiments do not record params, a data version or a hypothesis, so nothing says .*; a new best may be one of another\.$/,
    );
  });

  test("are none where settings are recorded, and targets of other things part nothing", () => {
    const at = (dir: string, loss: number, tau: number) => lone(dir, loss, { params: { lr: tau, target_tau: tau } });
    const series = only([at("r/short/a", 3.28, 1), at("r/short/b", 3.27, 2), at("r/medium/c", 2.92, 3)]);
    expect([series.tracks, series.warnings]).toEqual([[], []]);
  });

  test("criteria that differ are said and part nothing", () => {
    const series = only([lone("r/a", 3.28, { criterion: 3.28 }), lone("r/b", 2.92, { criterion: 2.92 })]);
    expect(series.tracks).toEqual([]);
    expect(series.entries[1]?.target).toEqual({ text: "≤ 2.92", file: "r/b/JOURNAL.md", line: 4 });
    expect(series.warnings).toEqual([
      "Declared criteria differ: ≤ 3.28 (a), ≤ 2.92 (b); a value that meets one need not meet another.",
    ]);
  });

  test("a level is looked for within a track only", () => {
    const short = [3.3, 3.3, 3.3, 3.3, 3.2, 3.2, 3.2, 3.2].map((loss, i) => lone(`r/short/s${i}`, loss + i / 1e4));
    const medium = lone("r/medium/m", 2.9);
    const series = only([...short, medium]);
    expect(series.changes?.map(({ index }) => series.entries[index]?.experiment.name)).toEqual(["s4"]);
    expect(isBest([...short, medium]).at(0)).toEqual(["medium", false]);
  });
});
