import type { FigureKind } from "../model/project.ts";
import type { ChartInput, ChartSpec } from "./chart.ts";
import type { Spot } from "./drawing/spot.ts";
import { learningCurves } from "./learning-curves.ts";
import { metricBarSpots, metricBars } from "./metric-bars.ts";
import { parallelCoordinates, parallelSpots } from "./parallel-coordinates.ts";
import { importanceSpots, parameterImportance } from "./parameter-importance.ts";
import { pareto, paretoSpots } from "./pareto.ts";
import { partialDependence } from "./partial-dependence.ts";
import { seedDistribution, seedSpots } from "./seed-distribution.ts";

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

/** What can be pointed at in each chart; curves and what is predicted are read otherwise. */
export const spots: Readonly<Partial<Record<FigureKind, (input: ChartInput) => Spot[]>>> = {
  "metric-bars": metricBarSpots,
  "seed-distribution": seedSpots,
  pareto: paretoSpots,
  "parameter-importance": importanceSpots,
  "parallel-coordinates": parallelSpots,
};
