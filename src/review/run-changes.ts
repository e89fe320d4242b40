import { compareText } from "../model/finding.ts";
import type { RunChange } from "../model/review.ts";
import type { Contents } from "./contents.ts";
import type { FileChanges } from "./file-changes.ts";
import type { FormerRuns, RunFate } from "./former-runs.ts";
import { isTable } from "./former-runs.ts";
import type { ExperimentState, ReviewState, RunState } from "./state.ts";

/** What run changes are found in. `hidden`: ids of runs that git does not carry; `released`: of those it does not any more; `sparkline`: of a run's deciding metric. */
export interface RunInput {
  base: ReviewState;
  head: ReviewState;
  changes: FileChanges;
  contents: Contents;
  /** What became of runs of databases. */
  recorded: FormerRuns;
  hidden: ReadonlySet<string>;
  released: ReadonlySet<string>;
  /** The path or id that something of the head had in the base. */
  former(path: string): string;
  sparkline(experiment: string, run: string): string;
}

/** A run with the experiment that it belongs to. */
interface Placed {
  experiment: ExperimentState;
  run: RunState;
}

/** What became of the runs of a project, sorted by experiment, those of its best rows first. */
export function runChanges(input: RunInput): RunChange[] {
  const before = placed(input.base);
  const after = placed(input.head);
  const shared = sharedFiles(input.head);
  const runs: RunChange[] = [];
  for (const [id, now] of after) {
    const was = before.get(id) ?? null;
    if (input.hidden.has(id)) continue;
    if (was !== null && input.released.has(id)) {
      runs.push({ ...changeOf("removed", { was, now: null }, input), reason: "git does not have it any more" });
      continue;
    }
    const kind = was === null ? "added" : kindOf({ was, now }, input, shared);
    if (kind !== null) runs.push(changeOf(kind, { was, now }, input));
  }
  for (const [id, was] of before) {
    if (!after.has(id)) runs.push(changeOf("removed", { was, now: null }, input));
  }
  const rank = rankOf(input.head);
  return runs.sort((a, b) => compareText(a.experiment, b.experiment) || rank(a) - rank(b) || compareText(a.run, b.run));
}

/** The place of a run's row among those that count, best first; runs without one come last. */
function rankOf({ experiments }: ReviewState): (run: { run: string }) => number {
  const places = new Map(
    experiments.flatMap(({ rows }) => rows.flatMap((row, at) => row.runs.map((id) => [id, at] as const))),
  );
  return ({ run }) => places.get(run) ?? Number.MAX_SAFE_INTEGER;
}

function placed({ experiments }: ReviewState): Map<string, Placed> {
  return new Map(experiments.flatMap((experiment) => experiment.runs.map((run) => [run.id, { experiment, run }])));
}

/** Files that several runs stand in: a database, a table of runs. Their bytes say nothing of one run. */
function sharedFiles({ experiments }: ReviewState): Set<string> {
  const seen = new Set<string>();
  const shared = new Set<string>();
  for (const file of experiments.flatMap(({ runs }) => runs.flatMap(({ files }) => files))) {
    if (seen.has(file)) shared.add(file);
    seen.add(file);
  }
  return shared;
}

type Both = { was: Placed; now: Placed };

function kindOf({ was, now }: Both, input: RunInput, shared: ReadonlySet<string>): RunChange["kind"] | null {
  const fate = fateOf({ was, now }, input, shared);
  if (fate === "rewritten") return "rewritten";
  const isSameCount =
    was.run.bucket === now.run.bucket && (now.run.bucket !== "ignored" || was.run.reason === now.run.reason);
  if (!isSameCount) return "counted otherwise";
  if (fate === "grown") return "grown";
  // A whole experiment that moved is one change, and not one of each of its runs.
  const isMoved = input.former(now.run.id) !== now.run.id;
  return isMoved && input.former(now.experiment.dir) === now.experiment.dir ? "renamed" : null;
}

function fateOf({ was, now }: Both, input: RunInput, shared: ReadonlySet<string>): RunFate {
  const { contents, changes } = input;
  const isSame = was.run.digest === now.run.digest;
  const files = new Set([...was.run.files, ...now.run.files]);
  const touched = [...files].filter((file) => changes.byHead.has(file) || changes.byBase.has(file));
  if (touched.length === 0) return "same";
  const isOfMany = (file: string) => shared.has(file) || isTable(file);
  const recorded = touched.some(isOfMany) ? recordedFate({ was, now }, input) : "same";
  if (touched.every(isOfMany)) return recorded;
  const fates = touched.map((file) => (isOfMany(file) ? recorded : contents.fate(file)));
  // While a run goes on, its status and summary are written again and again; its logs are what must not change.
  const isOpen = was.run.bucket === "running";
  const changed = touched.filter((file, at) => isBroken(fates[at]) && !(isOpen && isSummary(file)));
  if (changed.length > 0) return "rewritten";
  return fates.some((fate) => fate !== "same") || !isSame ? "grown" : "same";
}

/** What became of a run in a file that is written anew for others too: what it says tells, and not the bytes. */
function recordedFate({ was, now }: Both, { recorded }: RunInput): RunFate {
  const fate = recorded(now.experiment.id, now.run.id);
  if (fate !== null) return fate;
  if (was.run.digest === now.run.digest) return "same";
  return now.run.points > was.run.points ? "grown" : "rewritten";
}

function isBroken(fate: string | undefined): boolean {
  return fate === "rewritten" || fate === "gone";
}

function isSummary(file: string): boolean {
  return /\.(?:json|ya?ml|toml)$/i.test(file);
}

function changeOf(
  kind: RunChange["kind"],
  { was, now }: { was: Placed | null; now: Placed | null },
  input: RunInput,
): RunChange {
  const { experiment, run } = (now ?? was) as Placed;
  const files = [...new Set([...(was?.run.files ?? []), ...(now?.run.files ?? [])])];
  const touched = files.filter((file) => input.changes.byHead.has(file) || input.changes.byBase.has(file));
  const from = input.former(run.id);
  const isLost = kind === "removed" || kind === "rewritten" || kind === "counted otherwise";
  return {
    kind,
    experiment: experiment.id,
    run: run.id,
    name: run.name,
    place: run.dir,
    from: from === run.id ? null : from,
    bucket: now?.run.bucket ?? null,
    wasBucket: was?.run.bucket ?? null,
    reason: now?.run.reason ?? null,
    reasonPlace: now?.run.reasonPlace ?? null,
    metric: experiment.metric,
    value: now?.run.value ?? null,
    was: was?.run.value ?? null,
    sparkline: now === null ? "" : input.sparkline(now.experiment.id, now.run.id),
    files: touched.sort(compareText),
    altered: kind === "rewritten" ? (touched.flatMap((file) => input.contents.altered(file) ?? [])[0] ?? null) : null,
    decided: isLost && was !== null && decides(was, input),
  };
}

/** Whether a run stood behind what was selected in the base, and something else is selected without it. */
function decides({ experiment, run }: Placed, { head }: RunInput): boolean {
  if (!experiment.selectedRuns.includes(run.id)) return false;
  const now = head.experiments.find(({ id }) => id === experiment.id)?.selectedRuns ?? [];
  return experiment.selectedRuns.length === 1 || !now.some((id) => experiment.selectedRuns.includes(id));
}
