import { headingIds } from "../markdown/heading-id.ts";
import type { Row } from "../model/comparison.ts";
import { outputPaths } from "../model/output.ts";
import type { CompiledExperiment } from "../model/project.ts";
import type { Quantity } from "../model/quantity.ts";
import { runById } from "./row-name.ts";

/** The rows that are means over several runs, each of which comparison.md lists under a heading of its own. */
export function meanRows({ comparison }: CompiledExperiment): Row[] {
  return comparison.rows.filter((row) => row.n > 1);
}

/**
 * Tells where a derived number is taken apart: the heading in comparison.md under which the runs of its first operand stand
 * with their own values (`experiments/a/comparison.md#runs-of-baseline`). Null for a number that starts from a single run.
 */
export function derivationOf(experiments: readonly CompiledExperiment[]): (quantity: Quantity) => string | null {
  const headings = new Map<string, string>();
  for (const compiled of experiments) {
    const page = outputPaths(compiled.experiment).comparison;
    const rows = meanRows(compiled);
    const ids = headingIds(rows.map((row) => `Runs of ${row.name}`));
    rows.forEach((row, index) => {
      for (const id of row.runs) {
        for (const file of runById(compiled, id).files) headings.set(file, `${page}#${ids[index]}`);
      }
    });
  }
  return (quantity) => headings.get(quantity.evidence[0]?.file ?? "") ?? null;
}
