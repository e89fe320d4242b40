import type { Comparison, Row } from "../../model/comparison.ts";
import type { Figure } from "../../model/project.ts";
import type { Metric, Run } from "../../model/run.ts";
import { metricOf } from "../../model/run.ts";
import { pointsEach } from "../drawing/thin.ts";
import { MOST_SERIES } from "../theme.ts";
import { sayLeftOut } from "./left-out.ts";
import { firstRows } from "./rows.ts";
import { count, grouped, rowsOf, slugOf } from "./words.ts";

const MOST_CURVES = 3;

const SPLIT = /^(?:train(?:ing)?|val(?:id(?:ation)?)?|test|eval(?:uation)?|dev)[/_.-]+/i;
const LOSS = /(?:^|[/_.-])loss$/i;

/** At most three learning curves: the primary metric on its splits, then losses. */
export function planLearningCurves(comparison: Comparison, rows: Row[], runs: Map<string, Run>): Figure[] {
  const primary = comparison.metrics.find((metric) => metric.primary)?.name ?? null;
  return curveMetrics(rows, runs, primary)
    .map((metric) => planCurves(metric, rows, runs))
    .filter((figure) => figure !== null);
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
  const each = pointsEach(drawn.length);
  const hasGroups = shown.some((row) => row.runs.length > 1);
  const caption = [
    `${metric} by ${drawn[0]?.metric.stepName ?? "point"}, ${count(drawn.length, "run")} of ${rowsOf(shown.length, rows.length)}.`,
    hasGroups ? "Thick: mean over the runs of a row, at the steps that all of them logged; thin: each run." : "",
    drawn.some((one) => one.metric.nonFinite > 0)
      ? "A cross at the upper edge: from this step on values are NaN or infinite."
      : "",
    most > each
      ? `Showing ${each} of up to ${grouped(most)} points of each run${hasGroups ? "; means are made of all" : ""}.`
      : "",
    sayLeftOut({ all: rows, having, shown, lacks: (row) => lackOf(metric, runsOf([row], runs)) }),
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

/** Why a metric of some runs is no curve. */
function lackOf(metric: string, runs: readonly Run[]): string {
  const logged = runs.flatMap((run) => metricOf(run, metric) ?? []);
  if (logged.length === 0) return `${metric} not logged`;
  return logged.every(({ points, nonFinite }) => points === nonFinite)
    ? `no finite value of ${metric}`
    : `fewer than two finite points of ${metric}`;
}

function runsOf(rows: Row[], runs: Map<string, Run>): Run[] {
  return rows.flatMap((row) => row.runs.map((id) => runs.get(id)).filter((run) => run !== undefined));
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
