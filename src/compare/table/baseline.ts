import type { Row } from "../../model/comparison.ts";
import type { Experiment } from "../../model/experiment.ts";
import type { CompareSettings } from "../settings.ts";
import { findRow } from "./find-row.ts";
import type { Labels } from "./label.ts";

/**
 * The row that others are compared with: the one asked for, else the journal's, else the settings', else the row named baseline or with the
 * shortest name that has the word in it. Null when there is none.
 */
export function baselineOf(
  rows: readonly Row[],
  from: { experiment: Experiment; settings: CompareSettings; labels: Labels },
): Row | null {
  const { experiment, settings } = from;
  for (const name of [settings.asked?.baseline, experiment.hypothesis?.baseline, settings.baseline]) {
    const row = typeof name === "string" ? findRow(name, rows, from.labels) : null;
    if (row !== null) return row;
  }
  const named = rows.filter((row) => row.bucket === "used" && /(?:^|[^a-z])baseline(?![a-z])/i.test(row.name));
  return named.reduce<Row | null>(
    (best, row) => (best === null || row.name.length < best.name.length ? row : best),
    null,
  );
}
