import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { mannWhitney } from "../../../src/statistics/mann-whitney.ts";
import { independentPermutation, pairedPermutation } from "../../../src/statistics/permutation.ts";
import { countSubsets } from "../../../src/statistics/subset-sums.ts";

/** Whole numbers, since sums of them are exact and ties certain. */
const whole = fc.integer({ min: -50, max: 50 });
const sample = fc.array(whole, { minLength: 1, maxLength: 7 });

/** p of all rearrangements, one by one. */
function countedPaired(differences: number[]): number {
  const observed = Math.abs(differences.reduce((sum, value) => sum + value, 0));
  let extreme = 0;
  for (let signs = 0; signs < 2 ** differences.length; signs += 1) {
    const sum = differences.reduce((total, value, index) => total + ((signs >> index) & 1 ? value : -value), 0);
    if (Math.abs(sum) >= observed) extreme += 1;
  }
  return extreme / 2 ** differences.length;
}

function countedIndependent(a: number[], b: number[]): number {
  const both = [...a, ...b];
  const observed = a.reduce((sum, value) => sum + value, 0);
  let [all, above, below] = [0, 0, 0];
  for (let chosen = 0; chosen < 2 ** both.length; chosen += 1) {
    const group = both.filter((_, index) => (chosen >> index) & 1);
    if (group.length !== a.length) continue;
    const sum = group.reduce((total, value) => total + value, 0);
    all += 1;
    if (sum >= observed) above += 1;
    if (sum <= observed) below += 1;
  }
  return Math.min(1, (2 * Math.min(above, below)) / all);
}

describe("a paired permutation test", () => {
  test("counts all signs", () => {
    fc.assert(
      fc.property(fc.array(whole, { minLength: 1, maxLength: 10 }), (differences) => {
        expect(pairedPermutation(differences).p).toBe(countedPaired(differences));
      }),
    );
  });

  test("of n differences of one sign gives the smallest p, 2/2ⁿ", () => {
    for (const n of [1, 2, 5, 6, 20, 32]) {
      const { p, smallest, exact, draws } = pairedPermutation(Array.from({ length: n }, (_, index) => 0.1 + index / 7));
      expect([p, smallest, exact, draws]).toEqual([2 / 2 ** n, 2 / 2 ** n, true, 2 ** n]);
    }
  });

  test("takes differences of decimals for ties that a double does not", () => {
    const differences = [0.92 - 0.91, 0.94 - 0.93, 0.91 - 0.92];
    expect(new Set(differences.map(Math.abs)).size).toBeGreaterThan(1);
    expect(pairedPermutation(differences).p).toBe(1);
  });

  test("is the same for other units and the other sign", () => {
    fc.assert(
      fc.property(
        fc.array(whole, { minLength: 1, maxLength: 10 }),
        fc.double({ min: 1e-6, max: 1e6, noNaN: true }),
        (values, unit) => {
          const { p, smallest } = pairedPermutation(values);
          expect(pairedPermutation(values.map((value) => -value * unit)).p).toBe(p);
          expect(p).toBeGreaterThanOrEqual(smallest);
          expect(p).toBeLessThanOrEqual(1);
        },
      ),
    );
  });

  test("of many pairs is drawn: near the exact p by its own error, and the same for the same seed", () => {
    const differences = Array.from({ length: 40 }, (_, index) => Math.sin(index * 7) + 0.2);
    const drawn = pairedPermutation(differences);
    expect(drawn).toEqual(pairedPermutation(differences));
    expect(drawn.exact).toBe(false);
    // 32 of them can still be counted.
    const exact = pairedPermutation(differences.slice(0, 32));
    const padded = pairedPermutation([...differences.slice(0, 32), ...new Array<number>(8).fill(0)], { seed: 5 });
    expect(padded.exact).toBe(false);
    expect(Math.abs(padded.p - exact.p)).toBeLessThan(4 * (padded.error ?? 0));
  });
});

