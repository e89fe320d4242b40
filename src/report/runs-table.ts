import { codeSpan, escapeText } from "../markdown/escape.ts";
import type { Row } from "../model/comparison.ts";
import { rankedRows } from "../model/comparison.ts";
import type { CompiledExperiment } from "../model/project.ts";
import { cellText, columnHead, comparedMetrics, mainMetrics, paramColumns, stepText } from "./column.ts";
import type { LinkWriter } from "./link-writer.ts";
import { rowLink, runById, runLink } from "./row-name.ts";
import { tableMarkdown } from "./table.ts";

const METRICS_PER_TABLE = 8;
const PARAMS_IN_TABLE = 4;

/** The runs behind a row that is a mean, each with its own values in the first eight metrics. */
export function runsTable(compiled: CompiledExperiment, row: Row, links: LinkWriter): string {
  const metrics = comparedMetrics(compiled).slice(0, METRICS_PER_TABLE);
  return tableMarkdown({
    head: ["Run", ...metrics.map(columnHead)],
    numeric: [false, ...metrics.map(() => true)],
    rows: row.runs.map((id) => [
      runLink(runById(compiled, id), links),
      ...metrics.map((metric) => {
        const cell = row.cells[metric.name];
        const own = cell?.runs.find((one) => one.run === id);
        const why = cell?.absent?.find((one) => one.run === id)?.reason ?? "not logged";
        return own === undefined ? escapeText(why) : links.link(own.quantity) + stepText(own);
      }),
    ]),
  });
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
      ...metrics.map((metric) => cellText(row, row.cells[metric.name], links)),
    ]),
  });
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
