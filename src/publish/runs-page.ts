import type { PageOf, SiteTable, TableCell } from "../contract/index.ts";
import { compareText } from "../model/finding.ts";
import type { Column, TableRow } from "./cell.ts";
import { cellOf, numberColumn, plainRow, textColumn } from "./cell.ts";
import type { RunEntry } from "./run-entry.ts";
import { sayCount } from "./say.ts";
import { trailOf } from "./trail.ts";

/** How many runs a page of the list holds. */
const RUNS_ON_A_PAGE = 200;

const ALL_RUNS = "runs/runs.js";

/** The list of all runs, the latest first: pages that need no script, and the same as data for a table that does. */
export function runsPages(entries: readonly RunEntry[], accounting: string): PageOf<"runs">[] {
  const runs = latestFirst(entries);
  const count = Math.max(1, Math.ceil(runs.length / RUNS_ON_A_PAGE));
  return Array.from({ length: count }, (_, index) => {
    const own = runs.slice(index * RUNS_ON_A_PAGE, (index + 1) * RUNS_ON_A_PAGE);
    const place = count === 1 ? null : `Page ${index + 1} of ${count}`;
    return {
      kind: "runs",
      address: addressOf(index),
      title: place === null || index === 0 ? "Runs" : `Runs, ${place.toLowerCase()}`,
      description: "Every run of every experiment.",
      trail: index === 0 ? trailOf() : trailOf({ text: "Runs", href: "runs/" }),
      accounting,
      table: runTable("All runs", own, runs),
      pager: place === null ? null : pagerOf(index, count, place),
      data: count === 1 || index > 0 ? null : { href: ALL_RUNS, text: sayCount(runs.length, "run") },
    };
  });
}

/** The runs that were started last, as a table, of those that say when; null without any. */
export function recentTable(entries: readonly RunEntry[], most: number): SiteTable | null {
  const runs = latestFirst(entries.filter(({ started }) => started !== "")).slice(0, most);
  return runs.length === 0 ? null : runTable("Latest runs", runs, entries);
}

/** Runs by their start, the latest first; those of one time stay as they were. */
export function latestFirst(entries: readonly RunEntry[]): RunEntry[] {
  return [...entries].sort((a, b) => compareText(b.started, a.started));
}

function addressOf(index: number): string {
  return index === 0 ? "runs/" : `runs/${index + 1}/`;
}

function pagerOf(index: number, count: number, place: string): PageOf<"runs">["pager"] {
  const link = (at: number, text: string) => (at < 0 || at >= count ? null : { text, href: addressOf(at) });
  return { place, newer: link(index - 1, "Later runs"), older: link(index + 1, "Earlier runs") };
}

interface RunColumn {
  column: Column;
  cell: (run: RunEntry) => TableCell;
}

/** What all runs have in common is said once: a column of one experiment is left out, the one metric is the head of its column. */
function runTable(caption: string, runs: readonly RunEntry[], among: readonly RunEntry[]): SiteTable {
  const hasSeveral = new Set(among.map((run) => run.experiment.href)).size > 1;
  const parts: RunColumn[] = [
    { column: textColumn("Run"), cell: nameCell },
    resultColumn(runs),
    { column: textColumn("Status"), cell: ({ status }) => cellOf([], { badges: [status], sort: status.text }) },
    ...(runs.some((run) => run.apart !== "") ? [APART] : []),
    ...(hasSeveral ? [{ column: textColumn("Experiment"), cell: (run: RunEntry) => cellOf([run.experiment]) }] : []),
    { column: { ...textColumn("Started"), align: "end" as const }, cell: startCell },
  ];
  const rows = runs.map((run): TableRow => {
    const row = plainRow(
      "",
      parts.map(({ cell }) => cell(run)),
    );
    return run.counts ? row : { ...row, tone: "muted" };
  });
  return { caption, columns: parts.map(({ column }) => column), rows, note: null };
}

const APART: RunColumn = {
  column: {
    ...textColumn("Set apart by"),
    title: "The parameters that differ from its experiment's baseline, or tell its repeats apart",
  },
  cell: ({ apart }) => cellOf(apart === "" ? [] : [apart]),
};

function resultColumn(runs: readonly RunEntry[]): RunColumn {
  const metrics = new Set(runs.flatMap(({ result }) => result?.metric ?? []));
  const [metric] = metrics;
  const isOne = metric !== undefined && metrics.size === 1;
  return {
    column: isOne ? numberColumn(metric, "decides") : numberColumn("Result", "metric that decides"),
    cell: ({ result }) =>
      result === null
        ? cellOf(["—"], { sort: null })
        : cellOf([result.number], { sort: result.sort, below: isOne ? [] : [result.metric] }),
  };
}

function nameCell({ name, href, note }: RunEntry): TableCell {
  return cellOf([{ text: name, href }], { below: note === null ? [] : [note] });
}

function startCell({ time, started }: RunEntry): TableCell {
  return time === "" ? cellOf(["—"], { sort: null }) : cellOf([time], { sort: started });
}
