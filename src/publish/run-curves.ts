import { curveOf } from "../charts/drawing/curve.ts";
import type { Curve } from "../charts/drawing/thin.ts";
import { sixDigits, thin } from "../charts/drawing/thin.ts";
import { isEpoch } from "../charts/live/points.ts";
import { liveRunCurve } from "../charts/live/run-data.ts";
import { RUN_BOX, runCurve } from "../charts/run-curve.ts";
import { sparkline } from "../charts/sparkline.ts";
import type { Phrase, SiteFigure, SiteTable } from "../contract/index.ts";
import type { NumberStyle } from "../model/quantity.ts";
import { formatValue, styleFor } from "../model/quantity.ts";
import type { Metric, Point, Run } from "../model/run.ts";
import type { Series } from "../model/series.ts";
import { evidenceOfSeries } from "../model/series.ts";
import { cellOf, numberColumn, plainRow, sortValue } from "./cell.ts";
import { liveOf } from "./live-file.ts";
import { runIndex } from "./run-index.ts";
import { pointStyle } from "./run-style.ts";
import { sayCount } from "./say.ts";
import type { View } from "./view.ts";
import { pointNumber, sourceLink } from "./view.ts";

/** A curve says something from so many points on. */
const FEWEST = 3;
const MOST_METRICS = 40;
const MOST_FIGURES = 4;
const MOST_MATES = 6;
const MATE_POINTS = 60;
const LISTED = 10;
const KEPT = 512;
const KEPT_WHOLE = 16;

/** The logged points of a metric, and the same as a curve. */
export interface Logged {
  series: Series;
  curve: Curve;
}

/** The curves of an experiment's runs. */
export interface CurveShelf {
  /** The metrics of a run that are drawn, whole. */
  own(run: Run): ReadonlyMap<string, Logged>;
  /** A metric of another run as a thinned curve, null where it has none. */
  mate(run: Run, metric: string): Curve | null;
}

/**
 * Opens the curves of an experiment. `series` reads the points of a run's metrics. Runs of one row ask for one another's, so what
 * was read is kept: thinned of the last few hundred runs, and whole of a few until their own page is made.
 */
export function openCurves(series: (run: string, metrics: readonly string[]) => Series[]): CurveShelf {
  const thinned = new Map<string, Map<string, Curve>>();
  const whole = new Map<string, Map<string, Logged>>();
  const read = (run: Run): Map<string, Logged> => {
    const names = drawnMetrics(run).map((one) => one.name);
    const found = names.length === 0 ? [] : series(run.id, names);
    const logged = new Map(found.map((one) => [one.metric, { series: one, curve: curveOf(one) }]));
    keepLast(thinned, KEPT, [
      run.id,
      new Map([...logged].map(([name, { curve }]) => [name, faint(thin(curve, MATE_POINTS))])),
    ]);
    return logged;
  };
  const own = (run: Run): ReadonlyMap<string, Logged> => {
    const logged = whole.get(run.id) ?? read(run);
    whole.delete(run.id);
    return logged;
  };
  const mate = (run: Run, metric: string): Curve | null => {
    if (!thinned.has(run.id)) keepLast(whole, KEPT_WHOLE, [run.id, read(run)]);
    return thinned.get(run.id)?.get(metric) ?? null;
  };
  return { own, mate };
}

/** To be drawn behind others: with six digits, of which a screen shows three. */
function faint({ step, value }: Curve): Curve {
  return { step, value: value.map(sixDigits) };
}

function keepLast<T>(kept: Map<string, T>, most: number, [key, value]: [string, T]): void {
  kept.set(key, value);
  if (kept.size > most) kept.delete(kept.keys().next().value ?? "");
}

function drawnMetrics(run: Run): Metric[] {
  return run.metrics.filter((one) => one.points >= FEWEST).slice(0, MOST_METRICS);
}

/** Sparklines by metric. */
export function sparklinesOf(logged: ReadonlyMap<string, Logged>): Map<string, string> {
  const drawn = [...logged].map(([name, { curve }]) => [name, sparkline(curve)] as const);
  return new Map(drawn.flatMap(([name, svg]) => (svg === null ? [] : [[name, svg]])));
}

/**
 * The curves of a run's main metrics, the one that decides first, each over the curves of the other runs of its row, with a
 * sentence that says its course and a table of some of its points.
 */
