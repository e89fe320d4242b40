import type { Row } from "../../model/comparison.ts";
import type { Contest, Contests } from "../../model/contest.ts";
import type { Run } from "../../model/run.ts";
import { holdContests } from "../contest/contest.ts";
import type { Column } from "../table/column.ts";

/** One row against another in a metric; null where neither has repeats. */
export type Versus = (row: Row, against: Row, column: Column) => Contest | null;

/** The contests of the comparison, whose p is adjusted for all of them; any other is held by itself when it is asked for. */
export function versusIn(contests: Contests | null, runs: ReadonlyMap<string, Run>): Versus {
  const all = [...(contests?.contests ?? []), ...(contests?.leader?.contests ?? [])];
  return (row, against, column) => {
    const isIt = (one: Contest) => one.metric === column.shown.name && one.row === row.id && one.against === against.id;
    const held = all.find(isIt);
    if (held !== undefined) return held;
    return holdContests({ rows: [row, against], column, baseline: against, runs })?.contests.find(isIt) ?? null;
  };
}
