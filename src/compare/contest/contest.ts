import type { Row } from "../../model/comparison.ts";
import type { Contests } from "../../model/contest.ts";
import type { Run } from "../../model/run.ts";
import type { Column } from "../table/column.ts";

/** What contests are held with: the rows, the deciding column, the baseline, and the runs by id for what pairs them. */
export interface ContestInput {
  rows: readonly Row[];
  column: Column;
  baseline: Row | null;
  runs: ReadonlyMap<string, Run>;
}

/** Every row that counts against the baseline and against the best one, in the deciding metric; null with fewer than two rows. */
export function holdContests(_input: ContestInput): Contests | null {
  return null;
}
