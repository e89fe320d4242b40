import { expect, test } from "vitest";
import { liveCurves } from "../../../../src/charts/live/live-curves.ts";
import { spreadOf } from "../../../../src/charts/live/spread.ts";
import { seriesOf, setOf } from "./curve-example.ts";

const wave = (n: number, phase: number) => Array.from({ length: n }, (_, i) => Math.sin(i / 50 + phase) + i / n);

test("means and spreads are made of all points, also where few of them are drawn", () => {
  const runs = [0, 1, 2].map((phase) => seriesOf(wave(5000, phase)));
  const live = liveCurves(setOf({ a: runs }, 300));
  const mean = live.lines.find(({ run }) => run === null)!;
  const whole = spreadOf(runs);
  const places = live.places[mean.x.step ?? -1] ?? [];
  expect(mean.points).toBe(5000);
  expect(mean.y.length).toBeLessThanOrEqual(300);
  for (const [i, place] of places.entries()) {
    const at = whole.step.indexOf(place);
    expect(mean.y[i]).toBeCloseTo(whole.mean[at] ?? Number.NaN, 8);
    expect(mean.spread?.deviation[i]).toBeCloseTo(whole.deviation[at] ?? Number.NaN, 8);
    expect(mean.spread?.low[i]).toBeCloseTo(whole.low[at] ?? Number.NaN, 8);
  }
  expect(Math.min(...(mean.spread?.low ?? []))).toBeCloseTo(Math.min(...whole.low), 8);
  expect(Math.max(...(mean.spread?.high ?? []))).toBeCloseTo(Math.max(...whole.high), 8);
});

test("the spread is that of the sample, at the steps that all runs have a finite value at", () => {
  const spread = spreadOf([seriesOf([1, 2, 9]), seriesOf([3, Number.NaN, 9]), seriesOf([5, 4], { step: [1, 4] })]);
  expect([...spread.step]).toEqual([1]);
  expect([...spread.mean]).toEqual([3]);
  expect([...spread.deviation]).toEqual([2]);
  expect([spread.low[0], spread.high[0]]).toEqual([1, 5]);
});

test("a logged value is carried as it is, one that is not finite as a word", () => {
  const live = liveCurves(setOf({ a: [seriesOf([0.1 + 0.2, Number.NaN, Number.POSITIVE_INFINITY, -1e-17])] }));
  expect(live.lines[0]?.y).toEqual([0.30000000000000004, "NaN", "∞", -1e-17]);
  expect(JSON.parse(JSON.stringify(live))).toEqual(live);
});

test("a thin line knows how many points it is of, and carries means of all of them to be smoothed", () => {
  const live = liveCurves(setOf({ a: [seriesOf(wave(10_000, 0))] }, 200));
  const [line] = live.lines;
  expect(line?.points).toBe(10_000);
  expect(line?.y.length).toBeLessThanOrEqual(200);
  const means = line?.even?.y ?? [];
  const average = (values: readonly number[]) => values.reduce((a, b) => a + b, 0) / values.length;
  expect(average(means)).toBeCloseTo(average(wave(10_000, 0)), 2);
});

test("axes are those that were logged; times count from a run's first point", () => {
  const wall = [1_700_000_000, 1_700_000_600, 1_700_001_200];
  const live = liveCurves(setOf({ a: [seriesOf([3, 2, 1], { wall })], b: [seriesOf([3, 2, 1])] }));
  expect(live.axes.map(({ id }) => id)).toEqual(["step", "time", "wall"]);
  expect(live.axes[1]).toMatchObject({ title: "time since the first point (minutes)", unit: "min" });
  const [a, b] = live.lines;
  expect(live.places[a?.x.time ?? -1]).toEqual([0, 10, 20]);
  expect(live.places[a?.x.wall ?? -1]).toEqual(wall.map((one) => one * 1000));
  expect(b?.x).toEqual({ step: a?.x.step });
});

test("the epoch is an axis where it was logged for every point", () => {
  const set = setOf({ a: [seriesOf([3, 2, 1], { step: [10, 20, 30] })] });
  const epochs = seriesOf([0.5, 1, 1.5], { step: [10, 20, 30], metric: "epoch" });
  set.rows[0]!.runs[0]!.epochs = epochs;
  const live = liveCurves(set);
  expect(live.axes.map(({ id }) => id)).toEqual(["step", "epoch"]);
  expect(live.places[live.lines[0]?.x.epoch ?? -1]).toEqual([0.5, 1, 1.5]);
  set.rows[0]!.runs[0]!.epochs = seriesOf([0.5], { step: [10], metric: "epoch" });
  expect(liveCurves(set).axes.map(({ id }) => id)).toEqual(["step"]);
});

test("runs without two steps in common have no mean", () => {
  const live = liveCurves(setOf({ a: [seriesOf([1, 2], { step: [1, 2] }), seriesOf([1, 2], { step: [2, 3] })] }));
  expect(live.lines.map(({ run }) => run)).toEqual(["a-seed0", "a-seed1"]);
});
