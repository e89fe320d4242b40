import type { Phrase, SiteTable, TableCell } from "../contract/index.ts";
import type { Accounting } from "../model/accounting.ts";
import type { MetricColumn, Row, StatedValue } from "../model/comparison.ts";
import type { Contest } from "../model/contest.ts";
import { varyingParams } from "../model/varying-param.ts";
import { comparedMetrics, mainMetrics, sayCount } from "../report/column.ts";
import { shownRows } from "../report/shown-rows.ts";
import type { Column, TableRow } from "./cell.ts";
import { badgeOf, cellOf, numberColumn, sortValue, textColumn } from "./cell.ts";
import { deltaCell, metricCells, metricColumn, outcomeBadge, toneOfOutcome } from "./metric-cell.ts";
import type { View } from "./view.ts";
import { numberOf, runLink, sourceLink } from "./view.ts";

const PARAMS_IN_TABLE = 4;
const METRICS_PER_TABLE = 8;

interface RowColumn {
  column: Column;
  cell: (row: Row) => TableCell;
}

/**
 * The rows that count, ranked: how many runs, the metric that decides with its difference to the baseline and whether that is
 * more than noise, the params that differ, and the metrics that tell most. Null without such a row.
 */
export function compactTable(view: View): SiteTable | null {
  const { comparison } = view.compiled;
  const { shown, rest } = shownRows(comparison);
  if (shown.length === 0) return null;
  const varying = varyingParams(comparison, shown);
  const params = varying.length <= PARAMS_IN_TABLE ? varying.map((name) => paramColumn(name, view)) : [];
  const [deciding, others] = decidingFirst(mainMetrics(view.compiled).main);
  const columns = [...countColumns(shown, view), ...deciding.flatMap((one) => decidingColumns(one, view)), ...params];
  columns.push(...others.map((one) => valueColumn(one, view)));
  const note = rest.length === 0 ? null : `${rest.length} more rows are in the full comparison.`;
  return { ...tableOf(shown, columns, view), note };
}

/** All rows that count with all metrics that can be compared, eight a table, each with its difference to the baseline. */
export function resultTables(view: View): SiteTable[] {
  const { shown, rest } = shownRows(view.compiled.comparison);
  const rows = [...shown, ...rest];
  if (rows.length === 0) return [];
  const [deciding, others] = decidingFirst(comparedMetrics(view.compiled));
  const all = chunks([...deciding, ...others], METRICS_PER_TABLE);
  return all.map((metrics) => {
    const columns = metrics.flatMap((one) => (one.primary ? decidingColumns(one, view) : [deltaColumn(one, view)]));
    return tableOf(rows, [...countColumns(rows, view), ...columns], view);
  });
}

/**
 * The params that differ, of all rows: what those that do not count were run with is often why, so that these are not in grey as
 * elsewhere, where it would say that a param is as in the baseline. Null where none differs.
 */
export function paramsTable(view: View): SiteTable | null {
  const { comparison } = view.compiled;
  const { shown, rest } = shownRows(comparison);
  const rows = [...shown, ...rest, ...comparison.rows.filter((row) => row.bucket !== "used")];
  if (comparison.differing.length === 0 || rows.length === 0) return null;
  const varying = varyingParams(comparison, shown);
  const names = [...varying, ...comparison.differing.filter((name) => !varying.includes(name))];
  const table = tableOf(
    rows,
    names.map((name) => paramColumn(name, view)),
    view,
  );
  const baseline = comparison.baseline === null ? null : "A value that is as in the baseline is grey.";
  return {
    ...table,
    caption: "Params that differ",
    rows: table.rows.map((row) => ({ ...row, id: "", tone: row.tone === "muted" ? "plain" : row.tone })),
    note: baseline,
  };
}

/** What the runs that do not count logged, and how many of them are in no comparison and so have no row; null without any. */
export function outsideTable(view: View): SiteTable | null {
  const { comparison } = view.compiled;
  const rows = comparison.rows.filter((row) => row.bucket !== "used");
  const note = sayRowless(comparison.accounting);
  if (rows.length === 0 && note === null) return null;
  const columns = mainMetrics(view.compiled).main.map((one) => valueColumn(one, view));
  return { ...tableOf(rows, columns, view), caption: "Runs that do not count", note };
}

/** Nothing of these runs is compared, whatever they logged. */
function sayRowless(accounting: Accounting): string | null {
  const said = (["unreadable", "deleted", "duplicate"] as const)
    .filter((bucket) => accounting[bucket] > 0)
    .map((bucket) => `${accounting[bucket]} ${bucket}`);
  return said.length === 0 ? null : `Not in this table, since nothing of them is compared: ${said.join(", ")}.`;
}

/** The params that are the same in all runs that count. */
export function constantsTable(view: View): SiteTable | null {
  const { constants } = view.compiled.comparison;
  if (constants.length === 0) return null;
  const rows = constants.map((one): TableRow => {
    return { id: "", group: null, tone: "plain", cells: [cellOf([one.name]), paramCell(one, view)] };
  });
  return { caption: "The same in all runs", columns: [textColumn("Param"), textColumn("Value")], rows, note: null };
}

/** A param's value, which opens the line that states it. */
function paramCell(param: StatedValue | undefined, view: View): TableCell {
  if (param === undefined) return cellOf(["–"], { sort: null });
  const link = sourceLink(param, view);
  const sort = typeof param.value === "number" ? sortValue(param.value) : param.literal;
  const main: Phrase =
    link === null ? [param.literal] : [{ text: param.literal, href: link.href, title: link.text, verdict: null }];
  return cellOf(main, { sort });
}

