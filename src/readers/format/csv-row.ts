import { numberOut } from "./decimal.ts";
import type { BufferLine } from "./lines.ts";
import { readNumber } from "./number-bytes.ts";

/** The numbers of one row by column: `starts` is the index of each literal in the buffer, -1 for an empty cell. */
export interface NumberRow {
  values: Float64Array;
  starts: Int32Array;
}

const [NEWLINE, RETURN, SPACE] = [10, 13, 32];

/** A row of so many columns, to be filled again and again. */
export function emptyRow(columns: number): NumberRow {
  return { values: new Float64Array(columns), starts: new Int32Array(columns) };
}

/**
 * Reads a row in which every cell is a plain number or empty, as most rows are. Returns the index of its newline, or -1 for a row
 * that is anything else, or that does not end before `limit`.
 */
export function readRow({ view, from, limit }: BufferLine, row: NumberRow, delimiter: number): number {
  const { values, starts } = row;
  const columns = starts.length;
  let at = from;
  let filled = 0;
  for (let column = 0; column < columns; column += 1) {
    while (at < limit && view.getUint8(at) === SPACE) at += 1;
    if (at >= limit) return -1;
    starts[column] = -1;
    const first = view.getUint8(at);
    if (first !== delimiter && first !== NEWLINE && first !== RETURN) {
      const end = readNumber(view, at);
      if (end < 0 || end >= limit) return -1;
      starts[column] = at;
      values[column] = numberOut[0] as number;
      filled += 1;
      at = end;
    }
    const isLast = column === columns - 1;
    if (isLast) break;
    if (view.getUint8(at) !== delimiter) return -1;
    at += 1;
  }
  if (at < limit && view.getUint8(at) === RETURN) at += 1;
  return filled > 0 && at < limit && view.getUint8(at) === NEWLINE ? at : -1;
}
