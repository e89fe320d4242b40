import type { History } from "../model/history.ts";
import type { Series } from "../model/series.ts";

/**
 * What a comparison may look up beyond the runs' own summaries.
 *
 * - `series`: the logged points of some metrics of a run; reading them costs, so only declared reductions and drift ask.
 * - `history`: when lines of the journal and of ignored runs were committed; null without a repository.
 */
export interface CompareSource {
  series(run: string, metrics: readonly string[]): Series[];
  history: History | null;
}

/** A source that knows nothing more, for comparisons of runs that are already read. */
export const NO_SOURCE: CompareSource = { series: () => [], history: null };
