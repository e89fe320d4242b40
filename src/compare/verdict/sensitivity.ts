import { BUCKETS, bucketOf } from "../../model/accounting.ts";
import type { Row, Selection, Sentence } from "../../model/comparison.ts";
import type { Contests } from "../../model/contest.ts";
import type { Experiment } from "../../model/experiment.ts";
import type { Quantity } from "../../model/quantity.ts";
import type { CellSource } from "../table/cell.ts";
import type { Column } from "../table/column.ts";
import { count, sayCell } from "../table/sentence.ts";
import { extremeOf, rankRows } from "./rank.ts";

/** How a comparison came out: its rows and deciding column, what is selected or why nothing is, and who is tied with whom. */
export interface Outcome {
  rows: readonly Row[];
  column: Column | null;
  source: CellSource;
  selection: Selection | null;
  noSelection: string | null;
  contests: Contests | null;
}

/**
 * The experiment with its ignored runs counted, as far as they would count and have a finite value in the deciding metric; null
 * where none does, and counting them again would give the same.
 */
export function countIgnored(experiment: Experiment, { column, source }: Outcome): Experiment | null {
  if (column === null) return null;
  const usable = new Set(
    experiment.runs.filter((run) => {
      if (bucketOf(run) !== "ignored" || bucketOf({ ...run, ignored: null }) !== "used") return false;
      return Number.isFinite(source.grid.get(run.id)?.[column.index]?.value);
    }),
  );
  if (usable.size === 0) return null;
  return { ...experiment, runs: experiment.runs.map((run) => (usable.has(run) ? { ...run, ignored: null } : run)) };
}

/**
 * Whether counting the ignored runs would change the selection, or which rows cannot be told from the best one. `again`: how the
 * comparison comes out then; null where nothing could change. Of ties nothing is said where no tests were made.
 */
export function saySensitivity(experiment: Experiment, now: Outcome, again: Outcome | null): Sentence {
  const ignored = experiment.runs.filter((run) => bucketOf(run) === "ignored").length;
  const { column, selection } = now;
  if (ignored === 0) return [sayNothingIgnored(experiment)];
  if (column === null) return ["No metric decides, so ignored runs cannot change it."];
  const what = ignored === 1 ? "the ignored run" : `the ${ignored} ignored runs`;
  if (again === null)
    return [`Counting ${what} would change nothing: none would count with a finite ${column.shown.label}.`];
  const row = now.rows.find((one) => one.id === selection?.row);
  if (selection?.how === "declared" || row === undefined)
    return [`The selection is declared; counting ${what}, `, ...sayHighest(now, again), "."];
  const then = again.rows.find((one) => one.id === again.selection?.row);
  if (then === undefined)
    return [`Counting ${what}, no row would be selected: ${again.noSelection ?? "none is best"}.`];
  if (!isSame(row, then))
    return [
      `Counting ${what}, ${then.name} would be selected: `,
      ...cellIn(again, then),
      ` instead of ${row.name}: `,
      ...cellIn(now, row),
      ".",
    ];
  const highest = isSame(highestOf(now), highestOf(again)) ? [] : ["; ", ...sayHighest(now, again)];
  return [`Counting ${what}, ${row.name} would still be selected`, ...sayTies(now, again), ...highest, "."];
}

/** Other runs that do not count have no result that could be weighed; that they were not weighed is said. */
function sayNothingIgnored({ accounting }: Experiment): string {
  const out = BUCKETS.filter((bucket) => bucket !== "used" && bucket !== "parent" && accounting[bucket] > 0);
  if (out.length === 0) return "No run is ignored, so none could change this.";
  const counts = out.map((bucket) => `${accounting[bucket]} ${bucket}`).join(", ");
  return `No run is ignored. What the other runs that are left out would change was not weighed: ${counts}.`;
}

/** What changes in the rows that cannot be told from the leader. */
function sayTies(now: Outcome, again: Outcome): Sentence {
  if (now.contests === null || again.contests === null) return [];
  const [before, after] = [tiedIn(now), tiedIn(again)];
  const gone = before.filter(notIn(after));
  const come = after.filter(notIn(before));
  const said = [
    ...(come.length > 0 ? [`tied with ${sayNames(come)}`] : []),
    ...(gone.length > 0 ? [`no longer tied with ${sayNames(gone)}`] : []),
  ];
  return said.length === 0 ? [] : [`, but ${said.join(" and ")}`];
}

/** Who would have the best value, with the numbers where that is another row than now. */
function sayHighest(now: Outcome, again: Outcome): Sentence {
  const [before, after] = [highestOf(now), highestOf(again)];
  if (now.column === null || before === null || after === null) return ["no row would have a finite value"];
  const has = `the ${extremeOf(now.column.shown)} ${now.column.shown.label}`;
  if (isSame(before, after)) return [`${before.name} would still have ${has}`];
  return [
    `${after.name} would have ${has}: `,
    ...cellIn(again, after),
    ` instead of ${before.name}: `,
    ...cellIn(now, before),
  ];
}

function highestOf({ rows, column }: Outcome): Row | null {
  return column === null || column.shown.direction.better === "unknown"
    ? null
    : (rankRows(column.shown, rows)[0]?.row ?? null);
}

/** The rows behind the leader that cannot be told from it. */
function tiedIn({ contests, rows }: Outcome): Row[] {
  return (contests?.ties ?? []).slice(1).flatMap((id) => rows.find((row) => row.id === id) ?? []);
}

/** Whether a row shares no run with any of some rows. */
function notIn(rows: readonly Row[]): (row: Row) => boolean {
  const runs = new Set(rows.flatMap((row) => row.runs));
  return (row) => !row.runs.some((run) => runs.has(run));
}

/** Rows are the same where they share a run: counting more may rename one. */
function isSame(a: Row | null, b: Row | null): boolean {
  return a === b || (a !== null && b !== null && a.runs.some((run) => b.runs.includes(run)));
}

function sayNames(rows: readonly Row[]): string {
  const shown = rows.slice(0, 3).map((row) => row.name);
  return rows.length > 3 ? `${shown.join(", ")} and ${count(rows.length - 3, "more row")}` : shown.join(", ");
}

/** A cell whose expressions name its runs: a row that only exists when ignored runs count has no name that they could use. */
function cellIn({ column }: Outcome, row: Row): Sentence {
  const cell = column === null ? undefined : row.cells[column.shown.name];
  if (cell === undefined) return sayCell(cell);
  const members = cell.runs.map(({ quantity }) => quantity.selector).join(", ");
  const named = (quantity: Quantity | null) => {
    const call = /^(\w+)\(/.exec(quantity?.selector ?? "")?.[1];
    return quantity === null || call === undefined ? quantity : { ...quantity, selector: `${call}(${members})` };
  };
  return sayCell({ ...cell, quantity: named(cell.quantity), spread: named(cell.spread) });
}
