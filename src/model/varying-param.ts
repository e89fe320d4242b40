import type { Comparison, Row } from "./comparison.ts";

/** Of the params that differ, those that differ among some rows; one that a row lacks differs. */
export function varyingParams({ differing }: Pick<Comparison, "differing">, rows: readonly Row[]): string[] {
  return differing.filter((name) => new Set(rows.map((row) => keyOf(row, name))).size > 1);
}

function keyOf({ params }: Row, name: string): string {
  const param = params[name];
  return param === undefined ? "" : JSON.stringify(param.value);
}
