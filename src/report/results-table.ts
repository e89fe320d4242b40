import { codeSpan, escapeText } from "../markdown/escape.ts";
import type { Cell, MetricColumn, Row } from "../model/comparison.ts";
import type { Contest } from "../model/contest.ts";
import { hasMark, TIED } from "../model/mark.ts";
import type { CompiledExperiment } from "../model/project.ts";
import type { Column } from "./column.ts";
import { comparedMetrics, countColumn, mainMetrics, metricColumn, paramColumns, varyingParams } from "./column.ts";
import type { LinkWriter } from "./link-writer.ts";
import { rowsMarkdown, shownRows } from "./shown-rows.ts";

const METRICS_PER_TABLE = 8;
const PARAMS_IN_TABLE = 4;

/**
 * The rows that count, ranked, with what they were run with and the metrics that tell most; rows beyond the first twenty are
 * folded. Empty without such a row.
 */
export function resultsTable(compiled: CompiledExperiment, links: LinkWriter): string {
  const { comparison } = compiled;
  const rows = shownRows(comparison);
  const varying = varyingParams(comparison, rows.shown);
  const params = varying.length <= PARAMS_IN_TABLE ? paramColumns(compiled, links, varying) : [];
  const metrics = mainMetrics(compiled).main.flatMap((metric) => [
    metricColumn(compiled, metric, links),
    ...(metric.primary ? [...deltaColumns(compiled, metric, links), ...outcomeColumn(compiled, metric)] : []),
  ]);
  return rowsMarkdown(compiled, links, { rows, columns: [...countColumn(compiled), ...params, ...metrics] });
}

/** The metrics that the results table has no room for, eight a table. */
export function furtherTables(compiled: CompiledExperiment, links: LinkWriter): string[] {
  const { rest } = mainMetrics(compiled);
  const rows = shownRows(compiled.comparison);
  return chunks(rest, METRICS_PER_TABLE).map((metrics) => {
    const columns = metrics.map((metric) => metricColumn(compiled, metric, links));
    return rowsMarkdown(compiled, links, { rows: { shown: [...rows.shown, ...rows.rest], rest: [] }, columns });
  });
}

/** What the heads of the tables leave out: which point stands for a series, and what the marks mean. Plain sentences. */
export function columnNotes(compiled: CompiledExperiment): string[] {
  const metrics = comparedMetrics(compiled);
  if (metrics.length === 0) return [];
  const { comparison } = compiled;
  const notes = ["Each value is the last one logged, unless the head of its column says otherwise."];
  notes.push(...metrics.flatMap((metric) => metric.notes.map(escapeText)));
  if (metrics.some((metric) => metric.direction.how === "inferred")) {
    notes.push("\\* Whether higher or lower is better was inferred from the metric's name.");
  }
  const deciding = codeSpan(comparison.contests?.metric ?? "");
  if (hasMark(comparison, "best"))
    notes.push(`Bold: the best row in ${deciding}, told from every other one by a test.`);
  if (hasMark(comparison, "tied"))
    notes.push(`${TIED} These rows cannot be told from the one with the best ${deciding}.`);
  if (comparison.mixed.length > 0)
    notes.push(
      `Other parameters differ within these rows: ${comparison.mixed.map((name) => codeSpan(name)).join(", ")}.`,
    );
  return notes;
}

/** `items` in lists of at most `size`. */
export function chunks<T>(items: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, i) => items.slice(i * size, (i + 1) * size));
}

/** A difference to the baseline, linked, or a dash. */
export function differenceText(cell: Cell | undefined, which: "delta" | "relative", links: LinkWriter): string {
  const quantity = cell?.[which] ?? null;
  return quantity === null ? "–" : links.link(quantity);
}

function deltaColumns({ comparison }: CompiledExperiment, metric: MetricColumn, links: LinkWriter): Column[] {
  if (comparison.baseline === null) return [];
  return (["delta", "relative"] as const).map((which) => ({
    head: which === "delta" ? "Δ" : "Δ %",
    numeric: true,
    cell: (row) => differenceText(row.cells[metric.name], which, links),
  }));
}

/** What may be said of each row against the baseline: whether the difference is more than noise. */
function outcomeColumn({ comparison }: CompiledExperiment, metric: MetricColumn): Column[] {
  const { contests, baseline } = comparison;
  if (contests === null || baseline === null || contests.metric !== metric.name) return [];
  const against = new Map<string, Contest>();
  for (const one of contests.contests) if (one.against === baseline) against.set(one.row, one);
  if (against.size === 0) return [];
  return [{ head: "Against baseline", numeric: false, cell: (row: Row) => against.get(row.id)?.outcome ?? "–" }];
}
