import { account } from "../../../src/model/accounting.ts";
import type {
  Cell,
  Comparison,
  HypothesisVerdict,
  MetricColumn,
  Row,
  Selection,
} from "../../../src/model/comparison.ts";
import type { Evidence } from "../../../src/model/evidence.ts";
import type { Experiment } from "../../../src/model/experiment.ts";
import type { Journal } from "../../../src/model/journal.ts";
import type { CompiledExperiment } from "../../../src/model/project.ts";
import type { Quantity } from "../../../src/model/quantity.ts";
import { formatDifference, formatNumber, styleFor } from "../../../src/model/quantity.ts";
import type { Metric, Run } from "../../../src/model/run.ts";
import type { Series } from "../../../src/model/series.ts";
import { blankRun } from "../../../src/readers/format/blank-run.ts";

/** What a test says of one run of the example. */
export interface RunSpec {
  name: string;
  arm: string;
  seed: number;
  /** Last value of each metric. */
  values: Record<string, number>;
  points?: number;
  overrides?: Partial<Run>;
}

/** What a test says of the whole example. */
export interface ExampleSpec {
  dir: string;
  title: string;
  increment?: string | null;
  primary: string;
  lower?: string[];
  baseline?: string | null;
  selected?: string | null;
  runs: RunSpec[];
  journal?: Journal | null;
  verdict?: HypothesisVerdict | null;
}

/** Evidence in the log of a run of the example. */
export function evidenceOf(run: Run, line: number, literal: string): Evidence {
  return { file: run.files[0] ?? "", locator: { kind: "line", line }, literal };
}

/** A number as the comparison would make it. */
export function quantityOf(
  value: number,
  options: { text?: string; selector: string; evidence: Evidence[] },
): Quantity {
  const text = options.text ?? formatNumber(value, styleFor([value]));
  return { value, text, selector: options.selector, derived: options.evidence.length > 1, evidence: options.evidence };
}

/** A compiled experiment with the shape that the compare stage gives it. */
export function compiledOf(spec: ExampleSpec): CompiledExperiment {
  const runs = spec.runs.map((run) => runOf(spec, run));
  const columns = columnsOf(spec, runs);
  const rows = rowsOf(spec, runs, columns);
  const comparison = comparisonOf({ spec, runs, columns, rows });
  return { experiment: experimentOf(spec, runs), comparison, figures: [] };
}

/** A falling or rising series of `points` values that ends in the run's last value. */
export function seriesOf(compiled: CompiledExperiment, id: string, metrics: readonly string[]): Series[] {
  const run = compiled.experiment.runs.find((one) => one.id === id);
  return (run?.metrics ?? [])
    .filter((metric) => metrics.includes(metric.name))
    .map((metric) => {
      const n = metric.points;
      const step = Float64Array.from({ length: n }, (_, i) => (i + 1) * 10);
      const wiggle = (i: number) => Math.sin(i * 1.7 + id.length) * 0.02;
      const value = step.map(
        (_, i) => metric.last.value * (1 + (2 * Math.exp((-6 * i) / n) + wiggle(i)) * (i < n - 1 ? 1 : 0)),
      );
      const line = Uint32Array.from({ length: n }, (_, i) => i + 4);
      return { metric: metric.name, file: metric.file, stepName: "step", step, value, line, wall: null };
    });
}

