import { codeSpan, escapeText } from "../markdown/escape.ts";
import type { Cell, MetricColumn, Row } from "../model/comparison.ts";
import { rankedRows } from "../model/comparison.ts";
import type { Direction } from "../model/direction.ts";
import { arrowOf } from "../model/direction.ts";
import type { CompiledExperiment } from "../model/project.ts";
import type { LinkWriter } from "./link-writer.ts";
import { rowLink, runById, runLink } from "./row-name.ts";
import { tableMarkdown } from "./table.ts";

const METRICS_PER_TABLE = 8;
const PARAMS_IN_TABLE = 4;
const ROWS_WITH_DIFFERENCES = 20;

interface Column {
  head: string;
  numeric: boolean;
  cell: (row: Row) => string;
}

/** The rows that count, ranked, with their parameters and the first eight metrics; empty without such a row. */
export function resultsTable(compiled: CompiledExperiment, links: LinkWriter): string {
  const { differing } = compiled.comparison;
  const shown = comparedMetrics(compiled).slice(0, METRICS_PER_TABLE);
  const params = differing.length <= PARAMS_IN_TABLE ? paramColumns(compiled, links) : [];
  const columns = shown.flatMap((metric) => {
    const deltas = metric.primary ? deltaColumns(compiled, metric, links) : [];
    return [metricColumn(compiled, metric, links), ...deltas];
  });
  return layOut(compiled, links, { columns: [...countColumn(compiled), ...params, ...columns] });
}

/** The metrics that the results table has no room for, eight a table. */
export function furtherTables(compiled: CompiledExperiment, links: LinkWriter): string[] {
  const rest = comparedMetrics(compiled).slice(METRICS_PER_TABLE);
  const count = Math.ceil(rest.length / METRICS_PER_TABLE);
  return Array.from({ length: count }, (_, i) => {
    const metrics = rest.slice(i * METRICS_PER_TABLE, (i + 1) * METRICS_PER_TABLE);
    return layOut(compiled, links, { columns: metrics.map((metric) => metricColumn(compiled, metric, links)) });
  });
}

/**
 * The parameters that differ, when they are too many for the results table; else empty. Runs that do not count are in it
 * too: a column may differ by them alone, and what they were run with is often why they failed.
 */
export function paramsTable(compiled: CompiledExperiment, links: LinkWriter): string {
  if (compiled.comparison.differing.length <= PARAMS_IN_TABLE || rankedRows(compiled.comparison).length === 0)
    return "";
  const outside = compiled.comparison.rows.filter((row) => row.bucket !== "used");
  return layOut(compiled, links, { columns: paramColumns(compiled, links), outside });
}

/**
 * Differences to the baseline in the metrics that do not decide, absolute and relative; empty without any, and for more
 * rows than anyone compares that way (their values are in the results table).
 */
export function differencesTable(compiled: CompiledExperiment, links: LinkWriter): string {
  const metrics = comparedMetrics(compiled);
  const used = rankedRows(compiled.comparison).filter((row) => !row.baseline);
  const other = metrics.filter((metric) => !metric.primary && used.some((row) => row.cells[metric.name]?.delta));
  if (other.length === 0 || used.length > ROWS_WITH_DIFFERENCES) return "";
  const shown = other.slice(0, METRICS_PER_TABLE);
  return tableMarkdown({
    head: ["Run", ...shown.map((metric) => `Δ ${columnHead(metric)} (Δ %)`)],
    numeric: [false, ...shown.map(() => true)],
    rows: used.map((row) => [
      rowLink(compiled, row, links),
      ...shown.map(({ name }) => {
        const cell = row.cells[name];
        const relative = cell?.relative ? ` (${links.link(cell.relative)})` : "";
        return optional(cell, "delta", links) + relative;
      }),
    ]),
  });
}

/** The runs behind a row that is a mean, each with its own values in the metrics of the results table. */
export function runsTable(compiled: CompiledExperiment, row: Row, links: LinkWriter): string {
  const metrics = comparedMetrics(compiled).slice(0, METRICS_PER_TABLE);
  return tableMarkdown({
    head: ["Run", ...metrics.map(columnHead)],
    numeric: [false, ...metrics.map(() => true)],
    rows: row.runs.map((id) => [
      runLink(runById(compiled, id), links),
      ...metrics.map((metric) => {
        const own = row.cells[metric.name]?.runs.find((one) => one.run === id);
        return own === undefined ? "not logged" : links.link(own.quantity);
      }),
    ]),
  });
}

/** What the runs outside the ranking logged, with the reason they are outside; empty without such a row. */
export function outsideTable(compiled: CompiledExperiment, links: LinkWriter): string {
  const outside = compiled.comparison.rows.filter((row) => row.bucket !== "used");
  if (outside.length === 0) return "";
  const metrics = comparedMetrics(compiled).slice(0, METRICS_PER_TABLE);
  const params = compiled.comparison.differing.length <= PARAMS_IN_TABLE ? paramColumns(compiled, links) : [];
  return tableMarkdown({
    head: ["Run", "State", ...params.map((column) => column.head), ...metrics.map(columnHead)],
    numeric: [false, false, ...params.map((column) => column.numeric), ...metrics.map(() => true)],
    rows: outside.map((row) => [
      rowLink(compiled, row, links),
      row.bucket,
      ...params.map((column) => column.cell(row)),
      ...metrics.map((metric) => cellText(row, row.cells[metric.name], links)),
    ]),
  });
}

/**
 * The metrics that can be compared: the primary one, and those that more than one row has (all of them when one row alone
 * counts). A cross-validated run among plain ones would else add a column for each fold.
 */
