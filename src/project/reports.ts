import type { Config } from "../config.ts";
import type { Experiment } from "../model/experiment.ts";
import { namesOf, plainExperimentName } from "./experiment-name.ts";

/** The experiments that were asked to get a report: names, ids or folders; all of them; or only what the configuration says. */
export type ReportRequest = ReadonlySet<string> | "all" | null;

/** Tells whether an experiment gets a report.md when it has none. */
export function reportWish(config: Config, request: ReportRequest): (experiment: Experiment) => boolean {
  return (experiment) => {
    if (request === "all" || config.reports === "all") return true;
    if (request !== null && isNamed(experiment, request)) return true;
    return config.reports === "hypothesis" && experiment.hypothesis !== null;
  };
}

/** Whether one of the names means the experiment: its id, name, folder, increment or the increment's number. */
export function isNamed(
  experiment: { id: string; name: string; dir: string; increment: string | null },
  names: ReadonlySet<string>,
): boolean {
  const own = new Set(namesOf(experiment));
  return [...names].some((name) => own.has(plainExperimentName(name)));
}
