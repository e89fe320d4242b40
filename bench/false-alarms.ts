// How often is a difference called where there is none, and found where there is one? node bench/false-alarms.ts [trials]
import { bcaInterval } from "../src/statistics/bootstrap.ts";
import { changePoints } from "../src/statistics/change-point.ts";
import { meanOf } from "../src/statistics/descriptive.ts";
import { equivalentWelch } from "../src/statistics/equivalence.ts";
import { mannWhitney } from "../src/statistics/mann-whitney.ts";
import { predictionInterval } from "../src/statistics/noise.ts";
import { independentPermutation, pairedPermutation } from "../src/statistics/permutation.ts";
import { pairedT, welch } from "../src/statistics/welch.ts";
import { againstBaseline, againstBest, isNamed } from "./named-row.ts";
import type { Setting, Shape } from "./simulated-noise.ts";
import { drawSamples, normalsOf, shapes, sharesOf } from "./simulated-noise.ts";

const level = 0.05;
const counts = [3, 4, 5, 6, 8, 10];
const trials = Number(process.argv[2] ?? 10_000);
const normal = normalsOf(20240501);

type Shares = Record<string, number>;
type Draw = (setting: Setting) => Record<string, boolean>;
type SettingOf = (shape: Shape, n: number) => Setting;

/** p at or below the level, for two samples taken as independent. */
const unpaired: Draw = (setting) => {
  const [a, b] = drawSamples(setting, normal);
  return {
    "independent permutation": independentPermutation(a, b).p <= level,
    "Welch's t": welch(a, b).p <= level,
    "Mann-Whitney": rankP(a, b) <= level,
  };
};

const paired: Draw = (setting) => {
  const [a, b] = drawSamples(setting, normal);
  const differences = a.map((value, index) => value - (b[index] ?? 0));
  return {
    "paired permutation": pairedPermutation(differences).p <= level,
    "paired t": pairedT(differences).p <= level,
    "independent permutation": independentPermutation(a, b).p <= level,
    "Welch's t": welch(a, b).p <= level,
  };
};

/** Whether any of several t tests says something at the level that Bonferroni and Holm ask of the first one. */
const family: Draw = (setting) => {
  const sizes = [2, 4, 8];
  const ps = Array.from({ length: 8 }, () => {
    const [a, b] = drawSamples(setting, normal);
    return { welch: welch(a, b).p, paired: pairedT(a.map((value, index) => value - (b[index] ?? 0))).p };
  });
  const said = sizes.flatMap((size) => {
    const some = ps.slice(0, size);
    return [
      [`Welch's t, ${size} tests`, some.some((p) => p.welch <= level / size)] as const,
      [`paired t, ${size} tests`, some.some((p) => p.paired <= level / size)] as const,
    ];
  });
  return Object.fromEntries(said);
};

/** Without ties p follows from u and the sizes, so each is asked for once. */
function rankP(a: number[], b: number[]): number {
  let u = 0;
  for (const x of a) for (const y of b) u += Number(x > y);
  const key = `${a.length} ${b.length} ${u}`;
  const p = rankPs.get(key) ?? mannWhitney(a, b).p;
  rankPs.set(key, p);
  return p;
}
const rankPs = new Map<string, number>();

const coverage: Draw = (setting) => {
  const [a, b] = drawSamples(setting, normal);
  const differences = a.map((value, index) => value - (b[index] ?? 0));
  const next = drawSamples({ ...setting, sizes: [1, 1] }, normal)[0][0] ?? 0;
  return {
    "Welch's t": contains(welch(a, b), 0),
    "paired t": contains(pairedT(differences), 0),
    "prediction of a further run": contains(predictionInterval(a), next),
  };
};

const bootstrapCoverage: Draw = (setting) => {
  const statistic = ([a = [], b = []]: readonly (readonly number[])[]) => meanOf(a) - meanOf(b);
  return {
    "BCa bootstrap": contains(bcaInterval({ samples: drawSamples(setting, normal), statistic, draws: 999 }), 0),
  };
};

function contains({ low, high }: { low: number; high: number }, value: number): boolean {
  return low <= value && value <= high;
}

/** What a comparison says of two rows of runs, with and without shared seeds. */
const outcome: Draw = (setting) => ({
  "own seeds": isNamed(againstBaseline(1, drawing(setting), false)),
  "shared seeds": isNamed(againstBaseline(1, drawing(setting), true)),
});

