import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { levelFactor, scaleFactor } from "../../../src/statistics/factor.ts";
import { growForest } from "../../../src/statistics/forest.ts";
import { seededRandom } from "../../../src/statistics/random.ts";
import { varianceShares } from "../../../src/statistics/variance-share.ts";

type Bounds = Record<string, [number, number]>;
interface Table {
  params: Record<string, (number | string)[]>;
  values: number[];
  bounds: Bounds;
}
interface Fixture {
  tree: Record<string, Table & { shares: Record<string, number>; pairs: Record<string, number> }>;
  forest: Record<string, Table & { shares: Record<string, Estimate>; outOfBag: Estimate }>;
}
type Estimate = { mean: number; std: number };

const file = join(import.meta.dirname, "../../fixtures/statistics/fanova.json");
const fixture = JSON.parse(readFileSync(file, "utf8")) as Fixture;

function factorsOf({ params, bounds }: Table) {
  return Object.entries(params).map(([name, values]) => {
    const range = bounds[name];
    return range === undefined ? levelFactor(values.map(String)) : scaleFactor(values.map(Number), range);
  });
}

/** Every pair of so many factors. */
const pairsAmong = (count: number) =>
  Array.from({ length: count }, (_, i) => i).flatMap((i) =>
    Array.from({ length: count - i - 1 }, (_, j): [number, number] => [i, i + j + 1]),
  );

