import { bucketOf } from "../../model/accounting.ts";
import { byName } from "../../model/by-name.ts";
import type { Row } from "../../model/comparison.ts";
import type { Run } from "../../model/run.ts";
import { failureOf } from "../verdict/failure.ts";
import type { CellSource } from "./cell.ts";
import { cellOf } from "./cell.ts";
import type { Column } from "./column.ts";
import type { Group } from "./group.ts";
import { paramsOf } from "./params.ts";
import { noteOf } from "./row-note.ts";

/**
 * What rows are made from. `differing`: the params that are shown; `keyOf`: a text that is the same for runs of the same
 * settings, or null where rows are made otherwise.
 */
export interface RowSource extends CellSource {
  columns: readonly Column[];
  differing: ReadonlySet<string>;
  keyOf: ((run: Run) => string) | null;
}

/** One row for each group of runs that count, then one for each run that is ignored, failed, pruned, still running or a parent. */
export function buildRows(groups: readonly Group[], others: readonly Run[], source: RowSource): Row[] {
  const ids = new Map<string, number>();
  const lost = lostRuns(others, source.keyOf);
  const rows = groups.map((group) => buildRow(group, { bucket: "used", note: null, lost: lost(group) }, source));
  for (const run of others) {
    const bucket = bucketOf(run) as Row["bucket"];
    const name = source.labels.get(run.id) ?? run.name;
    rows.push(buildRow({ name, runs: [run] }, { bucket, note: reasonOf(run, bucket), lost: [] }, source));
  }
  for (const row of rows) row.id = uniqueId(row.name, ids);
  return rows;
}

/** Finds the runs of a group's settings that do not count. A run that failed before it logged its settings is nobody's. */
function lostRuns(others: readonly Run[], keyOf: RowSource["keyOf"]): (group: Group) => Run[] {
  const candidates = keyOf === null ? [] : others.filter((run) => bucketOf(run) !== "parent");
  if (keyOf === null || candidates.length === 0) return () => [];
  const byKey = Map.groupBy(candidates, keyOf);
  return ({ runs: [first] }) => (first === undefined ? [] : (byKey.get(keyOf(first)) ?? []));
}

/** What a row is shown as: its bucket, why it does not count, and the runs of its settings that are in no mean. */
interface RowKind {
  bucket: Row["bucket"];
  note: string | null;
  lost: Run[];
}

function buildRow(group: Group, kind: RowKind, source: RowSource): Row {
  const cells = byName(source.columns.map((column) => [column.shown.name, cellOf(group, column, source)]));
  const first = group.runs[0];
  return {
    id: group.name,
    name: group.name,
    runs: group.runs.map((run) => run.id),
    n: group.runs.length,
    params: first === undefined ? byName([]) : paramsOf(first, source.differing),
    cells,
    baseline: false,
    selected: false,
    bucket: kind.bucket,
    note: kind.note ?? noteOf(group, kind.lost, { cells, columns: source.columns }),
    ...(kind.lost.length > 0 && { lost: kind.lost.map((run) => run.id) }),
  };
}

function reasonOf(run: Run, bucket: Row["bucket"]): string | null {
  if (bucket === "ignored") return run.ignored?.reason ?? null;
  if (bucket === "parent") return sayParent(run);
  return bucket === "failed" ? failureOf(run).reason : run.status.because || null;
}

function sayParent({ holds = 0, status }: Run): string {
  const ended = status.value === "finished" || status.value === "unknown" ? "" : `; its own state is ${status.value}`;
  return `holds ${holds} ${holds === 1 ? "run" : "runs"}, which count by themselves${ended}`;
}

/** An id for anchors and file names: letters, digits, dots, hyphens and underscores; numbered where two would be equal. */
function uniqueId(name: string, taken: Map<string, number>): string {
  const slug =
    name
      .toLowerCase()
      .replace(/[^\p{L}\p{N}._]+/gu, "-")
      .replace(/^[-.]+|-+$/g, "") || "row";
  let count = taken.get(slug) ?? 0;
  let id = slug;
  do {
    count += 1;
    id = count === 1 ? slug : `${slug}-${count}`;
  } while (id !== slug && taken.has(id));
  taken.set(slug, count);
  if (id !== slug) taken.set(id, 1);
  return id;
}