function runOf(spec: ExampleSpec, { name, arm, seed, values, points = 1, overrides = {} }: RunSpec): Run {
  const dir = `${spec.dir}/runs/2026-11-21T16-38-0${seed}-${name}`;
  const file = `${dir}/logs/train.log`;
  const at = (line: number, literal: string): Evidence => ({ file, locator: { kind: "line", line }, literal });
  const metrics = Object.entries(values).map(([metric, value], i): Metric => {
    const point = { value, step: points * 10, evidence: at(40 + i, String(value)) };
    const shared = { name: metric, file, last: point, points, loose: false, stepName: "step" };
    const finite = Number.isFinite(value);
    return {
      ...shared,
      min: finite ? point : null,
      max: finite ? point : null,
      nonFinite: finite ? 0 : 1,
      firstStep: 10,
      lastStep: points * 10,
    };
  });
  const run: Run = {
    ...blankRun({ reader: spec.increment ? "specweave" : "tree", id: dir, dir }),
    name,
    status: { value: "finished", how: "recorded", because: "metadata.yaml", evidence: null },
    startedAt: "2026-11-21T16:38:52",
    endedAt: "2026-11-21T16:38:55",
    description: `The ${arm} arm.`,
    params: [
      { name: "arm", value: arm, evidence: at(1, arm) },
      { name: "lr", value: 0.1, evidence: at(1, "1e-1") },
      { name: "seed", value: seed, evidence: at(1, String(seed)) },
    ],
    metrics,
    artifacts: [
      {
        path: `${dir}/checkpoints/last.npz`,
        kind: "checkpoint",
        bytes: 20480,
        hash: "ab12cd34".repeat(8),
        sampled: false,
      },
    ],
    environment: [{ name: "python", value: "3.11.7", evidence: at(2, "3.11.7") }],
    dependencies: ["numpy==2.4.6", "scikit-learn>=1.9"],
    gitCommit: "4f2a9c1d8e7b6a5f4e3d2c1b0a9f8e7d6c5b4a3f",
    dataVersion: "sklearn-digits-1.9.1",
    seed,
    files: [file, `${dir}/metadata.yaml`],
  };
  return { ...run, ...overrides };
}

function columnsOf(spec: ExampleSpec, runs: Run[]): MetricColumn[] {
  const names = [...new Set(runs.flatMap((run) => run.metrics.map((metric) => metric.name)))];
  const sorted = [spec.primary, ...names.filter((name) => name !== spec.primary)];
  return sorted.map((name) => ({
    name,
    label: name,
    direction: {
      better: spec.lower?.includes(name) ? "lower" : "higher",
      how: name === spec.primary ? "declared" : "inferred",
    },
    reduction: "last",
    primary: name === spec.primary,
    loose: false,
    peeks: false,
    notes: [],
  }));
}

function rowsOf(spec: ExampleSpec, runs: Run[], columns: MetricColumn[]): Row[] {
  const arms = [...new Set(spec.runs.map((run) => run.arm))];
  const byArm = arms.map((arm) => ({ arm, runs: runs.filter((_, i) => spec.runs[i]?.arm === arm) }));
  const baseline = byArm.find(({ arm }) => arm === spec.baseline);
  return byArm.map(({ arm, runs: own }): Row => {
    const first = own[0] as Run;
    const bucket =
      first.ignored !== null
        ? "ignored"
        : first.status.value === "failed" || first.diverged !== null
          ? "failed"
          : "used";
    const cellOptions = (metric: string) => ({
      arm,
      runs: own,
      metric,
      baseline: baseline?.runs ?? null,
      baselineArm: spec.baseline,
    });
    return {
      id: `row-${arm}`,
      name: arm,
      runs: own.map((run) => run.id),
      n: own.length,
      params: { arm: { value: arm, literal: arm, file: first.files[0] ?? "", line: 1 } },
      cells: Object.fromEntries(columns.map((column) => [column.name, cellOf(cellOptions(column.name))])),
      baseline: arm === spec.baseline,
      selected: arm === spec.selected,
      bucket,
      note: bucket === "used" ? null : (first.ignored?.reason ?? first.status.because),
    };
  });
}

