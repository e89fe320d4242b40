import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { compareExperiment } from "../../../src/compare/comparison.ts";
import { decide, decideAll } from "../../../src/compare/contest/decision.ts";
import { formatP } from "../../../src/compare/contest/numbers.ts";
import type { Trial } from "../../../src/compare/contest/trial.ts";
import type { CompareSettings } from "../../../src/compare/settings.ts";
import type { Comparison } from "../../../src/model/comparison.ts";
import { plainSentence } from "../../../src/model/comparison.ts";
import type { Contest } from "../../../src/model/contest.ts";
import type { Run } from "../../../src/model/run.ts";
import { seededRandom } from "../../../src/statistics/random.ts";
import { welch } from "../../../src/statistics/welch.ts";
import { makeExperiment, makeRun, makeSeeds } from "../run-factory.ts";

const ACC = "test/accuracy";
const BASE = [0.9759, 0.9799, 0.9598, 0.9718, 0.9658];
const SHIFT = [0.9014, 0.89, 0.8712, 0.88, 0.9108];
const base = makeSeeds("baseline", ACC, BASE);
const better = "higher" as const;

function compare(runs: Run[], settings: CompareSettings = {}): Comparison {
  return compareExperiment(makeExperiment(runs), settings);
}

function contestOf(runs: Run[], row: string, settings?: CompareSettings): Contest {
  const found = compare(runs, settings).contests?.contests.find((one) => one.row === row);
  if (found === undefined) throw new Error(`no contest of ${row}`);
  return found;
}

function one(value: number, name = "one"): Run {
  return makeRun(name, { metrics: { [ACC]: value }, params: { one: name }, seed: 0 });
}

function seeds(values: readonly number[], from = 0): Trial[] {
  return values.map((value, index) => ({ value, seed: from + index, fold: null }));
}

function folds(values: readonly number[]): Trial[] {
  return values.map((value, fold) => ({ value, seed: 0, fold }));
}