/** The same of several rows against a baseline, and of the best of some rows against the others. */
const outcomes: Draw = (setting) => ({
  "2 rows against a baseline": isNamed(againstBaseline(2, drawing(setting), false)),
  "3 rows against a baseline": isNamed(againstBaseline(3, drawing(setting), false)),
  "8 rows against a baseline": isNamed(againstBaseline(8, drawing(setting), false)),
  "best of 4 rows": isNamed(againstBest(4, drawing(setting))),
  "best of 10 rows": isNamed(againstBest(10, drawing(setting))),
});

const drawing = (setting: Setting) => () => drawSamples(setting, normal);

interface Part {
  title: string;
  trial: Draw;
  settings: Record<string, SettingOf>;
  trials?: number;
  /** Of which noise; all shapes. */
  of?: string[];
  /** The worst of the shapes is the smallest share, where a share is to be large. */
  isSmallWorst?: boolean;
}

const same: SettingOf = (shape, n) => ({ shape, sizes: [n, n] });
const larger: SettingOf = (shape, n) => ({ shape, sizes: [n, n + 3] });
const correlated =
  (correlation: number): SettingOf =>
  (shape, n) => ({ shape, sizes: [n, n], correlation });

const unlike: Record<string, SettingOf> = {
  "n and n, std 1 and 3": (shape, n) => ({ shape, sizes: [n, n], spreads: [1, 3] }),
  "n and n + 3, std 1 and 3": (shape, n) => ({ shape, sizes: [n, n + 3], spreads: [1, 3] }),
  "n and n + 3, std 3 and 1": (shape, n) => ({ shape, sizes: [n, n + 3], spreads: [3, 1] }),
};
const unlikePairs: Record<string, SettingOf> = {
  "correlation 0.5, std 1 and 3": (shape, n) => ({ shape, sizes: [n, n], correlation: 0.5, spreads: [1, 3] }),
};

const parts: Part[] = [
  {
    title: "p ≤ 0.05: two samples of one distribution",
    trial: unpaired,
    settings: { "n and n": same },
  },
  {
    title: "p ≤ 0.05: two samples of one distribution",
    trial: unpaired,
    settings: { "n and n + 3": larger },
    trials: trials / 2,
  },
  {
    title: "p ≤ 0.05: n pairs of one distribution",
    trial: paired,
    settings: {
      "correlation 0": correlated(0),
      "correlation 0.5": correlated(0.5),
      "correlation 0.9": correlated(0.9),
      "correlation −0.3": correlated(-0.3),
    },
  },
  {
    title: "“better” or “worse”: both rows of one distribution",
    trial: outcome,
    settings: { "correlation 0": same, "correlation 0.5": correlated(0.5), "n and n + 3": larger },
    trials: trials / 4,
  },
  {
    title: "“better” or “worse” of any row: all of one distribution",
    trial: outcomes,
    settings: { "n each": same, "n and n + 3": larger },
    trials: trials / 5,
  },
  {
    title: "any p ≤ 0.05/tests: two modes",
    trial: family,
    settings: { "n and n": same },
    trials: trials / 4,
    of: ["two modes"],
  },
  { title: "p ≤ 0.05: same mean, normal noise of unlike spread", trial: unpaired, settings: unlike, of: ["normal"] },
  { title: "p ≤ 0.05: same mean, noise of unlike spread", trial: unpaired, settings: unlike, trials: trials / 4 },
  {
    title: "“better” or “worse” of any row: same mean, every other row of std 3",
    trial: outcomes,
    settings: { "n each": (shape, n) => ({ shape, sizes: [n, n], spreads: [1, 3] }) },
    trials: trials / 10,
  },
  { title: "p ≤ 0.05: pairs, normal noise of unlike spread", trial: paired, settings: unlikePairs, of: ["normal"] },
  { title: "p ≤ 0.05: pairs, noise of unlike spread", trial: paired, settings: unlikePairs, trials: trials / 4 },
  {
    title: "true value inside the 95 % interval",
    trial: coverage,
    settings: { "one distribution": same, "std 1 and 3": unlike["n and n, std 1 and 3"] ?? same },
    trials: trials / 2,
    isSmallWorst: true,
  },
  {
    title: "true difference inside the 95 % bootstrap interval",
    trial: bootstrapCoverage,
    settings: { "one distribution": same },
    trials: trials / 20,
    isSmallWorst: true,
  },
  {
    title: "called equivalent (p ≤ 0.05), the difference being the margin",
    trial: (setting) => {
      const [a, b] = drawSamples(setting, normal);
      return { "two Welch tests": equivalentWelch(a, b, 1).p <= level };
    },
    settings: { "margin of 1 std": (shape, n) => ({ shape, sizes: [n, n], effect: 1 }) },
  },
];

