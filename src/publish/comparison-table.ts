import type { Phrase, SiteTable, TableCell } from "../contract/index.ts";
import type { Cell, Comparison, MetricColumn, Row } from "../model/comparison.ts";
import { arrowOf } from "../model/direction.ts";
import { sayReduction } from "../model/reduction.ts";
import type { ParamValue } from "../model/run.ts";
import type { Column, TableRow } from "./cell.ts";
import { badgeOf, cellOf, numberColumn, sortValue, textColumn } from "./cell.ts";
import type { View } from "./view.ts";
import { numberOf, phraseOf, runLink, sourceLink } from "./view.ts";

/** The rows of a comparison side by side: the metric that decides, what differs, and the other metrics. */
export function comparisonTable(view: View): SiteTable {
  const { comparison } = view.compiled;
  const { differing } = comparison;
  const baseline = comparison.rows.find((row) => row.id === comparison.baseline);
  const deciding = comparison.metrics.filter((column) => column.primary);
  const others = comparison.metrics.filter((column) => !column.primary);
  const rows = comparison.rows.map((row): TableRow => {
    const metric = (column: MetricColumn) => metricCell(row.cells[column.name], column, view);
    const count = cellOf([{ text: String(row.n), href: groupHref(row, view) }], { sort: row.n });
    const params = differing.map((name) => {
      const isSame = row !== baseline && baseline?.params[name]?.value === row.params[name]?.value;
      return { ...paramCell(row.params[name], view), tone: isSame ? ("same" as const) : null };
    });
    const cells = [nameCell(row), count, ...deciding.map(metric), ...params, ...others.map(metric)];
    return { id: `row-${view.addresses.group(row.id)}`, group: null, tone: toneOfRow(row), cells };
  });
  const columns = [textColumn("Configuration"), numberColumn("Runs"), ...deciding.map(metricColumn)];
  columns.push(...differing.map(textColumn), ...others.map(metricColumn));
  const differences =
    baseline === undefined ? "No baseline is named, so no differences are shown." : differenceNote(baseline);
  const note = [differences, directionNote(comparison)].filter(Boolean).join(" ");
  return { caption: "Configurations compared", columns, rows, note };
}

/** Every run with its own numbers, in groups by configuration: what the means of the other table are made of. */
export function runsTable(view: View): SiteTable {
  const { comparison } = view.compiled;
  const columns = [textColumn("Run"), textColumn("Configuration"), ...comparison.metrics.map(metricColumn)];
  const rows = comparison.rows.flatMap((row) =>
    row.runs.map((id): TableRow => {
      const name = cellOf([runLink(id, view)], { badges: row.bucket === "used" ? [] : [badgeOf(row.bucket, "plain")] });
      const metrics = comparison.metrics.map((column) => runCell(row.cells[column.name], id, view));
      const tone = row.bucket === "used" ? "plain" : "muted";
      return { id: "", group: view.addresses.group(row.id), tone, cells: [name, cellOf([row.name]), ...metrics] };
    }),
  );
  return { caption: "Every run", columns, rows, note: "Each number opens the line it was logged on." };
}

/** The params that are the same in all runs that count. */
export function constantsTable(view: View): SiteTable | null {
  const { constants } = view.compiled.comparison;
  if (constants.length === 0) return null;
  const rows = constants.map((one) => ({
    id: "",
    group: null,
    tone: "plain" as const,
    cells: [cellOf([one.name]), paramCell(one, view)],
  }));
  return { caption: "The same in all runs", columns: [textColumn("Param"), textColumn("Value")], rows, note: null };
}

/** The best row in each metric, with the reason or why none can be named. */
export function bestTable(view: View): SiteTable | null {
  const { comparison } = view.compiled;
  if (comparison.best.length === 0) return null;
  const names = new Map(comparison.rows.map((row) => [row.id, row]));
  const rows = comparison.best.map((best) => {
    const winners = best.rows.flatMap((id, index): Phrase => {
      const row = names.get(id);
      if (row === undefined) return [];
      return [...(index === 0 ? [] : [", "]), { text: row.name, href: groupHref(row, view) }];
    });
    const value = best.quantity === null ? cellOf(["—"], { sort: null }) : numberCell(best.quantity, view);
    const cells = [cellOf([best.metric]), cellOf(winners.length === 0 ? ["none named"] : winners), value];
    return { id: "", group: null, tone: "plain" as const, cells: [...cells, cellOf(phraseOf(best.because, view))] };
  });
  const columns = [textColumn("Metric"), textColumn("Best"), numberColumn("Value"), textColumn("Because")];
  return { caption: "Best in each metric", columns, rows, note: null };
}

