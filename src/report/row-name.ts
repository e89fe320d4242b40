import { codeSpan } from "../markdown/escape.ts";
import type { Row } from "../model/comparison.ts";
import type { CompiledExperiment } from "../model/project.ts";
import type { Run } from "../model/run.ts";
import type { LinkWriter } from "./link-writer.ts";

/** The run of that id. Throws if the comparison names a run that the experiment lacks, which is our bug. */
export function runById({ experiment }: CompiledExperiment, id: string): Run {
  const run = experiment.runs.find((one) => one.id === id);
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
