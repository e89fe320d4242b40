import type { Badge, SiteNumber } from "../contract/index.ts";
import { bucketOf } from "../model/accounting.ts";
import type { Run } from "../model/run.ts";
import { sortValue } from "./cell.ts";
import { sayApart } from "./run-apart.ts";
import { sayTime } from "./say.ts";
import { statusOf } from "./status.ts";
import type { View } from "./view.ts";
import { numberOf } from "./view.ts";

/**
 * What lists over all experiments say of a run; kept so that the experiment itself need not be.
 *
 * - `result`: its value of the metric that decides; `sort` is that value, null when it is missing or not finite.
 * - `note`: why it does not count. `apart`: what sets it apart, in a few words. `started`: as recorded, empty when that is not known; `time`: the same as it is printed.
 */
export interface RunEntry {
  name: string;
  href: string;
  experiment: { text: string; href: string };
  status: Badge;
  tracker: string;
  result: { metric: string; number: SiteNumber; sort: number | null } | null;
  note: string | null;
  apart: string;
  started: string;
  time: string;
  counts: boolean;
}

/** A run in lists over all experiments. */
export function runEntry(run: Run, view: View): RunEntry {
  const { compiled, addresses } = view;
  const { experiment } = compiled;
  const diverged = run.diverged === null ? null : `${run.diverged.metric} is ${run.diverged.evidence.literal}`;
  const bucket = bucketOf(run);
  return {
    name: run.name,
    href: addresses.run(compiled, run.id),
    experiment: { text: experiment.title, href: addresses.experiment(compiled) },
    status: statusOf(run),
    tracker: run.tracker === "tree" ? "run folder" : run.tracker,
    result: resultOf(run, view),
    note: run.ignored?.reason ?? diverged ?? (isBroken(run) ? run.status.because : null),
    apart: sayApart(run, view),
    started: run.startedAt ?? "",
    time: run.startedAt === null ? "" : sayTime(run.startedAt),
    counts: bucket !== "ignored" && bucket !== "duplicate" && bucket !== "deleted",
  };
}

function isBroken({ status: { value } }: Run): boolean {
  return value === "failed" || value === "killed";
}

function resultOf(run: Run, view: View): RunEntry["result"] {
  const { comparison } = view.compiled;
  const primary = comparison.metrics.find((column) => column.primary);
  if (primary === undefined) return null;
  for (const row of comparison.rows) {
    const own = row.cells[primary.name]?.runs.find((one) => one.run === run.id)?.quantity;
    if (own === undefined) continue;
    return { metric: primary.name, number: numberOf(own, view), sort: sortValue(own.value) };
  }
  return null;
}