describe("the test of two rows", () => {
  test("is exact for 5 against 5 runs, whose smallest p is 2/252, also where seeds are shared", () => {
    const contest = contestOf([...base, ...makeSeeds("shift", ACC, SHIFT)], "shift");
    expect(contest).toMatchObject({ outcome: "worse", runs: [5, 5], pairs: null });
    expect(contest.test?.p.value).toBeCloseTo(2 / 252, 12);
    expect(contest.test?.name).toBe("exact permutation test of 5 against 5 runs");
    expect(contest.interval?.high.value).toBeLessThan(0);
    expect(plainSentence(contest.because)).toMatch(
      /^Difference −8\.00 pp, 95 % interval −9\.95 pp to −6\.04 pp \(Welch's t\); p = 0\.0079 /,
    );
  });

  test("is of pairs from six shared seeds on; runs without a partner are left out and said", () => {
    const near = BASE.concat(0.97, 0.98);
    const runs = [
      ...makeSeeds("baseline", ACC, near.concat(0.5)),
      ...makeSeeds(
        "b",
        ACC,
        near.map((value, seed) => value + 0.002 + seed / 10_000),
      ),
    ];
    const contest = contestOf(runs, "b");
    expect(contest).toMatchObject({ outcome: "better", pairs: { by: "seed", n: 7, left: [0, 1] } });
    expect(contest.test?.p.value).toBe(2 / 128);
    expect(contest.effect?.name).toBe("Cohen d_z");
    expect(contest.difference?.selector).toMatch(/mean\(baseline-seed0\/.*baseline-seed6\/test\/accuracy\)\)$/);
    expect(plainSentence(contest.because)).toContain("over the 7 with a shared seed");
  });

  test("pairs folds from three on, with an error that is wider since they share training data", () => {
    const a = folds([0.8, 0.9, 0.7, 0.85, 0.75]);
    const b = folds([0.78, 0.885, 0.68, 0.825, 0.735]);
    const decision = decide({ a, b }, { better });
    expect(decision.design.pairing).toMatchObject({ by: "fold", folds: 5, left: [0, 0] });
    // Differences 0.02, 0.015, 0.02, 0.025, 0.015 have mean 0.019 and std 0.00418; the error is std × √(1/5 + 1/4).
    expect(decision.test?.kind).toBe("t");
    const half = 2.7764451051977987 * 0.004183300132670375 * Math.sqrt(0.45);
    expect(decision.interval?.low).toBeCloseTo(0.019 - half, 12);
    expect(decision).toMatchObject({ outcome: "better", ground: "p reaches level" });
  });

  test("a fold that all runs share is no fold; folds against plain runs are not decidable", () => {
    const sameSplit = (values: number[]) => seeds(values).map((trial) => ({ ...trial, fold: 0 }));
    expect(decide({ a: sameSplit(BASE), b: sameSplit(SHIFT) }, { better }).design.pairing).toBeNull();
    const mixed = decide({ a: folds(BASE), b: seeds(SHIFT) }, { better });
    expect(mixed).toMatchObject({ outcome: "not decidable", ground: "folds on one side", test: null });
  });

  test("is Welch's t test where no exact one can reach the level, from three runs a side", () => {
    const three = decide({ a: seeds([0.9, 0.91, 0.92]), b: seeds([0.5, 0.51, 0.52]) }, { better });
    expect(three).toMatchObject({ outcome: "better", test: { kind: "t" } });
    expect(three.smallest).toBeCloseTo(0.1, 12);
    const two = contestOf([...base, ...makeSeeds("two", ACC, [0.5, 0.51])], "two");
    expect(two).toMatchObject({ outcome: "not decidable", test: null });
    expect(plainSentence(two.because)).toBe(
      "2 against 5 runs are too few for a test: the smallest p that rearranging them can give is 0.095.",
    );
  });

  test("never depends on the values", () => {
    const trials = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 2, maxLength: 9 });
    fc.assert(
      fc.property(trials, trials, (a, b) => {
        const plan = (x: number[], y: number[]) => {
          const { test: made, design } = decide({ a: seeds(x), b: seeds(y) }, { better });
          return [made?.kind ?? null, design.pairing?.by ?? null];
        };
        const spread = (values: number[]) => values.map((_, index) => index);
        const [kind, by] = plan(a, b);
        // Values that do not vary have no t test; otherwise the plan is that of any other values.
        if (kind !== null) expect([kind, by]).toEqual(plan(spread(a), spread(b)));
      }),
      { numRuns: 60 },
    );
  });

  test("shows no winner where the repeats do not vary at all", () => {
    const decision = decide({ a: seeds([0.6, 0.6, 0.6, 0.6]), b: seeds([0.5, 0.5, 0.5, 0.5]) }, { better });
    expect(decision).toMatchObject({ outcome: "not decidable", ground: "no spread" });
  });

  test("counts the same seed with the same result once", () => {
    const again = base.map((run) => ({ ...run, id: `${run.id}-again`, dir: `${run.dir}-again`, name: `${run.name}` }));
    const contest = contestOf([...base, ...again, ...makeSeeds("shift", ACC, SHIFT)], "shift");
    expect(contest).toMatchObject({ runs: [5, 5], copies: [0, 5] });
    expect(contest.test?.p.value).toBeCloseTo(2 / 252, 12);
    expect(plainSentence(contest.because)).toMatch(/5 more runs repeat another one with the same seed and result/);
  });
});

describe("a row of one run", () => {
  test("is within noise where a further run of the other row would be expected, and else not decidable", () => {
    const inside = contestOf([...base, one(0.9759)], "one");
    expect(inside).toMatchObject({ outcome: "within noise", test: null, effect: null, expected: { of: "baseline" } });
    expect(plainSentence(inside.because)).toMatch(/^one is one run with 0\.9759, within 0\.9463 to 0\.9950/);
    const outside = contestOf([...base, one(0.5)], "one");
    expect(outside).toMatchObject({ outcome: "not decidable", test: null });
    expect(plainSentence(outside.because)).toMatch(/outside .*; but one run has no spread, so no test is possible\.$/);
  });

  test("as baseline is set against what the other row's runs vary", () => {
    const contest = contestOf([one(0.9, "baseline"), ...makeSeeds("b", ACC, BASE)], "b");
    expect(contest).toMatchObject({ outcome: "not decidable", expected: { of: "b" } });
  });

  test("against one run has no test, and rows of one run each are not set against one another", () => {
    const { contests, selection } = compare([one(0.9, "baseline"), one(0.8)]);
    expect(contests).toMatchObject({ contests: [], ties: [], noise: null });
    expect(selection?.reasons.map(plainSentence)).toContain(
      "Every row is one run, so no difference can be told from noise.",
    );
  });
});

