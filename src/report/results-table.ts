import { codeSpan, escapeText } from "../markdown/escape.ts";
import type { Cell, MetricColumn, Row } from "../model/comparison.ts";
import { rankedRows } from "../model/comparison.ts";
import type { Contest } from "../model/contest.ts";
import { BEST_MEANS, hasMark, TIED, TIED_MEANS } from "../model/mark.ts";
import type { CompiledExperiment } from "../model/project.ts";
import { saySpread } from "../model/spread.ts";
import { varyingParams } from "../model/varying-param.ts";
import type { Column } from "./column.ts";
import { comparedMetrics, countColumn, mainMetrics, metricColumn, paramColumns } from "./column.ts";
import type { LinkWriter } from "./link-writer.ts";
import { rowLink } from "./row-name.ts";
import { listedRows, rowsMarkdown } from "./shown-rows.ts";

const METRICS_PER_TABLE = 8;
const PARAMS_IN_TABLE = 4;

/**
 * The rows that count, ranked, with what they were run with and the metrics that tell most; rows beyond the first twenty are
 * folded. Empty without such a row.
 */
export function resultsTable(compiled: CompiledExperiment, links: LinkWriter): string {
  const { comparison } = compiled;
  const { main } = mainMetrics(compiled);
  const rows = listedRows(comparison, main.length + 1);
  const varying = varyingParams(comparison, rows.shown);
  const params = varying.length <= PARAMS_IN_TABLE ? paramColumns(compiled, links, varying) : [];
  const metrics = main.flatMap((metric) => [
    metricColumn(compiled, metric, links),
    ...(metric.primary ? [...deltaColumns(compiled, metric, links), ...outcomeColumn(compiled, metric)] : []),
  ]);
  return rowsMarkdown(compiled, links, { rows, columns: [...countColumn(compiled), ...params, ...metrics] });
}

/** The metrics that the results table has no room for, eight a table. */
export function furtherTables(compiled: CompiledExperiment, links: LinkWriter): string[] {
  const { rest } = mainMetrics(compiled);
  const rows = listedRows(compiled.comparison, rest.length);
  return chunks(rest, METRICS_PER_TABLE).map((metrics) => {
    const columns = metrics.map((metric) => metricColumn(compiled, metric, links));
    return rowsMarkdown(compiled, links, {
      rows: { ...rows, shown: [...rows.shown, ...rows.rest], rest: [] },
      columns,
    });
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
  if (comparison.rows.some((row) => row.bucket === "used" && row.n > 1)) notes.push(saySpread(comparison.spread));
  if (comparison.rows.some((row) => (row.lost?.length ?? 0) > 0))
    notes.push("“3 of 5” under n: of five runs with these settings two are in no mean; the notes say why.");
  if (hasMark(comparison, metrics, "best")) notes.push(`Bold: ${BEST_MEANS}.`);
  if (hasMark(comparison, metrics, "tied")) notes.push(`${TIED} ${TIED_MEANS}.`);
  if (comparison.mixed.length > 0)
    notes.push(
      `Other parameters differ within these rows: ${comparison.mixed.map((name) => codeSpan(name)).join(", ")}; a difference between rows may come from these.`,
    );
  return notes;
}

/** Rows of one note, and notes, that are named; more are counted. */
const MOST_NAMED = 5;
const MOST_NOTES = 20;

/** What has to be known to read the means of rows: runs that are in none of them, folds, several commits. Each note once. */
export function rowNotes(compiled: CompiledExperiment, links: LinkWriter): { name: string; note: string }[] {
  const noted = rankedRows(compiled.comparison).filter((row) => row.note !== null);
  const notes = [...Map.groupBy(noted, (row) => row.note ?? "")].map(([note, rows]) => {
    const names = rows.slice(0, MOST_NAMED).map((row) => rowLink(compiled, row, links));
    const more = rows.length > MOST_NAMED ? ` and ${rows.length - MOST_NAMED} more` : "";
    return { name: names.join(", ") + more, note: escapeText(note) };
  });
  if (notes.length <= MOST_NOTES) return notes;
  return [
    ...notes.slice(0, MOST_NOTES),
    { name: "Others", note: `${notes.length - MOST_NOTES} more notes on single rows` },
  ];
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
