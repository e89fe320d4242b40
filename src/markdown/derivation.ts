import type { Row } from "../model/comparison.ts";
import { outputPaths } from "../model/output.ts";
import type { CompiledExperiment } from "../model/project.ts";
import { headingIds } from "./heading-id.ts";

/** The rows that are means over several runs, each of which comparison.md lists under a heading of its own. */
export function meanRows({ comparison }: CompiledExperiment): Row[] {
  return comparison.rows.filter((row) => row.n > 1);
}

/**
 * Tells where derived numbers are taken apart, by the file of their first operand: the heading in comparison.md under which
 * the runs of its row stand with their own values (`experiments/a/comparison.md#runs-of-baseline`). Null for a file of a run
 * that stands alone.
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
