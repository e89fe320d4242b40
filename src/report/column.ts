import { codeSpan, escapeText } from "../markdown/escape.ts";
import type { Cell, Comparison, MetricColumn, Row } from "../model/comparison.ts";
import type { Direction } from "../model/direction.ts";
import { arrowOf } from "../model/direction.ts";
import { marksIn, TIED } from "../model/mark.ts";
import type { CompiledExperiment } from "../model/project.ts";
import type { Reduction } from "../model/reduction.ts";
import { sayReduction } from "../model/reduction.ts";
import { splitRank } from "../model/split.ts";
import type { Spread } from "../model/spread.ts";
import { sayValue } from "../model/spread.ts";
import type { LinkWriter } from "./link-writer.ts";
import { shortLiteral } from "./short-literal.ts";

/** A column of a table of rows: Markdown of its head and of each row's cell. */
export interface Column {
  head: string;
  numeric: boolean;
  cell: (row: Row) => string;
}

const FEWEST_METRICS = 4;
const MOST_METRICS = 6;

/**
 * The metrics that can be compared: the primary one, and those that more than one row has (all of them when one row alone
 * counts). A cross-validated run among plain ones would else add a column for each fold.
 */
export function comparedMetrics({ comparison }: Pick<CompiledExperiment, "comparison">): MetricColumn[] {
  const known = compared.get(comparison) ?? findCompared(comparison);
  compared.set(comparison, known);
  return known;
}

/** Every table asks for them, and a comparison has a table for each of its means. */
const compared = new WeakMap<Comparison, MetricColumn[]>();

function findCompared({ rows, metrics }: Comparison): MetricColumn[] {
  const used = rows.filter((row) => row.bucket === "used");
  const having = (metric: MetricColumn) => used.filter((row) => row.cells[metric.name]?.quantity).length;
  return metrics.filter((metric) => used.length < 2 || metric.primary || having(metric) > 1);
}

/**
 * The metrics of the first table: the deciding one, then those of test and validation, at most six; where these are few,
 * others after them. A metric that is the same in all rows tells nothing. The rest is for further tables.
 */
export function mainMetrics(compiled: Pick<CompiledExperiment, "comparison">): {
  main: MetricColumn[];
  rest: MetricColumn[];
} {
  const all = comparedMetrics(compiled);
  const used = compiled.comparison.rows.filter((row) => row.bucket === "used");
  const telling = all.filter((metric) => metric.primary || used.length < 2 || !isFlat(metric, used));
  const first = telling.filter((metric) => metric.primary || splitRank(metric.name) <= 1).length;
  const main = telling.slice(0, Math.min(MOST_METRICS, Math.max(FEWEST_METRICS, first)));
  return { main, rest: all.filter((metric) => !main.includes(metric)) };
}

function isFlat({ name }: MetricColumn, rows: readonly Row[]): boolean {
  return new Set(rows.map((row) => row.cells[name]?.quantity?.value)).size === 1;
}

/** A metric's name as code with its direction: `` `val/loss` ↓ (inferred) ``. */
export function metricHead({ name, direction, reduction }: MetricColumn): string {
  const how = direction.how === "inferred" ? " (inferred)" : "";
  return withArrow(name, direction, reduction) + how;
}

/** The head of a column: the metric as code, its direction, marked if it is inferred, and what is out of the ordinary. */
export function columnHead({ name, direction, reduction, loose }: MetricColumn): string {
  const mark = direction.how === "inferred" ? "\\*" : "";
  return `${withArrow(name, direction, reduction)}${mark}${loose ? ", free text" : ""}`;
}

/** How many runs a row has, and of how many where some are in no mean; no column where each row is one run. */
export function countColumn({ comparison }: CompiledExperiment): Column[] {
  const hasGroups = comparison.rows.some((row) => row.n > 1 || (row.lost?.length ?? 0) > 0);
  return hasGroups ? [{ head: "n", numeric: true, cell: sayCount }] : [];
}

/** `5`, or `3 of 5` where two runs of the same settings are in no mean. */
export function sayCount({ n, lost = [] }: Row): string {
  return lost.length === 0 ? String(n) : `${n} of ${n + lost.length}`;
}

/** The columns of some params, each value linked to the line that states it. */
export function paramColumns(
  { comparison }: CompiledExperiment,
  links: LinkWriter,
  names: readonly string[],
): Column[] {
  return names.map((name) => ({
    head: codeSpan(name),
    numeric: comparison.rows.every((row) => typeof (row.params[name]?.value ?? 0) === "number"),
    cell: (row) => {
      const param = row.params[name];
      if (param === undefined) return "–";
      return links.place(codeSpan(shortLiteral(param.literal)), param.file, param.line, param.endLine);
    },
  }));
}

/** The column of a metric; the value that may be called best is bold, those that cannot be told from it are marked. */
export function metricColumn({ comparison }: CompiledExperiment, metric: MetricColumn, links: LinkWriter): Column {
  const markOf = marksIn(comparison, metric);
  return {
    head: columnHead(metric),
    numeric: true,
    cell: (row) => {
      const text = cellText(row, row.cells[metric.name], { links, spread: comparison.spread });
      const mark = markOf(row);
      return mark === "best" ? `**${text}**` : mark === "tied" ? `${text} ${TIED}` : text;
    },
  };
}

/** `0.9706 ± 0.0085`, with how many runs of a row have the number where that is not all; else why there is none. */
export function cellText(
  row: Row,
  cell: Cell | undefined,
  { links, spread }: { links: LinkWriter; spread?: Spread | undefined },
): string {
  if (cell === undefined || cell.quantity === null) return escapeText(cell?.missing ?? "not logged");
  const part = cell.n === row.n || row.n === 1 || cell.over !== undefined ? "" : ` (${cell.n} of ${row.n} runs)`;
  const at = row.n === 1 ? stepText(cell.runs[0]) : "";
  return links.sentence(sayValue(cell, spread)) + part + at;
}

/** ` (epoch 12)`: the step that a reduction chose in a run, which the head cannot say; else nothing. */
export function stepText(one: Cell["runs"][number] | undefined): string {
  return one?.at ? ` (${escapeText(one.at.name)} ${one.at.step})` : "";
}

/** The arrow is that of the numbers shown: fewer steps to a target are better, whichever way the metric goes. */
function withArrow(name: string, direction: Direction, reduction: Reduction): string {
  const what = reduction === "last" ? "" : `, ${escapeText(sayReduction(reduction))}`;
  return `${codeSpan(name)}${what} ${arrowOf(direction)}`.trimEnd();
}
