import fc from "fast-check";
import { expect, test } from "vitest";
import { PLAIN } from "../../../src/charts/live/chart-state.ts";
import type { LiveCurves } from "../../../src/charts/live/live-figure.ts";
import { overlayOf } from "../../../src/charts/live/overlay.ts";
import { panelOf } from "../../../src/charts/live/panel.ts";
import { readingsAt } from "../../../src/charts/live/reading.ts";
import { keepCurves } from "../../../src/publish/compare-curves.ts";
import { makeRun } from "../run-factory.ts";

const box = { width: 640, height: 332, left: 68, top: 44, plotWidth: 500, plotHeight: 242, named: true };

/** Runs with these values of the loss, as they are kept for the page and laid over one another there as one line. */
function groupOf(values: readonly number[][]): LiveCurves {
  const runs = values.map((own, seed) => makeRun(`a-seed${seed}`, { metrics: { loss: own } }));
  const kept = keepCurves(runs, (id) => {
    const value = Float64Array.from(values[runs.findIndex((run) => run.id === id)] ?? []);
    const step = value.map((_, at) => at + 1);
    const line = new Uint32Array(value.length);
    return [{ metric: "loss", file: "x.log", stepName: "step", step, value, line, wall: null }];
  });
  const own = runs.map((run) => ({ name: run.name, curve: kept.of(run)[0] })).filter((one) => one.curve !== undefined);
  const rows = [{ label: "a", mark: 0, runs: own.flatMap(({ name, curve }) => (curve ? [{ name, curve }] : [])) }];
  return overlayOf({ kind: "overlay", title: "loss", metric: "loss", box, rows });
}

const average = (values: readonly number[]) => values.reduce((sum, one) => sum + one, 0) / values.length;
/** Peaks that a mean over the points that are drawn would count far too much. */
const spiked = (points: number, seed: number) =>
  Array.from({ length: points }, (_, at) => (at % 50 === 7 + seed ? 100 : 1 + seed / 10));

test("the mean of runs with more points than are kept is that of all that they logged", () => {
  const all = [spiked(3000, 0), spiked(3000, 1), spiked(3000, 2)];
  const live = groupOf(all);
  const [mean] = live.lines;
  expect(mean).toMatchObject({ run: null, points: 3000 });
  const inner = all.flatMap((values) => values.slice(1, -1));
  expect(average((mean?.y ?? []).map(Number))).toBeCloseTo(average(inner), 1);
  // Of what is drawn every other point is a peak where there is one.
  const drawn = live.lines.slice(1).flatMap(({ y }) => y.map(Number));
  expect(average(drawn)).toBeGreaterThan(3 * average(inner));
});

test("each of its values is that of a stretch of neighbouring points, whatever was logged", () => {
  const value = fc.double({ min: -1000, max: 1000, noNaN: true });
  const pair = fc.integer({ min: 301, max: 700 }).chain((length) => {
    const values = fc.array(value, { minLength: length, maxLength: length });
    return fc.tuple(values, values);
  });
  fc.assert(
    fc.property(pair, (all) => {
      const { lines, places } = groupOf(all);
      const [mean] = lines;
      const steps = places[mean?.x.step ?? -1] ?? [];
      let from = 1;
      for (const [at, middle] of steps.entries()) {
        // A stretch from one step to another has its mean place in the middle.
        const to = Math.round(2 * middle - 1 - from);
        const own = all.map((values) => average(values.slice(from, to)));
        expect(Math.abs(Number(mean?.y[at]) - average(own))).toBeLessThan(0.01);
        from = to;
      }
      expect(from).toBe((all[0]?.length ?? 0) - 1);
    }),
    { numRuns: 20 },
  );
});

test("it says of how many points its values are", () => {
  const live = groupOf([spiked(3000, 0), spiked(3000, 1)]);
  const [reading] = readingsAt(live, panelOf(live, PLAIN), { place: 1500, height: null });
  expect(reading?.words).toMatch(/, mean of 2 runs over about 20 points each$/);
});

test("runs of other lengths, and one that stops being finite, have none", () => {
  const names = (values: readonly number[][]) => groupOf(values).lines.map(({ run }) => run);
  const broken = spiked(3000, 1).map((one, at) => (at > 2000 ? Number.NaN : one));
  expect(names([spiked(3000, 0), spiked(2999, 1)])).toEqual(["a-seed0", "a-seed1"]);
  expect(names([spiked(3000, 0), spiked(280, 1)])).toEqual(["a-seed0", "a-seed1"]);
  expect(names([spiked(3000, 0), broken])).toEqual(["a-seed0", "a-seed1"]);
});
