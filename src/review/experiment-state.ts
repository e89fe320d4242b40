import { hashText } from "../disk/hash.ts";
import { derivationOf } from "../markdown/derivation.ts";
import { bucketOf } from "../model/accounting.ts";
import type { Comparison, Row } from "../model/comparison.ts";
import { rankedRows } from "../model/comparison.ts";
import type { Contest } from "../model/contest.ts";
import { lineOf } from "../model/evidence.ts";
import type { Experiment } from "../model/experiment.ts";
import { homeOf, outputPaths } from "../model/output.ts";
import type { CompiledExperiment } from "../model/project.ts";
import type { Quantity } from "../model/quantity.ts";
import type { Run } from "../model/run.ts";
import { declaredIn } from "./declared.ts";
import type { ExperimentState, RowState, RunState } from "./state.ts";

/** What is kept of a compiled experiment for a review. Nothing is computed: every number is the comparison's. */
export function experimentState(compiled: CompiledExperiment): ExperimentState {
  const { experiment, comparison } = compiled;
  const { selection, recommendation, hypothesis } = comparison;
  const primary = comparison.metrics.find((metric) => metric.primary) ?? null;
  const nameOf = (id: string | null) => comparison.rows.find((row) => row.id === id)?.name ?? null;
  const values = valuesOf(comparison, primary?.name ?? null);
  return {
    id: experiment.id,
    title: experiment.title,
    dir: experiment.dir,
    place: homeOf(experiment),
    page: outputPaths(experiment).comparison,
    metric: primary?.label ?? null,
    baseline: nameOf(comparison.baseline),
    selected: nameOf(selection?.row ?? null),
    selectedRuns: comparison.rows.find((row) => row.id === selection?.row)?.runs ?? [],
    selection: selection?.reasons ?? [],
    sensitivity: selection?.sensitivity ?? null,
    recommendation: recommendation?.action ?? null,
    reasons: recommendation?.reasons ?? [],
    hypothesis: hypothesis?.verdict ?? null,
    verdict: hypothesis?.reasons ?? [],
    declared: declaredIn(experiment),
    rows: rowStates(compiled, primary?.name ?? null),
    escalations: [...(recommendation?.escalations ?? []), ...(selection?.escalations ?? [])].map(
      ({ kind, sentence, places }) => ({ kind, sentence, places: places.slice(0, PLACES).map(placeOf) }),
    ),
    accounting: experiment.accounting,
    runs: experiment.runs.map((run) => runState(run, compiled, values)),
  };
}

/** Of an escalation that is about many runs so many places are kept. */
const PLACES = 20;

function placeOf({ file, line }: { file: string; line: number | null }): { file: string; line: number | null } {
  return { file, line };
}

function valuesOf({ rows }: Comparison, metric: string | null): Map<string, Quantity> {
  const cells = rows.flatMap((row) => (metric === null ? [] : (row.cells[metric]?.runs ?? [])));
  return new Map(cells.map(({ run, quantity }) => [run, quantity]));
}

/** The rows that count, best first. */
function rowStates(compiled: CompiledExperiment, metric: string | null): RowState[] {
  const files = new Map(compiled.experiment.runs.map((run) => [run.id, run.files]));
  const derivation = derivationOf([compiled]);
  return rankedRows(compiled.comparison).map((row) => {
    const [file] = row.runs.flatMap((id) => files.get(id) ?? []);
    const apart = row.n < 2 || file === undefined ? null : derivation(file);
    return { ...rowState(row, compiled.comparison, metric), apart };
  });
}

function rowState(row: Row, { contests, rows, baseline }: Comparison, metric: string | null): Omit<RowState, "apart"> {
  const cell = metric === null ? undefined : row.cells[metric];
  const contest = contests?.contests.find((one) => one.row === row.id) ?? null;
  const against = contest?.against ?? (cell?.delta == null ? null : baseline);
  return {
    name: row.name,
    runs: row.runs,
    n: row.n,
    value: cell?.quantity ?? null,
    spread: cell?.spread ?? null,
    against: rows.find((one) => one.id === against)?.name ?? null,
    ...sayContest(contest),
    delta: contest?.difference ?? cell?.delta ?? null,
  };
}

function sayContest(contest: Contest | null): Pick<RowState, "interval" | "p" | "outcome"> {
  const interval = contest?.interval ?? null;
  return {
    interval: interval && { low: interval.low, high: interval.high },
    p: contest?.test?.adjusted ?? contest?.test?.p ?? null,
    outcome: contest?.outcome ?? null,
  };
}

function runState(run: Run, compiled: CompiledExperiment, values: ReadonlyMap<string, Quantity>): RunState {
  return {
    id: run.id,
    name: run.name,
    dir: run.dir,
    files: run.files,
    bucket: bucketOf(run),
    ...reasonOf(run, compiled),
    value: values.get(run.id) ?? null,
    digest: digestOf(run),
    points: run.metrics.reduce((sum, metric) => sum + metric.points, 0),
  };
}

/** Why a run does not count, and where that stands. */
function reasonOf(run: Run, { experiment, comparison }: CompiledExperiment): Pick<RunState, "reason" | "reasonPlace"> {
  // As it is counted: a copy of an ignored run is a copy.
  if (run.duplicateOf !== null) return { reason: `a copy of ${originalOf(run, experiment)}`, reasonPlace: null };
  if (run.ignored !== null) {
    const { reason, file, line } = run.ignored;
    return { reason, reasonPlace: { file, line } };
  }
  const said = comparison.failed.find((one) => one.run === run.id);
  if (said !== undefined) return { reason: said.reason, reasonPlace: { file: said.file, line: said.line } };
  if (bucketOf(run) === "used") return { reason: null, reasonPlace: null };
  const { because, evidence } = run.status;
  return { reason: because, reasonPlace: evidence && { file: evidence.file, line: lineOf(evidence) } };
}

/** The run that a copy is of, by its name where that is nobody else's. */
function originalOf({ duplicateOf }: Run, { runs }: Experiment): string {
  const name = runs.find(({ id }) => id === duplicateOf)?.name;
  const isOwn = name !== undefined && runs.filter((run) => run.name === name).length === 1;
  return isOwn ? name : String(duplicateOf);
}

/** The values alone, not where they stand: a run in another folder is the same run. */
function digestOf(run: Run): string {
  const params = run.params.map(({ name, value }) => [name, String(value)]);
  const metrics = run.metrics.map(({ name, last, points, min, max }) =>
    [name, points, last.value, last.step, min?.value, max?.value].map(String),
  );
  return hashText(JSON.stringify([run.status.value, params, metrics]));
}
