// Rows of runs that never ran, as a comparison decides them.
import { decideAll } from "../src/compare/contest/decision.ts";
import { poolOf } from "../src/compare/contest/significance.ts";
import type { Trial } from "../src/compare/contest/trial.ts";
import { meanOf } from "../src/statistics/descriptive.ts";

/** Two samples. */
export type Draw = () => [number[], number[]];

/** Rows as they are decided. `family`: how many tests there are, where they are more than the contests. */
export interface Held {
  rows: [Trial[], Trial[]][];
  family?: number;
  all: Trial[][];
}

/** Some rows and a baseline, of which `draw` gives a pair each time. */
export function againstBaseline(count: number, draw: Draw, isShared: boolean): Held {
  const baseline = trialsOf(draw()[0], 0);
  const rows = Array.from({ length: count }, (_, row) => trialsOf(draw()[1], isShared ? 0 : 100 * (row + 1)));
  return { rows: rows.map((row) => [row, baseline]), all: [baseline, ...rows] };
}

/** Some rows, and the best of them by its mean. */
export function againstBest(count: number, draw: Draw): Held {
  const all = Array.from({ length: count }, (_, row) => trialsOf(draw()[row % 2 === 0 ? 0 : 1], 100 * row));
  const meanOfRow = (row: Trial[]) => meanOf(row.map(({ value }) => value));
  const best = all.reduce((a, b) => (meanOfRow(b) > meanOfRow(a) ? b : a));
  const rows = all.filter((row) => row !== best).map((row): [Trial[], Trial[]] => [row, best]);
  return { rows, all, family: (count * (count - 1)) / 2 };
}

function trialsOf(values: number[], from: number): Trial[] {
  return values.map((value, index) => ({ value, seed: from + index, fold: null }));
}

/** Whether any row is called better or worse. */
export function isNamed({ rows, all, family }: Held): boolean {
  const pool = poolOf(all.map((row) => row.map(({ value }) => value)));
  const contests = rows.map(([a, b]) => ({ a, b }));
  const decisions = decideAll(contests, { better: "higher", family, pool });
  return decisions.some((one) => one.outcome === "better" || one.outcome === "worse");
}
