import type { Comparison, Row } from "../../model/comparison.ts";
import type { Figure } from "../../model/project.ts";
import { lackOf, sayLeftOut } from "./left-out.ts";
import { cellSources } from "./rows.ts";
import { rowsOf, slugOf } from "./words.ts";

const MOST_LINES = 200;

/**
 * The rows of a search as lines over its parameters; null where the runs are no search, or which way the deciding metric is better is
 * not known. `rows`: the best first.
 */
export function planParallel({ importance, metrics }: Comparison, rows: Row[]): Figure | null {
  const primary = metrics.find((metric) => metric.primary);
  if (importance === null || primary === undefined || primary.direction.better === "unknown") return null;
  const having = rows.filter((row) => Number.isFinite(row.cells[primary.name]?.quantity?.value));
  const shown = spacedOut(having, MOST_LINES);
  if (shown.length < 2) return null;
  const picked = shown.length < having.length ? ", spaced evenly from the best to the worst" : "";
  const caption = [
    `${primary.name} and the parameters of ${rowsOf(shown.length, rows.length)}${picked}.`,
    "A line is a row: the best one is thick, the better a quarter of the rows the darker it is.",
    ...leftOut(rows, having, primary.name),
  ];
  return {
    id: `parallel-coordinates-${slugOf(primary.name)}`,
    kind: "parallel-coordinates",
    title: `Settings and ${primary.name}`,
    metric: primary.name,
    rows: shown.map((row) => row.id),
    caption: [caption.join(" ")],
    sources: cellSources(primary.name, shown),
  };
}

/** Rows without a value; those between the evenly spaced ones are spoken of already. */
function leftOut(rows: Row[], having: Row[], metric: string): string[] {
  const said = sayLeftOut({ all: rows, having, shown: having, lacks: (row) => lackOf(metric, row) });
  return said === "" ? [] : [said];
}

function spacedOut(rows: Row[], most: number): Row[] {
  if (rows.length <= most) return rows;
  const places = new Set(Array.from({ length: most }, (_, i) => Math.round((i * (rows.length - 1)) / (most - 1))));
  return rows.filter((_, i) => places.has(i));
}
