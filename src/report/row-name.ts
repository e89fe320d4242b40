import { codeSpan } from "../markdown/escape.ts";
import type { Row } from "../model/comparison.ts";
import type { Experiment } from "../model/experiment.ts";
import type { CompiledExperiment } from "../model/project.ts";
import type { Run } from "../model/run.ts";
import type { LinkWriter } from "./link-writer.ts";

const indexes = new WeakMap<Experiment, Map<string, Run>>();

/** The run of that id. Throws if the comparison names a run that the experiment lacks, which is our bug. */
export function runById({ experiment }: CompiledExperiment, id: string): Run {
  let index = indexes.get(experiment);
  if (index === undefined) {
    index = new Map(experiment.runs.map((run) => [run.id, run]));
    indexes.set(experiment, index);
  }
  const run = index.get(id);
  if (run === undefined) throw new Error(`${experiment.id} has no run ${id}`);
  return run;
}

/** A run's name as code, linked to its folder. */
export function runLink(run: Run, links: LinkWriter): string {
  return links.place(codeSpan(run.name), run.dir, null);
}

/** A row's name as code; a row of one run is linked to that run's folder. */
export function rowLink(compiled: CompiledExperiment, row: Row, links: LinkWriter): string {
  const only = row.runs.length === 1 ? row.runs[0] : undefined;
  return only === undefined ? codeSpan(row.name) : links.place(codeSpan(row.name), runById(compiled, only).dir, null);
}
