import { isMachineMetric } from "../model/machine-metric.ts";
import { isCounterName } from "../model/metric-name.ts";
import type { Agreement } from "../model/reproduction.ts";
import type { Metric, Point, Run } from "../model/run.ts";

/** How far apart, relative to the larger magnitude, two values may lie that still agree, where nothing is declared. */
export const DEFAULT_TOLERANCE = 1e-6;

/** Tolerances as they are declared: for all metrics of an experiment, and by the metric's name, which wins. */
export interface Tolerances {
  tolerance?: number | undefined;
  tolerances?: Readonly<Record<string, number>> | undefined;
}

/** Where two runs lie furthest apart, in multiples of the metric's tolerance. `reduction`: which point of the series it is. */
export interface Apart {
  metric: string;
  reduction: "last" | "min" | "max";
  points: [Point, Point];
  relative: number;
  tolerance: number;
}

/**
 * How two runs agree.
 *
 * - `verdict`: null where they log no metric in common that could tell.
 * - `worst`: null when every value is equal.
 */
export interface Agreed {
  verdict: Agreement | null;
  worst: Apart | null;
  compared: string[];
  machine: string[];
}

/**
 * Compares two runs by the last, lowest and highest value of each metric that both log. What measures the machine, and what
 * only counts steps, is left out.
 */
export function agreementOf(a: Run, b: Run, declared: Tolerances): Agreed {
  const others = new Map(b.metrics.map((metric) => [metric.name, metric]));
  const shared = a.metrics.filter(({ name }) => others.has(name) && !isCounterName(name));
  const machine = shared.filter(({ name }) => isMachineMetric(name)).map(({ name }) => name);
  const left = new Set(machine);
  const compared = shared.filter(({ name }) => !left.has(name));
  let worst: Apart | null = null;
  for (const metric of compared) {
    const other = others.get(metric.name);
    const apart = other === undefined ? null : furthest(metric, other, toleranceOf(metric.name, declared));
    if (apart !== null && (worst === null || excess(apart) > excess(worst))) worst = apart;
  }
  const verdict = worst === null ? "identical" : worst.relative <= worst.tolerance ? "agrees" : "differs";
  const names = compared.map(({ name }) => name);
  return { verdict: compared.length === 0 ? null : verdict, worst, compared: names, machine };
}

/** The tolerance of a metric: its own, else the experiment's, else one in a million. */
function toleranceOf(metric: string, { tolerance, tolerances = {} }: Tolerances): number {
  return (Object.hasOwn(tolerances, metric) ? tolerances[metric] : undefined) ?? tolerance ?? DEFAULT_TOLERANCE;
}

/** Whether a metric is compared: it neither measures the machine nor only counts steps. */
export function isResult(name: string): boolean {
  return !isCounterName(name) && !isMachineMetric(name);
}

/** |a − b| relative to the larger of |a| and |b|: 0 for equal values and for two NaN, infinite when only one is finite. */
export function relativeDifference(a: number, b: number): number {
  if (a === b || (Number.isNaN(a) && Number.isNaN(b))) return 0;
  if (!Number.isFinite(a) || !Number.isFinite(b)) return Number.POSITIVE_INFINITY;
  return Math.abs(a - b) / Math.max(Math.abs(a), Math.abs(b));
}

function furthest(a: Metric, b: Metric, tolerance: number): Apart | null {
  const pairs = [
    ["last", a.last, b.last],
    ["min", a.min, b.min],
    ["max", a.max, b.max],
  ] as const;
  let found: Apart | null = null;
  for (const [reduction, left, right] of pairs) {
    if (left === null || right === null) continue;
    const relative = relativeDifference(left.value, right.value);
    if (relative === 0 || (found !== null && relative <= found.relative)) continue;
    found = { metric: a.name, reduction, points: [left, right], relative, tolerance };
  }
  return found;
}

/** A tolerance of zero is exceeded without bound by anything that differs. */
function excess({ relative, tolerance }: Apart): number {
  return tolerance === 0 ? Number.POSITIVE_INFINITY : relative / tolerance;
}
