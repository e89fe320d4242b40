import type { Row } from "../../model/comparison.ts";
import type { Experiment } from "../../model/experiment.ts";
import type { CompareSettings } from "../settings.ts";
import { findRow } from "./find-row.ts";
import type { Labels } from "./label.ts";

/**
 * The row that others are compared with: the one asked for, else the journal's, else the settings', else the one whose name says
 * so (`namedBaseline`). Null when there is none.
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
  return namedBaseline(rows, settings.origins !== undefined);
}

/**
 * The only row that is called `baseline`; else, within one experiment, the row with that word in its name which all others with
 * it are variants of (`mlp-baseline` beside `mlp-baseline-wide`). Between several none is picked: which is meant is not known.
 */
function namedBaseline(rows: readonly Row[], isOfSeveral: boolean): Row | null {
  const named = rows.filter((row) => row.bucket === "used" && /(?:^|[^a-z])baseline(?![a-z])/i.test(row.name));
  const exact = named.filter((row) => /(?:^|\/)baseline$/i.test(row.name));
  if (exact.length > 0 || isOfSeveral) return exact.length === 1 ? (exact[0] ?? null) : null;
  return named.find((row) => named.every((other) => other.name.startsWith(row.name))) ?? null;
}
