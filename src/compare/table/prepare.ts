import type { Experiment } from "../../model/experiment.ts";
import type { Run } from "../../model/run.ts";
import { repeatOf } from "../../repeats/repeat-param.ts";
import type { FoldMetrics } from "./fold-metric.ts";
import { gatherFolds } from "./fold-metric.ts";
import { inheritParams } from "./lineage.ts";

/** An experiment as it is compared, and the metrics of folds that stand behind means over them. */
export interface Prepared {
  experiment: Experiment;
  folds: FoldMetrics;
}

/**
 * An experiment in which each run has the settings of the run that holds it, its seed and fold wherever they are stated, and
 * one metric for those it logged once per fold. Runs that need none of this are the very same objects.
 */
export function prepareExperiment(experiment: Experiment): Prepared {
  const runs = inheritParams(experiment.runs).map(withRepeat);
  return gatherFolds({ ...experiment, runs });
}

function withRepeat(run: Run): Run {
  if (run.seed !== null && run.fold !== null) return run;
  const { seed, fold } = repeatOf(run);
  const isKnown = (run.seed !== null || seed === null) && (run.fold !== null || fold === null);
  return isKnown ? run : { ...run, seed: run.seed ?? seed, fold: run.fold ?? fold };
}
