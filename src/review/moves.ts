import type { Evidence, Region } from "../model/evidence.ts";
import type { Quantity } from "../model/quantity.ts";
import { parentOf } from "../model/tree.ts";
import type { FileChanges } from "./file-changes.ts";
import { indexed } from "./file-changes.ts";
import type { ClaimState, ExperimentState, ReviewState, RowState, RunState } from "./state.ts";

/** Where things of the base are in the head: an increment that was archived, a run or a document that was renamed. */
export interface Moves {
  /** The path, or id of a run or experiment, that something of the base has in the head. */
  now(path: string): string;
  /** Whether anything moved at all. */
  any: boolean;
}

/**
 * Follows renamed files; a folder whose files were renamed alike has moved with all that is in it, unless something stayed there.
 * `paths`: what is known to have been there, changed or not.
 */
export function movesOf(changes: FileChanges, paths: () => Iterable<string>): Moves {
  const files = new Map<string, string>();
  const folders = new Map<string, Map<string, number>>();
  for (const { from, path } of changes.all) {
    if (from === null || path === null || from === path) continue;
    files.set(from, path);
    for (const [before, after] of folderPairs(from, path)) {
      const counts = folders.get(before) ?? new Map<string, number>();
      folders.set(before, counts.set(after, (counts.get(after) ?? 0) + 1));
    }
  }
  const kept = folders.size === 0 ? new Set<string>() : keptFolders(changes, paths());
  const left = [...folders].filter(([before]) => !kept.has(before));
  const moved = new Map(left.map(([before, counts]) => [before, mostOf(counts)]));
  const known = new Map<string, string>();
  const now = (path: string): string => {
    const found = known.get(path) ?? find(path, files, moved, changes);
    known.set(path, found);
    return found;
  };
  return { now, any: files.size > 0 };
}

/** Where something of the head was in the base. */
export function formerOf({ all, submodules }: FileChanges, head: ReviewState): (path: string) => string {
  const back = all.map(({ from, path, oid }) => ({ from: path, path: from, oid }));
  return movesOf(indexed(back, submodules), () => pathsOf(head)).now;
}

/** The files that runs and documents of a state stand in. */
export function pathsOf({ experiments, documents }: ReviewState): string[] {
  const files = experiments.flatMap(({ runs }) => runs.flatMap((run) => run.files));
  return [...files, ...documents.map(({ file }) => file)];
}

/** The folders in which a file is as it was: those around what moved out of them have not moved. */
function keptFolders({ byBase }: FileChanges, paths: Iterable<string>): Set<string> {
  const folders = new Set<string>();
  for (const path of paths) {
    const change = byBase.get(path);
    if (change !== undefined && change.path !== path) continue;
    for (let dir = parentOf(path); dir !== "" && !folders.has(dir); dir = parentOf(dir)) folders.add(dir);
  }
  return folders;
}

function find(
  path: string,
  files: ReadonlyMap<string, string>,
  ...[folders, changes]: [ReadonlyMap<string, string>, FileChanges]
): string {
  const file = files.get(path);
  if (file !== undefined) return file;
  const [place = "", ...rest] = path.split("#");
  // A file that is where it was has not moved, whatever became of its neighbours.
  if (rest.length === 0 && changes.byBase.has(path)) return path;
  if (rest.length > 0) return [find(place, files, folders, changes), ...rest].join("#");
  for (let end = path.length; end > 0; end = path.lastIndexOf("/", end - 1)) {
    const after = folders.get(path.slice(0, end));
    if (after !== undefined) return after + path.slice(end);
  }
  return path;
}

/** Each folder of a renamed file whose part of the path alone changed: `a/b/c/x` to `a/B/c/x` moves `a/b` and `a/b/c`. */
function folderPairs(from: string, to: string): [string, string][] {
  const [before, after] = [from.split("/"), to.split("/")];
  const pairs: [string, string][] = [];
  while (before.length > 1 && after.length > 1 && before.at(-1) === after.at(-1)) {
    before.pop();
    after.pop();
    if (before.join("/") !== after.join("/")) pairs.push([before.join("/"), after.join("/")]);
  }
  return pairs;
}

function mostOf(counts: ReadonlyMap<string, number>): string {
  return [...counts].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1))[0]?.[0] ?? "";
}

/** The state of the base with everything at the place that it has in the head. */
export function moveState(state: ReviewState, moves: Moves): ReviewState {
  if (!moves.any) return state;
  return {
    ...state,
    experiments: state.experiments.map((one) => moveExperiment(one, moves)),
    documents: state.documents.map((one) => ({
      ...one,
      file: moves.now(one.file),
      claims: one.claims.map((claim) => moveClaim(claim, moves)),
      orphans: one.orphans.map((orphan) => ({ ...orphan, file: moves.now(orphan.file) })),
    })),
    findings: state.findings.map((one) => ({ ...one, file: moves.now(one.file) })),
    outdated: state.outdated.map((one) => ({ ...one, file: moves.now(one.file) })),
  };
}

function moveClaim(claim: ClaimState, moves: Moves): ClaimState {
  const excerpt: Region | null = claim.excerpt && { ...claim.excerpt, file: moves.now(claim.excerpt.file) };
  return {
    ...claim,
    file: moves.now(claim.file),
    evidence: claim.evidence.map((one) => moveEvidence(one, moves)),
    excerpt,
  };
}

function moveEvidence(evidence: Evidence, moves: Moves): Evidence {
  return { ...evidence, file: moves.now(evidence.file) };
}

function moveQuantity<T extends Quantity | null>(quantity: T, moves: Moves): T {
  if (quantity === null) return quantity;
  return { ...quantity, evidence: quantity.evidence.map((one) => moveEvidence(one, moves)) };
}

function moveExperiment(one: ExperimentState, moves: Moves): ExperimentState {
  const runs = one.runs.map((run) => moveRun(run, moves));
  return {
    ...one,
    id: moves.now(one.id),
    dir: moves.now(one.dir),
    place: moves.now(one.place),
    page: moves.now(one.page),
    selectedRuns: one.selectedRuns.map(moves.now),
    declared: one.declared.map((declared) => ({ ...declared, file: moves.now(declared.file) })),
    rows: one.rows.map((row) => moveRow(row, moves)),
    runs,
  };
}

function moveRow(row: RowState, moves: Moves): RowState {
  return { ...row, runs: row.runs.map(moves.now), value: moveQuantity(row.value, moves) };
}

function moveRun(run: RunState, moves: Moves): RunState {
  const place = run.reasonPlace;
  return {
    ...run,
    id: moves.now(run.id),
    dir: moves.now(run.dir),
    files: run.files.map(moves.now),
    reasonPlace: place && { ...place, file: moves.now(place.file) },
    value: moveQuantity(run.value, moves),
  };
}
