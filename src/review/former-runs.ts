import type { Param, Run } from "../model/run.ts";
import type { Series } from "../model/series.ts";
import type { ProjectCatalog } from "../project/catalog.ts";
import { readSeries, readSource } from "../readers/index.ts";
import type { FormerFiles } from "./former-files.ts";

/** How a run of a table changed: it says what it said, goes on, or says something else. */
export type RunFate = "same" | "grown" | "rewritten";

/** Tells what became of a run in tables that changed; null for a run of none, or one that was not in them. */
export type FormerRuns = (experiment: string, run: string) => RunFate | null;

/** Whether the bytes of a file say nothing of what stands in it: a database and a Parquet file are written anew for each run. */
export function isTable(file: string): boolean {
  return /\.(?:db|sqlite3?|parquet)(?:-wal|-journal)?$/i.test(file);
}

/** Opens the tables of the base that are others in the head; they are read once for each experiment, when first asked for. */
export function openFormerRuns(catalog: ProjectCatalog, place: { former: FormerFiles; root: string }): FormerRuns {
  const known = new Map<string, Map<string, Former>>();
  return (experiment, id) => {
    const runs = known.get(experiment) ?? formerRuns(catalog, experiment, place.former);
    known.set(experiment, runs);
    const former = runs.get(id);
    const now = catalog.get(experiment).experiment.runs.find((run) => run.id === id);
    return former === undefined || now === undefined ? null : fateOf(former, now, place.root);
  };
}

/** A run as it was, and the folder in which its table lies. */
interface Former {
  run: Run;
  root: string;
}

function formerRuns(catalog: ProjectCatalog, experiment: string, former: FormerFiles): Map<string, Former> {
  const found = new Map<string, Former>();
  for (const source of catalog.plans.get(experiment)?.sources ?? []) {
    const folders = source.files.filter(isTable).map((file) => former.folderOf(file));
    const root = folders.find((folder) => folder !== null);
    if (root == null) continue;
    for (const run of readSource(source, root).runs) found.set(run.id, { run, root });
  }
  return found;
}

/** A run goes on when all that it said is still there, in the order in which it was said; how it ended is said last. */
function fateOf({ run: was, root: before }: Former, now: Run, root: string): RunFate {
  const params = new Map(now.params.map((one) => [one.name, one]));
  if (was.params.some((one) => !saysTheSame(one, params.get(one.name)))) return "rewritten";
  const names = was.metrics.filter(({ file }) => isTable(file)).map(({ name }) => name);
  const series = new Map(readSeries(now, root, names).map((one) => [one.metric, one]));
  const logged = readSeries(was, before, names);
  if (!logged.every((one) => beginsWith(series.get(one.metric), one))) return "rewritten";
  const isSame =
    was.status.value === now.status.value && was.params.length === now.params.length && pointsOf(was) === pointsOf(now);
  return isSame ? "same" : "grown";
}

function saysTheSame(was: Param, now: Param | undefined): boolean {
  return now !== undefined && String(was.value) === String(now.value);
}

function pointsOf({ metrics }: Run): number {
  return metrics.filter(({ file }) => isTable(file)).reduce((sum, { points }) => sum + points, 0);
}

function beginsWith(now: Series | undefined, was: Series): boolean {
  if (now === undefined || now.value.length < was.value.length) return false;
  return was.value.every((value, at) => Object.is(value, now.value[at]) && was.step[at] === now.step[at]);
}
