import type { Row } from "../../../model/comparison.ts";
import type { Reproduction } from "../../../model/reproduction.ts";
import type { Run } from "../../../model/run.ts";
import type { Column } from "../../table/column.ts";
import type { Labels } from "../../table/label.ts";

/** Names that a caution says; more are counted. */
export const NAMED = 3;

/**
 * What cautions are found in: the rows that count with their runs by id, and the params that differ between rows, and runs that
 * claim to be the same.
 */
export interface CautionInput {
  rows: readonly Row[];
  runs: ReadonlyMap<string, Run>;
  columns: readonly Column[];
  differing: readonly string[];
  labels: Labels;
  reproductions: readonly Reproduction[];
}

/** The runs of a row. */
export function runsOf(row: Row, { runs }: CautionInput): Run[] {
  return row.runs.flatMap((id) => runs.get(id) ?? []);
}