/** The column of a metric: its name, and below which point of the series is shown and which way is better. */
export function metricColumn(column: MetricColumn): Column {
  const { better, how, evidence } = column.direction;
  const direction =
    better === "unknown"
      ? "which way is better is unknown"
      : `${better} is better (${how !== "declared" ? "inferred from the name" : evidence === undefined ? "declared" : `declared in ${evidence.file}`})`;
  const loose = column.loose ? "; read from free text" : "";
  const title = `${column.notes[0] ?? "last logged value"}; ${direction}${column.primary ? "; this metric decides" : ""}${loose}`;
  const note =
    `${arrowOf(column.direction)} ${sayReduction(column.reduction)}${column.primary ? " · decides" : ""}`.trimStart();
  return numberColumn(column.name, note, title);
}

/** One number as a cell. */
export function numberCell(quantity: Parameters<typeof numberOf>[0], view: View): TableCell {
  return cellOf([numberOf(quantity, view)], { sort: sortValue(quantity.value) });
}

function metricCell(cell: Cell | undefined, column: MetricColumn, view: View): TableCell {
  if (cell === undefined || cell.quantity === null) return cellOf([cell?.missing ?? "not logged"], { sort: null });
  const spread: Phrase = cell.spread === null ? [] : [" ± ", numberOf(cell.spread, view)];
  return cellOf([numberOf(cell.quantity, view), ...spread], {
    below: deltaOf(cell, view),
    tone: toneOfDelta(cell, column),
    sort: sortValue(cell.quantity.value),
  });
}

function runCell(cell: Cell | undefined, id: string, view: View): TableCell {
  const own = cell?.runs.find((one) => one.run === id);
  return own === undefined ? cellOf([cell?.missing ?? "not logged"], { sort: null }) : numberCell(own.quantity, view);
}

function deltaOf(cell: Cell, view: View): Phrase {
  const parts = [cell.delta, cell.relative].filter((one) => one !== null);
  return parts.flatMap((one, index): Phrase => [...(index === 0 ? [] : [" · "]), numberOf(one, view)]);
}

function toneOfDelta(cell: Cell, column: MetricColumn): TableCell["tone"] {
  const delta = cell.delta?.value ?? 0;
  if (column.direction.better === "unknown" || !Number.isFinite(delta) || delta === 0) return null;
  return delta > 0 === (column.direction.better === "higher") ? "better" : "worse";
}

function nameCell(row: Row): TableCell {
  const badges = [
    ...(row.selected ? [badgeOf("selected", "good")] : []),
    ...(row.baseline ? [badgeOf("baseline", "info")] : []),
    ...(row.bucket === "used" ? [] : [badgeOf(row.bucket, "plain")]),
  ];
  return cellOf([row.name], { badges, below: row.note === null ? [] : [row.note] });
}

function paramCell(
  param: { value: ParamValue; literal: string; file: string; line: number | null } | undefined,
  view: View,
): TableCell {
  if (param === undefined) return cellOf(["—"], { sort: null });
  const link = sourceLink(param, view);
  const sort = typeof param.value === "number" ? sortValue(param.value) : param.literal;
  const main: Phrase =
    link === null ? [param.literal] : [{ text: param.literal, href: link.href, title: link.text, verdict: null }];
  return cellOf(main, { sort });
}

function groupHref(row: Row, view: View): string {
  return `${view.addresses.comparison(view.compiled)}#${view.addresses.group(row.id)}`;
}

function toneOfRow(row: Row): TableRow["tone"] {
  if (row.bucket !== "used") return "muted";
  return row.selected ? "strong" : "plain";
}

function differenceNote({ name }: Row): string {
  const which = name === "baseline" ? "the baseline" : `the baseline (${name})`;
  return `Below a number: its difference to ${which}. ± is the sample standard deviation over the runs of a configuration. Params that are as in the baseline are grey.`;
}

/** The columns' directions that were only guessed, in a sentence; null when all are declared. */
function directionNote(comparison: Comparison): string | null {
  const guessed = comparison.metrics.filter((one) => one.direction.how === "inferred").map((one) => one.name);
  return guessed.length === 0 ? null : `Which way is better is inferred from the name for ${guessed.join(", ")}.`;
}
