import type { Run } from "./run.ts";

/** The bucket that a run is counted in; each run is in exactly one. */
export type Bucket = "used" | "ignored" | "failed" | "pruned" | "running" | "unreadable" | "deleted" | "duplicate";

/** found = used + ignored + failed + pruned + running + unreadable + deleted + duplicate. */
export type Accounting = { found: number } & Record<Bucket, number>;

/** An accounting with nothing in it. */
function emptyAccounting(): Accounting {
  return { found: 0, used: 0, ignored: 0, failed: 0, pruned: 0, running: 0, unreadable: 0, deleted: 0, duplicate: 0 };
}

/**
 * The bucket of a readable run. A run that someone ignored counts as ignored whatever else it is; a diverged run is
 * failed, since no number of it may enter a mean. A pruned trial was stopped early, so its last value is no result.
 */
export function bucketOf(run: Run): Bucket {
  if (run.duplicateOf !== null) return "duplicate";
  if (run.deleted) return "deleted";
  if (run.ignored !== null) return "ignored";
  if (run.status.value === "pruned") return "pruned";
  if (run.status.value === "failed" || run.status.value === "killed" || run.diverged !== null) return "failed";
  if (run.status.value === "running" || run.status.value === "scheduled") return "running";
  return "used";
}

/** Counts runs; `unreadable` is how many run folders could not be read at all. */
export function account(runs: readonly Run[], unreadable: number): Accounting {
  const accounting = emptyAccounting();
  accounting.found = runs.length + unreadable;
  accounting.unreadable = unreadable;
  for (const run of runs) accounting[bucketOf(run)] += 1;
  return accounting;
}

/** The sum of several accountings. */
export function addAccountings(all: readonly Accounting[]): Accounting {
  const total = emptyAccounting();
  for (const one of all) for (const key of Object.keys(total) as (keyof Accounting)[]) total[key] += one[key];
  return total;
}

/** `14 runs found: 11 used, 1 ignored, 2 failed`. Buckets that are empty are left out, `used` never; `no runs found` without any. */
export function sayAccounting(accounting: Accounting): string {
  if (accounting.found === 0) return "no runs found";
  const buckets: Bucket[] = ["used", "ignored", "failed", "pruned", "running", "unreadable", "deleted", "duplicate"];
  const parts = buckets.filter((b) => b === "used" || accounting[b] > 0).map((b) => `${accounting[b]} ${b}`);
  return `${accounting.found} ${accounting.found === 1 ? "run" : "runs"} found: ${parts.join(", ")}`;
}

/** The same as a line of a command's summary: without runs it says where to look next. */
export function summarizeAccounting(accounting: Accounting): string {
  const said = sayAccounting(accounting);
  return accounting.found === 0 ? `${said}; \`docs doctor\` says where they are looked for` : said;
}
