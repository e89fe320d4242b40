import type { Bucket } from "../../model/accounting.ts";
import { bucketOf } from "../../model/accounting.ts";
import type { Row } from "../../model/comparison.ts";
import type { Run } from "../../model/run.ts";
import type { Column } from "./column.ts";
import type { Group } from "./group.ts";
import { count } from "./sentence.ts";

/**
 * What has to be known to read a row's means: which runs of the same settings are in none of them, that its runs are of
 * several commits or data versions, that the spread is over folds, and which values were left out. Null for a plain row.
 */
export function noteOf(group: Group, lost: readonly Run[], of: { cells: Row["cells"]; columns: readonly Column[] }) {
  const parts = [
    ...sayLost(group.runs, lost),
    ...sayMixed(group.runs, "commit", (run) => run.gitCommit),
    ...sayMixed(group.runs, "data version", (run) => run.dataVersion),
    ...sayFolds(group.runs, of.cells),
    ...leftOut(group, of.cells, of.columns),
  ];
  return parts.length === 0 ? null : parts.join("; ");
}

/** `mean of the 3 runs that survived; 2 of 5 failed or diverged, 1 still runs`. */
function sayLost(runs: readonly Run[], lost: readonly Run[]): string[] {
  if (lost.length === 0) return [];
  const by = Map.groupBy(lost, bucketOf);
  const all = runs.length + lost.length;
  const say: [Bucket, (n: number) => string][] = [
    ["failed", () => "failed or diverged"],
    ["pruned", (n) => (n === 1 ? "was pruned" : "were pruned")],
    ["running", (n) => (n === 1 ? "still runs" : "still run")],
    ["ignored", (n) => (n === 1 ? "is ignored" : "are ignored")],
  ];
  const gone = say.flatMap(([bucket, words]) => {
    const n = by.get(bucket)?.length ?? 0;
    return n === 0 ? [] : [`${n} ${words(n)}`];
  });
  const survived = by.has("failed") || by.has("pruned");
  const which = survived ? "that survived" : "that count";
  const head =
    runs.length === 1 ? `the one run ${which} of ${all}` : `mean of the ${runs.length} runs ${which} of ${all}`;
  return [`${head}: ${gone.join(", ")}`];
}

/** Runs that state nothing are not taken for a version of their own, but said. */
function sayMixed(runs: readonly Run[], noun: string, versionOf: (run: Run) => string | null): string[] {
  const versions = new Set<string>();
  let unknown = 0;
  for (const run of runs) {
    const version = versionOf(run);
    if (version === null) unknown += 1;
    else versions.add(version);
  }
  if (versions.size < 2) return [];
  return [`runs of ${versions.size} ${noun}s${unknown > 0 ? ` (${unknown} of ${runs.length} state none)` : ""}`];
}

/** Folds are known by their runs, or by a run whose metrics were logged once per fold. */
function sayFolds(runs: readonly Run[], cells: Row["cells"]): string[] {
  const folded: Record<"folds" | "fold means", { n: number; names: string[] }> = {
    folds: { n: 0, names: [] },
    "fold means": { n: 0, names: [] },
  };
  let filled = 0;
  for (const name in cells) {
    const cell = cells[name];
    if (cell?.quantity != null) filled += 1;
    if (cell?.over === undefined) continue;
    const of = folded[cell.over];
    if (of.names.length === 0) of.n = cell.n;
    of.names.push(name);
  }
  const whose = runs.length > 1 && runs.some((run) => run.fold !== null) ? "seed" : "run";
  const { folds, "fold means": means } = folded;
  return [
    ...(folds.n === 0 ? [] : [`${spreadOf(folds.names, filled)} is over ${folds.n} folds, which share training data`]),
    ...(means.n === 0
      ? []
      : [`${spreadOf(means.names, filled)} is over ${means.n} means, each over the folds of one ${whose}`]),
  ];
}

/** `±`, or `± of test/accuracy` where not all numbers of the row have one. */
function spreadOf(names: readonly string[], filled: number): string {
  if (names.length === filled) return "±";
  const more = names.length - 2;
  return `± of ${more > 0 ? `${names.slice(0, 2).join(", ")} and ${more} more` : names.join(" and ")}`;
}

/** What was left out of means: because it is not a finite number, or because a run has no such number. */
function leftOut(group: Group, cells: Row["cells"], columns: readonly Column[]): string[] {
  const said: string[] = [];
  for (const { shown } of columns) {
    const cell = cells[shown.name];
    if (cell === undefined) continue;
    let bad = 0;
    for (const { quantity } of cell.runs) if (!Number.isFinite(quantity.value)) bad += 1;
    const where = group.runs.length === 1 ? "" : ` in ${bad} of ${count(group.runs.length, "run")}`;
    if (bad > 0) said.push(`${shown.label} is not finite${where}`);
    const folds = cell.folds?.filter(({ quantity }) => !Number.isFinite(quantity.value)).length ?? 0;
    if (folds > 0 && bad === 0) {
      said.push(`${shown.label} is not finite in ${folds} of ${count(cell.folds?.length ?? 0, "fold")}`);
    }
    if (cell.absent === undefined) continue;
    for (const [reason, runs] of Map.groupBy(cell.absent, (one) => one.reason)) {
      said.push(
        `${shown.label}: ${reason}${group.runs.length === 1 ? "" : ` in ${runs.length} of ${count(group.runs.length, "run")}`}`,
      );
    }
  }
  return said;
}