/** Where the runs of a row stand with their own numbers. */
export function groupHref(row: Row, view: View): string {
  return `${view.addresses.comparison(view.compiled)}#${view.addresses.group(row.id)}`;
}

function tableOf(rows: readonly Row[], columns: readonly RowColumn[], view: View): SiteTable {
  return {
    caption: "Configurations compared",
    columns: [textColumn("Configuration"), ...columns.map(({ column }) => column)],
    rows: rows.map((row): TableRow => {
      const id = `row-${view.addresses.group(row.id)}`;
      return {
        id,
        group: null,
        tone: toneOfRow(row),
        cells: [nameCell(row, view), ...columns.map(({ cell }) => cell(row))],
      };
    }),
    note: null,
  };
}

/** How many runs each row has; nothing where every row is one run, which its name leads to. */
function countColumns(rows: readonly Row[], view: View): RowColumn[] {
  if (rows.every((row) => row.runs.length === 1 && (row.lost ?? []).length === 0)) return [];
  const cell = (row: Row) => cellOf([{ text: sayCount(row), href: groupHref(row, view) }], { sort: row.n });
  const column = numberColumn("Runs", null, "how many runs a row has, and of how many where some are in no mean");
  return [{ column, cell }];
}

function valueColumn(metric: MetricColumn, view: View): RowColumn {
  return { column: metricColumn(metric), cell: metricCells(metric, view.compiled.comparison, view) };
}

/** Value, and below it the difference to the baseline, of which nothing is said: only the deciding metric is tested. */
function deltaColumn(metric: MetricColumn, view: View): RowColumn {
  const { column, cell } = valueColumn(metric, view);
  const withDelta = (row: Row): TableCell => {
    const own = row.cells[metric.name];
    const parts = [own?.delta, own?.relative].filter((one) => one != null);
    const delta = parts.flatMap((one, index): Phrase => [...(index === 0 ? [] : [" · "]), numberOf(one, view)]);
    const value = cell(row);
    const below =
      value.below.length > 0 && delta.length > 0 ? [...value.below, " · ", ...delta] : [...value.below, ...delta];
    return { ...value, below };
  };
  return { column, cell: withDelta };
}

/** Value, difference to the baseline, and whether that is more than noise; a colour only where a test says so. */
function decidingColumns(metric: MetricColumn, view: View): RowColumn[] {
  const { comparison } = view.compiled;
  const value = valueColumn(metric, view);
  if (comparison.baseline === null) return [value];
  const contests = contestsAgainst(comparison.baseline, metric, view);
  const delta = (row: Row) =>
    deltaCell(row.baseline ? undefined : row.cells[metric.name], toneOfOutcome(contests.get(row.id)?.outcome), view);
  const outcome = (row: Row) => outcomeCell(contests.get(row.id), view);
  return [
    value,
    { column: numberColumn("Δ", "to the baseline"), cell: delta },
    ...(contests.size === 0 ? [] : [{ column: textColumn("Against the baseline"), cell: outcome }]),
  ];
}

function contestsAgainst(baseline: string, { name }: MetricColumn, view: View): Map<string, Contest> {
  const { contests } = view.compiled.comparison;
  const held = contests?.metric === name ? contests.contests : [];
  return new Map(held.filter((one) => one.against === baseline).map((one) => [one.row, one]));
}

function outcomeCell(contest: Contest | undefined, view: View): TableCell {
  if (contest === undefined) return cellOf(["–"], { sort: null });
  const { outcome, test } = contest;
  const p = test === null ? null : (test.adjusted ?? test.p);
  const below: Phrase = p === null ? ["one run"] : ["p ", numberOf(p, view)];
  const isSingle = Math.min(...contest.runs) < 2;
  return cellOf([], { badges: [outcomeBadge(outcome)], below: p === null && !isSingle ? [] : below, sort: outcome });
}

function paramColumn(name: string, view: View): RowColumn {
  const { rows, baseline: id } = view.compiled.comparison;
  const baseline = rows.find((row) => row.id === id);
  const isNumeric = rows.every((row) => typeof (row.params[name]?.value ?? 0) === "number");
  const cell = (row: Row): TableCell => {
    const isSame = row !== baseline && baseline?.params[name]?.value === row.params[name]?.value;
    return { ...paramCell(row.params[name], view), tone: baseline !== undefined && isSame ? "same" : null };
  };
  return { column: isNumeric ? numberColumn(name) : textColumn(name), cell };
}

/** A row of one run opens that run, a mean the runs that it was made of. */
function nameCell(row: Row, view: View): TableCell {
  const [only, ...others] = row.runs;
  const run = only === undefined || others.length > 0 ? null : runLink(only, view);
  const href = run === null || typeof run === "string" ? groupHref(row, view) : run.href;
  const badges = [
    ...(row.selected ? [badgeOf("selected", "good")] : []),
    ...(row.baseline ? [badgeOf("baseline", "info")] : []),
    ...(row.bucket === "used" ? [] : [badgeOf(row.bucket, "plain")]),
  ];
  return cellOf([{ text: row.name, href }], { badges, below: row.note === null ? [] : [row.note] });
}

function toneOfRow(row: Row): TableRow["tone"] {
  if (row.bucket !== "used") return "muted";
  return row.selected ? "strong" : "plain";
}

function decidingFirst(metrics: readonly MetricColumn[]): [MetricColumn[], MetricColumn[]] {
  return [metrics.filter((one) => one.primary), metrics.filter((one) => !one.primary)];
}

function chunks<T>(items: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, i) => items.slice(i * size, (i + 1) * size));
}
