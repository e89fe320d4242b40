import type { Cell, Sentence } from "../../model/comparison.ts";

/** A cell in words with its numbers as claims: `0.9722 ± 0.0032 (n = 5)`, `0.9014 (n = 1)`, `not logged`. */
export function sayCell(cell: Cell | undefined): Sentence {
  if (cell === undefined || cell.quantity === null) return [cell?.missing ?? "not logged"];
  if (cell.spread === null) return [cell.quantity, ` (n = ${cell.n})`];
  return [cell.quantity, " ± ", cell.spread, ` (n = ${cell.n})`];
}

/** `1 run`, `2 runs`. */
export function count(n: number, noun: string): string {
  return `${n} ${noun}${n === 1 ? "" : "s"}`;
}
