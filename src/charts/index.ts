import type { FigureKind } from "../model/project.ts";
import type { ChartInput, ChartSpec } from "./chart.ts";
import { learningCurves } from "./learning-curves.ts";
import { metricBars } from "./metric-bars.ts";
import { parallelCoordinates } from "./parallel-coordinates.ts";
import { parameterImportance } from "./parameter-importance.ts";
import { pareto } from "./pareto.ts";
import { partialDependence } from "./partial-dependence.ts";
import { seedDistribution } from "./seed-distribution.ts";

/** Every chart, by the kind of figure it draws. */
export const charts: Readonly<Record<FigureKind, (input: ChartInput) => ChartSpec>> = {
  "learning-curves": learningCurves,
  "metric-bars": metricBars,
  "seed-distribution": seedDistribution,
  pareto,
  "parameter-importance": parameterImportance,
  "partial-dependence": partialDependence,
  "parallel-coordinates": parallelCoordinates,
};
