import type { Comparison, MetricColumn, Row } from "./comparison.ts";

/** What a value is marked as: the best of its column, or one that cannot be told from the best. */
export type Mark = "best" | "tied";

/** The sign of a value that cannot be told from the best one. */
export const TIED = "≈";

/**
 * The mark of a row's value in a metric, or null. A value is the best where a test says so of its row against every other;
 * with rows that cannot be told from it, all of these are tied and none is the best. A metric without tests marks nothing.
 */
export function markOf({ contests }: Pick<Comparison, "contests">, metric: MetricColumn, row: Row): Mark | null {
  if (contests === null || contests.metric !== metric.name || !contests.ties.includes(row.id)) return null;
  return contests.ties.length > 1 ? "tied" : "best";
}

/** Whether any value of a comparison has a mark, so that the mark has to be explained. */
export function hasMark({ contests }: Pick<Comparison, "contests">, mark: Mark): boolean {
  if (contests === null) return false;
  return mark === "best" ? contests.ties.length === 1 : contests.ties.length > 1;
}
