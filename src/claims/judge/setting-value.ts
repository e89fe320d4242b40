import type { Experiment } from "../../model/experiment.ts";
import type { CompiledExperiment } from "../../model/project.ts";
import type { Param, Run } from "../../model/run.ts";
import { settingKey } from "../text/setting.ts";

/** A value that a setting has, with the runs that have it. */
export interface SettingValue {
  param: Param;
  runs: Set<Run>;
}

/** Each value that the runs of some experiments have for a setting, once for an experiment. */
export function valuesOfSetting(experiments: readonly CompiledExperiment[], key: string): SettingValue[] {
  return experiments.flatMap(({ experiment }) => knownOf(experiment).values.get(key) ?? []);
}

/** Whether a metric of some experiments has a name. */
export function isMetricName(experiments: readonly CompiledExperiment[], name: string): boolean {
  const wanted = name.trim().toLowerCase();
  return experiments.some(({ experiment }) => knownOf(experiment).metrics.has(wanted));
}

interface Known {
  values: Map<string, SettingValue[]>;
  metrics: Set<string>;
}

// The experiment is the key, so what is made for it goes when it goes.
const KNOWN = new WeakMap<Experiment, Known>();

function knownOf(experiment: Experiment): Known {
  const known = KNOWN.get(experiment) ?? collect(experiment);
  KNOWN.set(experiment, known);
  return known;
}

/** The params by what prose calls them: the whole name or what follows its last dot. */
function collect({ runs }: Experiment): Known {
  const values = new Map<string, SettingValue[]>();
  const seen = new Map<string, SettingValue>();
  for (const run of runs) {
    for (const param of run.params) {
      const id = JSON.stringify([param.name, param.value]);
      const value = seen.get(id);
      if (value !== undefined) {
        value.runs.add(run);
        continue;
      }
      const made = { param, runs: new Set([run]) };
      seen.set(id, made);
      for (const key of keysOf(param.name)) values.set(key, [...(values.get(key) ?? []), made]);
    }
  }
  const metrics = runs.flatMap((run) => run.metrics.map(({ name }) => name.toLowerCase()));
  return { values, metrics: new Set(metrics) };
}

function keysOf(name: string): Set<string> {
  return new Set([settingKey(name), settingKey(name.slice(name.lastIndexOf(".") + 1))]);
}
