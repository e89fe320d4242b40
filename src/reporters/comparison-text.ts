import { sayAccounting } from "../model/accounting.ts";
import type { Cell, Comparison, MetricColumn, Row, Sentence } from "../model/comparison.ts";
import { plainSentence, rankedRows } from "../model/comparison.ts";
import { arrowOf } from "../model/direction.ts";
import { BEST_MEANS, hasMark, marksIn, TIED, TIED_MEANS } from "../model/mark.ts";
import type { CompiledExperiment } from "../model/project.ts";
import { sayReduction } from "../model/reduction.ts";
import type { Spread } from "../model/spread.ts";
import { saySpread, sayValue } from "../model/spread.ts";
import { varyingParams } from "../model/varying-param.ts";
import { textTable } from "./table.ts";
import { visible } from "./width.ts";

/** More metrics than this do not fit beside one another; `--metrics` chooses. */
const METRICS = 4;
const PARAMS = 4;
/** More rows than this nobody reads in a terminal; CSV has all. */
const ROWS = 50;
const REPRODUCTIONS = 5;

/**
 * A comparison for the terminal: the table, ranked, what was selected and why, the verdict on the hypothesis, the accounting;
 * with `perRun` every run of the rows that count too.
 */
export function comparisonText(
  compiled: CompiledExperiment,
  options: { color: boolean; perRun?: boolean | undefined },
): string {
  const { experiment, comparison } = compiled;
  const blocks = [
    `${visible(experiment.title)}\n`,
    comparison.rows.length === 0 ? "" : tableOf(compiled, options) + legendOf(comparison),
    options.perRun === true ? runsOf(compiled, options) : "",
    cautionText(compiled),
    selectionText(compiled),
    hypothesisText(compiled),
    reproductionsText(compiled),
    `${sayAccounting(comparison.accounting)}\n`,
  ];
  return blocks.filter((text) => text !== "").join("\n");
}

interface Column {
  head: string;
  numeric: boolean;
  cell: (row: Row) => string;
}

function tableOf({ comparison }: CompiledExperiment, options: { color: boolean }): string {
  const used = comparison.rows.filter((row) => row.bucket === "used");
  const varying = varyingParams(comparison, used.length > 0 ? used : comparison.rows);
  const params = varying.slice(0, PARAMS);
  const metrics = comparison.metrics.slice(0, METRICS);
  const all = [...rankedRows(comparison), ...comparison.rows.filter((row) => row.bucket !== "used")];
  const rows = all.filter((row, index) => index < ROWS || row.baseline || row.selected);
  const columns: Column[] = [
    { head: "row", numeric: false, cell: (row) => row.name },
    { head: "n", numeric: true, cell: countText },
    ...params.map((name) => ({ head: name, numeric: true, cell: (row: Row) => paramText(row, name) })),
    ...metrics.flatMap((metric) => metricColumns(comparison, metric)),
    { head: "remark", numeric: false, cell: remarkOf },
  ];
  const table = textTable(
    {
      head: columns.map((column) => column.head),
      numeric: columns.map((column) => column.numeric),
      rows: rows.map((row) => columns.map((column) => column.cell(row))),
    },
    options,
  );
  const left = [
    more(all.length - rows.length, "row"),
    more(comparison.differing.length - params.length, "param"),
    more(comparison.metrics.length - metrics.length, "metric"),
  ];
  const said = left.filter((text) => text !== "").join(" and ");
  return said === "" ? table : `${table}(${said} more: --metrics chooses, --format csv has all)\n`;
}

function metricColumns(comparison: Comparison, metric: MetricColumn): Column[] {
  const point = sayReduction(metric.reduction);
  const head = [metric.name, arrowOf(metric.direction), point].filter((word) => word !== "").join(" ");
  const cell = (row: Row) => row.cells[metric.name];
  const markOf = marksIn(comparison, metric);
  const value: Column = {
    head,
    numeric: true,
    cell: (row) => {
      const mark = markOf(row);
      return `${valueText(cell(row), comparison.spread)}${mark === "tied" ? ` ${TIED}` : mark === "best" ? ` ${BEST}` : ""}`;
    },
  };
  if (comparison.baseline === null || !metric.primary) return [value];
  const outcomes = outcomesOf(comparison, metric);
  return [
    value,
    { head: "Δ", numeric: true, cell: (row) => cell(row)?.delta?.text ?? "" },
    { head: "Δ %", numeric: true, cell: (row) => cell(row)?.relative?.text ?? "" },
    ...(outcomes.size === 0
      ? []
      : [{ head: "against baseline", numeric: false, cell: (row: Row) => outcomes.get(row.id) ?? "" }]),
  ];
}

/** What may be said of each row against the baseline, by row id. */
function outcomesOf({ contests, baseline }: Comparison, { name }: MetricColumn): Map<string, string> {
  if (contests === null || contests.metric !== name) return new Map();
  const against = contests.contests.filter((one) => one.against === baseline);
  return new Map(against.map((one) => [one.row, one.outcome]));
}

const BEST = "★";

