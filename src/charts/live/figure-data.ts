import { plainSentence } from "../../model/comparison.ts";
import type { Run } from "../../model/run.ts";
import type { Series } from "../../model/series.ts";
import type { ChartSpec } from "../chart.ts";
import { marksOf, rowsOfFigure } from "../chart.ts";
import { labelsOf, printable } from "../drawing/label.ts";
import type { Spot } from "../drawing/spot.ts";
import { pointsEach } from "../drawing/thin.ts";
import { spots } from "../index.ts";
import type { FigureRequest } from "../spec.ts";
import { chartInput, specOf } from "../spec.ts";
import type { CurveRun, CurveSet } from "./live-curves.ts";
import { liveCurves } from "./live-curves.ts";
import type { LiveBox, LiveFigure, LiveSpot } from "./live-figure.ts";
import { isEpoch } from "./points.ts";

const INSET = 2;

/** Where something of a figure leads: a row, or one of its runs; null where there is no page of it. */
export type Leading = (row: string | null, run: string | null) => string | null;

/** What a browser needs to bring a figure of an experiment to life. Loads no chart library; null where nothing can be drawn. */
export function liveFigureOf(request: FigureRequest, leading: Leading = () => null): LiveFigure | null {
  const { figure } = request;
  const series = rememberSeries(request.series);
  const spec = specOf({ ...request, series, theme: figure.kind === "learning-curves" ? "page" : "light" });
  const title = printable(figure.title);
  if (figure.kind !== "learning-curves") {
    const description = plainSentence(figure.caption);
    return { kind: "plain", title, spec: { ...spec, description }, spots: spotsOf(request, leading) };
  }
  const set = curveSetOf({ ...request, series }, boxOf(spec));
  return set.rows.length === 0 ? null : liveCurves({ ...set, title });
}

/** What can be pointed at in the drawing of a page. */
function spotsOf(request: FigureRequest, leading: Leading): LiveSpot[] {
  const of = spots[request.figure.kind];
  if (of === undefined) return [];
  const paged: FigureRequest = { ...request, theme: "page" };
  const box = boxOf(specOf(paged));
  const { left, top } = box;
  const names = new Map(request.compiled.experiment.runs.map((run) => [run.id, run.name]));
  return of(chartInput(paged)).map(({ row, run, x, y, along, ...spot }: Spot): LiveSpot => {
    const own = run === null ? undefined : names.get(run);
    return {
      ...spot,
      x: tenth(x + left),
      y: tenth(y + top),
      // A band reaches over its name and its number too.
      ...(spot.width !== undefined && { x: INSET, width: box.width - 2 * INSET }),
      ...(along !== undefined && { along: along.map((one, i) => tenth(one + (i % 2 === 0 ? left : top))) }),
      name: own === undefined || own === spot.name ? spot.name : `${spot.name}: ${own}`,
      href: leading(request.figure.rows[row] ?? null, run),
    };
  });
}

function tenth(value: number): number {
  return Math.round(value * 10) / 10;
}

function curveSetOf({ figure, compiled, series }: FigureRequest, box: LiveBox): CurveSet {
  const rows = rowsOfFigure(compiled, figure);
  const labels = labelsOf(rows);
  const drawn = new Set(figure.sources.map(({ run }) => run));
  const runs = new Map(compiled.experiment.runs.map((run) => [run.id, run]));
  const marks = marksOf(rows, compiled.comparison);
  const all = rows.map((row, index) => {
    const own = row.runs.flatMap((id) => {
      const run = drawn.has(id) ? runs.get(id) : undefined;
      return (run && curveRun(run, figure.metric, series)) ?? [];
    });
    return { label: labels[index] ?? "", mark: marks[index] ?? index, runs: own };
  });
  const found = all.filter((row) => row.runs.length > 0);
  const curves = found.flatMap((row) => row.runs);
  return {
    title: figure.title,
    metric: figure.metric,
    stepName: curves.at(-1)?.series.stepName ?? "point",
    box,
    most: pointsEach(curves.length),
    rows: found,
  };
}

/** A run's points of a metric, with those of the epoch where it logged one; null where it has none. */
function curveRun(run: Run, metric: string, series: FigureRequest["series"]): CurveRun | null {
  const epoch = run.metrics.find(({ name }) => isEpoch(name) && name !== metric)?.name;
  const found = series(run.id, epoch === undefined ? [metric] : [metric, epoch]);
  const own = found.find((one) => one.metric === metric);
  if (own === undefined) return null;
  return { name: run.name, series: own, epochs: found.find((one) => one.metric === epoch) ?? null };
}

/** Where the plot lies in the static drawing. */
function boxOf(spec: ChartSpec): LiveBox {
  const { width, height, padding } = spec as { width: number; height: number; padding: Record<string, number> };
  const { left = 0, right = 0, top = 0, bottom = 0 } = padding;
  return {
    width: left + width + right,
    height: top + height + bottom,
    left,
    top,
    plotWidth: width,
    plotHeight: height,
    named: true,
  };
}

/** The drawing and its data are made of the same points: each log is read once. */
function rememberSeries(series: FigureRequest["series"]): FigureRequest["series"] {
  const known = new Map<string, Series[]>();
  return (run, metrics) => {
    const key = [run, ...metrics].join("\0");
    const found = known.get(key) ?? series(run, metrics);
    known.set(key, found);
    return found;
  };
}
