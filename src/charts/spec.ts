import type { CompiledExperiment, Figure } from "../model/project.ts";
import type { Series } from "../model/series.ts";
import type { ChartInput, ChartSpec } from "./chart.ts";
import { marksOf, rowsOfFigure } from "./chart.ts";
import { curveOf } from "./drawing/curve.ts";
import { labelsOf, printable } from "./drawing/label.ts";
import type { Curve } from "./drawing/thin.ts";
import { charts } from "./index.ts";
import type { Theme } from "./theme.ts";
import { configOf, paletteOf } from "./theme.ts";

/** A figure to be drawn. `series`: all logged points of some metrics of a run, by the run's id. */
export interface FigureRequest {
  figure: Figure;
  compiled: CompiledExperiment;
  series: (run: string, metrics: readonly string[]) => Series[];
  theme: Theme;
}

/** The Vega-Lite specification of a figure, as it is drawn: all of its data, colours and words. Loads no chart library. */
export function specOf(request: FigureRequest): ChartSpec {
  const input = chartInput(request);
  return {
    $schema: "https://vega.github.io/schema/vega-lite/v6.json",
    title: { text: printable(request.figure.title) },
    autosize: { type: "none" },
    config: configOf(input.palette),
    ...charts[request.figure.kind](input),
  };
}

/** What the chart of a figure is made of. */
export function chartInput({ figure, compiled, series, theme }: FigureRequest): ChartInput {
  const palette = paletteOf(theme);
  const rows = rowsOfFigure(compiled, figure);
  const curves = new Map<string, Curve>();
  let stepName = "point";
  if (figure.kind === "learning-curves") {
    for (const run of new Set(figure.sources.map((source) => source.run))) {
      const found = series(run, [figure.metric]).find((one) => one.metric === figure.metric);
      if (found === undefined) continue;
      curves.set(run, curveOf(found));
      stepName = found.stepName ?? stepName;
    }
  }
  const { comparison } = compiled;
  return {
    figure,
    comparison,
    rows,
    labels: labelsOf(rows),
    marks: marksOf(rows, comparison),
    curves,
    stepName,
    palette,
    isCompact: theme === "page",
  };
}
