import type { Direction } from "../model/direction.ts";
import { arrowOf } from "../model/direction.ts";
import { formatNumber, styleFor } from "../model/quantity.ts";
import type { ListedReduction, RunRow } from "./run-row.ts";

/** A metric's column in a list: how each run's value is printed, by run id. */
export interface MetricTexts {
  name: string;
  reduction: ListedReduction;
  direction: Direction;
  texts: ReadonlyMap<string, string>;
}

/** Params that differ among the runs that have any and that at least half of these have, in order of appearance. */
export function differingParams(rows: readonly RunRow[]): string[] {
  const told = rows.filter(({ run }) => run.params.length > 0).length;
  const values = new Map<string, Map<string, number>>();
  for (const { run } of rows) {
    for (const { name, value } of run.params) {
      const counts = values.get(name) ?? new Map<string, number>();
      counts.set(String(value), (counts.get(String(value)) ?? 0) + 1);
      values.set(name, counts);
    }
  }
  return [...values]
    .filter(([, counts]) => {
      const having = [...counts.values()].reduce((sum, n) => sum + n, 0);
      return having * 2 >= told && (counts.size > 1 || having < told);
    })
    .map(([name]) => name);
}

/** Metrics that at least half of the runs logged that logged anything: the primary ones first, then in the order of the comparisons. */
export function commonMetrics(rows: readonly RunRow[]): string[] {
  const counts = new Map<string, number>();
  const least = Math.max(1, rows.filter(({ metrics }) => metrics.size > 0).length / 2);
  for (const { metrics } of rows) for (const name of metrics.keys()) counts.set(name, (counts.get(name) ?? 0) + 1);
  const columns = [...new Set(rows.map((row) => row.compiled))].flatMap(({ comparison }) => comparison.metrics);
  const ranked = [...columns.filter((one) => one.primary), ...columns].map((one) => one.name);
  return [...new Set([...ranked, ...counts.keys()])].filter((name) => (counts.get(name) ?? 0) >= least);
}

/**
 * A metric's values as they are printed: as the comparison prints them where it has them all, else all in one style.
 */
export function metricTexts(rows: readonly RunRow[], name: string): MetricTexts {
  const having = rows.filter((row) => row.metrics.has(name));
  const printed = having.map((row) => printedIn(row, name));
  const style = styleFor(having.map((row) => row.metrics.get(name)?.value ?? Number.NaN));
  const useAll = printed.every((text) => text !== null) && new Set(having.map((row) => row.compiled)).size === 1;
  const texts = having.map((row, index) => {
    const value = row.metrics.get(name)?.value ?? Number.NaN;
    return [row.run.id, useAll ? (printed[index] ?? "") : formatNumber(value, style)] as const;
  });
  const [first] = having;
  const direction = first?.compiled.experiment.directions[name] ?? { better: "unknown", how: "unknown" };
  return { name, reduction: first?.metrics.get(name)?.reduction ?? "last", direction, texts: new Map(texts) };
}

/** `test/accuracy ↑ last`: a metric's name, which way is better, and which point stands for it. */
export function metricHead({ name, direction, reduction }: MetricTexts): string {
  return [name, arrowOf(direction), reduction].filter((word) => word !== "").join(" ");
}

function printedIn({ run, compiled, metrics }: RunRow, name: string): string | null {
  const column = compiled.comparison.metrics.find((one) => one.name === name);
  if (column !== undefined && column.reduction !== metrics.get(name)?.reduction) return null;
  for (const row of compiled.comparison.rows) {
    const own = row.cells[name]?.runs.find((one) => one.run === run.id);
    if (own !== undefined) return own.quantity.text;
  }
  return null;
}