describe("a family of tests", () => {
  const arms = (count: number) =>
    Array.from({ length: count }, (_, arm) =>
      makeSeeds(
        `arm${arm}`,
        ACC,
        SHIFT.map((value) => value + arm / 1e4),
      ),
    ).flat();

  test("is every row of several runs against the baseline", () => {
    const { contests } = compare([...base, ...arms(3), one(0.97)]);
    expect(contests).toMatchObject({ against: "baseline", chosen: false, family: { size: 3, method: "Holm" } });
    const [first] = contests?.contests ?? [];
    expect(first?.test?.family).toBe(3);
    expect(first?.test?.adjusted?.value).toBeCloseTo(3 * (2 / 252), 12);
  });

  test("is all pairs where the best row was picked by its value", () => {
    const { contests } = compare(arms(4));
    expect(contests).toMatchObject({ chosen: true, family: { size: 6 } });
  });

  test("makes t tests where the exact one could not reach the level for so many", () => {
    const { contests } = compare([...base, ...arms(8)]);
    const made = contests?.contests[0]?.test;
    expect(made?.name).toBe("Welch's t test");
    expect(made?.p.selector).toMatch(/^p_t\(/);
  });

  test("holds t tests to the spread of all rows: two that happen to lie close together prove nothing", () => {
    const wide = [0.9, 0.94, 0.98];
    const contests = [[0.95, 0.9501, 0.9502], wide, wide.map((value) => value + 0.001)].map((a, row) => ({
      a: seeds(a, 100 * (row + 1)),
      b: seeds([0.93, 0.9301, 0.9302]),
    }));
    const [first] = decideAll(contests, { better });
    expect(first?.test?.p).toBeLessThan(0.0001);
    expect(first?.test?.adjusted).toBeGreaterThan(0.5);
    expect(first?.outcome).toBe("within noise");
  });

  test("of three runs a row needs more rows to know the spread from", () => {
    const runs = [...makeSeeds("baseline", ACC, [0.9, 0.91, 0.92]), ...makeSeeds("a", ACC, [0.5, 0.51, 0.52])];
    expect(contestOf([...runs, ...makeSeeds("b", ACC, [0.7, 0.71, 0.72])], "a").outcome).toBe("not decidable");
    const four = [...runs, ...makeSeeds("b", ACC, [0.7, 0.71, 0.72]), ...makeSeeds("c", ACC, [0.6, 0.61, 0.62])];
    expect(contestOf(four, "a").outcome).toBe("worse");
    const few = contestOf([...runs, ...makeSeeds("b", ACC, [0.7, 0.71, 0.72])], "a");
    expect(few.interval?.method).toBe("Welch's t");
    expect(plainSentence(few.because)).toBe(
      "3 against 3 runs are too few for 2 tests at once: the smallest p that rearranging them can give is 0.10, 0.20 once adjusted.",
    );
  });

  test("of rows of unlike size is held to Student's t test too", () => {
    const [a, b] = [
      [0.7, 0.701, 0.702],
      [0.5, 0.7, 0.9, 0.6],
    ] as const;
    const { test: made } = decide({ a: seeds(a), b: seeds(b, 10) }, { better });
    expect(made?.kind).toBe("t");
    // Student's: the difference 0.026 over √(0.0175 (1/3 + 1/4)) with 5 degrees of freedom.
    expect(made?.p).toBeCloseTo(0.807, 3);
    expect(made?.p).toBeGreaterThan(welch(a, b).p);
  });

  test("adjusted p is never below p, and grows with the family", () => {
    const values = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 3, maxLength: 6 });
    fc.assert(
      fc.property(fc.array(values, { minLength: 1, maxLength: 5 }), values, (rows, against) => {
        const contests = rows.map((row) => ({ a: seeds(row, 100), b: seeds(against) }));
        for (const { test: made } of decideAll(contests, { better })) {
          if (made !== null) expect(made.adjusted).toBeGreaterThanOrEqual(made.p);
        }
      }),
      { numRuns: 40 },
    );
  });
});

