import { codeSpan, escapeText } from "../markdown/escape.ts";
import type { Cell, MetricColumn, Row } from "../model/comparison.ts";
import { rankedRows } from "../model/comparison.ts";
import type { CompiledExperiment } from "../model/project.ts";
import { cellText, columnHead, comparedMetrics, mainMetrics, paramColumns, stepText } from "./column.ts";
import type { LinkWriter } from "./link-writer.ts";
import { chunks } from "./results-table.ts";
import { rowLink, runById, runLink } from "./row-name.ts";
import { tableMarkdown } from "./table.ts";

const METRICS_PER_TABLE = 8;
const PARAMS_IN_TABLE = 4;

/** The runs behind a row that is a mean, each with its own values in the first eight metrics, and each of its folds. */
export function runsTable(compiled: CompiledExperiment, row: Row, links: LinkWriter): string {
  const metrics = comparedMetrics(compiled).slice(0, METRICS_PER_TABLE);
  return tableMarkdown({
    head: ["Run", ...metrics.map(columnHead)],
    numeric: [false, ...metrics.map(() => true)],
    rows: linesOf(compiled, row, { metrics, links }).map(({ name, cells }) => [name, ...cells]),
  });
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
  const outside = comparison.rows.filter((row) => row.bucket !== "used");
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
  const compared = new Set(comparedMetrics(compiled));
  const { comparison } = compiled;
  const lone = comparison.metrics.filter((metric) => !compared.has(metric));
  return rankedRows(comparison).flatMap((row) => {
    const own = lone.filter((metric) => row.cells[metric.name]?.quantity);
    const values = own.map(
      (metric) =>
        `${codeSpan(metric.name)} ${cellText(row, row.cells[metric.name], { links, spread: comparison.spread })}`,
    );
    return values.length === 0 ? [] : [{ name: codeSpan(row.name), values }];
  });
}