export function comparedMetrics({ comparison }: CompiledExperiment): MetricColumn[] {
  const used = comparison.rows.filter((row) => row.bucket === "used");
  const having = (metric: MetricColumn) => used.filter((row) => row.cells[metric.name]?.quantity).length;
  return comparison.metrics.filter((metric) => used.length < 2 || metric.primary || having(metric) > 1);
}

/** The metrics that one row alone has, by row: Markdown of the row's name and of each metric with its value. */
export function loneMetrics(compiled: CompiledExperiment, links: LinkWriter): { name: string; values: string[] }[] {
  const compared = new Set(comparedMetrics(compiled));
  const lone = compiled.comparison.metrics.filter((metric) => !compared.has(metric));
  return rankedRows(compiled.comparison).flatMap((row) => {
    const own = lone.filter((metric) => row.cells[metric.name]?.quantity);
    const values = own.map((metric) => `${codeSpan(metric.name)} ${cellText(row, row.cells[metric.name], links)}`);
    return values.length === 0 ? [] : [{ name: codeSpan(row.name), values }];
  });
}

/** A metric's name as code with its direction: `` `val/loss` ↓ (inferred) ``. */
export function metricHead({ name, direction }: MetricColumn): string {
  const how = direction.how === "inferred" ? " (inferred)" : "";
  return withArrow(name, direction) + how;
}

/** What the heads of the tables leave out: which point stands for a series, and what the marks mean. Plain sentences. */
export function columnNotes(compiled: CompiledExperiment): string[] {
  const metrics = comparedMetrics(compiled);
  const notes = ["Each value is the last one logged, unless the head of its column says otherwise."];
  if (metrics.some((metric) => metric.direction.how === "inferred")) {
    notes.push("\\* Whether higher or lower is better was inferred from the metric's name.");
  }
  return metrics.length === 0 ? [] : notes;
}

/** The head of a column: the metric as code, its direction, marked if it is inferred, and what is out of the ordinary. */
function columnHead({ name, direction, reduction, loose }: MetricColumn): string {
  const mark = direction.how === "inferred" ? "\\*" : "";
  const point = reduction === "last" ? "" : `, ${reduction}`;
  return `${withArrow(name, direction)}${mark}${point}${loose ? ", free text" : ""}`;
}

function withArrow(name: string, direction: Direction): string {
  return `${codeSpan(name)} ${arrowOf(direction)}`.trimEnd();
}

/** `outside`: rows that do not count, below the others. */
function layOut(
  compiled: CompiledExperiment,
  links: LinkWriter,
  { columns, outside = [] }: { columns: Column[]; outside?: Row[] },
): string {
  const rows = [...rankedRows(compiled.comparison), ...outside];
  if (rows.length === 0 || columns.length === 0) return "";
  return tableMarkdown({
    head: ["Run", ...columns.map((column) => column.head)],
    numeric: [false, ...columns.map((column) => column.numeric)],
    rows: rows.map((row) => [markedName(compiled, row, links), ...columns.map((column) => column.cell(row))]),
  });
}

function markedName(compiled: CompiledExperiment, row: Row, links: LinkWriter): string {
  const bucket = row.bucket === "used" ? "" : ` (${row.bucket})`;
  const marks = [row.baseline ? " (baseline)" : "", bucket, row.selected ? " ✅" : ""];
  return rowLink(compiled, row, links) + marks.join("");
}

function countColumn(compiled: CompiledExperiment): Column[] {
  const hasGroups = compiled.comparison.rows.some((row) => row.bucket === "used" && row.n > 1);
  return hasGroups ? [{ head: "n", numeric: true, cell: (row) => String(row.n) }] : [];
}

function paramColumns({ comparison }: CompiledExperiment, links: LinkWriter): Column[] {
  return comparison.differing.map((name) => ({
    head: codeSpan(name),
    numeric: comparison.rows.every((row) => typeof (row.params[name]?.value ?? 0) === "number"),
    cell: (row) => {
      const param = row.params[name];
      return param === undefined ? "–" : links.place(codeSpan(param.literal), param.file, param.line);
    },
  }));
}

function metricColumn({ comparison }: CompiledExperiment, metric: MetricColumn, links: LinkWriter): Column {
  const best = comparison.best.find((one) => one.metric === metric.name)?.rows ?? [];
  return {
    head: columnHead(metric),
    numeric: true,
    cell: (row) => {
      const text = cellText(row, row.cells[metric.name], links);
      return best.includes(row.id) ? `**${text}**` : text;
    },
  };
}

function deltaColumns({ comparison }: CompiledExperiment, metric: MetricColumn, links: LinkWriter): Column[] {
  if (comparison.baseline === null) return [];
  return (["delta", "relative"] as const).map((which) => ({
    head: which === "delta" ? "Δ" : "Δ %",
    numeric: true,
    cell: (row) => optional(row.cells[metric.name], which, links),
  }));
}

function optional(cell: Cell | undefined, which: "delta" | "relative", links: LinkWriter): string {
  const quantity = cell?.[which] ?? null;
  return quantity === null ? "–" : links.link(quantity);
}

function cellText(row: Row, cell: Cell | undefined, links: LinkWriter): string {
  if (cell === undefined || cell.quantity === null) return escapeText(cell?.missing ?? "not logged");
  const spread = cell.spread === null ? "" : ` ± ${links.link(cell.spread)}`;
  const part = cell.n === row.n || row.n === 1 ? "" : ` (${cell.n} of ${row.n} runs)`;
  return links.link(cell.quantity) + spread + part;
}
