import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { meanHeight } from "../../../src/statistics/area.ts";

/** Some points with ascending places. */
const curve = fc
  .array(
    fc.record({
      gap: fc.double({ min: 0.001, max: 1000, noNaN: true }),
      y: fc.double({ min: -1e6, max: 1e6, noNaN: true }),
    }),
    { minLength: 2, maxLength: 50 },
  )
  .map((points) => {
    let at = 0;
    const x = points.map(({ gap }) => {
      at += gap;
      return at;
    });
    return { x, y: points.map((point) => point.y) };
  });

describe("the mean height of a curve", () => {
  // scipy.integrate.trapezoid([1, 3, 2], x=[0, 1, 4]) / 4
  test("is the area by trapezoids over the range", () => {
    expect(meanHeight([0, 1, 4], [1, 3, 2])).toBe(9.5 / 4);
    expect(meanHeight([100, 200, 300], [0.5, 0.7, 0.9])).toBeCloseTo(0.7, 15);
  });

  test("needs two different places", () => {
    expect(meanHeight([], [])).toBeNaN();
    expect(meanHeight([3], [1])).toBeNaN();
    expect(meanHeight([3, 3], [1, 2])).toBeNaN();
  });

  test("is lost with any value that is not finite", () => {
    expect(meanHeight([0, 1, 2], [1, Number.NaN, 2])).toBeNaN();
    expect(meanHeight([0, 1, 2], [1, Number.POSITIVE_INFINITY, 2])).toBe(Number.POSITIVE_INFINITY);
  });

  test("lies between the lowest and the highest value, and is that of a level curve", () => {
    fc.assert(
      fc.property(curve, ({ x, y }) => {
        const height = meanHeight(x, y);
        const slack = 1e-9 * Math.max(1, ...y.map(Math.abs));
        expect(height).toBeGreaterThanOrEqual(Math.min(...y) - slack);
        expect(height).toBeLessThanOrEqual(Math.max(...y) + slack);
        const level = y[0] ?? 0;
        const flat = meanHeight(
          x,
          y.map(() => level),
        );
        expect(Math.abs(flat - level)).toBeLessThanOrEqual(1e-12 * Math.max(1, Math.abs(level)));
      }),
    );
  });

  test("does not change when the axis is moved and stretched, and follows the values", () => {
    fc.assert(
      fc.property(curve, fc.integer({ min: 1, max: 64 }), ({ x, y }, factor) => {
        const height = meanHeight(x, y);
        const scale = Math.max(1, ...y.map(Math.abs));
        const stretched = meanHeight(
          x.map((one) => one * factor),
          y,
        );
        const doubled = meanHeight(
          x,
          y.map((one) => 2 * one),
        );
        expect(Math.abs(stretched - height)).toBeLessThanOrEqual(1e-9 * scale);
        expect(Math.abs(doubled - 2 * height)).toBeLessThanOrEqual(1e-9 * scale);
      }),
    );
  });
});
