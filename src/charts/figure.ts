import type { Comparison, MetricColumn, Row, Sentence } from "../model/comparison.ts";
import { rankedRows } from "../model/comparison.ts";
import { lineOf } from "../model/evidence.ts";
import type { Experiment } from "../model/experiment.ts";
import { outputPaths } from "../model/output.ts";
import type { Figure } from "../model/project.ts";
import { sayReduction } from "../model/reduction.ts";
import type { Metric, Run } from "../model/run.ts";
import { metricOf } from "../model/run.ts";
import { joinPath } from "../model/tree.ts";
import { MOST_POINTS } from "./drawing/thin.ts";
import { MOST_SERIES } from "./theme.ts";

const MOST_CURVES = 3;
const MOST_BARS = 20;

const SPLIT = /^(?:train(?:ing)?|val(?:id(?:ation)?)?|test|eval(?:uation)?|dev)[/_.-]+/i;
const LOSS = /(?:^|[/_.-])loss$/i;

/** The project path of a figure's SVG file: `experiments/a/plots/learning-curves-val-loss.light.svg`. */
export function figureFile(experiment: Experiment, figure: Figure, theme: "light" | "dark"): string {
  return joinPath(outputPaths(experiment).plots, `${figure.id}.${theme}.svg`);
}

/**
 * The figures that the logs of an experiment allow: at most three learning curves (the primary metric on its splits,
 * then losses), bars of the primary metric, and its distribution over seeds. Only rows that count are drawn. Nothing is
 * read and no chart library loaded.
 */
export function planFigures(experiment: Experiment, comparison: Comparison): Figure[] {
  const rows = rankedRows(comparison);
  const runs = new Map(experiment.runs.map((run) => [run.id, run]));
  const primary = comparison.metrics.find((metric) => metric.primary);
  const curves = curveMetrics(rows, runs, primary?.name ?? null).map((metric) => planCurves(metric, rows, runs));
  const bars = primary === undefined ? [] : [planBars(primary, rows), planDistribution(primary, rows)];
  return withUniqueIds([...curves, ...bars].filter((figure) => figure !== null));
}

function curveMetrics(rows: Row[], runs: Map<string, Run>, primary: string | null): string[] {
  const names = new Set<string>();
  for (const run of runsOf(rows, runs)) for (const metric of run.metrics) if (isCurve(metric)) names.add(metric.name);
  const ranked = [...names].sort(bySplit);
  const family = primary === null ? [] : ranked.filter((name) => baseOf(name) === baseOf(primary));
  const losses = ranked.filter((name) => LOSS.test(name) && !family.includes(name));
  const chosen = [...family.slice(0, MOST_CURVES - Math.min(1, losses.length)), ...losses];
  return (chosen.length > 0 ? chosen : ranked).slice(0, MOST_CURVES);
}

function planCurves(metric: string, rows: Row[], runs: Map<string, Run>): Figure | null {
  const having = rows.filter((row) => runsOf([row], runs).some((run) => isCurve(metricOf(run, metric))));
  const shown = firstRows(having, MOST_SERIES);
  const drawn = runsOf(shown, runs).flatMap((run) => {
    const one = metricOf(run, metric);
    return isCurve(one) ? [{ run: run.id, metric: one }] : [];
  });
  if (drawn.length === 0) return null;
  const most = drawn.reduce((points, one) => Math.max(points, one.metric.points), 0);
  const hasGroups = shown.some((row) => row.runs.length > 1);
  const caption = [
    `${metric} by ${drawn[0]?.metric.stepName ?? "point"}, ${count(drawn.length, "run")} of ${rowsOf(shown.length, having.length)}.`,
    hasGroups ? "Thick: mean over the runs of a row, at the steps that all of them logged; thin: each run." : "",
    drawn.some((one) => one.metric.nonFinite > 0) ? "A cross marks the last finite value before NaN or infinity." : "",
    most > MOST_POINTS ? `Drawn: ${MOST_POINTS} of up to ${grouped(most)} points of each run.` : "",
  ];
  return {
    id: `learning-curves-${slugOf(metric)}`,
    kind: "learning-curves",
    title: `Learning curves: ${metric}`,
    metric,
    rows: shown.map((row) => row.id),
    caption: [caption.filter(Boolean).join(" ")],
    sources: drawn.map(({ run, metric: one }) => ({ run, metric, file: one.file, line: null })),
  };
}