console.log(
  `In %, of ${trials} trials a shape or a stated part of them: all shapes, and (the worst, by its first letter).\n`,
);
const begin = performance.now();
for (const part of parts) printPart(part);
printPower();
printChanges();
console.error(`${((performance.now() - begin) / 1000).toFixed(0)} s`);

function printPart({ title, trial, settings, trials: count = trials, isSmallWorst = false, of: kinds }: Part): void {
  const used = Object.entries(shapes).filter(([shape]) => kinds?.includes(shape) ?? true);
  const rows = Object.entries(settings).flatMap(([name, settingOf]) => {
    const columns = counts.map((n) =>
      used.map(([shape, of]): [string, Shares] => [shape, sharesOf(count, () => trial(settingOf(of, n)))]),
    );
    const tests = Object.keys(columns[0]?.[0]?.[1] ?? {});
    return tests.map((test) => [test, name, ...columns.map((column) => summary(column, test, isSmallWorst))]);
  });
  printTable(
    [count === trials ? title : `${title} (${count} trials)`, "setting", ...counts.map((n) => `n = ${n}`)],
    rows,
  );
}

/** The share over all shapes, and that of the worst one. */
function summary(column: [string, Shares][], test: string, isSmallWorst: boolean): string {
  const sign = isSmallWorst ? -1 : 1;
  const all = column.map(([shape, shares]) => ({ shape, share: shares[test] ?? 0 }));
  if (all.every(({ share }) => share === 0)) return "0";
  const { shape, share } = all.reduce((a, b) => (sign * b.share > sign * a.share ? b : a));
  const mean = percent(meanOf(all.map((one) => one.share)));
  return all.length === 1 ? mean : `${mean} (${percent(share)} ${shape[0]})`;
}

function printPower(): void {
  const effects = [0.5, 1, 2, 4];
  const settings: Record<string, [Draw, number]> = {
    unpaired: [unpaired, 0],
    paired: [paired, 0.5],
    outcome: [outcome, 0],
  };
  const rows = Object.entries(settings).flatMap(([name, [trial, correlation]]) => {
    const columns = counts.map((n) =>
      effects.map((effect) =>
        sharesOf(trials / 10, () => trial({ shape: (z) => z, sizes: [n, n], correlation, effect })),
      ),
    );
    return Object.keys(columns[0]?.[0] ?? {}).map((test) => [
      test,
      name === "paired" ? "pairs, correlation 0.5" : name === "outcome" ? "outcome" : "independent",
      ...columns.map((column) => column.map((shares) => percent(shares[test] ?? 0, 0)).join(" · ")),
    ]);
  });
  printTable(
    [`found: true difference ${effects.join(" · ")} std, normal noise`, "setting", ...counts.map((n) => `n = ${n}`)],
    rows,
  );
}

function printChanges(): void {
  const lengths = [8, 12, 20, 40];
  const count = trials / 10;
  const rows = [0, 1, 2, 4].map((step) => [
    step === 0 ? "no step" : `a step of ${step} std in the middle`,
    ...lengths.map((length) => {
      const shares = Object.entries(shapes).map(([name, shape]): [string, Shares] => [
        name,
        sharesOf(count, () => ({ found: changePoints(series(shape, length, step)).length > 0 })),
      ]);
      return summary(shares, "found", step > 0);
    }),
  ]);
  printTable(["a change point", ...lengths.map((length) => `${length} values`)], rows);
}

function series(shape: Shape, length: number, step: number): number[] {
  return Array.from({ length }, (_, index) => shape(normal()) + (index < length / 2 ? 0 : step));
}

function percent(share: number, decimals = 1): string {
  return (100 * share).toFixed(decimals);
}

function printTable(header: string[], rows: string[][]): void {
  const line = (cells: string[]) => `| ${cells.join(" | ")} |`;
  const rule = header.map((name) => (/^n = |values$/.test(name) ? "--:" : "---"));
  console.log([line(header), line(rule), ...rows.map(line), ""].join("\n"));
}
