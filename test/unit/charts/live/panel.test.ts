import { expect, test } from "vitest";
import { PLAIN } from "../../../../src/charts/live/chart-state.ts";
import { liveCurves } from "../../../../src/charts/live/live-curves.ts";
import { changeZoom, panelOf } from "../../../../src/charts/live/panel.ts";
import { sayPlace } from "../../../../src/charts/live/place.ts";
import { placesOf, readingsAt, snap } from "../../../../src/charts/live/reading.ts";
import { smoothed } from "../../../../src/charts/live/smooth.ts";
import { seriesOf, setOf } from "./curve-example.ts";

const live = liveCurves(
  setOf({
    short: [seriesOf([4, 3])],
    long: [seriesOf([2, 1.5, 1.25, 1, 0.5, 0.25])],
    seeds: [seriesOf([3, 2, 1, 1, 1, 1]), seriesOf([5, 4, 3, 2, 2, 2])],
  }),
);

test("a mean is thick, its runs faint; a row that is switched off is gone, and never all of them", () => {
  const { strokes } = panelOf(live, PLAIN);
  expect(strokes.main.map(({ run, row }) => [row, run])).toEqual([
    [0, "short-seed0"],
    [1, "long-seed0"],
    [2, null],
  ]);
  expect(strokes.faint).toHaveLength(2);
  expect(panelOf(live, { ...PLAIN, hidden: ["seeds"] }).strokes.main).toHaveLength(2);
  expect(panelOf(live, { ...PLAIN, hidden: ["seeds", "short", "long"] }).strokes.main).toHaveLength(3);
  const banded = panelOf(live, { ...PLAIN, spread: "range" });
  expect(banded.strokes.faint).toEqual([]);
  expect(banded.tuples.band[0]).toMatchObject({ row: "seeds", x: 1, low: 3, high: 5 });
});

test("readings are ranked by how near they are, as printed, and a line that ended says nothing", () => {
  const panel = panelOf(live, PLAIN);
  const at = (place: number, height: number | null) => readingsAt(live, panel, { place, height });
  expect(at(2, 1.4).map(({ label, value }) => [label, value])).toEqual([
    ["long", "1.500"],
    ["short", "3.000"],
    ["seeds", "3.000"],
  ]);
  expect(at(5, null).map(({ label }) => label)).toEqual(["long", "seeds"]);
  expect(at(1, null)[2]).toMatchObject({ beside: "± 1.414", words: "± 1.414, 3.000 to 5.000, mean of 2 runs" });
  expect(snap(panel, 4.4)).toBe(4);
  expect(placesOf(panel)).toEqual([1, 2, 3, 4, 5, 6]);
});

test("a value that is not finite is read as such, and marked at the edge with its step", () => {
  const broken = liveCurves(setOf({ a: [seriesOf([Number.NaN, 3, Number.POSITIVE_INFINITY, 2, 1])] }));
  const panel = panelOf(broken, PLAIN);
  expect(readingsAt(broken, panel, { place: 3, height: null })[0]).toMatchObject({ value: "∞", y: null });
  const top = panel.yDomain[1];
  expect(panel.tuples.broken).toMatchObject([
    { x: 1, y: top, kind: "NaN" },
    { x: 3, y: top, kind: "∞" },
  ]);
  expect([...panel.tuples.early, ...panel.tuples.late].map(({ text }) => text)).toEqual(["NaN at 1", "∞ at 3"]);
  const down = liveCurves(setOf({ a: [seriesOf([1, 2, Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY])] }));
  const below = panelOf(down, PLAIN);
  expect(below.tuples.broken).toMatchObject([{ x: 3, y: below.yDomain[0], kind: "−∞" }]);
  expect(panelOf(broken, { ...PLAIN, zoom: [4, 5] }).tuples.broken).toEqual([]);
  expect(new Set(panel.tuples.main.map(({ piece }) => piece)).size).toBe(2);
  expect(panel.tuples.dots.map(({ x }) => x)).toEqual([2]);
});

