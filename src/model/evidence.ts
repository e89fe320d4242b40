/**
 * Where inside a file a value stands. Lines, rows and records are 1-based.
 *
 * - `line`: one line of text, or `line` to `endLine`.
 * - `pointer`: an RFC 6901 pointer into JSON or YAML, with the line the value stands on, or the lines of a list or map.
 * - `cell`: a cell of a CSV or TSV file; `row` counts data rows, `line` is its line in the file.
 * - `record`: a record of a binary file (TensorBoard, W&B).
 * - `row`: a row of a database table, by its key.
 */
export type Locator =
  | { kind: "line"; line: number; endLine?: number; offset?: number }
  | { kind: "pointer"; pointer: string; line: number; endLine?: number }
  | { kind: "cell"; row: number; column: string; line: number }
  | { kind: "record"; record: number }
  | { kind: "row"; table: string; key: string };

/**
 * A value and where to see it.
 *
 * - `file`: path relative to the project root, with forward slashes.
 * - `literal`: the value exactly as it is written there (`1e-4`, `0.10`, `NaN`).
 */
export interface Evidence {
  file: string;
  locator: Locator;
  literal: string;
}

/** The text that evidence points at, as it is on disk now: `hash` covers that text only, never the whole file. */
export interface Region {
  file: string;
  line: number;
  endLine: number;
  text: string;
  hash: string;
}

/** The line on which a reader of the file finds the evidence, or null in a binary file or database. */
export function lineOf(evidence: Evidence): number | null {
  return "line" in evidence.locator ? evidence.locator.line : null;
}

/** Where evidence stands, as people write it: `runs/a/eval.log:3`, `run.wandb, record 57`, `mlflow.db, metrics row 4`. */
export function sayPlace({ file, locator }: Evidence): string {
  if (locator.kind === "record") return `${file}, record ${locator.record}`;
  if (locator.kind === "row") return `${file}, ${locator.table} row ${locator.key}`;
  return `${file}:${locator.line}`;
}

/** The lines that evidence points at, first and last; null in a binary file or database. */
export function linesOf({ locator }: Evidence): { line: number; endLine: number } | null {
  if (!("line" in locator)) return null;
  const end = "endLine" in locator ? locator.endLine : undefined;
  return { line: locator.line, endLine: end ?? locator.line };
}

/** The address of the evidence as a link fragment: `#L42`, `#L42-L48`, or nothing where lines do not apply. */
export function fragmentOf(locator: Locator): string {
  if (!("line" in locator)) return "";
  const end = "endLine" in locator ? locator.endLine : undefined;
  return end === undefined || end === locator.line ? `#L${locator.line}` : `#L${locator.line}-L${end}`;
}
