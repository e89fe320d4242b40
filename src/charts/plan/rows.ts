import type { Row } from "../../model/comparison.ts";
import { lineOf } from "../../model/evidence.ts";
import type { Figure } from "../../model/project.ts";

/** The log line behind each run of some rows in a metric. */
export function cellSources(metric: string, rows: Row[]): Figure["sources"] {
  return rows.flatMap((row) =>
    (row.cells[metric]?.runs ?? []).flatMap(({ run, quantity }) =>
      quantity.evidence.slice(0, 1).map((evidence) => ({ run, metric, file: evidence.file, line: lineOf(evidence) })),
    ),
  );
}

/** The first rows of the table; the baseline is always among them. */
export function firstRows(rows: Row[], most: number): Row[] {
  const first = rows.slice(0, most);
  const baseline = rows.slice(most).find((row) => row.baseline);
  return baseline === undefined ? first : [...first.slice(0, most - 1), baseline];
}