export function curvesOf(
  run: Run,
  shelf: CurveShelf,
  { view, logged }: { view: View; logged: ReadonlyMap<string, Logged> },
) {
  const { compiled } = view;
  const columns = compiled.comparison.metrics;
  const rank = (name: string) => {
    const at = columns.findIndex((one) => one.name === name);
    return at < 0 ? columns.length : columns[at]?.primary ? -1 : at;
  };
  const names = new Set(run.metrics.map((one) => one.name));
  const drawn = run.metrics.filter((one) => names.has(one.name) && logged.has(one.name));
  const main = drawn.sort((a, b) => rank(a.name) - rank(b.name)).slice(0, MOST_FIGURES);
  const row = runIndex(compiled).rows.get(run.id);
  const epochs = [...logged].find(([name]) => isEpoch(name))?.[1].series ?? null;
  const mates = (row?.runs ?? []).filter((id) => id !== run.id).slice(0, MOST_MATES);
  return main.flatMap((metric, index): SiteFigure[] => {
    const own = logged.get(metric.name);
    if (own === undefined) return [];
    const others = mates.flatMap((id) => {
      const other = view.runs.get(id);
      return (other && shelf.mate(other, metric.name)) ?? [];
    });
    const style = pointStyle(run, metric, view);
    return figureOf({ metric, style, own, epochs, others, id: `curve-${index + 1}` }, view);
  });
}

interface Drawn {
  metric: Metric;
  style: NumberStyle;
  own: Logged;
  epochs: Series | null;
  others: Curve[];
  id: string;
}

function figureOf({ metric, style, own, epochs: logged, others, id }: Drawn, view: View): SiteFigure[] {
  const { series: points, curve } = own;
  const caption = courseOf({ metric, style, points, others: others.length }, view);
  const summary = caption.map((part) => (typeof part === "string" ? part : part.text)).join("");
  const stepName = points.stepName ?? "point";
  const svg = runCurve({ title: metric.name, summary, stepName, curve, others });
  if (svg === null) return [];
  const files = [points.file, ...(points.files ?? []).map((one) => one.file)];
  const sources = [...new Set(files)].flatMap((file) => sourceLink({ file, line: null }, view) ?? []);
  const figure = { id, title: metric.name, svg, caption, sources, data: pointsTable({ metric, style, points }, view) };
  const epochs = isEpoch(metric.name) ? null : logged;
  const live = liveRunCurve({ title: metric.name, series: points, epochs, others, box: RUN_BOX });
  return [{ ...figure, live: liveOf(live) }];
}

/** `150 points: from 0.912 at epoch 1 to 0.976 at epoch 150, highest 0.978 at epoch 120.` */
function courseOf(
  { metric, style, points, others }: Pick<Drawn, "metric" | "style"> & { points: Series; others: number },
  view: View,
): Phrase {
  const name = points.stepName ?? "point";
  const at = (point: Point): Phrase => [pointNumber(point, style, view), ` at ${name} ${sayStep(point.step)}`];
  const first = pointAt(points, 0, metric);
  const isFalling = metric.last.value < first.value;
  const extreme = isFalling ? metric.min : metric.max;
  const isEnd = extreme === null || extreme.value === metric.last.value || extreme.value === first.value;
  const share = metric.nonFinite === metric.points ? "none of them finite" : `${metric.nonFinite} of them not finite`;
  const broken = metric.nonFinite === 0 ? "" : `, ${share}`;
  return [
    `${metric.name}: ${sayCount(metric.points, "point")}${broken}, from `,
    ...at(first),
    " to ",
    ...at(metric.last),
    ...(isEnd || extreme === null ? [] : [`, ${isFalling ? "lowest" : "highest"} `, ...at(extreme)]),
    others === 0 ? "." : `. Fainter: ${sayCount(others, "other run")} of its row.`,
  ];
}

function pointsTable(
  { metric, style, points }: Pick<Drawn, "metric" | "style"> & { points: Series },
  view: View,
): SiteTable {
  const total = points.step.length;
  const count = Math.min(total, LISTED);
  const indices = new Set(
    Array.from({ length: count }, (_, at) => Math.round((at * (total - 1)) / Math.max(1, count - 1))),
  );
  const rows = [...indices].map((index) => {
    const point = pointAt(points, index, metric);
    const value = cellOf([pointNumber(point, style, view)], { sort: sortValue(point.value) });
    return plainRow("", [cellOf([sayStep(point.step)], { sort: point.step }), value]);
  });
  const columns = [numberColumn(points.stepName ?? "point"), numberColumn(metric.name)];
  const note = total > indices.size ? `${indices.size} of ${total} points, spread evenly; the file has all.` : null;
  return { caption: `Points of ${metric.name}`, columns, rows, note };
}

function pointAt(points: Series, index: number, metric: Metric): Point {
  const evidence = evidenceOfSeries(points, index, metric.last.evidence.locator);
  return { value: points.value[index] ?? Number.NaN, step: points.step[index] ?? null, evidence };
}

function sayStep(step: number | null): string {
  return step === null ? "—" : formatValue(step, styleFor([step]));
}