function cellOf(of: {
  arm: string;
  runs: Run[];
  metric: string;
  baseline: Run[] | null;
  baselineArm?: string | null;
}): Cell {
  const style = { decimals: 4, scientific: false };
  const selectorOf = (run: Run) => `${run.name}/${of.metric}`;
  const found = of.runs.flatMap((run) => {
    const metric = run.metrics.find((one) => one.name === of.metric);
    if (metric === undefined) return [];
    const text = formatNumber(metric.last.value, style);
    return [
      {
        run: run.id,
        quantity: quantityOf(metric.last.value, { text, selector: selectorOf(run), evidence: [metric.last.evidence] }),
      },
    ];
  });
  const none = { quantity: null, spread: null, n: 0, min: null, max: null, runs: [], delta: null, relative: null };
  if (found.length === 0) return { ...none, missing: "not logged" };
  const evidence = found.flatMap((one) => one.quantity.evidence);
  const mean = meanOf(found.map((one) => one.quantity.value));
  const std = Math.sqrt(found.reduce((sum, one) => sum + (one.quantity.value - mean) ** 2, 0) / (found.length - 1));
  const many = found.length > 1;
  const selector = many ? `mean(${of.arm}/${of.metric})` : `${of.runs[0]?.name}/${of.metric}`;
  const base = (of.baseline ?? []).flatMap((run) => run.metrics.filter((metric) => metric.name === of.metric));
  const reference = meanOf(base.map((metric) => metric.last.value));
  const hasDelta = of.baseline !== null && of.arm !== of.baselineArm && base.length > 0;
  const both = [...evidence, ...base.map((metric) => metric.last.evidence)];
  const operands = `mean(${of.arm}/${of.metric}), mean(${of.baselineArm}/${of.metric})`;
  const derived = (value: number, text: string, name: string) =>
    quantityOf(value, { text, selector: `${name}(${operands})`, evidence: both });
  const relative = (100 * (mean - reference)) / Math.abs(reference);
  return {
    quantity: quantityOf(mean, { text: formatNumber(mean, style), selector, evidence }),
    spread: many
      ? quantityOf(std, { text: formatNumber(std, style), selector: `std(${of.arm}/${of.metric})`, evidence })
      : null,
    n: found.length,
    min: null,
    max: null,
    runs: found,
    delta: hasDelta ? derived(mean - reference, formatDifference(mean - reference, style), "diff") : null,
    relative: hasDelta
      ? derived(relative, `${formatDifference(relative, { decimals: 1, scientific: false })} %`, "rel")
      : null,
    missing: null,
  };
}

function comparisonOf(of: { spec: ExampleSpec; runs: Run[]; columns: MetricColumn[]; rows: Row[] }): Comparison {
  const { spec, runs, columns, rows } = of;
  const first = runs[0] as Run;
  const ignored = runs.flatMap((run) => (run.ignored ? [{ run: run.id, ...run.ignored }] : []));
  const failed = runs
    .filter((run) => run.ignored === null && (run.status.value === "failed" || run.diverged !== null))
    .map((run) => ({ run: run.id, reason: run.status.because, file: run.files[0] ?? "", line: 12 }));
  const selected = rows.find((row) => row.selected);
  const quantity = selected?.cells[spec.primary]?.quantity ?? null;
  const reason = quantity === null ? ["best"] : [`highest ${spec.primary}, `, quantity];
  const selection: Selection | null = selected
    ? {
        row: selected.id,
        how: "computed",
        reasons: [reason],
        escalations: [],
        sensitivity: ["Counting ignored runs would not change the selection."],
      }
    : null;
  return {
    experiment: spec.dir,
    metrics: columns,
    differing: ["arm"],
    mixed: [],
    leftOut: [],
    constants: [{ name: "lr", literal: "1e-1", value: 0.1, file: first.files[0] ?? "", line: 1 }],
    rows,
    baseline: rows.find((row) => row.baseline)?.id ?? null,
    best: selected
      ? [{ metric: spec.primary, rows: [selected.id], ties: [selected.id], quantity, because: ["highest mean"] }]
      : [],
    selection,
    noSelection: selection ? null : "No run was finished.",
    hypothesis: spec.verdict ?? null,
    contests: null,
    tradeoff: null,
    importance: null,
    recommendation: null,
    reproductions: [],
    history: [],
    accounting: account(runs, 0),
    ignored,
    failed,
  };
}

function experimentOf(spec: ExampleSpec, runs: Run[]): Experiment {
  return {
    id: spec.increment ? `increment:${spec.increment.slice(0, 4)}` : spec.dir,
    name: spec.dir.slice(spec.dir.lastIndexOf("/") + 1),
    title: spec.title,
    dir: spec.dir,
    runsDir: `${spec.dir}/runs`,
    tracker: spec.increment ? "specweave" : "tree",
    increment: spec.increment ?? null,
    runs,
    journal: spec.journal ?? null,
    hypothesis: spec.journal?.hypothesis ?? null,
    directions: {},
    accounting: account(runs, 0),
    unreadable: [],
    scripts: [{ path: `${spec.dir}/train.py`, dependencies: ["numpy", "loguru>=0.7"], requiresPython: ">=3.11" }],
    findings: [],
  };
}

function meanOf(values: number[]): number {
  return values.reduce((a, b) => a + b, 0) / values.length;
}
