import type { Phrase, SiteTable } from "../contract/index.ts";
import type { Row } from "../model/comparison.ts";
import { rankedRows } from "../model/comparison.ts";
import type { TableRow } from "./cell.ts";
import { badgeOf, cellOf, numberColumn, textColumn } from "./cell.ts";
import { groupHref } from "./comparison-table.ts";
import { maybeCell, metricColumn, numberCell, runCell } from "./metric-cell.ts";
import type { View } from "./view.ts";
import { phraseOf, runLink } from "./view.ts";

/** Every run with its own numbers, and each fold of one, in groups by configuration: what the means are made of. */
export function runsTable(view: View): SiteTable | null {
  const { comparison } = view.compiled;
  const rows = [...rankedRows(comparison), ...comparison.rows.filter((row) => row.bucket !== "used")];
  if (rows.length === 0) return null;
  const columns = [textColumn("Run"), textColumn("Configuration"), ...comparison.metrics.map(metricColumn)];
  const note = "Each number opens the line it was logged on.";
  return { caption: "Every run", columns, rows: rows.flatMap((row) => linesOf(row, view)), note };
}

function linesOf(row: Row, view: View): TableRow[] {
  const { metrics } = view.compiled.comparison;
  const cells = metrics.map((column) => row.cells[column.name]);
  const group = view.addresses.group(row.id);
  const tone = row.bucket === "used" ? "plain" : "muted";
  const badges = row.bucket === "used" ? [] : [badgeOf(row.bucket, "plain")];
  return row.runs.flatMap((id): TableRow[] => {
    const name = runLink(id, view);
    const folds = cells.map((cell) => (cell?.folds ?? []).filter((one) => one.run === id));
    const own = [cellOf([name], { badges }), cellOf([row.name]), ...cells.map((cell) => runCell(cell, id, view))];
    const ofFold = (fold: string) => folds.map((some) => some.find((one) => one.fold === fold)?.quantity);
    return [
      { id: "", group, tone, cells: own },
      ...[...new Set(folds.flat().map((one) => one.fold))].map((fold): TableRow => {
        const numbers = ofFold(fold).map((one) => maybeCell(one, view));
        return {
          id: "",
          group,
          tone: "muted",
          cells: [cellOf([name, `, fold ${fold}`]), cellOf([row.name]), ...numbers],
        };
      }),
    ];
  });
}

/** The best row in each metric, with the reason or why none can be named. */
export function bestTable(view: View): SiteTable | null {
  const { comparison } = view.compiled;
  if (comparison.best.length === 0) return null;
  const names = new Map(comparison.rows.map((row) => [row.id, row]));
  const rows = comparison.best.map((best): TableRow => {
    const winners = best.rows.flatMap((id, index): Phrase => {
      const row = names.get(id);
      if (row === undefined) return [];
      return [...(index === 0 ? [] : [", "]), { text: row.name, href: groupHref(row, view) }];
    });
    const value = best.quantity === null ? cellOf(["–"], { sort: null }) : numberCell(best.quantity, view);
    const cells = [cellOf([best.metric]), cellOf(winners.length === 0 ? ["none named"] : winners), value];
    return { id: "", group: null, tone: "plain", cells: [...cells, cellOf(phraseOf(best.because, view))] };
  });
  const columns = [textColumn("Metric"), textColumn("Best"), numberColumn("Value"), textColumn("Because")];
  return { caption: "Best in each metric", columns, rows, note: null };
}
