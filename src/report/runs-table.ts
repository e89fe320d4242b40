import { MOST_LISTED, meanRows } from "../markdown/derivation.ts";
import { codeSpan, escapeText } from "../markdown/escape.ts";
import type { Cell, MetricColumn, Row } from "../model/comparison.ts";
import { rankedRows } from "../model/comparison.ts";
import type { CompiledExperiment } from "../model/project.ts";
import { cellText, columnHead, comparedMetrics, mainMetrics, paramColumns, stepText } from "./column.ts";
import type { LinkWriter } from "./link-writer.ts";
import { chunks } from "./results-table.ts";
import { rowLink, runById, runLink } from "./row-name.ts";
import { commandFor } from "./shown-rows.ts";
import { tableMarkdown } from "./table.ts";

const METRICS_PER_TABLE = 8;
const PARAMS_IN_TABLE = 4;
/** Rows whose own metrics are listed. */
const MOST_LONE = 50;
/** Runs that do not count are listed twice, with their values and with the reason. */
export const MOST_OUTSIDE = 50;

/** The runs behind a row that is a mean, each with its own values in the first eight metrics, and each of its folds. */
export function runsTable(compiled: CompiledExperiment, row: Row, links: LinkWriter): string {
  const metrics = comparedMetrics(compiled).slice(0, METRICS_PER_TABLE);
  return tableMarkdown({
    head: ["Run", ...metrics.map(columnHead)],
    numeric: [false, ...metrics.map(() => true)],
    rows: linesOf(compiled, firstRuns(row), { metrics, links }).map(({ name, cells }) => [name, ...cells]),
  });
}

/** The row with as many of its runs as are listed. */
function firstRuns(row: Row): Row {
  return row.runs.length <= MOST_LISTED ? row : { ...row, runs: row.runs.slice(0, MOST_LISTED) };
}

/** How many runs behind means are not listed and how to see them, in a sentence; null where all are. */
export function sayUnlistedRuns(compiled: CompiledExperiment): string | null {
  const listed = meanRows(compiled).reduce((sum, row) => sum + Math.min(row.n, MOST_LISTED), 0);
  const all = compiled.comparison.rows.reduce((sum, row) => sum + (row.n > 1 ? row.n : 0), 0);
  if (listed >= all) return null;
  return `${listed} of ${all} runs are listed, those of the best rows; ${commandFor(compiled.experiment, " --per-run --format csv")} lists all.`;
}

/**
 * Every run of the rows that count with its own values, eight metrics a table, and each fold of a cross-validation; the row
 * that it belongs to beside it. Empty without a run that counts.
 */
export function everyRunTable(compiled: CompiledExperiment, links: LinkWriter): string {
  const rows = rankedRows(compiled.comparison);
  const tables = chunks(comparedMetrics(compiled), METRICS_PER_TABLE).map((metrics) =>
    tableMarkdown({
      head: ["Run", "Row", ...metrics.map(columnHead)],
      numeric: [false, false, ...metrics.map(() => true)],
      rows: rows.flatMap((row) =>
        linesOf(compiled, row, { metrics, links }).map(({ name, cells }) => [name, codeSpan(row.name), ...cells]),
      ),
    }),
  );
  return rows.length === 0 ? "" : tables.join("\n\n");
}

/** A line for each run of a row, and one below it for each of its folds; a run that is one fold has its values once. */
function linesOf(
  compiled: CompiledExperiment,
  row: Row,
  { metrics, links }: { metrics: readonly MetricColumn[]; links: LinkWriter },
): { name: string; cells: string[] }[] {
  const cells = metrics.map((metric) => row.cells[metric.name]);
  return row.runs.flatMap((id) => {
    const name = runLink(runById(compiled, id), links);
    const ofFolds = cells.map((cell) => (cell?.folds ?? []).filter((one) => one.run === id));
    const named = [...new Set(ofFolds.flat().map((one) => one.fold))];
    const folds = named.length > 1 ? named : [];
    return [
      { name, cells: cells.map((cell) => ownText(cell, id, links)) },
      ...folds.map((fold) => ({
        name: `${name}, fold ${codeSpan(fold)}`,
        cells: ofFolds.map((own) => {
          const one = own.find((some) => some.fold === fold);
          return one === undefined ? "–" : links.link(one.quantity);
        }),
      })),
    ];
  });
}

function ownText(cell: Cell | undefined, id: string, links: LinkWriter): string {
  const own = cell?.runs.find((one) => one.run === id);
  if (own !== undefined) return links.link(own.quantity) + stepText(own);
  return escapeText(cell?.absent?.find((one) => one.run === id)?.reason ?? "not logged");
}

/** What the runs outside the ranking logged, with the reason they are outside; empty without such a row. */
export function outsideTable(compiled: CompiledExperiment, links: LinkWriter): string {
  const { comparison } = compiled;
  const outside = comparison.rows.filter((row) => row.bucket !== "used").slice(0, MOST_OUTSIDE);
  if (outside.length === 0) return "";
  const metrics = mainMetrics(compiled).main;
  const params =
    comparison.differing.length <= PARAMS_IN_TABLE ? paramColumns(compiled, links, comparison.differing) : [];
  return tableMarkdown({
    head: ["Run", "State", ...params.map((column) => column.head), ...metrics.map(columnHead)],
    numeric: [false, false, ...params.map((column) => column.numeric), ...metrics.map(() => true)],
    rows: outside.map((row) => [
      rowLink(compiled, row, links),
      row.bucket,
      ...params.map((column) => column.cell(row)),
      ...metrics.map((metric) => cellText(row, row.cells[metric.name], { links, spread: comparison.spread })),
    ]),
  });
}

/** The metrics that one row alone has, by row: Markdown of the row's name and of each metric with its value. */
export function loneMetrics(compiled: CompiledExperiment, links: LinkWriter): { name: string; values: string[] }[] {
  const { spread } = compiled.comparison;
  const { metrics, rows } = loneRows(compiled);
  return rows.slice(0, MOST_LONE).map((row) => {
    const own = metrics.filter((metric) => row.cells[metric.name]?.quantity);
    const say = ({ name }: MetricColumn) => `${codeSpan(name)} ${cellText(row, row.cells[name], { links, spread })}`;
    return { name: codeSpan(row.name), values: own.map(say) };
  });
}

/** How many rows with metrics that they alone have are not in `loneMetrics`. */
export function moreLone(compiled: CompiledExperiment): number {
  return Math.max(0, loneRows(compiled).rows.length - MOST_LONE);
}

function loneRows(compiled: CompiledExperiment): { metrics: MetricColumn[]; rows: Row[] } {
  const compared = new Set(comparedMetrics(compiled));
  const metrics = compiled.comparison.metrics.filter((metric) => !compared.has(metric));
  if (metrics.length === 0) return { metrics, rows: [] };
  const has = (row: Row) => metrics.some(({ name }) => row.cells[name]?.quantity);
  return { metrics, rows: rankedRows(compiled.comparison).filter(has) };
}
