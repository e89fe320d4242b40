import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { changePoints } from "../../../src/statistics/change-point.ts";

const flat = [0.9, 0.91, 0.89, 0.905, 0.895, 0.91, 0.9, 0.89];

describe("change points", () => {
  test("of two levels: where, from what to what", () => {
    const [found, ...more] = changePoints([...flat, ...flat.map((value) => value + 0.2)]);
    expect(more).toEqual([]);
    expect(found?.index).toBe(8);
    expect(found?.before).toBeCloseTo(0.9, 12);
    expect(found?.after).toBeCloseTo(1.1, 12);
    expect(found?.p).toBeLessThan(0.01);
  });

  test("of three levels", () => {
    const values = [...flat, ...flat.map((value) => value + 0.2), ...flat.map((value) => value - 0.3)];
    expect(changePoints(values).map(({ index }) => index)).toEqual([8, 16]);
  });

  test("none in a flat series, in one value that stands out, or in too few", () => {
    expect(changePoints([...flat, ...flat])).toEqual([]);
    expect(changePoints([...flat, 5, ...flat])).toEqual([]);
    expect(changePoints([1, 1, 1, 9, 9, 9, 9])).toEqual([]);
    expect(changePoints(new Array(20).fill(3))).toEqual([]);
    expect(changePoints([])).toEqual([]);
    expect(changePoints([...flat, Number.NaN, ...flat.map((value) => value + 1)])).toEqual([]);
  });

  test("eight values are enough for one step without overlap", () => {
    expect(changePoints([1, 1.1, 1.05, 0.95, 3, 3.1, 3.05, 2.95]).map(({ index }) => index)).toEqual([4]);
  });

  test("are in order, at least two apart, with p up to the level and means of the stretches", () => {
    const values = fc.array(fc.integer({ min: 0, max: 5 }), { minLength: 8, maxLength: 25 });
    fc.assert(
      fc.property(values, (series) => {
        let last = 0;
        for (const { index, p } of changePoints(series, { level: 0.2 })) {
          expect(index).toBeGreaterThanOrEqual(last + 2);
          expect(series.length - index).toBeGreaterThanOrEqual(2);
          expect(p).toBeLessThanOrEqual(0.2);
          last = index;
        }
        expect(changePoints(series, { level: 0.2 })).toEqual(changePoints(series, { level: 0.2 }));
      }),
      { numRuns: 25 },
    );
  });
});
