import type { Best, MetricColumn, Row } from "./comparison.ts";

/** What a value is marked as: the best of its column, or one that may be as good as the best mean. */
export type Mark = "best" | "tied";

/** The sign of a value that may be as good as the best mean. */
export const TIED = "≈";

/** What the mark of the best value means, behind the mark itself. */
export const BEST_MEANS =
  "the best of the rows of three or more runs: tests tell it from each of these, and no other row reaches what one more run of it may give";

/** What the mark of a tied value means, behind the mark itself. */
export const TIED_MEANS = "not shown to be worse than the best mean of three or more runs in the column";

/**
 * The marks of rows in a metric. A row of three or more runs is the best where tests tell it from all others of them and no
 * row of fewer runs reaches it; otherwise those that may be as good are tied with it, and none is the best. Without such a row
 * nothing is marked.
 */
export function marksIn({ best }: { best: readonly Best[] }, metric: MetricColumn): (row: Row) => Mark | null {
  const ties = new Set(best.find((one) => one.metric === metric.name)?.ties ?? []);
  const mark = ties.size > 1 ? "tied" : "best";
  return (row) => (ties.has(row.id) ? mark : null);
}

/** Whether any value of these columns has a mark, so that the mark has to be explained. */
export function hasMark({ best }: { best: readonly Best[] }, metrics: readonly MetricColumn[], mark: Mark): boolean {
  const names = new Set(metrics.map((metric) => metric.name));
  return best.some(({ metric, ties }) => names.has(metric) && (mark === "best" ? ties.length === 1 : ties.length > 1));
}
