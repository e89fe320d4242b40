import type { Finding } from "../../model/finding.ts";
import type { Run } from "../../model/run.ts";
import type { Named } from "./scope.ts";

/**
 * What could not be read of the runs that a name means, in a sentence; null where all of it was. Where other files of them gave
 * metrics, only `file` counts, the one that is cited: what a name asks for may just not be there.
 */
export function unreadOf(named: readonly Named[], file: string | null): string | null {
  for (const { compiled, runs } of named) {
    const broken = compiled.experiment.findings.filter(isBroken);
    for (const run of runs) {
      const hit = broken.find((one) => one.file === file || (run.metrics.length === 0 && holds(run, one.file)));
      if (hit !== undefined) return `${hit.file} could not be read: ${hit.message}`;
    }
  }
  return null;
}

function isBroken({ code, severity }: Finding): boolean {
  return severity === "error" && (code.startsWith("source/") || code === "document/conflict");
}

function holds(run: Run, file: string): boolean {
  return run.files.includes(file) || (run.dir !== "" && file.startsWith(`${run.dir}/`));
}
