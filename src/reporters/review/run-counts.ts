import type { RunChange } from "../../model/review.ts";

const WORDS: readonly (readonly [RunChange["kind"], string])[] = [
  ["added", "added"],
  ["removed", "removed"],
  ["rewritten", "rewritten"],
  ["grown", "grown"],
  ["renamed", "renamed"],
];

/** `Runs: 3 added, 1 rewritten, 2 now ignored` */
export function sayRunCounts(runs: readonly RunChange[]): string {
  const parts = WORDS.flatMap(([kind, word]) => {
    const n = runs.filter((run) => run.kind === kind).length;
    return n === 0 ? [] : [`${n} ${word}`];
  });
  const buckets = new Map<string, number>();
  for (const { kind, bucket } of runs)
    if (kind === "counted otherwise")
      buckets.set(bucket ?? "not counted", (buckets.get(bucket ?? "not counted") ?? 0) + 1);
  return `Runs: ${[...parts, ...[...buckets].map(([bucket, n]) => `${n} now ${bucket}`)].join(", ")}`;
}
