import { curveSpec } from "./curve-spec.ts";
import type { LiveCurves } from "./live-figure.ts";
import type { Panel } from "./panel.ts";

/**
 * The drawn points as CSV, at full precision: a line each with its row, run (empty for the mean of a row), its place on every axis
 * and the value. A mean also has its spread.
 */
export function curvesCsv(live: LiveCurves): string {
  const head = ["row", "run", ...live.axes.map(({ id, title }) => (id === "wall" ? "time" : title)), live.metric];
  const extra = live.lines.some(({ spread }) => spread !== undefined)
    ? ["standard deviation", "lowest", "highest"]
    : [];
  const rows = live.lines.flatMap(({ row, run, x, y, spread }) =>
    y.map((value, i) => {
      const places = live.axes.map(({ id }) =>
        placeText(x[id] === undefined ? undefined : live.places[x[id]]?.[i], id),
      );
      const around = spread === undefined ? extra.map(() => "") : [spread.deviation[i], spread.low[i], spread.high[i]];
      return [live.rows[row]?.label ?? "", run ?? "", ...places, value, ...around];
    }),
  );
  return csvOf([[...head, ...extra], ...rows]);
}

/** Rows of cells as CSV (RFC 4180). A text that a spreadsheet would compute is kept a text by an apostrophe. */
export function csvOf(rows: readonly (readonly (string | number | undefined)[])[]): string {
  return rows.map((row) => `${row.map(cellText).join(",")}\r\n`).join("");
}

/** What a figure shows as a Vega-Lite specification with its data in it, in colours for a light ground. */
export function curvesVegaLite(live: LiveCurves, panel: Panel): Record<string, unknown> {
  const { title, rows, box, metric } = live;
  const titles = { x: panel.axis.title, y: metric };
  return curveSpec({ title, rows, box, titles, panel, theme: "light" });
}

function placeText(place: number | undefined, axis: string): string | number {
  if (place === undefined) return "";
  return axis === "wall" ? new Date(place).toISOString() : place;
}

function cellText(cell: string | number | undefined): string {
  if (typeof cell === "number") return String(cell);
  const text = /^[=+\-@\t\r]/.test(cell ?? "") ? `'${cell}` : (cell ?? "");
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
