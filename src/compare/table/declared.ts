import type { Experiment } from "../../model/experiment.ts";
import { findMetric } from "../../model/metric-match.ts";
import type { DeclaredReduction, Reduction } from "../../model/reduction.ts";
import type { CompareSettings } from "../settings.ts";

/** The reductions that are declared, by metric as logged: those asked for, else the journal's, else the configuration's. A declared name may leave out the split. */
export function declaredReductions(
  names: readonly string[],
  from: { experiment: Experiment; settings: CompareSettings; primary: string | null },
): Map<string, DeclaredReduction> {
  const { experiment, settings, primary } = from;
  const meant = (name: string) => findMetric(name, names, primary);
  const declared = new Map<string, DeclaredReduction>();
  for (const [name, reduction] of Object.entries(settings.reductions ?? {})) {
    if (names.includes(name)) declared.set(name, { reduction: withMetric(reduction, meant), by: "config" });
  }
  for (const { metric, reduction } of experiment.journal?.reductions ?? []) {
    const name = metric === null ? primary : meant(metric);
    if (name !== null) declared.set(name, { reduction: withMetric(reduction, meant), by: "journal" });
  }
  for (const [name, reduction] of Object.entries(settings.asked?.reductions ?? {})) {
    if (names.includes(name)) declared.set(name, { reduction: withMetric(reduction, meant), by: "asked" });
  }
  return declared;
}

/** The same with the other metric's name as it is logged. */
function withMetric(reduction: Reduction, meant: (name: string) => string | null): Reduction {
  if (typeof reduction === "string" || !("atBestOf" in reduction)) return reduction;
  return { atBestOf: meant(reduction.atBestOf) ?? reduction.atBestOf };
}
