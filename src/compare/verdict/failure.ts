import type { Comparison } from "../../model/comparison.ts";
import { lineOf } from "../../model/evidence.ts";
import type { Run } from "../../model/run.ts";

/** Why a run counts as failed and where that is seen: it diverged, or its status says so. */
export function failureOf(run: Run): Comparison["failed"][number] {
  if (run.diverged !== null) {
    const { metric, evidence } = run.diverged;
    return {
      run: run.id,
      reason: `diverged: ${metric} is ${evidence.literal}`,
      file: evidence.file,
      line: lineOf(evidence),
    };
  }
  const { evidence, because, value } = run.status;
  const file = evidence?.file ?? run.files[0] ?? run.dir;
  return {
    run: run.id,
    reason: because === "" ? value : because,
    file,
    line: evidence === null ? null : lineOf(evidence),
  };
}
