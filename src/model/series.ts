import type { Evidence, Locator } from "./evidence.ts";

/**
 * The logged points of one metric in one run, in file order (never sorted: resumed runs repeat steps). Columns, not
 * objects: all arrays have the same length.
 *
 * - `step`: the logged step; the point's ordinal where none was logged (`stepName` is then null).
 * - `value`: NaN and infinities included.
 * - `line`: 1-based line (text), row or record (binary) of each point in `file`.
 * - `wall`: seconds since the epoch, or null where the format records none.
 * - `files`: for points that stand in several files (a resumed run): which file holds those from index `from` on.
 */
export interface Series {
  metric: string;
  file: string;
  stepName: string | null;
  step: Float64Array;
  value: Float64Array;
  line: Uint32Array;
  wall: Float64Array | null;
  files?: { file: string; from: number }[] | undefined;
}

/** The file that holds a point of a series. */
export function fileOfPoint({ file, files }: Series, index: number): string {
  return files?.findLast(({ from }) => from <= index)?.file ?? file;
}

/** Where a point of a series stands. `like`: where its last point stands, since a series keeps only lines, rows or records. */
export function evidenceOfSeries(series: Series, index: number, like: Locator): Evidence {
  const locator = locatorOf(series.line[index] ?? 0, like);
  return { file: fileOfPoint(series, index), locator, literal: String(series.value[index] ?? Number.NaN) };
}

function locatorOf(line: number, like: Locator): Locator {
  if (like.kind === "record") return { kind: "record", record: line };
  if (like.kind === "cell") return { kind: "cell", row: like.row - like.line + line, column: like.column, line };
  if (like.kind === "row") return { ...like, key: String(line) };
  return { kind: "line", line };
}
