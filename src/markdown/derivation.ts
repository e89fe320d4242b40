import type { Comparison, Row } from "../model/comparison.ts";
import { rankedRows } from "../model/comparison.ts";
import { outputPaths } from "../model/output.ts";
import type { CompiledExperiment } from "../model/project.ts";
import { headingIds } from "./heading-id.ts";

/** So many runs behind means are listed in comparison.md; more would make it a file that nobody opens. */
export const MOST_LISTED = 100;

/**
 * The rows that are means over several runs and that comparison.md lists under a heading of their own: all of them up to 100 runs
 * together; else the selected one, the baseline and the best ones, as far as these go.
 */
export function meanRows({ comparison }: CompiledExperiment): Row[] {
  const known = listed.get(comparison) ?? listRows(comparison);
  listed.set(comparison, known);
  return known;
}

const listed = new WeakMap<Comparison, Row[]>();

function listRows(comparison: Comparison): Row[] {
  const means = comparison.rows.filter((row) => row.n > 1);
  if (means.reduce((sum, row) => sum + row.n, 0) <= MOST_LISTED) return means;
  const ranked = rankedRows(comparison).filter((row) => row.n > 1);
  const first = ranked.filter((row) => row.selected || row.baseline);
  const kept = new Set<Row>();
  let runs = 0;
  for (const row of [...first, ...ranked]) {
    if (kept.has(row)) continue;
    runs += row.n;
    if (kept.size > 0 && runs > MOST_LISTED) break;
    kept.add(row);
  }
  return means.filter((row) => kept.has(row));
}

/**
 * Tells where derived numbers are taken apart, by the file of their first operand: the heading in comparison.md under which
 * the runs of its row stand with their own values (`experiments/a/comparison.md#runs-of-baseline`). Null for a file of a run
 * that stands alone or is not listed.
 */
export function derivationOf(experiments: readonly CompiledExperiment[]): (file: string) => string | null {
  const headings = new Map<string, string>();
  for (const compiled of experiments) {
    const page = outputPaths(compiled.experiment).comparison;
    const runs = new Map(compiled.experiment.runs.map((run) => [run.id, run]));
    const rows = meanRows(compiled);
    const ids = headingIds(rows.map((row) => `Runs of ${row.name}`));
    rows.forEach((row, index) => {
      const files = row.runs.flatMap((id) => runs.get(id)?.files ?? []);
      for (const file of files) headings.set(file, `${page}#${ids[index]}`);
    });
  }
  return (file) => headings.get(file) ?? null;
}
