import { labelsFor } from "../drawing/label.ts";
import type { LineDraft } from "./live-curves.ts";
import { curvesFrom } from "./live-curves.ts";
import type { LiveCurves, LiveOverlay, LiveValue, OverlayCurve } from "./live-figure.ts";
import type { Points } from "./points.ts";
import { spreadOf } from "./spread.ts";

/**
 * Curves of any runs laid over one another. Points were left out when the curves were kept, so a row of several runs has a mean only
 * where all points of all of them are here: of others each run stands for itself.
 */
export function overlayOf({ title, metric, box, rows }: LiveOverlay): LiveCurves {
  const labels = labelsFor(rows.map(({ label }) => label));
  const names = [...new Set(rows.flatMap(({ runs }) => runs.map(({ curve }) => curve.stepName ?? "point")))];
  return curvesFrom({
    title,
    metric,
    stepName: names.join(" or "),
    box,
    rows: rows.map(({ mark, runs }, row) => {
      return { label: labels[row] ?? "", mark, runs: runs.length, drafts: draftsOf(runs, row) };
    }),
  });
}

/** Whether a row of runs has a mean: nothing of it was left out. */
export function isWhole(runs: readonly { curve: OverlayCurve }[]): boolean {
  return runs.every(({ curve }) => curve.even === undefined);
}

function draftsOf(runs: LiveOverlay["rows"][number]["runs"], row: number): LineDraft[] {
  const single = runs.map(({ name, curve }): LineDraft => {
    const even = curve.even === undefined ? null : pointsOf(curve.even);
    return { row, run: name, points: pointsOf(curve), spread: null, kept: { total: curve.points, even } };
  });
  if (single.length < 2 || !isWhole(runs)) return single;
  const spread = spreadOf(single.map(({ points }) => points));
  if (spread.step.length < 2) return single;
  const points = { step: spread.step, value: spread.mean, epoch: null, wall: null };
  return [{ row, run: null, points, spread, kept: { total: spread.step.length, even: null } }, ...single];
}

function pointsOf({ step, value, epoch, wall }: NonNullable<OverlayCurve["even"]>): Points {
  return {
    step: Float64Array.from(step),
    value: Float64Array.from(value, numberOf),
    epoch: epoch === undefined ? null : Float64Array.from(epoch),
    wall: wall === undefined ? null : summed(wall),
  };
}

/** The first is a time, every other one how much later it is than the one before, in seconds. */
function summed(wall: readonly number[]): Float64Array {
  let at = 0;
  return Float64Array.from(wall, (one) => {
    at = Math.round((at + one) * 1000) / 1000;
    return at;
  });
}

function numberOf(value: LiveValue): number {
  if (typeof value === "number") return value;
  return value === "NaN" ? Number.NaN : value === "∞" ? Number.POSITIVE_INFINITY : Number.NEGATIVE_INFINITY;
}
