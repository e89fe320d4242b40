import { sayPlace } from "../model/evidence.ts";
import type { RunRow } from "./run-row.ts";

type Plain = string | number | boolean | null;

/** A run as JSON has it. Params and metrics are keyed by name; every metric says its reduction, step and evidence. */
export function recordOf({ run, bucket, compiled, metrics }: RunRow): Record<string, unknown> {
  const { experiment } = compiled;
  return {
    id: run.id,
    name: run.name,
    tracker: run.tracker,
    trackers: run.trackers ?? [run.tracker],
    experiment: experiment.name,
    experimentId: experiment.id,
    status: run.status.value,
    statusHow: run.status.how,
    bucket,
    deleted: run.deleted,
    ignored: run.ignored !== null,
    ignoredBecause: run.ignored,
    diverged: run.diverged !== null,
    duplicateOf: run.duplicateOf,
    startedAt: run.startedAt,
    endedAt: run.endedAt,
    seed: run.seed,
    fold: run.fold,
    tags: run.tags,
    params: Object.fromEntries(run.params.map((param) => [param.name, param.value])),
    metrics: Object.fromEntries(
      [...metrics].map(([name, { value, reduction, step, evidence }]) => [name, { value, reduction, step, evidence }]),
    ),
  };
}

/**
 * Runs as a flat table: what is known of each run, then `params.<name>` and `metrics.<name>`, each with the file and line it
 * was read from beside it. Columns are those that any of the runs has.
 */
export function flatTable(rows: readonly RunRow[]): { head: string[]; rows: Plain[][] } {
  const params = [...new Set(rows.flatMap(({ run }) => run.params.map((one) => one.name)))];
  const metrics = [...new Set(rows.flatMap((row) => [...row.metrics.keys()]))];
  const head = [
    ...OWN.map(([name]) => name),
    ...params.flatMap((name) => [`params.${name}`, `params.${name}@source`]),
    ...metrics.flatMap((name) => [`metrics.${name}`, `metrics.${name}@step`, `metrics.${name}@source`]),
  ];
  return { head, rows: rows.map((row) => [...OWN.map(([, read]) => read(row)), ...cellsOf(row, params, metrics)]) };
}

const OWN: readonly (readonly [name: string, read: (row: RunRow) => Plain])[] = [
  ["id", ({ run }) => run.id],
  ["name", ({ run }) => run.name],
  ["experiment", ({ compiled }) => compiled.experiment.name],
  ["tracker", ({ run }) => run.tracker],
  ["status", ({ run }) => run.status.value],
  ["status_how", ({ run }) => run.status.how],
  ["bucket", ({ bucket }) => bucket],
  ["ignored_because", ({ run }) => run.ignored?.reason ?? null],
  ["duplicate_of", ({ run }) => run.duplicateOf],
  ["started", ({ run }) => run.startedAt],
  ["ended", ({ run }) => run.endedAt],
  ["seed", ({ run }) => run.seed],
  ["fold", ({ run }) => run.fold],
  ["git_commit", ({ run }) => run.gitCommit],
  ["data_version", ({ run }) => run.dataVersion],
  ["author", ({ run }) => run.author],
  ["tags", ({ run }) => run.tags.join(" ")],
];

function cellsOf({ run, metrics: values }: RunRow, params: readonly string[], metrics: readonly string[]): Plain[] {
  const own = new Map(run.params.map((param) => [param.name, param]));
  return [
    ...params.flatMap((name) => {
      const param = own.get(name);
      return param === undefined ? [null, null] : [param.value, sayPlace(param.evidence)];
    }),
    ...metrics.flatMap((name) => {
      const metric = values.get(name);
      return metric === undefined ? [null, null, null] : [metric.value, metric.step, sayPlace(metric.evidence)];
    }),
  ];
}
