import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { bcaInterval } from "../../../src/statistics/bootstrap.ts";
import { meanOf } from "../../../src/statistics/descriptive.ts";
import { normalCdf, normalQuantile, studentCdf, studentQuantile } from "../../../src/statistics/distribution.ts";
import { cohenDz, hedgesG } from "../../../src/statistics/effect.ts";
import { equivalentPaired, equivalentWelch } from "../../../src/statistics/equivalence.ts";
import { holm } from "../../../src/statistics/holm.ts";
import { pooledStd, predictionInterval } from "../../../src/statistics/noise.ts";
import { seededRandom } from "../../../src/statistics/random.ts";
import { pairedT, welch } from "../../../src/statistics/welch.ts";

const value = fc.double({ min: -1000, max: 1000, noNaN: true, noDefaultInfinity: true });
const sample = fc.array(value, { minLength: 0, maxLength: 8 });

describe("distributions", () => {
  test("known values", () => {
    // Cauchy's distribution and df = 2 have closed forms.
    expect(studentCdf(1, 1)).toBeCloseTo(0.75, 15);
    expect(studentCdf(-1e200, 1) / (1e-200 / Math.PI)).toBeCloseTo(1, 12);
    expect(studentCdf(2, 2)).toBeCloseTo(0.5 + 1 / Math.sqrt(6), 15);
    expect(studentQuantile(0.95, 2)).toBeCloseTo(0.9 / Math.sqrt(2 * 0.95 * 0.05), 13);
    expect(normalCdf(0)).toBe(0.5);
    expect(normalQuantile(0.975)).toBeCloseTo(1.959963984540054, 14);
    expect(studentQuantile(0.975, 1e300)).toBeCloseTo(1.959963984540054, 14);
  });

  test("ends, and what is outside of them", () => {
    expect([normalQuantile(0), normalQuantile(1), normalQuantile(0.5)]).toEqual([-Infinity, Infinity, 0]);
    expect([studentQuantile(0, 3), studentQuantile(1, 3), studentQuantile(0.5, 3)]).toEqual([-Infinity, Infinity, 0]);
    expect([studentCdf(-Infinity, 3), studentCdf(Infinity, 3), studentCdf(0, 3)]).toEqual([0, 1, 0.5]);
    expect([normalCdf(-Infinity), normalCdf(Infinity)]).toEqual([0, 1]);
    for (const outside of [
      studentCdf(1, 0),
      studentCdf(1, -1),
      studentCdf(NaN, 1),
      studentCdf(1, NaN),
      normalCdf(NaN),
    ]) {
      expect(outside).toBeNaN();
    }
    for (const outside of [-0.1, 1.1, NaN]) {
      expect([normalQuantile(outside), studentQuantile(outside, 3), studentQuantile(0.3, outside - 2)]).toEqual([
        NaN,
        NaN,
        NaN,
      ]);
    }
  });

  test("a quantile is the other way round, symmetric, and rises", () => {
    const df = fc.oneof(fc.double({ min: 0.3, max: 50, noNaN: true }), fc.double({ min: 50, max: 1e12, noNaN: true }));
    fc.assert(
      fc.property(fc.double({ min: 1e-12, max: 0.5, noNaN: true }), df, (p, of) => {
        const t = studentQuantile(p, of);
        expect(Math.abs(studentCdf(t, of) / p - 1)).toBeLessThan(1e-12);
        expect(Math.abs(normalCdf(normalQuantile(p)) / p - 1)).toBeLessThan(1e-12);
        expect(studentCdf(-t, of) + studentCdf(t, of)).toBeCloseTo(1, 14);
        expect(studentQuantile(p / 2, of)).toBeLessThan(t);
      }),
    );
  });
});

describe("t tests", () => {
  test("change sign with the order, and nothing else with a shift", () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: -99, max: 99 }), { minLength: 2 }),
        fc.integer({ min: -999, max: 999 }),
        (a, shift) => {
          const b = [...a.slice(1), 120];
          const [one, other] = [
            welch(a, b),
            welch(
              b.map((x) => x + shift),
              a.map((x) => x + shift),
            ),
          ];
          expect(other.t).toBeCloseTo(-one.t, 8);
          expect(other.p).toBeCloseTo(one.p, 8);
          expect(other.low).toBeCloseTo(-one.high, 6);
        },
      ),
    );
  });

  test("the interval has 0 in it exactly where p is above the level", () => {
    fc.assert(
      fc.property(sample, sample, (a, b) => {
        for (const { p, low, high } of [welch(a, b), pairedT(a)]) {
          if (Math.abs(p - 0.05) > 1e-9) expect(low <= 0 && high >= 0).toBe(p > 0.05);
        }
      }),
    );
  });

  test.each([
    ["one value a side", [1], [2]],
    ["nothing", [], [1, 2]],
    ["a value that is not a number", [1, Number.NaN], [1, 2]],
    ["an infinite value", [1, Number.POSITIVE_INFINITY], [1, 2]],
    ["no spread", [2, 2, 2], [1, 1, 1]],
    ["no spread but rounding", [0.3, 0.1 + 0.2, 0.3], [0.7, 0.7, 0.1 + 0.6]],
  ])("%s: no p and no interval", (_, a, b) => {
    const { p, low, high, df } = welch(a, b);
    expect([p, low, high, df]).toEqual([NaN, NaN, NaN, NaN]);
    expect(equivalentWelch(a, b, 1).p).toBeNaN();
  });

  test("differences without spread, or one alone, have no p", () => {
    for (const differences of [[], [1], [2, 2, 2], [NaN, 1]]) {
      expect(pairedT(differences).p).toBeNaN();
      expect(equivalentPaired(differences, 1).p).toBeNaN();
      expect(cohenDz(differences)).toBeNaN();
    }
  });
});

