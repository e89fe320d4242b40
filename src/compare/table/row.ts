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
import { count } from "./sentence.ts";

/** What rows are made from. `differing`: the params that are shown. */
export interface RowSource extends CellSource {
  columns: readonly Column[];
  differing: ReadonlySet<string>;
}

/** One row for each group of runs that count, then one for each run that is ignored, failed, pruned or still running. */
export function buildRows(groups: readonly Group[], others: readonly Run[], source: RowSource): Row[] {
  const ids = new Map<string, number>();
  const rows = groups.map((group) => buildRow(group, { bucket: "used", note: null }, source));
  for (const run of others) {
    const bucket = bucketOf(run) as Row["bucket"];
    const name = source.labels.get(run.id) ?? run.name;
    rows.push(buildRow({ name, runs: [run] }, { bucket, note: reasonOf(run, bucket) }, source));
  }
  for (const row of rows) row.id = uniqueId(row.name, ids);
  return rows;
}

function buildRow(group: Group, kind: Pick<Row, "bucket" | "note">, source: RowSource): Row {
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
    note: kind.note ?? leftOut(group, cells, source.columns),
  };
}

function reasonOf(run: Run, bucket: Row["bucket"]): string | null {
  if (bucket === "ignored") return run.ignored?.reason ?? null;
  return bucket === "failed" ? failureOf(run).reason : run.status.because || null;
}

/** What was left out of means: because it is not a finite number, or because a run has no such number. */
function leftOut(group: Group, cells: Row["cells"], columns: readonly Column[]): string | null {
  const of = ` of ${count(group.runs.length, "run")}`;
  const parts = columns.flatMap(({ shown: { name, label } }) => {
    const cell = cells[name];
    if (cell === undefined) return [];
    const bad = cell.runs.length - cell.n;
    const reasons = Map.groupBy(cell.absent ?? [], ({ reason }) => reason);
    return [
      ...(bad === 0 ? [] : [`${label} is not finite in ${bad}${of}`]),
      ...[...reasons].map(([reason, runs]) => `${label}: ${reason} in ${runs.length}${of}`),
    ];
  });
  return parts.length === 0 ? null : parts.join("; ");
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