function planBars(metric: MetricColumn, rows: Row[]): Figure | null {
  const having = rows.filter((row) => Number.isFinite(row.cells[metric.name]?.quantity?.value));
  const shown = firstRows(having, MOST_BARS);
  if (shown.length === 0) return null;
  const hasGroups = shown.some((row) => (row.cells[metric.name]?.n ?? 0) > 1);
  const bar = hasGroups ? "Bar: mean; line: ± sample standard deviation where a row has several runs; dots: runs." : "";
  const baseline = shown.some((row) => row.baseline) ? "Dashed line: the baseline." : "";
  const head = `${metric.name} (${sayReduction(metric.reduction)}) of ${rowsOf(shown.length, having.length)}.`;
  return {
    id: `metric-bars-${slugOf(metric.name)}`,
    kind: "metric-bars",
    title: `${metric.name} of each row`,
    metric: metric.name,
    rows: shown.map((row) => row.id),
    caption: [[head, bar, baseline].filter(Boolean).join(" ")],
    sources: cellSources(metric.name, shown),
  };
}

function planDistribution(metric: MetricColumn, rows: Row[]): Figure | null {
  const having = rows.filter((row) => finiteRuns(row, metric.name) > 1);
  const shown = firstRows(having, MOST_BARS);
  if (shown.length === 0) return null;
  const runs = shown.reduce((sum, row) => sum + finiteRuns(row, metric.name), 0);
  const caption: Sentence = [
    `${metric.name} (${sayReduction(metric.reduction)}) of ${count(runs, "run")} in ${rowsOf(shown.length, having.length)} with several runs. ` +
      "Dot: a run; upright line: mean; level line: ± sample standard deviation. The axis does not start at zero.",
  ];
  return {
    id: `seed-distribution-${slugOf(metric.name)}`,
    kind: "seed-distribution",
    title: `${metric.name} over seeds`,
    metric: metric.name,
    rows: shown.map((row) => row.id),
    caption,
    sources: cellSources(metric.name, shown),
  };
}

function cellSources(metric: string, rows: Row[]): Figure["sources"] {
  return rows.flatMap((row) =>
    (row.cells[metric]?.runs ?? []).flatMap(({ run, quantity }) =>
      quantity.evidence.slice(0, 1).map((evidence) => ({ run, metric, file: evidence.file, line: lineOf(evidence) })),
    ),
  );
}

/** The first rows of the table; the baseline is always among them. */
function firstRows(rows: Row[], most: number): Row[] {
  const first = rows.slice(0, most);
  const baseline = rows.slice(most).find((row) => row.baseline);
  return baseline === undefined ? first : [...first.slice(0, most - 1), baseline];
}

function runsOf(rows: Row[], runs: Map<string, Run>): Run[] {
  return rows.flatMap((row) => row.runs.map((id) => runs.get(id)).filter((run) => run !== undefined));
}

function finiteRuns(row: Row, metric: string): number {
  return (row.cells[metric]?.runs ?? []).filter(({ quantity }) => Number.isFinite(quantity.value)).length;
}

function isCurve(metric: Metric | undefined): metric is Metric {
  return metric !== undefined && metric.points - metric.nonFinite > 1;
}

function baseOf(name: string): string {
  return name.replace(SPLIT, "").toLowerCase();
}

/** Validation before training before the rest: what decides comes first. Equal ones stay as logged. */
function bySplit(a: string, b: string): number {
  const rank = (name: string) => (/^(?:val|eval|dev)/i.test(name) ? 0 : /^train(?:ing)?[/_.-]/i.test(name) ? 1 : 2);
  return rank(a) - rank(b);
}

function withUniqueIds(figures: Figure[]): Figure[] {
  const seen = new Map<string, number>();
  return figures.map((figure) => {
    const n = (seen.get(figure.id) ?? 0) + 1;
    seen.set(figure.id, n);
    return n === 1 ? figure : { ...figure, id: `${figure.id}-${n}` };
  });
}

/** A metric's name as part of a file name: `val/loss` is `val-loss`. */
function slugOf(name: string): string {
  const slug = name
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, "-")
    .slice(0, 60);
  return slug.replaceAll(/^-|-$/g, "") || "metric";
}

function rowsOf(shown: number, all: number): string {
  return shown === all ? count(all, "row") : `${shown} of ${count(all, "row")}`;
}

function count(n: number, noun: string): string {
  return `${grouped(n)} ${noun}${n === 1 ? "" : "s"}`;
}

function grouped(n: number): string {
  return String(n).replaceAll(/\B(?=(?:\d{3})+$)/g, ",");
}
