import { fingerprint } from "../disk/hash.ts";
import { compareText } from "../model/finding.ts";
import type { Metric, Run } from "../model/run.ts";
import { twinsOf } from "./twin.ts";

/**
 * The runs of one experiment with copies marked (`duplicateOf`): two with the same id of their tracker, or with the same
 * metrics to the last digit whose metric files are equal byte for byte (a copied folder, a real `latest-run`). Two runs with
 * equal values but other bytes are repeats, not copies, unless they are twins (twin.ts). The one that is read most completely stays, then one inside a database
 * (stores are migrated to those), then the one whose id sorts first. The runs given are not changed; unreadable files prove no
 * copy.
 */
export function markDuplicates(runs: readonly Run[], root: string): Run[] {
  const original = new Map<string, string>();
  for (const group of groupsOf(runs, ({ uid, tracker }) => (uid === undefined ? null : `${tracker} ${uid}`))) {
    markGroup(group, original);
  }
  const rest = runs.filter((run) => !original.has(run.id) && run.duplicateOf === null && run.metrics.length > 0);
  for (const group of groupsOf(rest, valuesOf)) {
    for (const copies of groupsOf(group, (run) => bytesOf(run, root))) markGroup(copies, original);
  }
  for (const [twin, stays] of twinsOf(runs.filter(({ id }) => !original.has(id)))) original.set(twin, stays);
  if (original.size === 0) return [...runs];
  return runs.map((run) => {
    const duplicateOf = original.get(run.id);
    return duplicateOf === undefined ? run : { ...run, duplicateOf };
  });
}

/** Groups of at least two that share a key; null is no key. */
function groupsOf(runs: readonly Run[], keyOf: (run: Run) => string | null): Run[][] {
  const groups = new Map<string, Run[]>();
  for (const run of runs) {
    const key = keyOf(run);
    if (key === null) continue;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [run]);
    else group.push(run);
  }
  return [...groups.values()].filter((group) => group.length > 1);
}

function markGroup(group: readonly Run[], original: Map<string, string>): void {
  const points = (run: Run) => run.metrics.reduce((sum, metric) => sum + metric.points, 0);
  const rows = ({ id }: Run) => (id.includes("#") ? 1 : 0);
  const [first, ...copies] = [...group].sort(
    (a, b) => points(b) - points(a) || rows(b) - rows(a) || isAlias(a) - isAlias(b) || compareText(a.id, b.id),
  );
  if (first !== undefined) for (const copy of copies) original.set(copy.id, first.id);
}

/** W&B links `latest-run` to its newest run; as a folder it is a copy. */
function isAlias({ dir }: Run): number {
  return dir === "latest-run" || dir.endsWith("/latest-run") ? 1 : 0;
}

/** What a copy shares with its original and two different runs hardly: when it began and how each metric went. */
function valuesOf(run: Run): string {
  const metrics = run.metrics.map(({ name, points, last, min, max }: Metric) => [
    name,
    points,
    last.evidence.literal,
    min?.evidence.literal,
    max?.evidence.literal,
  ]);
  return JSON.stringify([run.tracker, run.startedAt, metrics]);
}

/** The hashes of the files that hold its metrics; null for a run inside a database, whose rows are told apart by their ids. */
function bytesOf(run: Run, root: string): string | null {
  if (run.id.includes("#")) return null;
  try {
    const files = new Set(run.metrics.map(({ file }) => file));
    return JSON.stringify([...files].map((file) => fingerprint(root, file).hash));
  } catch {
    return null;
  }
}