describe("an independent permutation test", () => {
  test("counts all splits", () => {
    fc.assert(
      fc.property(sample, sample, (a, b) => {
        expect(independentPermutation(a, b).p).toBe(countedIndependent(a, b));
      }),
    );
  });

  test("of two samples apart gives the smallest p, 2 in all splits", () => {
    const low = [0.1, 0.12, 0.13, 0.11, 0.15];
    const high = low.map((value) => value + 1);
    expect(independentPermutation(low, high)).toMatchObject({ p: 2 / 252, smallest: 2 / 252, draws: 252 });
    expect(independentPermutation([9], low)).toMatchObject({ p: 2 / 6, smallest: 2 / 6, draws: 6 });
    expect(independentPermutation([9], [1]).p).toBe(1);
    expect(independentPermutation(low.slice(0, 3), [...high, ...high, ...high]).exact).toBe(true);
  });

  test("does not depend on the order of samples, a shift or the unit", () => {
    fc.assert(
      fc.property(sample, sample, fc.integer({ min: -1e6, max: 1e6 }), (a, b, shift) => {
        const { p, smallest } = independentPermutation(a, b);
        const moved = (values: number[]) => values.map((value) => (value + shift) / 64);
        expect(independentPermutation(moved(b).reverse(), moved(a)).p).toBe(p);
        expect(p).toBeGreaterThanOrEqual(smallest);
        expect(p).toBeLessThanOrEqual(1);
      }),
    );
  });

  test("of large samples is drawn: near the normal p by its own error", () => {
    const a = Array.from({ length: 60 }, (_, index) => Math.sin(index * 7));
    const b = Array.from({ length: 80 }, (_, index) => Math.sin(index * 5) + 0.25);
    const [one, other] = [1, 2].map((seed) => independentPermutation(a, b, { draws: 5000, seed }));
    expect(one?.exact).toBe(false);
    expect(one?.draws).toBe(5000);
    expect(Math.abs((one?.p ?? 0) - (other?.p ?? 0))).toBeLessThan(6 * (one?.error ?? 0));
  });
});

describe("Mann and Whitney's test", () => {
  test("is the permutation test of ranks", () => {
    fc.assert(
      fc.property(sample, sample, (a, b) => {
        const both = [...a, ...b].sort((x, y) => x - y);
        const rank = (value: number) => both.indexOf(value) + both.lastIndexOf(value);
        expect(mannWhitney(a, b).p).toBe(countedIndependent(a.map(rank), b.map(rank)));
      }),
    );
  });

  test("says nothing where all values are equal", () => {
    expect(mannWhitney([1, 1], [1, 1, 1])).toMatchObject({ u: 3, p: 1 });
    expect(mannWhitney(new Array(50).fill(1), new Array(60).fill(1))).toMatchObject({ u: 1500, p: 1, exact: false });
  });
});

test("subsets of too many values are not counted, of few of them are", () => {
  const values = Array.from({ length: 100 }, (_, index) => index);
  expect(countSubsets({ values, size: null })).toBeNull();
  expect(countSubsets({ values, size: 50 })).toBeNull();
  expect(countSubsets({ values, size: 2 })?.all).toBe(4950);
  expect(countSubsets({ values, size: 2 })?.atMost(2)).toBe(2);
  expect(countSubsets({ values, size: 2 })?.atLeast(197)).toBe(1);
});

test.each([[[]], [[Number.NaN, 1]], [[Number.POSITIVE_INFINITY, 1]]])("values %j have no p", (values: number[]) => {
  expect(pairedPermutation(values).p).toBeNaN();
  expect(independentPermutation(values, [1, 2]).p).toBeNaN();
  expect(independentPermutation([1, 2], values).p).toBeNaN();
  if (!values.includes(Number.POSITIVE_INFINITY)) expect(mannWhitney(values, [1]).p).toBeNaN();
});
