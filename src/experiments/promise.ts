import { readRegion } from "../disk/region.ts";
import type { Evidence } from "../model/evidence.ts";
import { lineOf } from "../model/evidence.ts";
import type { Metric, Param, Run, StatedStatus } from "../model/run.ts";

const EPOCHS = new Set(["epochs", "num_epochs", "max_epochs", "n_epochs", "num_train_epochs"]);
const STEPS = new Set(["total_steps", "max_steps", "num_steps", "n_steps"]);

/** How far a log goes: the last epoch or step in it, how many apart two logged ones are, and the line that says so. */
interface Reach {
  last: number;
  apart: number;
  evidence: Evidence;
}

/**
 * Sets the status of runs that stop before what their params promise: no end is recorded, `epochs: 40` is promised and
 * the log ends at epoch 17. A run that recorded "running" is only judged so when a later run of the experiment was
 * started. Runs with early stopping promise nothing. A run of which nothing is recorded, no value and no setting, died before it
 * could. Runs are expected in the order of their start.
 */
export function applyPromises(runs: readonly Run[], root: string): Run[] {
  const lastStart = runs.reduce((last, run) => ((run.startedAt ?? "") > last ? (run.startedAt ?? "") : last), "");
  return runs.map((run) => {
    if (isBlank(run)) return { ...run, status: NOTHING };
    if (run.endedAt !== null || !mayBeCutShort(run, lastStart)) return run;
    const status = brokenPromise(run, root);
    return status === null ? run : { ...run, status };
  });
}

const NOTHING: StatedStatus = {
  value: "failed",
  how: "inferred",
  because: "nothing was recorded of it",
  evidence: null,
};

function isBlank({ status, metrics, params }: Run): boolean {
  return status.value === "unknown" && metrics.length === 0 && params.length === 0;
}

function mayBeCutShort(run: Run, lastStart: string): boolean {
  if (run.params.some(isEarlyStopping)) return false;
  if (run.status.value === "unknown") return true;
  return run.status.value === "running" && run.startedAt !== null && run.startedAt < lastStart;
}

function isEarlyStopping(param: Param): boolean {
  const off = param.value === false || param.value === null || param.value === 0;
  return !off && /early_?stop|patience/i.test(param.name);
}

function brokenPromise(run: Run, root: string): StatedStatus | null {
  for (const param of run.params) {
    const name = param.name.slice(param.name.lastIndexOf(".") + 1).toLowerCase();
    const unit = EPOCHS.has(name) ? "epoch" : STEPS.has(name) ? "step" : null;
    // The steps of DVCLive count what was logged, and not those of the optimiser.
    if (unit === "step" && run.tracker === "dvclive") continue;
    if (unit === null || typeof param.value !== "number" || !(param.value > 0)) continue;
    const reach = unit === "epoch" ? (reachOf(run, /epoch/i) ?? epochInLog(run, root)) : reachOf(run, /step|iter/i);
    // Counting from 0, the last of N is N − 1; and the last ones may not be logged when only every k-th is.
    if (reach === null || reach.last + Math.max(1, reach.apart) >= param.value) continue;
    const because = `log ends at ${unit} ${reach.last} of ${param.value}`;
    return { value: "failed", how: "inferred", because, evidence: reach.evidence };
  }
  return null;
}

function reachOf(run: Run, unit: RegExp): Reach | null {
  let best: Reach | null = null;
  for (const metric of run.metrics) {
    const reach = unit.test(metric.stepName ?? "")
      ? reachOfSteps(metric)
      : isCounter(metric, unit)
        ? reachOfValues(metric)
        : null;
    if (reach !== null && (best === null || reach.last > best.last)) best = reach;
  }
  return best;
}

function reachOfSteps(metric: Metric): Reach | null {
  if (metric.lastStep === null || metric.firstStep === null) return null;
  const apart = metric.points > 1 ? (metric.lastStep - metric.firstStep) / (metric.points - 1) : 1;
  return { last: metric.lastStep, apart, evidence: metric.last.evidence };
}

/** A metric that is itself the count, as some loggers write `epoch` beside the others. */
function isCounter(metric: Metric, unit: RegExp): boolean {
  return /^(?:\w+\/)?(?:epoch|step|global_step|iteration)$/i.test(metric.name) && unit.test(metric.name);
}

function reachOfValues(metric: Metric): Reach | null {
  const last = metric.max?.value;
  return last === undefined ? null : { last: Math.floor(last), apart: 1, evidence: metric.last.evidence };
}

/** The epoch on the log line of the last metric, where metrics are counted in steps and the line names both. */
function epochInLog(run: Run, root: string): Reach | null {
  const last = run.metrics.reduce<Metric | null>(
    (a, b) => ((lastLine(b) ?? 0) > (a === null ? 0 : (lastLine(a) ?? 0)) ? b : a),
    null,
  );
  const line = last === null ? null : lastLine(last);
  if (last === null || line === null) return null;
  const { file } = last.last.evidence;
  const text = readRegion(root, { file, line, endLine: line })?.text ?? "";
  const match = /"epoch"\s*:\s*(\d+)|\bepoch[ =:]+(\d+)/i.exec(text);
  if (match === null) return null;
  const epoch = match[1] ?? match[2] ?? "";
  return { last: Number(epoch), apart: 1, evidence: { file, locator: { kind: "line", line }, literal: epoch } };
}

function lastLine(metric: Metric): number | null {
  return lineOf(metric.last.evidence);
}
