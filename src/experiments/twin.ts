import type { Metric, Point, Run } from "../model/run.ts";
import { metricOf } from "../model/run.ts";

/** Event files keep single precision. */
const SINGLE = 1e-6;

/**
 * Runs that two loggers of Lightning wrote to two folders: the CSV logger's and the TensorBoard logger's, which number their
 * versions one after the other. They are one run when every metric that both have went alike: as many points, the same steps,
 * the same values in single precision. Gives the id of the run that stays, the one with the exact values, by that of its twin.
 */
export function twinsOf(runs: readonly Run[]): Map<string, string> {
  const twins = new Map<string, string>();
  const exact = runs.filter(hasExact);
  if (exact.length === 0) return twins;
  const taken = new Set<string>();
  for (const run of runs) {
    if (!hasEventsOnly(run)) continue;
    const twin = exact.find((one) => !taken.has(one.id) && isAlike(one, run));
    if (twin === undefined) continue;
    taken.add(twin.id);
    twins.set(run.id, twin.id);
  }
  return twins;
}

function readerOf(run: Run, metric: Metric): string {
  return metric.reader ?? run.tracker;
}

function hasExact(run: Run): boolean {
  const { metrics } = run;
  return metrics.length > 0 && metrics.every((metric) => readerOf(run, metric) === "lightning");
}

function hasEventsOnly(run: Run): boolean {
  const { metrics } = run;
  return metrics.length > 0 && metrics.every((metric) => readerOf(run, metric) === "tensorboard");
}

function isAlike(exact: Run, events: Run): boolean {
  let shared = 0;
  for (const metric of exact.metrics) {
    const other = metricOf(events, metric.name);
    if (other === undefined) continue;
    const isSame = metric.points === other.points && metric.firstStep === other.firstStep;
    if (!isSame || !isClose(metric.last, other.last)) return false;
    if (!isClose(metric.min, other.min) || !isClose(metric.max, other.max)) return false;
    shared += 1;
  }
  return shared > 0 && 2 * shared >= exact.metrics.length;
}

function isClose(a: Point | null, b: Point | null): boolean {
  if (a === null || b === null) return a === b;
  const isEqual = Object.is(a.value, b.value) || Math.abs(a.value - b.value) <= SINGLE * Math.abs(a.value);
  return isEqual && a.step === b.step;
}