describe("functional ANOVA", () => {
  test.each(Object.entries(fixture.tree))("of one tree agrees with Optuna to 1e-9: %s", (_, table) => {
    const names = Object.keys(table.params);
    const forest = growForest({
      factors: factorsOf(table),
      responses: table.values,
      resample: false,
      trees: 1,
    });
    const variance = varianceShares(forest, () => pairsAmong(names.length));
    for (const [i, name] of names.entries())
      expect(Math.abs((variance?.singles[i]?.share ?? 0) - (table.shares[name] ?? 9))).toBeLessThan(1e-9);
    for (const { factors, share } of variance?.pairs ?? []) {
      const expected = table.pairs[factors.map((factor) => names[factor]).join(",")];
      expect(Math.abs(share - (expected ?? 9))).toBeLessThan(1e-9);
    }
  });

  // Forests differ by their random numbers, and values beyond the 64th are joined: 0.04 of the whole variance is allowed.
  test.each(Object.entries(fixture.forest))(
    "of a forest agrees with Optuna's evaluator within 0.04: %s",
    (_, table) => {
      const forest = growForest({ factors: factorsOf(table), responses: table.values });
      const variance = varianceShares(forest);
      for (const [i, name] of Object.keys(table.params).entries())
        expect(Math.abs((variance?.singles[i]?.share ?? 0) - (table.shares[name]?.mean ?? 9))).toBeLessThan(0.04);
      expect(Math.abs((forest.outOfBag ?? 0) - table.outOfBag.mean)).toBeLessThan(0.04);
    },
  );

  test("of a known function on a full grid is its exact decomposition", () => {
    const grid = [0, 1, 2].flatMap((a) => [-1, 0, 1, 2].map((b) => ({ a, b, y: 3 * a + b + 2 * a * b })));
    const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
    const middle = mean(grid.map(({ y }) => y));
    const total = mean(grid.map(({ y }) => (y - middle) ** 2));
    const main = (key: "a" | "b", levels: number[]) =>
      mean(levels.map((level) => (mean(grid.filter((one) => one[key] === level).map(({ y }) => y)) - middle) ** 2));
    const [a, b] = [main("a", [0, 1, 2]) / total, main("b", [-1, 0, 1, 2]) / total];
    for (const make of [
      (values: number[]) => scaleFactor(values, null),
      (values: number[]) => levelFactor(values.map(String)),
    ]) {
      const factors = [make(grid.map((one) => one.a)), make(grid.map((one) => one.b))];
      const forest = growForest({ factors, responses: grid.map(({ y }) => y), resample: false, trees: 2 });
      const variance = varianceShares(forest, () => [[0, 1]]);
      expect(forest.outOfBag).toBeNull();
      expect(variance?.singles[0]?.share).toBeCloseTo(a, 12);
      expect(variance?.singles[1]?.share).toBeCloseTo(b, 12);
      expect(variance?.pairs[0]?.share).toBeCloseTo(1 - a - b, 12);
      expect(variance?.marginals[0]?.[0]?.[1]).toBeCloseTo(3 + 0.5 + 1, 12);
    }
  });

  test("finds two factors that matter only together", () => {
    const [a, b] = [[0, 0, 1, 1].flatMap((x) => [x, x]), [0, 1, 0, 1].flatMap((x) => [x, x])];
    const responses = a.map((x, i) => (x === b[i] ? 0 : 1));
    const forest = growForest({
      factors: [scaleFactor(a, null), scaleFactor(b, null)],
      responses,
      resample: false,
      trees: 1,
    });
    const variance = varianceShares(forest, () => [[0, 1]]);
    expect(variance?.singles.map(({ share }) => share)).toEqual([0, 0]);
    expect(variance?.pairs[0]?.share).toBeCloseTo(1, 12);
  });

  test("treats a missing value as a level that may go with either end", () => {
    const values = [1, 2, 3, 4, null, null];
    const factors = [scaleFactor(values, [1, 4])];
    const forest = growForest({ factors, responses: [0, 0, 0, 1, 1, 1], resample: false, trees: 1 });
    expect(forest.trees[0]?.leaves).toHaveLength(2);
    expect(varianceShares(forest)?.singles[0]?.share).toBeCloseTo(1, 12);
    expect([...(factors[0]?.weights ?? [])].at(-1)).toBeCloseTo(1 / 3, 12);
  });

  test("of equal responses is none", () => {
    const forest = growForest({ factors: [levelFactor(["a", "b", "a"])], responses: [1, 1, 1] });
    expect(varianceShares(forest)).toBeNull();
    expect(forest.outOfBag).toBeNull();
  });

  test("draws repeats together, so that noise which repeats share is no skill", () => {
    const random = seededRandom(5);
    const settings = Array.from({ length: 40 }, () => ({ x: random(), y: random() }));
    const runs = settings.flatMap((one, group) => [0, 1, 2].map(() => ({ ...one, group })));
    const of = {
      factors: [
        scaleFactor(
          runs.map(({ x }) => x),
          [0, 1],
        ),
      ],
      responses: runs.map(({ y }) => y),
    };
    expect(growForest(of).outOfBag).toBeGreaterThan(0.9);
    expect(growForest({ ...of, groups: runs.map(({ group }) => group) }).outOfBag).toBeLessThan(0.1);
  });

  test("has shares from 0 to 1 that add up to no more than 1, the same each time", () => {
    // Numbers below the normal ones have few digits: a side as narrow as that has no exact share of a range of 10.
    const value = fc.double({ min: -5, max: 5, noNaN: true }).map((x) => (Math.abs(x) < 1e-290 ? 0 : x));
    const observation = fc.tuple(value, fc.constantFrom("a", "b", "c"), fc.nat(9));
    fc.assert(
      fc.property(fc.array(observation, { minLength: 3, maxLength: 30 }), (data) => {
        const factors = [
          scaleFactor(
            data.map(([x]) => (x > 4 ? null : x)),
            [-5, 5],
          ),
          levelFactor(data.map(([, level]) => level)),
        ];
        const of = { factors, responses: data.map(([, , y]) => y), trees: 4 };
        const variance = varianceShares(growForest(of), () => [[0, 1]]);
        if (variance === null) return;
        const shares = [...variance.singles, ...variance.pairs].map(({ share }) => share);
        for (const share of shares) expect(share).toBeGreaterThanOrEqual(-1e-12);
        expect(shares.reduce((sum, share) => sum + share, 0)).toBeLessThan(1 + 1e-9);
        expect(varianceShares(growForest(of), () => [[0, 1]])).toEqual(variance);
      }),
    );
  });

  test("refuses a value outside the range", () => {
    expect(() => scaleFactor([1, 5], [0, 4])).toThrow(RangeError);
  });
});
