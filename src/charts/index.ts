import type { FigureKind } from "../model/project.ts";
import type { ChartInput, ChartSpec } from "./chart.ts";
import { learningCurves } from "./learning-curves.ts";
import { metricBars } from "./metric-bars.ts";
import { seedDistribution } from "./seed-distribution.ts";

/** Every chart, by the kind of figure it draws. */
export const charts: Readonly<Record<FigureKind, (input: ChartInput) => ChartSpec>> = {
  "learning-curves": learningCurves,
  "metric-bars": metricBars,
  "seed-distribution": seedDistribution,
};
