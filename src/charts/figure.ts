import type { Comparison } from "../model/comparison.ts";
import { rankedRows } from "../model/comparison.ts";
import type { Experiment } from "../model/experiment.ts";
import { outputPaths } from "../model/output.ts";
import type { Figure } from "../model/project.ts";
import { joinPath } from "../model/tree.ts";
import { planLearningCurves } from "./plan/learning-curves.ts";
import { planBars } from "./plan/metric-bars.ts";
import { planParallel } from "./plan/parallel-coordinates.ts";
import { planImportance, planPartial } from "./plan/parameter-importance.ts";
import { planPareto } from "./plan/pareto.ts";
import { planDistribution } from "./plan/seed-distribution.ts";
import type { FileTheme } from "./theme.ts";

/** The project path of a figure's SVG file: `experiments/a/plots/learning-curves-val-loss.light.svg`. */
export function figureFile(experiment: Experiment, figure: Figure, theme: FileTheme): string {
  return joinPath(outputPaths(experiment).plots, `${figure.id}.${theme}.svg`);
}

/**
 * The figures that the logs of an experiment allow: learning curves, bars of the primary metric and its distribution over
 * seeds, the front of several objectives, and of a search its lines and which params matter. Only rows that count are
 * drawn. Nothing is read and no chart library loaded.
 */
export function planFigures(experiment: Experiment, comparison: Comparison): Figure[] {
  const rows = rankedRows(comparison);
  const runs = new Map(experiment.runs.map((run) => [run.id, run]));
  const primary = comparison.metrics.find((metric) => metric.primary);
  const ofPrimary = primary === undefined ? [] : [planBars(primary, rows), planDistribution(primary, rows, runs)];
  const ofSearch = [planImportance(comparison, rows), planPartial(comparison, rows), planParallel(comparison, rows)];
  const figures = [...ofPrimary, planPareto(comparison, rows), ...ofSearch].filter((figure) => figure !== null);
  return withUniqueIds([...planLearningCurves(comparison, rows, runs), ...figures]);
}

function withUniqueIds(figures: Figure[]): Figure[] {
  const seen = new Map<string, number>();
  return figures.map((figure) => {
    const n = (seen.get(figure.id) ?? 0) + 1;
    seen.set(figure.id, n);
    return n === 1 ? figure : { ...figure, id: `${figure.id}-${n}` };
  });
}
