import { labelsFor } from "../drawing/label.ts";
import type { LineDraft } from "./live-curves.ts";
import { curvesFrom } from "./live-curves.ts";
import type { LiveCurves, LiveLine, LiveOverlay, LiveValue, OverlayCurve } from "./live-figure.ts";
import type { Points } from "./points.ts";
import { rowMean } from "./row-mean.ts";
import { spreadOf } from "./spread.ts";

/**
 * Curves of any runs laid over one another. Where points were left out when the curves were kept, the mean of a row's runs is made of
 * means of neighbouring points, if all of them logged at the same places; else each run stands for itself.
 */
export function overlayOf({ title, metric, box, rows }: LiveOverlay): LiveCurves {
  const labels = labelsFor(rows.map(({ label }) => label));
  const names = [...new Set(rows.flatMap(({ runs }) => runs.map(({ curve }) => curve.stepName ?? "point")))];
  const live = curvesFrom({
    title,
    metric,
    stepName: names.join(" or "),
    box,
    rows: rows.map(({ mark, runs }, row) => {
      return { label: labels[row] ?? "", mark, runs: runs.length, drafts: draftsOf(runs, row) };
    }),
  });
  const each = rows.map(({ runs }) => rowMean(runs.map(({ curve }) => curve))?.each ?? 1);
  const lines = live.lines.map((line): LiveLine => {
    const own = each[line.row] ?? 1;
    return line.run === null && own > 1 ? { ...line, each: own } : line;
  });
  return { ...live, lines };
}

function draftsOf(runs: LiveOverlay["rows"][number]["runs"], row: number): LineDraft[] {
  const single = runs.map(({ name, curve }): LineDraft => {
    const even = curve.even === undefined ? null : pointsOf(curve.even);
    return { row, run: name, points: pointsOf(curve), spread: null, kept: { total: curve.points, even } };
  });
  const mean = rowMean(runs.map(({ curve }) => curve));
  if (mean === null) return single;
  const spread = spreadOf(single.map(({ points, kept }) => kept?.even ?? points));
  if (spread.step.length < 2) return single;
  const points = { step: spread.step, value: spread.mean, epoch: null, wall: null };
  const total = mean.each === 1 ? spread.step.length : (runs[0]?.curve.points ?? 0);
  return [{ row, run: null, points, spread, kept: { total, even: null } }, ...single];
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