/** What the marks mean and what else has to be known to read the numbers; nothing where there is nothing. */
function legendOf(comparison: Comparison): string {
  const { mixed, spread } = comparison;
  const metrics = comparison.metrics.slice(0, METRICS);
  const lines = [
    ...(spread === undefined || spread === "std" ? [] : [saySpread(spread)]),
    ...(hasMark(comparison, metrics, "best") ? [`${BEST} ${BEST_MEANS}`] : []),
    ...(hasMark(comparison, metrics, "tied") ? [`${TIED} ${TIED_MEANS}`] : []),
    ...(mixed.length > 0
      ? [
          `other parameters differ within these rows: ${mixed.join(", ")}; a difference between rows may come from these`,
        ]
      : []),
    ...metrics.flatMap((metric) => metric.notes),
  ];
  return lines.map((line) => `${visible(line)}\n`).join("");
}

/** Every run of the rows that count, and each fold of a cross-validation, with its own values. */
function runsOf({ comparison, experiment }: CompiledExperiment, options: { color: boolean }): string {
  const metrics = comparison.metrics.slice(0, METRICS);
  const names = new Map(experiment.runs.map((run) => [run.id, run.name]));
  const rows = rankedRows(comparison).flatMap((row) =>
    row.runs.flatMap((id) => {
      const cells = metrics.map((metric) => row.cells[metric.name]);
      const folds = cells.map((cell) => (cell?.folds ?? []).filter((one) => one.run === id));
      const own = cells.map((cell) => cell?.runs.find((one) => one.run === id)?.quantity.text ?? "–");
      const ofFold = (fold: string) => folds.map((some) => some.find((one) => one.fold === fold)?.quantity.text ?? "–");
      const name = names.get(id) ?? id;
      const numbers = [...new Set(folds.flat().map((one) => one.fold))];
      return [[name, row.name, ...own], ...numbers.map((fold) => [`${name}, fold ${fold}`, row.name, ...ofFold(fold)])];
    }),
  );
  const head = ["run", "row", ...metrics.map((metric) => metric.name)];
  return textTable({ head, numeric: head.map((_, index) => index > 1), rows }, options);
}

function countText({ n, lost = [] }: Row): string {
  return lost.length === 0 ? String(n) : `${n} of ${n + lost.length}`;
}

function valueText(cell: Cell | undefined, spread: Spread | undefined): string {
  return cell === undefined || cell.quantity === null ? "–" : plainSentence(sayValue(cell, spread));
}

function paramText(row: Row, name: string): string {
  const param = row.params[name];
  return param === undefined ? "–" : param.literal.replace(/^"(.*)"$/s, "$1");
}

function remarkOf(row: Row): string {
  const words = [
    row.baseline ? "baseline" : null,
    row.selected ? "selected" : null,
    row.bucket === "used" ? null : row.bucket,
    row.note,
  ];
  return words.filter((word) => word !== null).join(", ");
}

/** Why rows may not be comparable with one another. */
function cautionText({ comparison: { cautions = [] } }: CompiledExperiment): string {
  const lines = cautions.map(({ sentence }) => `  ${sentenceText(sentence)}\n`);
  return lines.length === 0 ? "" : `Before you compare these rows\n${lines.join("")}`;
}

function selectionText({ comparison }: CompiledExperiment): string {
  const { selection, noSelection } = comparison;
  if (selection === null) return `No row is selected: ${visible(noSelection ?? "no reason was recorded")}\n`;
  const name = comparison.rows.find((row) => row.id === selection.row)?.name ?? selection.row;
  const lines = [...selection.reasons, selection.sensitivity].map(sentenceText).filter((text) => text !== "");
  const alarms = selection.escalations.map(({ sentence }) => `Before you rely on it: ${sentenceText(sentence)}`);
  return [`Selected (${selection.how}): ${visible(name)}`, ...[...lines, ...alarms].map((line) => `  ${line}`)]
    .map((line) => `${line}\n`)
    .join("");
}

function hypothesisText({ experiment, comparison }: CompiledExperiment): string {
  const { hypothesis } = comparison;
  if (hypothesis === null || experiment.hypothesis === null) return "";
  const { text, file, line } = experiment.hypothesis;
  const lines = [`${visible(text)} (${file}:${line})`, ...hypothesis.reasons.map(sentenceText)];
  return [`Hypothesis ${hypothesis.verdict}`, ...lines.map((one) => `  ${one}`)].map((one) => `${one}\n`).join("");
}

/** Whether runs with the same settings came out the same, those that did not first. */
function reproductionsText({ comparison: { reproductions } }: CompiledExperiment): string {
  if (reproductions.length === 0) return "";
  const lines = reproductions
    .slice(0, REPRODUCTIONS)
    .map(({ verdict, because }) => `  ${verdict}: ${sentenceText(because)}\n`);
  const more = reproductions.length - lines.length;
  return `Runs with the same settings\n${lines.join("")}${more > 0 ? `  and ${more} more sets\n` : ""}`;
}

function sentenceText(sentence: Sentence): string {
  return visible(plainSentence(sentence));
}

function more(n: number, noun: string): string {
  return n <= 0 ? "" : `${n} ${noun}${n === 1 ? "" : "s"}`;
}
