import { sayAccounting } from "../model/accounting.ts";
import type { Cell, Comparison, MetricColumn, Row } from "../model/comparison.ts";
import { plainSentence, rankedRows } from "../model/comparison.ts";
import { arrowOf } from "../model/direction.ts";
import { sayPlace } from "../model/evidence.ts";
import { BEST_MEANS, hasMark, marksIn, TIED, TIED_MEANS } from "../model/mark.ts";
import type { CompiledExperiment } from "../model/project.ts";
import type { Quantity } from "../model/quantity.ts";
import { sayReduction } from "../model/reduction.ts";
import { saySpread, sayValue } from "../model/spread.ts";
import type { LatexCell } from "./latex.ts";
import { escapeLatex, latexLabel, latexTable } from "./latex.ts";

/** What is in the table: metrics and params by choice, runs that count only. */
export interface LatexChoice {
  metrics: readonly MetricColumn[];
  params: readonly string[];
}

interface LatexColumn {
  head: string;
  align: "l" | "r";
  cell: (row: Row) => LatexCell;
}

/**
 * A comparison as a LaTeX table (booktabs): the rows that count, ranked. The value that may be called best is bold, values
 * that cannot be told from it are marked; the caption says how many runs stand behind a row and what ± means; a comment above
 * each line says where its numbers stand.
 */
export function comparisonLatex({ experiment, comparison }: CompiledExperiment, choice: LatexChoice): string {
  const columns = columnsOf(comparison, choice);
  return latexTable({
    caption: [experiment.title, ...captionOf(comparison, choice)].map(withStop).map(escapeLatex).join(" "),
    label: latexLabel(experiment.name),
    columns: columns.map((column) => column.align),
    head: columns.map((column) => column.head),
    rows: rankedRows(comparison).map((row) => columns.map((column) => column.cell(row))),
  });
}

function columnsOf(comparison: Comparison, { metrics, params }: LatexChoice): LatexColumn[] {
  const plain = (text: string): LatexCell => ({ text: escapeLatex(text), source: null });
  const hasGroups = comparison.rows.some((row) => row.bucket === "used" && row.n > 1);
  const counts = (row: Row) => (row.lost?.length ? `${row.n} of ${row.n + row.lost.length}` : String(row.n));
  return [
    { head: "Run", align: "l", cell: (row) => plain(row.baseline ? `${row.name} (baseline)` : row.name) },
    ...(hasGroups ? [{ head: "$n$", align: "r" as const, cell: (row: Row) => plain(counts(row)) }] : []),
    ...params.map((name) => paramColumn(comparison, name)),
    ...metrics.flatMap((metric) => [metricColumn(comparison, metric), ...deltaColumns(comparison, metric)]),
  ];
}

function paramColumn(comparison: Comparison, name: string): LatexColumn {
  const isNumeric = comparison.rows.every((row) => typeof (row.params[name]?.value ?? 0) === "number");
  return {
    head: escapeLatex(name),
    align: isNumeric ? "r" : "l",
    cell: (row) => {
      const param = row.params[name];
      const source =
        param === undefined ? null : `${name} ${row.name}: ${param.file}${param.line === null ? "" : `:${param.line}`}`;
      return { text: escapeLatex(param?.literal.replace(/^"(.*)"$/s, "$1") ?? "–"), source };
    },
  };
}

function metricColumn(comparison: Comparison, metric: MetricColumn): LatexColumn {
  const markOf = marksIn(comparison, metric);
  const point = metric.reduction === "last" ? "" : `, ${sayReduction(metric.reduction)}`;
  const head = escapeLatex(`${metric.name} ${arrowOf(metric.direction)}`.trim() + point);
  return {
    head,
    align: "r",
    cell: (row) => {
      const cell = row.cells[metric.name];
      const text = escapeLatex(
        cell === undefined ? "not logged" : plainSentence(sayValue(cell, comparison.spread)) + partOf(row, cell),
      );
      const mark = markOf(row);
      const marked = mark === "best" ? `\\textbf{${text}}` : mark === "tied" ? `${text}$^{\\approx}$` : text;
      return { text: marked, source: sourceOf(`${metric.name} ${row.name}`, cell?.quantity ?? null) };
    },
  };
}

function partOf(row: Row, cell: Cell): string {
  return cell.quantity === null || cell.n === row.n || row.n === 1 || cell.over !== undefined
    ? ""
    : ` (${cell.n} of ${row.n})`;
}

/** The difference to the baseline in the metric that decides. Its numbers stand in the comments of the values. */
function deltaColumns({ baseline }: Comparison, metric: MetricColumn): LatexColumn[] {
  if (baseline === null || !metric.primary) return [];
  return (["delta", "relative"] as const).map((which) => ({
    head: which === "delta" ? "$\\Delta$" : "$\\Delta$ \\%",
    align: "r",
    cell: (row) => ({ text: escapeLatex(row.cells[metric.name]?.[which]?.text ?? "–"), source: null }),
  }));
}

/** `test/accuracy baseline: runs/a/eval.log:3 runs/b/eval.log:3`. */
function sourceOf(name: string, quantity: Quantity | null): string | null {
  const places = [...new Set((quantity?.evidence ?? []).map(sayPlace))];
  return places.length === 0 ? null : `${name}: ${places.join(" ")}`;
}

/** How many runs a row has, what ± means, what the marks mean, what is not in the table. Plain sentences. */
function captionOf(comparison: Comparison, { metrics }: LatexChoice): string[] {
  const { rows, baseline, mixed } = comparison;
  const used = rows.filter((row) => row.bucket === "used");
  const nameOf = (id: string | null | undefined) => rows.find((row) => row.id === id)?.name ?? "";
  const hasSeveral = used.some((row) => row.n > 1);
  return [
    hasSeveral ? saySpread(comparison.spread) : "Every row is one run, so no spread is known",
    ...(baseline === null || !metrics.some((metric) => metric.primary)
      ? []
      : [`Δ is the difference to ${nameOf(baseline)}, Δ % relative to its value`]),
    ...(hasMark(comparison, metrics, "best") ? [`Bold: ${BEST_MEANS}`] : []),
    ...(hasMark(comparison, metrics, "tied") ? [`${TIED} ${TIED_MEANS}`] : []),
    ...metrics.flatMap((metric) => metric.notes),
    ...(mixed.length > 0
      ? [
          `Other parameters differ within these rows: ${mixed.join(", ")}; a difference between rows may come from these`,
        ]
      : []),
    ...used.flatMap((row) => (row.note === null ? [] : [`${row.name}: ${row.note}`])),
    capital(sayAccounting(comparison.accounting)),
  ];
}

function withStop(text: string): string {
  return /[.!?]$/.test(text) ? text : `${text}.`;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
