import type { Row } from "../../model/comparison.ts";
import type { Labels } from "./label.ts";

/** Finds a row that counts by its name or id, else by a run in it (id, name or folder); null when none or several fit. */
export function findRow(name: string, rows: readonly Row[], labels: Labels): Row | null {
  const used = rows.filter((row) => row.bucket === "used");
  const wanted = name.toLowerCase();
  const tests: ((row: Row) => boolean)[] = [
    (row) => row.name === name,
    (row) => row.id === wanted || row.name.toLowerCase() === wanted,
    (row) => row.runs.some((run) => run === name || labels.get(run) === name || run.endsWith(`/${name}`)),
  ];
  for (const test of tests) {
    const found = used.filter(test);
    if (found.length > 0) return found.length === 1 ? (found[0] ?? null) : null;
  }
  return null;
}
