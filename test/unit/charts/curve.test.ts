import fc from "fast-check";
import { expect, test } from "vitest";
import { linearAxis, pixelOf, spreadOut, valueAxis } from "../../../src/charts/drawing/axis.ts";
import { beforeGaps, curveOf, gapStarts, lastFinite, meanCurve } from "../../../src/charts/drawing/curve.ts";
import { widthOf } from "../../../src/charts/drawing/label.ts";
import { thin } from "../../../src/charts/drawing/thin.ts";

const curve = (points: [number, number][]) => ({
  step: Float64Array.from(points, ([step]) => step),
  value: Float64Array.from(points, ([, value]) => value),
});

const seriesOf = (points: [number, number][]) => ({
  ...curve(points),
  metric: "loss",
  file: "train.log",
  stepName: "step",
  line: new Uint32Array(points.length),
  wall: null,
});

test("a resumed run counts as logged last, in order of steps", () => {
  const { step, value } = curveOf(
    seriesOf([
      [1, 9],
      [2, 8],
      [3, 7],
      [2, 5],
      [3, Number.POSITIVE_INFINITY],
    ]),
  );
  expect([...step]).toEqual([1, 2, 3]);
  expect([...value]).toEqual([9, 5, Number.NaN]);
});

test("a mean is taken where every curve has a finite value", () => {
  const mean = meanCurve([
    curve([
      [1, 2],
      [2, 4],
      [3, 6],
    ]),
    curve([
      [1, 4],
      [2, Number.NaN],
      [3, 8],
      [4, 1],
    ]),
  ]);
  expect([...mean.step]).toEqual([1, 3]);
  expect([...mean.value]).toEqual([3, 7]);
});

test("knows where a curve stops", () => {
  const gap = curve([
    [1, 5],
    [2, 4],
    [3, Number.NaN],
    [4, 3],
    [5, Number.NaN],
  ]);
  expect(beforeGaps(gap)).toEqual([
    { step: 2, value: 4 },
    { step: 4, value: 3 },
  ]);
  expect(gapStarts(gap)).toEqual([3, 5]);
  expect(
    gapStarts(
      curve([
        [1, Number.NaN],
        [2, Number.NaN],
        [3, 1],
      ]),
    ),
  ).toEqual([1]);
  expect(lastFinite(gap)).toEqual({ step: 4, value: 3 });
  expect(lastFinite(curve([[1, Number.NaN]]))).toBeNull();
});

test("thinning keeps ends and extremes and adds no point", () => {
  const values = fc.array(fc.oneof(fc.double({ noNaN: true, noDefaultInfinity: true }), fc.constant(Number.NaN)), {
    maxLength: 300,
  });
  fc.assert(
    fc.property(values, (list) => {
      const whole = curve(list.map((value, i) => [i, value]));
      const drawn = thin(whole, 20);
      expect(drawn.step.length).toBeLessThanOrEqual(Math.max(20, Math.min(20, list.length)));
      expect([...drawn.step]).toEqual([...drawn.step].sort((a, b) => a - b));
      for (const [i, step] of drawn.step.entries()) expect(drawn.value[i]).toBe(list[step]);
      const finite = (all: Iterable<number>) => [...all].filter((one) => !Number.isNaN(one));
      expect(finite(drawn.value).sort((a, b) => a - b)[0]).toBe(finite(list).sort((a, b) => a - b)[0]);
      if (list.length > 0) expect([drawn.step[0], drawn.step.at(-1)]).toEqual([0, list.length - 1]);
    }),
  );
});

test("axes end on ticks, and are logarithmic over three decades", () => {
  expect(linearAxis([0.91, 0.976]).domain).toEqual([0.9, 0.98]);
  expect(linearAxis([0.91, 0.976], true).domain).toEqual([0, 1]);
  expect(linearAxis([5, 5]).domain).toEqual([4, 6]);
  expect(valueAxis([0.001, 10])).toEqual({ domain: [0.001, 10], log: true });
  expect(pixelOf({ domain: [1, 100], log: true }, 200, 10)).toBe(100);
});

test("around values from 0 to 1 an axis ends there, and only there", () => {
  expect(linearAxis([1, 1]).domain).toEqual([0.8, 1]);
  expect(linearAxis([0, 0, 0]).domain).toEqual([0, 0.2]);
  expect(linearAxis([0.02, 0.97]).domain).toEqual([0, 1]);
  expect(linearAxis([0.9, 1.02]).domain[1]).toBeGreaterThan(1);
  expect(linearAxis([-0.1, 0.5]).domain[0]).toBeLessThan(0);
});

test("a label has room for capitals and for characters as wide as high", () => {
  expect(widthOf("baseline")).toBe(52);
  expect(widthOf("MMMM")).toBeGreaterThanOrEqual(40);
  expect(widthOf("基线实验")).toBeGreaterThanOrEqual(48);
});

test("labels are moved apart, stay in order and inside", () => {
  expect(spreadOut([50, 51, 52], 10, 100)).toEqual([41, 51, 61]);
  expect(spreadOut([99, 98, 1], 10, 100)).toEqual([100, 90, 1]);
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 280 }), { maxLength: 7 }), (places) => {
      const sorted = spreadOut(
        [...places].sort((a, b) => a - b),
        16,
        280,
      );
      for (const [i, place] of sorted.entries()) {
        expect(place).toBeGreaterThanOrEqual(0);
        expect(place).toBeLessThanOrEqual(280);
        if (i > 0) expect(place - (sorted[i - 1] ?? 0)).toBeGreaterThan(15.9);
      }
    }),
  );
});
