import { rankedRows } from "../model/comparison.ts";
import type { CompiledExperiment } from "../model/project.ts";
import { columnHead, comparedMetrics } from "./column.ts";
import type { LinkWriter } from "./link-writer.ts";
import { chunks, differenceText } from "./results-table.ts";
import { rowLink } from "./row-name.ts";
import { tableMarkdown } from "./table.ts";

const METRICS_PER_TABLE = 8;
const MOST_ROWS = 20;

/**
 * Differences to the baseline in the metrics that do not decide, absolute and relative, eight a table; empty without any,
 * and for more rows than anyone compares that way (their values are in the results table).
 */
export function differencesTable(compiled: CompiledExperiment, links: LinkWriter): string {
  const used = rankedRows(compiled.comparison).filter((row) => !row.baseline);
  const other = comparedMetrics(compiled).filter(
    (metric) => !metric.primary && used.some((row) => row.cells[metric.name]?.delta),
  );
  if (used.length > MOST_ROWS) return "";
  const tables = chunks(other, METRICS_PER_TABLE).map((metrics) =>
    tableMarkdown({
      head: ["Run", ...metrics.map((metric) => `Δ ${columnHead(metric)} (Δ %)`)],
      numeric: [false, ...metrics.map(() => true)],
      rows: used.map((row) => [
        rowLink(compiled, row, links),
        ...metrics.map(({ name }) => {
          const cell = row.cells[name];
          const relative = cell?.relative ? ` (${links.link(cell.relative)})` : "";
          return differenceText(cell, "delta", links) + relative;
        }),
      ]),
    }),
  );
  return tables.join("\n\n");
}
