import type { Badge } from "./index.ts";

/**
 * All runs of a project as columns, the latest first: what the table of the list of runs reads. The columns are of one length.
 *
 * - `experiments`: `runs` and `evidence` are what the addresses in `page` and `source` begin with.
 * - `experiment`, `status`, `tracker`, `metric`: the index of a text; `metric` is −1 for a run without a result.
 * - `page`: the address of its page. `result`: its value of the metric that decides, as it is printed; `value` at full precision;
 *   `source`: where its evidence is shown. `started`: as it is printed, empty when that is not known.
 * - `apart`: what sets it apart, in a few words; empty for nothing.
 * - `note`: by index, why a run does not count. `muted`: the indices of those that do not.
 */
export interface RunsData {
  experiments: { text: string; href: string; runs: string; evidence: string }[];
  statuses: Badge[];
  trackers: string[];
  metrics: string[];
  name: string[];
  page: string[];
  experiment: number[];
  status: number[];
  tracker: number[];
  metric: number[];
  result: (string | null)[];
  value: (number | null)[];
  source: (string | null)[];
  apart: string[];
  started: string[];
  note: Record<string, string>;
  muted: number[];
}
