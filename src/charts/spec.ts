import type { CompiledExperiment, Figure } from "../model/project.ts";
import type { Series } from "../model/series.ts";
import type { ChartSpec } from "./chart.ts";
import { rowsOfFigure } from "./chart.ts";
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
export function specOf({ figure, compiled, series, theme }: FigureRequest): ChartSpec {
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
  const labels = labelsOf(rows);
  const isCompact = theme === "page";
  const chart = charts[figure.kind]({ figure, comparison, rows, labels, curves, stepName, palette, isCompact });
  return {
    $schema: "https://vega.github.io/schema/vega-lite/v6.json",
    title: { text: printable(figure.title) },
    autosize: { type: "none" },
    config: configOf(palette),
    ...chart,
  };
}