describe("equal and tied rows", () => {
  const near = BASE.map((value, index) => value + (index % 2 === 0 ? 0.001 : -0.0008));

  test("are equivalent only with a declared margin", () => {
    const runs = [...base, ...makeSeeds("near", ACC, near)];
    expect(contestOf(runs, "near").outcome).toBe("within noise");
    const contest = contestOf(runs, "near", { margin: 0.03 });
    expect(contest).toMatchObject({ outcome: "equivalent", equivalence: { margin: 0.03 } });
    expect(plainSentence(contest.because)).toMatch(/smaller than the declared margin of 0\.03: p = 0\.00\d+/);
    const journal = { file: "JOURNAL.md", entries: [], hypothesis: null, margin: { value: 0.03, line: 2 } };
    const stated = compareExperiment(makeExperiment(runs, { journal }), { margin: 1e-6 });
    expect(stated.contests?.contests[0]).toMatchObject({ outcome: "equivalent", equivalence: { margin: 0.03 } });
  });

  test("are listed beside the best mean of several runs, single runs where they reach it", () => {
    const { contests, best, selection } = compare([
      ...base,
      ...makeSeeds("near", ACC, near),
      ...makeSeeds("shift", ACC, SHIFT),
      one(0.99, "lucky"),
      one(0.1, "broken"),
    ]);
    expect(contests?.ties).toEqual(["near", "lucky", "baseline"]);
    expect(best[0]).toMatchObject({ rows: ["lucky"], ties: ["near", "lucky", "baseline"] });
    expect(plainSentence(best[0]?.because ?? [])).toMatch(
      /^highest of 5 rows: 0\.9900 \(n = 1\); of the rows of three or more runs near with .* \(n = 5\); tied with baseline/,
    );
    expect(selection?.row).toBe("near");
    expect(selection?.reasons.map(plainSentence)).toContain("No test tells it from lucky and baseline.");
  });

  test("an unknown direction names no winner, whatever a test says", () => {
    const runs = [...makeSeeds("baseline", "wobble", BASE), ...makeSeeds("b", "wobble", SHIFT)];
    const contest = contestOf(runs, "b", { primaryMetric: "wobble" });
    expect(contest.outcome).toBe("not decidable");
    expect(plainSentence(contest.because)).toMatch(/it is not known whether higher or lower is better\.$/);
  });
});

describe("p as text", () => {
  test.each([
    [2 / 252, "0.0079"],
    [0.5, "0.50"],
    [1, "1"],
    [0.0000001, "< 0.0001"],
    [0.0504, "0.0504"],
    [0.05, "0.050"],
  ])("%f is %s", (p, text) => {
    expect(formatP(p)).toBe(text);
  });
});

describe("without any difference", () => {
  test.each([
    [3, 3],
    [4, 4],
    [5, 5],
    [3, 8],
  ])("%i against %i runs are called different at most once in twenty", (n, m) => {
    const random = seededRandom(11);
    const draw = (count: number) => seeds(Array.from({ length: count }, () => random() + random() + random()));
    let called = 0;
    for (let round = 0; round < 400; round += 1) {
      const { outcome } = decide({ a: draw(n), b: draw(m) }, { better });
      if (outcome === "better" || outcome === "worse") called += 1;
    }
    // 20 expected at the level; 36 would be four standard deviations above.
    expect(called).toBeLessThan(36);
  });
});
