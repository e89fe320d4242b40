import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { bcaInterval } from "../../../src/statistics/bootstrap.ts";
import { meanOf } from "../../../src/statistics/descriptive.ts";
import { normalCdf, normalQuantile, studentCdf, studentQuantile } from "../../../src/statistics/distribution.ts";
import { cohenDz, hedgesG } from "../../../src/statistics/effect.ts";
import { equivalentPaired, equivalentWelch } from "../../../src/statistics/equivalence.ts";
import { holm } from "../../../src/statistics/holm.ts";
import { mannWhitney } from "../../../src/statistics/mann-whitney.ts";
import { predictionInterval } from "../../../src/statistics/noise.ts";
import { independentPermutation, pairedPermutation } from "../../../src/statistics/permutation.ts";
import { pairedT, welch } from "../../../src/statistics/welch.ts";

type Numbers = Record<string, number | null>;

interface Case {
  name: string;
  a: number[];
  b: number[];
  ranks: { method: string; u: number; p: number };
  hedges: number | null;
  dz?: number | null;
  welch?: Numbers;
  paired_t?: Numbers;
  equivalence?: Numbers;
  equivalence_paired?: Numbers;
  prediction?: Numbers;
  independent?: number;
  paired?: number;
}

interface Resampled {
  samples: number[][];
  low: number;
  high: number;
  low_scatter: number;
  high_scatter: number;
}

/** SciPy's numbers; scripts/fixtures/scipy.py wrote them. */
const scipy: {
  distributions: Record<string, number[][]>;
  cases: Case[];
  bootstrap: { all: Resampled[]; mean: Resampled; difference: Resampled };
  holm: { p: number[]; adjusted: number[] }[];
} = JSON.parse(readFileSync(new URL("../../fixtures/statistics/scipy.json", import.meta.url), "utf8"));

/** Equal to a relative 1e-9; what SciPy cannot say (null) is NaN here. */
function expectClose(ours: number, theirs: number | null | undefined, what: string): void {
  if (theirs === null || theirs === undefined) expect(ours, what).toBeNaN();
  else expect(Math.abs(ours - theirs), `${what}: ${ours} for ${theirs}`).toBeLessThanOrEqual(1e-9 * Math.abs(theirs));
}

describe("distributions are SciPy's", () => {
  const functions: Record<string, (...inputs: number[]) => number> = {
    student_cdf: (t = Number.NaN, df = Number.NaN) => studentCdf(t, df),
    student_quantile: (p = Number.NaN, df = Number.NaN) => studentQuantile(p, df),
    normal_cdf: (z = Number.NaN) => normalCdf(z),
    normal_quantile: (p = Number.NaN) => normalQuantile(p),
  };
  test.each(Object.keys(functions))("%s", (name) => {
    const rows = scipy.distributions[name] ?? [];
    expect(rows.length).toBeGreaterThan(10);
    for (const row of rows) {
      const ours = functions[name]?.(...row.slice(0, -1)) ?? Number.NaN;
      const theirs = row.at(-1) ?? Number.NaN;
      // The median of a distribution symmetric about 0; SciPy gives 0 or some 1e-17.
      if (Math.abs(theirs) < 1e-15 && name.endsWith("quantile")) expect(ours).toBe(0);
      else expectClose(ours, theirs, `${name}(${row.slice(0, -1)})`);
    }
  });
});

describe.each(scipy.cases)("$name: SciPy's numbers", ({ a, b, ...of }) => {
  const differences = a.map((value, index) => value - (b[index] ?? Number.NaN));

  test("of t tests and their intervals", () => {
    for (const [theirs, run] of [
      [of.welch, (level: number) => welch(a, b, level)],
      [of.paired_t, (level: number) => pairedT(differences, level)],
    ] as const) {
      if (theirs === undefined) continue;
      const [at95, at99] = [run(0.95), run(0.99)];
      const ours = { ...at95, "low0.95": at95.low, "high0.95": at95.high, "low0.99": at99.low, "high0.99": at99.high };
      for (const name of ["t", "df", "p", "difference", "low0.95", "high0.95", "low0.99", "high0.99"] as const) {
        expectClose(ours[name], theirs[name], name);
      }
    }
  });

  test("of exact permutation tests", () => {
    if (of.independent !== undefined) expectClose(independentPermutation(a, b).p, of.independent, "independent");
    if (of.paired !== undefined) expectClose(pairedPermutation(differences).p, of.paired, "paired");
  });

  test("of Mann and Whitney's test", () => {
    const { u, p, exact } = mannWhitney(a, b);
    expect(exact).toBe(of.ranks.method !== "asymptotic");
    expectClose(u, of.ranks.u, "u");
    expectClose(p, of.ranks.p, of.ranks.method);
  });

  test("of effect sizes, equivalence and prediction", () => {
    expectClose(hedgesG(a, b), of.hedges, "g");
    if (of.dz !== undefined) expectClose(cohenDz(differences), of.dz, "d_z");
    const { equivalence, equivalence_paired: paired, prediction } = of;
    if (equivalence !== undefined) expectSame(equivalentWelch(a, b, equivalence.margin ?? 0), equivalence);
    if (paired !== undefined) expectSame(equivalentPaired(differences, paired.margin ?? 0), paired);
    if (prediction !== undefined) expectSame({ p: Number.NaN, ...predictionInterval(b) }, prediction);
  });
});

function expectSame(ours: { p: number; low: number; high: number }, theirs: Numbers): void {
  for (const name of ["p", "low", "high"] as const) expectClose(ours[name], theirs[name], name);
}

describe("BCa intervals", () => {
  const statistic = ([a = [], b]: readonly (readonly number[])[]) => meanOf(a) - (b === undefined ? 0 : meanOf(b));

  test.each(scipy.bootstrap.all)("of all resamples of $samples are SciPy's", ({ samples, low, high }) => {
    const interval = bcaInterval({ samples, statistic });
    expectClose(interval.low, low, "low");
    expectClose(interval.high, high, "high");
  });

  test.each(["mean", "difference"] as const)("of random resamples: the %s differs by SciPy's own scatter", (name) => {
    const { samples, ...theirs } = scipy.bootstrap[name];
    for (const seed of [1, 2, 3]) {
      const interval = bcaInterval({ samples, statistic, draws: 20_000, seed });
      expect(Math.abs(interval.low - theirs.low)).toBeLessThan(4 * theirs.low_scatter);
      expect(Math.abs(interval.high - theirs.high)).toBeLessThan(4 * theirs.high_scatter);
    }
  });
});

test.each(scipy.holm)("Holm's adjustment of $p", ({ p, adjusted }) => {
  holm(p).forEach((ours, index) => {
    expectClose(ours, adjusted[index], String(p[index]));
  });
});
