import type { Evidence } from "../../model/evidence.ts";
import { usedRuns } from "../../model/experiment.ts";
import type { CompiledExperiment } from "../../model/project.ts";
import type { Run } from "../../model/run.ts";
import { settingKey } from "../text/setting.ts";

/** How many pieces of evidence are shown. */
const SHOWN = 12;

/**
 * Where the seeds stand of which there are so many: those of all runs that count, or of the runs of a row. Null where no
 * experiment has so many, or its seeds stand in no file.
 */
export function countsSeeds(experiments: readonly CompiledExperiment[], count: number): Evidence[] | null {
  for (const { experiment, comparison } of experiments) {
    const used = usedRuns(experiment);
    const rows = comparison.rows.map((row) => used.filter((run) => row.runs.includes(run.id)));
    for (const runs of [used, ...rows]) {
      const seeds = seedsOf(runs);
      if (seeds.size === count && count > 1) return [...seeds.values()].slice(0, SHOWN);
    }
  }
  return null;
}

function seedsOf(runs: readonly Run[]): Map<string, Evidence> {
  const params = runs.flatMap(({ params: all }) => all.filter(({ name }) => settingKey(name) === "seed"));
  return new Map(params.map(({ value, evidence }) => [String(value), evidence]));
}
