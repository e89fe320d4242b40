import type { Importance } from "../../model/importance.ts";
import type { Run } from "../../model/run.ts";
import type { Column } from "../table/column.ts";
import type { PointGrid } from "../table/grid.ts";

/** The runs that count, the deciding column and the params that differ. */
export interface ImportanceInput {
  runs: readonly Run[];
  column: Column;
  grid: PointGrid;
  differing: readonly string[];
}

/** Which params explain the deciding metric; null where no two params were varied together. */
export function importanceOf(_input: ImportanceInput): Importance | null {
  return null;
}
