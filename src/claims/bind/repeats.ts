import { bucketOf } from "../../model/accounting.ts";
import type { CompiledExperiment } from "../../model/project.ts";
import type { Run } from "../../model/run.ts";
import { metricOf } from "../../model/run.ts";
import { parentOf } from "../../model/tree.ts";
import type { Judging } from "../judge/judging.ts";
import type { Sample } from "./meaning.ts";
import { sampleOf } from "./meaning.ts";
import type { Reading } from "./reading.ts";

/**
 * The logs in the folder of a linked one, of which a row may state the mean.
 *
 * - `folder`: where they lie; `linked`: the run of the linked log, null where the folder itself is linked.
 * - `alike`: the runs of the linked one's form, that is with the same metrics logged up to the same step; `all`: every run of the
 *   folder that has the metric.
 * - `absent`: how many logs of the folder git knows that this checkout does not have.
 */
export interface Repeats {
  folder: string;
  linked: Run | null;
  alike: Sample;
  all: Sample;
  absent: number;
}

/** The repeats of the one linked log (or folder) that a number is about; null where the words lead to anything else. */
export function repeatsOf(judging: Judging, { runs, metrics }: Pick<Reading, "runs" | "metrics">): Repeats | null {
  const [run, ...otherRuns] = runs;
  const [metric, ...otherMetrics] = metrics;
  if (run?.loosely !== true || metric === undefined || otherRuns.length > 0 || otherMetrics.length > 0) return null;
  const [first] = run.what.runs;
  const folder = first === undefined ? null : folderOf(first);
  const known = folder === null ? null : (judging.context.logFolder?.(folder) ?? null);
  if (first === undefined || folder === null || known === null) return null;
  const { compiled, runs: inside } = runsIn(judging, run.what.compiled, folder);
  const having = inside.filter((one) => metricOf(one, metric.what) !== undefined);
  const why = `the folder of the linked log holds ${having.length} logs`;
  const of = (some: Run[]) => sampleOf(judging, { ...run, what: { compiled, runs: some, group: true }, why }, metric);
  const form = formOf(first, metric.what);
  const all = of(having);
  const alike = of(having.filter((one) => COUNTED.includes(bucketOf(one)) && formOf(one, metric.what) === form));
  if (all === null || alike === null) return null;
  return { folder, linked: run.what.group ? null : first, alike, all, absent: known.absent };
}

/** A log that lies in another record's folder too is still one of its own folder. */
const COUNTED = ["used", "duplicate"];

/** The runs by the folder that their logs lie in, of the folders beside one, that one left out. */
export function besideFolder({ context }: Judging, compiled: CompiledExperiment, folder: string): Map<string, Run[]> {
  const known = foldersOf(compiled);
  const found = new Map([...known].filter(([dir]) => dir !== folder && parentOf(dir) === parentOf(folder)));
  const siblings = context.logFolder?.(folder)?.siblings ?? [];
  for (const dir of siblings.length > SEARCHED ? [] : siblings) {
    const lone = known.has(dir) ? null : (context.linkedLog?.(dir) ?? null);
    if (lone !== null) found.set(dir, lone.experiment.runs);
  }
  return found;
}

/** How many folders beside one are opened that belong to no experiment. */
const SEARCHED = 20;

/** Where the log of a run lies that has no folder of its own; null for a run that has one. */
function folderOf({ tracker, dir, files }: Run): string | null {
  const [file] = files;
  return file !== undefined && (tracker === "textlog" || dir === "") ? parentOf(file) : null;
}

function runsIn(judging: Judging, compiled: CompiledExperiment, folder: string) {
  const lone = judging.scope.catalog.ids.includes(compiled.experiment.id)
    ? null
    : (judging.context.linkedLog?.(folder) ?? null);
  return { compiled: lone ?? compiled, runs: lone?.experiment.runs ?? foldersOf(compiled).get(folder) ?? [] };
}

function foldersOf(compiled: CompiledExperiment): ReadonlyMap<string, Run[]> {
  const made = MADE.get(compiled);
  if (made !== undefined) return made;
  const own = compiled.experiment.runs.filter((run) => folderOf(run) !== null);
  const folders = Map.groupBy(own, (run) => folderOf(run) ?? "");
  MADE.set(compiled, folders);
  return folders;
}

// The experiment is the key, so what is made for it goes when it goes.
const MADE = new WeakMap<CompiledExperiment, ReadonlyMap<string, Run[]>>();

/** What a log shows of how its run was made: which metrics, up to which step. */
function formOf(run: Run, metric: string): string {
  const names = run.metrics.map(({ name }) => name).sort();
  return [metricOf(run, metric)?.last.step ?? "", ...names].join("\0");
}