test("zoom fits the other axis to what is seen; zooming out ends with all", () => {
  const all = panelOf(live, PLAIN);
  const zoomed = panelOf(live, { ...PLAIN, zoom: [4, 6] });
  expect(zoomed.xDomain).toEqual([4, 6]);
  expect(zoomed.yDomain[1]).toBeLessThan(all.yDomain[1]);
  expect(changeZoom(all, 0.5, 2)).toEqual([1.5, 4]);
  expect(changeZoom(zoomed, 4, null)).toBeNull();
  expect(panelOf(live, { ...PLAIN, zoom: [90, 95] }).xDomain).toEqual(all.whole);
});

test("a logarithmic axis says how many points it has no place for", () => {
  const mixed = liveCurves(setOf({ a: [seriesOf([10, 0, -1, 1])] }));
  const panel = panelOf(mixed, { ...PLAIN, y: "log" });
  expect(panel).toMatchObject({ log: true, left: 2, yDomain: [1, 10] });
  expect(panel.tuples.main.map(({ y }) => y)).toEqual([10, 1]);
  expect(panelOf(liveCurves(setOf({ a: [seriesOf([-1, -2])] })), { ...PLAIN, y: "log" }).log).toBe(false);
});

test("outliers can be left out of the axis, not out of the line", () => {
  const spiky = liveCurves(setOf({ a: [seriesOf([1e6, ...Array.from({ length: 99 }, (_, i) => 1 + i / 100)])] }));
  const panel = panelOf(spiky, { ...PLAIN, clip: true, y: "linear" });
  expect(panel.yDomain[1]).toBeLessThan(10);
  expect(panel.tuples.main[0]?.y).toBe(1e6);
});

test("over time each run stands for itself, in the order of time", () => {
  const wall = [100, 300, 200];
  const timed = liveCurves(setOf({ a: [seriesOf([3, 2, 1], { wall }), seriesOf([3, 2, 1], { wall })] }));
  const { strokes, axis } = panelOf(timed, { ...PLAIN, x: "time" });
  expect(strokes.main.map(({ run }) => run)).toEqual(["a-seed0", "a-seed1"]);
  expect(strokes.main[0]?.x).toEqual([0, 100, 200]);
  expect(strokes.main[0]?.y).toEqual([3, 1, 2]);
  expect(sayPlace(100, axis)).toBe("100 s");
  expect(panelOf(live, { ...PLAIN, x: "wall" }).axis.id).toBe("step");
});

test("smoothing keeps a constant, starts at the first value, and goes by distance", () => {
  const steps = [0, 1, 2, 3];
  expect(smoothed(steps, [5, 5, 5, 5], { weight: 0.9, range: 3 })).toEqual([5, 5, 5, 5]);
  expect(smoothed(steps, [1, 2, 3, 4], { weight: 0, range: 3 })).toEqual([1, 2, 3, 4]);
  const [first, second] = smoothed([0, 1], [0, 1], { weight: 0.9, range: 1000 });
  expect(first).toBe(0);
  const far = smoothed([0, 100], [0, 1], { weight: 0.9, range: 1000 })[1] ?? 0;
  expect(far).toBeGreaterThan(second ?? 1);
  const panel = panelOf(live, { ...PLAIN, smooth: 0.9 });
  expect(panel.tuples.raw).toHaveLength(panelOf(live, PLAIN).tuples.main.length);
  expect(readingsAt(live, panel, { place: 3, height: null })[0]).toMatchObject({ value: "1.250" });
  expect(readingsAt(live, panel, { place: 3, height: null })[0]?.smooth).toMatch(/^1\.\d{3}$/);
});

test("a logarithmic axis has a line for each power of ten, or for what lies between where there are few", () => {
  const ticksOf = (values: number[]) => {
    const panel = panelOf(liveCurves(setOf({ a: [seriesOf(values)] })), { ...PLAIN, y: "log" });
    return panel.yTicks;
  };
  expect(ticksOf([0.001, 0.1, 10])).toEqual([0.001, 0.01, 0.1, 1, 10]);
  expect(ticksOf([0.5, 5, 20])).toEqual([1, 3, 10]);
  expect(ticksOf([3.2, 11])).toEqual([4, 6, 8, 10]);
  expect(ticksOf([1e-30, 1]).length).toBeLessThan(9);
  expect(panelOf(live, PLAIN).yTicks).toEqual([]);
});
