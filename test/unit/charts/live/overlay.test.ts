import { expect, test } from "vitest";
import type { LiveOverlay, OverlayCurve } from "../../../../src/charts/live/live-figure.ts";
import { overlayOf } from "../../../../src/charts/live/overlay.ts";

const box = { width: 640, height: 332, left: 68, top: 44, plotWidth: 500, plotHeight: 242, named: true };
const curve = (more: Partial<OverlayCurve> = {}): OverlayCurve => {
  return { stepName: "step", points: 3, step: [1, 2, 3], value: [1, 0.5, 0.25], ...more };
};
const overlay = (rows: LiveOverlay["rows"]): LiveOverlay => ({
  kind: "overlay",
  title: "loss",
  metric: "loss",
  box,
  rows,
});
const run = (name: string, one: OverlayCurve) => ({ name, curve: one });

test("runs of one line have a mean with its spread where all their points are there", () => {
  const two = [run("a", curve()), run("b", curve({ value: [3, 1.5, 0.75] }))];
  const live = overlayOf(overlay([{ label: "group", mark: 4, runs: two }]));
  expect(live.rows).toEqual([{ label: "group", runs: 2, mark: 4 }]);
  expect(live.lines.map(({ run: name }) => name)).toEqual([null, "a", "b"]);
  expect(live.lines[0]).toMatchObject({
    y: [2, 1, 0.5],
    points: 3,
    spread: { low: [1, 0.5, 0.25], high: [3, 1.5, 0.75] },
  });
});

test("of curves that were thinned at the same places the mean is one of means, and says so", () => {
  const thinnedTo = (value: number[]) => curve({ points: 900, even: { step: [150.5, 450.5, 750.5], value } });
  const two = [run("a", thinnedTo([1, 0.5, 0.25])), run("b", thinnedTo([3, 1.5, 0.75]))];
  const [mean, ...runs] = overlayOf(overlay([{ label: "group", mark: 4, runs: two }])).lines;
  expect(mean).toMatchObject({ run: null, y: [2, 1, 0.5], points: 900, each: 300, spread: { low: [1, 0.5, 0.25] } });
  expect(runs.map(({ run: name, each }) => [name, each])).toEqual([
    ["a", undefined],
    ["b", undefined],
  ]);
});

test.each([
  ["places", { points: 900, even: { step: [150.5, 450.5, 750], value: [1, 1, 1] } }],
  ["a number of points", { points: 901, even: { step: [150.5, 450.5, 750.5], value: [1, 1, 1] } }],
  ["fewer means", { points: 900, even: { step: [150.5, 450.5], value: [1, 1] } }],
])("of thinned curves with other %s no mean is made", (_what, other) => {
  const first = curve({ points: 900, even: { step: [150.5, 450.5, 750.5], value: [1, 1, 1] } });
  const rows = [{ label: "group", mark: 0, runs: [run("a", first), run("b", curve(other))] }];
  expect(overlayOf(overlay(rows)).lines.map((line) => line.run)).toEqual(["a", "b"]);
});

test("of curves of which some were thinned no mean is made, and it stays known of how many points they are", () => {
  const even = { step: [2], value: [0.6] };
  const live = overlayOf(
    overlay([{ label: "group", mark: 0, runs: [run("a", curve({ points: 9000, even })), run("b", curve())] }]),
  );
  expect(live.lines.map(({ run: name, points }) => [name, points])).toEqual([
    ["a", 9000],
    ["b", 3],
  ]);
  expect(live.lines[0]?.even).toEqual({ x: { step: expect.any(Number) }, y: [0.6] });
});

test("times are put together again, and runs of different length share a unit", () => {
  const short = run("a", curve({ wall: [1000, 60, 60] }));
  const long = run("b", curve({ wall: [5000, 3600, 7200.5] }));
  const live = overlayOf(overlay([short, long].map((one, mark) => ({ label: one.name, mark, runs: [one] }))));
  expect(live.axes.map(({ id, unit }) => [id, unit])).toEqual([
    ["step", ""],
    ["time", "h"],
    ["wall", "UTC"],
  ]);
  const at = (line: number, axis: "time" | "wall") => live.places[live.lines[line]?.x[axis] ?? -1];
  expect(at(0, "time")).toEqual([0, 0.0167, 0.0333]);
  expect(at(1, "wall")).toEqual([5_000_000, 8_600_000, 15_800_500]);
});

test("epochs are an axis where every run logged them; what is not finite stays what it is", () => {
  const one = run("a", curve({ epoch: [0.5, 1, 1.5], value: [1, "NaN", "∞"] }));
  const both = overlayOf(overlay([{ label: "a", mark: 0, runs: [one] }]));
  expect(both.axes.map(({ id }) => id)).toEqual(["step", "epoch"]);
  expect(both.lines[0]?.y).toEqual([1, "NaN", "∞"]);
  const other = overlayOf(
    overlay([
      { label: "a", mark: 0, runs: [one] },
      { label: "b", mark: 1, runs: [run("b", curve())] },
    ]),
  );
  expect(other.axes.map(({ id }) => id)).toEqual(["step"]);
});

test("lines of one name are told apart, and a name that every object has is none", () => {
  const labels = ["same", "same", "constructor"];
  const live = overlayOf(overlay(labels.map((label, mark) => ({ label, mark, runs: [run(label, curve())] }))));
  expect(live.rows.map(({ label }) => label)).toEqual(["same", "same (2)", "constructor\u00A0"]);
});
