import type { Row } from "../../model/comparison.ts";
import type { Contest, Contests } from "../../model/contest.ts";
import type { Run } from "../../model/run.ts";
import { holdContests } from "../contest/contest.ts";
import type { Column } from "../table/column.ts";

/** Two rows, a metric, and the contests that are held already. */
export interface Pairing {
  row: Row;
  against: Row;
  column: Column;
  contests: Contests | null;
  runs: ReadonlyMap<string, Run>;
}

/** One row against another in a metric: the contest of the comparison, whose p is adjusted for all of them, else one by itself. */
export function contestBetween({ row, against, column, contests, runs }: Pairing): Contest | null {
  const isIt = (one: Contest) => one.metric === column.shown.name && one.row === row.id && one.against === against.id;
  const held = [...(contests?.contests ?? []), ...(contests?.leader?.contests ?? [])].find(isIt);
  if (held !== undefined) return held;
  return holdContests({ rows: [row, against], column, baseline: against, runs })?.contests.find(isIt) ?? null;
}
