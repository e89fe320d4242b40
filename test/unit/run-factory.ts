import { directionOf } from "../../src/experiments/direction.ts";
import { account } from "../../src/model/accounting.ts";
import type { Experiment } from "../../src/model/experiment.ts";
import type { Metric, Param, ParamValue, Point, Run } from "../../src/model/run.ts";
import { blankRun } from "../../src/readers/format/blank-run.ts";

/** A run in short: metrics as their values in file order, params as values or as `{value, literal}`. */
export interface RunInput extends Partial<Omit<Run, "metrics" | "params">> {
  metrics?: Record<string, number | number[]>;
  params?: Record<string, ParamValue | { value: ParamValue; literal: string }>;
}

/** Makes a finished run `experiments/e/runs/<name>` with everything else empty. */
export function makeRun(name: string, input: RunInput = {}): Run {
  const { metrics = {}, params = {}, ...rest } = input;
  const dir = rest.dir ?? `experiments/e/runs/${name}`;
  const log = `${dir}/logs/train.log`;
  return {
    ...blankRun({ reader: "tree", id: dir, dir }),
    name,
    status: { value: "finished", how: "recorded", because: "metadata.yaml", evidence: null },
    params: Object.entries(params).map(([key, value], index) => makeParam(key, { value, file: log, line: index + 1 })),
    metrics: Object.entries(metrics).map(([key, values], index) =>
      makeMetric(key, [values].flat(), { log, line: 100 * (index + 1) }),
    ),
    files: [log],
    ...rest,
  };
}

/** Makes an experiment of some runs, its directions inferred from the metrics' names. */
export function makeExperiment(runs: Run[], input: Partial<Experiment> = {}): Experiment {
  const names = new Set(runs.flatMap((run) => run.metrics.map((metric) => metric.name)));
  return {
    id: "experiments/e",
    name: "e",
    title: "e",
    dir: "experiments/e",
    runsDir: "experiments/e/runs",
    tracker: "tree",
    increment: null,
    runs,
    journal: null,
    hypothesis: null,
    directions: Object.fromEntries([...names].map((name) => [name, directionOf(name, null)])),
    accounting: account(runs, 0),
    unreadable: [],
    scripts: [],
    findings: [],
    ...input,
  };
}

/** Several runs `name-seed0`, `name-seed1` … with one value each. */
export function makeSeeds(name: string, metric: string, values: number[], params: RunInput["params"] = {}): Run[] {
  return values.map((value, seed) =>
    makeRun(`${name}-seed${seed}`, { metrics: { [metric]: value }, params: { ...params, seed }, seed }),
  );
}

function makeParam(
  name: string,
  stated: { value: ParamValue | { value: ParamValue; literal: string }; file: string; line: number },
): Param {
  const { value, file, line } = stated;
  const { value: parsed, literal } =
    typeof value === "object" && value !== null ? value : { value, literal: String(value) };
  return { name, value: parsed, evidence: { file, locator: { kind: "line", line }, literal } };
}

function makeMetric(name: string, values: number[], at: { log: string; line: number }): Metric {
  const points = values.map((value, step): Point => {
    return {
      value,
      step,
      evidence: { file: at.log, locator: { kind: "line", line: at.line + step }, literal: String(value) },
    };
  });
  const last = points.at(-1);
  if (last === undefined) throw new Error(`metric ${name} needs a value`);
  const finite = points.filter((point) => Number.isFinite(point.value));
  const extreme = (best: (a: number, b: number) => boolean) =>
    finite.reduce<Point | null>((a, b) => (a === null || best(b.value, a.value) ? b : a), null);
  return {
    name,
    file: at.log,
    last,
    min: extreme((a, b) => a < b),
    max: extreme((a, b) => a > b),
    points: points.length,
    nonFinite: points.length - finite.length,
    loose: false,
    stepName: "step",
    firstStep: 0,
    lastStep: points.length - 1,
  };
}
