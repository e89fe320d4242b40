import type { Cell, Comparison, MetricColumn, Row } from "../model/comparison.ts";
import { rankedRows } from "../model/comparison.ts";
import { sayPlace } from "../model/evidence.ts";
import type { Quantity } from "../model/quantity.ts";
import { reductionWord } from "../model/reduction.ts";
import type { Run } from "../model/run.ts";

type Plain = string | number | boolean | null;

/** A table for a program. */
export interface FlatTable {
  head: string[];
  rows: Plain[][];
}

const CELL = ["", "@std", "@min", "@max", "@ci_low", "@ci_high", "@n", "@delta", "@relative_percent", "@source"];

/**
 * A comparison as a flat table: a line for each row, its params, and for each metric value, spread, extremes, 95 % interval,
 * n, difference to the baseline (absolute and in percent) and the files and lines it stands in; for the metric that decides
 * also what may be said against the baseline, with the p behind it. Rows that count come first, ranked.
 */
export function comparisonTable(comparison: Comparison): FlatTable {
  const { metrics, differing } = comparison;
  const head = [
    ...["row", "bucket", "baseline", "selected", "n", "runs", "note"],
    ...differing.map((name) => `params.${name}`),
    ...metrics.flatMap((metric) => headsOf(comparison, metric)),
  ];
  const outside = comparison.rows.filter((row) => row.bucket !== "used");
  const outcomeOf = outcomesIn(comparison);
  const rows = [...rankedRows(comparison), ...outside].map((row) => [
    ...[row.name, row.bucket, row.baseline, row.selected, row.n, row.runs.join(" "), row.note],
    ...differing.map((name) => row.params[name]?.value ?? null),
    ...metrics.flatMap((metric) => [...cellOf(row.cells[metric.name]), ...outcomeOf(metric, row)]),
  ]);
  return { head, rows };
}

/** A line for each run, and for each fold of one, with its own values and where they stand. Rows that count come first. */
export function perRunTable(comparison: Comparison, runs: readonly Run[]): FlatTable {
  const { metrics, differing } = comparison;
  const known = new Map(runs.map((run) => [run.id, run]));
  const head = [
    ...["run", "name", "row", "bucket", "seed", "fold"],
    ...differing.map((name) => `params.${name}`),
    ...metrics.flatMap((metric) => [columnName(metric), `${columnName(metric)}@source`]),
  ];
  const outside = comparison.rows.filter((row) => row.bucket !== "used");
  const rows = [...rankedRows(comparison), ...outside].flatMap((row) =>
    row.runs.flatMap((id) => linesOf(row, id, { metrics, differing, run: known.get(id) })),
  );
  return { head, rows };
}

function linesOf(
  row: Row,
  id: string,
  of: { metrics: readonly MetricColumn[]; differing: readonly string[]; run: Run | undefined },
): Plain[][] {
  const { metrics, differing, run } = of;
  const cells = metrics.map((metric) => row.cells[metric.name]);
  const params = new Map(run?.params.map((param) => [param.name, param.value]));
  const line = (fold: Plain, numbers: (Quantity | null)[]) => [
    ...[id, run?.name ?? id, row.name, row.bucket, run?.seed ?? null, fold],
    ...differing.map((name) => params.get(name) ?? null),
    ...numbers.flatMap((one) => [one?.value ?? null, one === null ? null : sourcesOf(one)]),
  ];
  const own = cells.map((cell) => cell?.runs.find((one) => one.run === id)?.quantity ?? null);
  const folds = new Set(cells.flatMap((cell) => foldsOf(cell, id).map((one) => one.fold)));
  const ofFold = (fold: string) =>
    cells.map((cell) => foldsOf(cell, id).find((one) => one.fold === fold)?.quantity ?? null);
  return [line(run?.fold ?? null, own), ...[...folds].map((fold) => line(fold, ofFold(fold)))];
}

function foldsOf(cell: Cell | undefined, run: string): NonNullable<Cell["folds"]> {
  return (cell?.folds ?? []).filter((one) => one.run === run);
}

function columnName({ name, reduction }: MetricColumn): string {
  return `metrics.${name}@${reductionWord(reduction)}`;
}

function headsOf(comparison: Comparison, metric: MetricColumn): string[] {
  const parts = isContested(comparison, metric) ? [...CELL, "@outcome", "@p", "@p_adjusted"] : CELL;
  return parts.map((part) => columnName(metric) + part);
}

function cellOf(cell: Cell | undefined): Plain[] {
  if (cell === undefined) return CELL.map(() => null);
  const { quantity, spread, min, max, interval, n, delta, relative } = cell;
  const value = (one: Quantity | null | undefined) => one?.value ?? null;
  return [
    ...[value(quantity), value(spread), value(min), value(max), value(interval?.low), value(interval?.high)],
    ...[n, value(delta), value(relative), quantity === null ? null : sourcesOf(quantity)],
  ];
}

function isContested({ contests }: Comparison, metric: MetricColumn): boolean {
  return contests?.metric === metric.name;
}

/** What may be said of a row against the baseline, with p, by row id; only in the metric that decides. */
function outcomesIn(comparison: Comparison): (metric: MetricColumn, row: Row) => Plain[] {
  const held = comparison.contests?.contests.filter((one) => one.against === comparison.baseline) ?? [];
  const known = new Map(
    held.map(({ row, outcome, test }) => [row, [outcome, test?.p.value ?? null, test?.adjusted?.value ?? null]]),
  );
  return (metric, row) => (isContested(comparison, metric) ? (known.get(row.id) ?? [null, null, null]) : []);
}

function sourcesOf({ evidence }: Quantity): string | null {
  const sources = [...new Set(evidence.map(sayPlace))].join(" ");
  return sources === "" ? null : sources;
}
