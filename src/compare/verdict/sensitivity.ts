import type { Row, Sentence } from "../../model/comparison.ts";
import type { Experiment } from "../../model/experiment.ts";
import type { Run } from "../../model/run.ts";
import { aggregate } from "../table/aggregate.ts";
import type { CellSource } from "../table/cell.ts";
import { cellOf } from "../table/cell.ts";
import type { Column } from "../table/column.ts";
import type { Group } from "../table/group.ts";
import { groupRuns } from "../table/group.ts";
import { splitParams } from "../table/params.ts";
import { sayCell } from "../table/sentence.ts";

/** What the question is asked of: the column that decides and the rows that are best in it now. */
export interface SensitivityInput {
  experiment: Experiment;
  column: Column;
  best: readonly Row[];
  used: readonly Run[];
  source: CellSource;
}

/** Whether another row would be best if the ignored runs counted, as a sentence with its numbers. */
export function saySensitivity(input: SensitivityInput): Sentence {
  const { experiment, column, best, used } = input;
  const ignored = experiment.runs.filter((run) => run.ignored !== null && !run.deleted && run.duplicateOf === null);
  if (ignored.length === 0) return ["No run is ignored, so none could change this."];
  const metric = column.shown.name;
  const usable = ignored.filter((run) => isComplete(run) && finiteValueOf(run, input) !== null);
  const what = ignored.length === 1 ? "the ignored run" : `the ${ignored.length} ignored runs`;
  if (usable.length === 0) return [`Counting ${what} would change nothing: no finite ${metric}.`];
  const all = [...used, ...usable];
  const winner = winnerOf(groupRuns(all, splitParams(all).differing), input);
  const before = best[0];
  if (winner === null || before === undefined) return [`Counting ${what} would change nothing.`];
  const extreme = column.shown.direction.better === "lower" ? "lowest" : "highest";
  const bestNow = new Set(best.flatMap((row) => row.runs));
  if (winner.runs.some((run) => bestNow.has(run.id))) {
    return [`Counting ${what}, ${before.name} would still have the ${extreme} ${metric}.`];
  }
  const then = sayCell(cellOf(nameByRuns(winner, input), column, input.source));
  const now = sayCell(before.cells[metric]);
  return [
    `Counting ${what}, ${winner.name} would have the ${extreme} ${metric}: `,
    ...then,
    ` instead of ${before.name}: `,
    ...now,
    ".",
  ];
}

function isComplete(run: Run): boolean {
  return run.diverged === null && !["failed", "killed", "pruned", "running", "scheduled"].includes(run.status.value);
}

function finiteValueOf(run: Run, input: SensitivityInput): number | null {
  const value = input.source.grid.get(run.id)?.[input.column.index]?.value ?? Number.NaN;
  return Number.isFinite(value) ? value : null;
}

function winnerOf(groups: readonly Group[], input: SensitivityInput): Group | null {
  const sign = input.column.shown.direction.better === "lower" ? -1 : 1;
  let winner: { group: Group; mean: number } | null = null;
  for (const group of groups) {
    const mean = aggregate(group.runs.map((run) => finiteValueOf(run, input) ?? Number.NaN))?.mean;
    if (mean === undefined || (winner !== null && sign * mean <= sign * winner.mean)) continue;
    winner = { group, mean };
  }
  return winner?.group ?? null;
}

/** No row has this group of runs, so its selector lists them: `mean(a/acc, b/acc)`. */
function nameByRuns(group: Group, input: SensitivityInput): Group {
  const metric = input.column.shown.name;
  const labels = group.runs.map((run) => input.source.labels.get(run.id) ?? run.name);
  return { name: labels.join(`/${metric}, `), runs: group.runs };
}
