import { bucketsOf, sixDigits, thinned } from "../charts/drawing/thin.ts";
import type { LiveValue } from "../charts/live/live-figure.ts";
import type { Points } from "../charts/live/points.ts";
import { isEpoch, meansOver, pick, pointsOf } from "../charts/live/points.ts";
import type { CompareCurves } from "../contract/index.ts";
import type { Run } from "../model/run.ts";
import type { Series } from "../model/series.ts";

/** Points of a curve, metrics of a run, curves of a file, and curves of an experiment that are kept at most. */
const MOST_POINTS = 300;
const MOST_METRICS = 40;
const MOST_CURVES_A_FILE = 100;
const MOST_CURVES = 2000;
/** A curve says something from so many points on. */
const FEWEST_POINTS = 3;

type Curve = CompareCurves["runs"][number]["curves"][number];

/** The curves of an experiment's runs, thinned. */
export interface KeptCurves {
  /** Reads the points of a run's metrics for whoever needs them, and keeps what it needs of them itself. */
  read(run: string, metrics: readonly string[]): Series[];
  /** The curves of a run; read again where nobody else has asked for them. */
  of(run: Run): Curve[];
}

/** Opens the curves of an experiment's runs. `series` reads every point of some metrics of a run. */
export function keepCurves(runs: readonly Run[], series: KeptCurves["read"]): KeptCurves {
  const parts = curveParts(runs);
  const wanted = new Set(runs.flatMap((run, index) => (parts[index] === -1 ? [] : [run.id])));
  const kept = new Map<string, Map<string, Curve>>();
  const read = (run: string, metrics: readonly string[]): Series[] => {
    const found = series(run, metrics);
    if (wanted.has(run)) {
      const epochs = found.find((one) => isEpoch(one.metric)) ?? null;
      const own = found.map((one) => [one.metric, curveData(one, one === epochs ? null : epochs)] as const);
      kept.set(run, new Map(own));
    }
    return found;
  };
  const of = (run: Run): Curve[] => {
    const names = curvesIn(run);
    const own = () => names.flatMap((name) => kept.get(run.id)?.get(name) ?? []);
    if (own().length < names.length) read(run.id, names);
    return own();
  };
  return { read, of };
}

/** By run the number of the file that has its curves, -1 where none are kept. Which file that is depends on nothing logged. */
export function curveParts(runs: readonly Run[]): number[] {
  let all = 0;
  let part = 0;
  let inPart = 0;
  return runs.map((run) => {
    const count = curvesIn(run).length;
    if (count === 0 || all + count > MOST_CURVES) return -1;
    if (inPart > 0 && inPart + count > MOST_CURVES_A_FILE) {
      part += 1;
      inPart = 0;
    }
    all += count;
    inPart += count;
    return part;
  });
}

/** The curves of the runs of one part. */
export function compareCurves(
  { slug, part }: { slug: string; part: number },
  runs: readonly Run[],
  curves: KeptCurves,
): CompareCurves {
  const parts = curveParts(runs);
  const own = runs.flatMap((run, index) => (parts[index] === part ? [{ run: index, curves: curves.of(run) }] : []));
  return { slug, part, runs: own };
}

function curvesIn(run: Run): string[] {
  const drawn = run.metrics.filter((metric) => metric.points >= FEWEST_POINTS);
  return drawn.slice(0, MOST_METRICS).map((metric) => metric.name);
}

function curveData(series: Series, epochs: Series | null): Curve {
  const points = pointsOf(series, series.stepName === "epoch" ? null : epochs);
  const indices = thinned(points.value, MOST_POINTS);
  const isThinned = indices.length < points.step.length;
  const even = isThinned ? columnsOf(meansOver(points, bucketsOf(points.value, MOST_POINTS))) : undefined;
  return {
    metric: series.metric,
    stepName: series.stepName,
    points: series.value.length,
    ...columnsOf(isThinned ? pick(points, indices) : points),
    ...(even && { even }),
  };
}

function columnsOf({ step, value, epoch, wall }: Points): NonNullable<Curve["even"]> {
  return {
    step: Array.from(step, drawn),
    value: Array.from(value, drawnValue),
    ...(epoch && { epoch: Array.from(epoch, drawn) }),
    ...(wall && { wall: differences(wall) }),
  };
}

/** Six digits of a value are more than a screen shows; printed numbers come from the whole value. */
function drawnValue(value: number): LiveValue {
  if (Number.isFinite(value)) return sixDigits(value);
  return Number.isNaN(value) ? "NaN" : value > 0 ? "∞" : "−∞";
}

/** A place of a mean is between two that were logged. */
function drawn(place: number): number {
  return Number.isInteger(place) && Math.abs(place) < 1e12 ? place : Number(place.toPrecision(12));
}

/** Most runs log in even time: differences are short, and many are the same. */
function differences(wall: Float64Array): number[] {
  const whole = Array.from(wall, (one) => Math.round(one * 1000));
  return whole.map((one, i) => (i === 0 ? one : one - (whole[i - 1] ?? 0)) / 1000);
}