describe("Holm's adjustment", () => {
  test("keeps the order, never lowers p, and stays below Bonferroni's", () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0, max: 1, noNaN: true })), (ps) => {
        const adjusted = holm(ps);
        ps.forEach((p, i) => {
          expect(adjusted[i]).toBeGreaterThanOrEqual(p);
          expect(adjusted[i]).toBeLessThanOrEqual(Math.min(1, p * ps.length));
          ps.forEach((other, j) => {
            if (p <= other) expect(adjusted[i]).toBeLessThanOrEqual(adjusted[j] ?? 0);
          });
        });
      }),
    );
  });

  test("leaves out what was not tested", () => {
    expect(holm([0.01, Number.NaN, 0.04])).toEqual([0.02, Number.NaN, 0.04]);
    expect(holm([])).toEqual([]);
  });
});

describe("effect sizes", () => {
  test("Hedges's correction for small samples: √(2/π)·… of 4 values is exact", () => {
    // m = 2: Γ(1) / (√1 Γ(½)) = 1/√π.
    expect(hedgesG([1, 3], [5, 7])).toBeCloseTo(-4 / Math.SQRT2 / Math.sqrt(Math.PI), 14);
    expect(hedgesG([1], [2, 3])).toBeNaN();
    expect(hedgesG([1, 1], [2, 2])).toBeNaN();
  });

  test("d_z is mean over standard deviation", () => {
    expect(cohenDz([1, 2, 3])).toBe(2);
  });
});

describe("equivalence", () => {
  test("the 90 % interval lies inside the margin exactly where p is below 0.05", () => {
    fc.assert(
      fc.property(
        fc.array(value, { minLength: 2, maxLength: 8 }),
        fc.double({ min: 0.1, max: 900, noNaN: true }),
        (a, margin) => {
          const { p, low, high } = equivalentPaired(a, margin);
          if (Number.isNaN(p) || Math.abs(p - 0.05) < 1e-9) return;
          expect(low > -margin && high < margin).toBe(p < 0.05);
        },
      ),
    );
  });

  test("needs a margin above 0", () => {
    expect(equivalentPaired([0.1, -0.1], 0).p).toBeNaN();
    expect(equivalentPaired([0.1, -0.1], Number.NaN).p).toBeNaN();
  });
});

describe("noise", () => {
  test("is pooled over groups that repeat", () => {
    expect(pooledStd([[1, 3], [10], [4, 6, 8], []])).toEqual({ std: Math.sqrt(10 / 3), groups: 2, values: 5 });
    expect(pooledStd([[1], []])).toEqual({ std: Number.NaN, groups: 0, values: 0 });
  });

  test("a further value lies within the mean ± t s √(1 + 1/n)", () => {
    const half = 12.706204736174705 * Math.SQRT2 * Math.sqrt(1.5);
    expect(predictionInterval([1, 3]).low).toBeCloseTo(2 - half, 9);
    expect(predictionInterval([1, 3]).high).toBeCloseTo(2 + half, 9);
    expect(predictionInterval([1])).toEqual({ low: NaN, high: NaN });
  });
});

describe("a bootstrap interval", () => {
  const statistic = ([a = []]: readonly (readonly number[])[]) => meanOf(a);

  test("is the same each time, and moves with the values", () => {
    const values = [0.1, 0.5, 0.2, 0.9, 0.35, 0.41, 0.77];
    const interval = bcaInterval({ samples: [values], statistic });
    expect(bcaInterval({ samples: [values], statistic })).toEqual(interval);
    const moved = bcaInterval({ samples: [values.map((one) => one + 8)], statistic });
    expect(moved.low).toBeCloseTo(interval.low + 8, 12);
    expect(interval.low).toBeLessThan(meanOf(values));
    expect(interval.high).toBeGreaterThan(meanOf(values));
  });

  test.each([[[]], [[1]], [[2, 2, 2]], [[1, Number.NaN]]])("of %j is not defined", (values: number[]) => {
    expect(bcaInterval({ samples: [values], statistic })).toEqual({ low: NaN, high: NaN });
  });
});

test("random numbers are the same for the same seed and even", () => {
  expect(Array.from({ length: 3 }, seededRandom(1))).toEqual(Array.from({ length: 3 }, seededRandom(1)));
  expect(seededRandom(1)()).not.toBe(seededRandom(2)());
  const random = seededRandom(0);
  const tenths = new Array<number>(10).fill(0);
  for (let draw = 0; draw < 20_000; draw += 1) {
    const tenth = Math.floor(random() * 10);
    tenths[tenth] = (tenths[tenth] ?? 0) + 1;
  }
  expect(Math.max(...tenths.map((count) => Math.abs(count - 2000)))).toBeLessThan(200);
});
