import type { Run } from "./run.ts";

/** The buckets that runs are counted in, in the order in which they are said. */
export const BUCKETS = [
  "used",
  "ignored",
  "failed",
  "pruned",
  "running",
  "parent",
  "unreadable",
  "deleted",
  "duplicate",
] as const;

/** The bucket that a run is counted in; each run is in exactly one. `parent`: it only holds other runs. */
export type Bucket = (typeof BUCKETS)[number];

/** found = used + ignored + failed + pruned + running + parent + unreadable + deleted + duplicate. */
export type Accounting = { found: number } & Record<Bucket, number>;

/** An accounting with nothing in it. */
function emptyAccounting(): Accounting {
  const none = Object.fromEntries(BUCKETS.map((bucket) => [bucket, 0])) as Record<Bucket, number>;
  return { found: 0, ...none };
}

/**
 * The bucket of a readable run. A run that someone ignored counts as ignored whatever else it is; a diverged run is
 * failed, since no number of it may enter a mean. A pruned trial was stopped early, so its last value is no result. A run
 * that only holds others is a parent however it ended: what counts are those it holds.
 */
export function bucketOf(run: Run): Bucket {
  if (run.duplicateOf !== null) return "duplicate";
  if (run.deleted) return "deleted";
  if (run.ignored !== null) return "ignored";
  if (run.holds !== undefined) return "parent";
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
  const parts = BUCKETS.filter((b) => b === "used" || accounting[b] > 0).map(
    (b) => `${accounting[b]} ${wordOf(b, accounting[b])}`,
  );
  return `${accounting.found} ${accounting.found === 1 ? "run" : "runs"} found: ${parts.join(", ")}`;
}

/** Buckets are said as they are called, but what holds others is no adjective. */
function wordOf(bucket: Bucket, count: number): string {
  if (bucket !== "parent") return bucket;
  return count === 1 ? "parent of others" : "parents of others";
}

/** The same as a line of a command's summary: without runs it says where to look next. */
export function summarizeAccounting(accounting: Accounting): string {
  const said = sayAccounting(accounting);
  return accounting.found === 0 ? `${said}; \`docs doctor\` says where they are looked for` : said;
}
