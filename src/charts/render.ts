import { createHash } from "node:crypto";
import { plainSentence } from "../model/comparison.ts";
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

/**
 * The figure as SVG text, the same bytes on every machine. Its `<metadata>` names the sources; it has no `style`
 * attribute, script or outside reference, and ids that are unique on a page of many figures. The chart library is loaded
 * by the first call.
 */
export async function drawFigure(request: FigureRequest): Promise<string> {
  const spec = specOf(request);
  const svg = await render(spec);
  return label(svg, request);
}

/** The Vega-Lite specification of a figure, as it is drawn. */
function specOf({ figure, compiled, series, theme }: FigureRequest): ChartSpec {
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
  const chart = charts[figure.kind]({ figure, rows, labels: labelsOf(rows), curves, stepName, palette });
  return {
    $schema: "https://vega.github.io/schema/vega-lite/v6.json",
    title: { text: printable(figure.title) },
    autosize: { type: "none" },
    config: configOf(palette),
    ...chart,
  };
}

async function render(spec: ChartSpec): Promise<string> {
  const [vega, lite, { expressionInterpreter }] = await Promise.all([
    import("vega"),
    import("vega-lite"),
    import("vega-interpreter"),
  ]);
  // Text is never measured with a canvas, which some machines have and others do not.
  (vega as unknown as { textMetrics: { canvas: (use: boolean) => void } }).textMetrics.canvas(false);
  const compiled = lite.compile(spec as unknown as Parameters<typeof lite.compile>[0]).spec;
  const runtime = vega.parse(compiled, undefined, { ast: true } as never);
  const view = new vega.View(runtime, { renderer: "none", expr: expressionInterpreter } as never);
  try {
    return await view.toSVG();
  } finally {
    view.finalize();
  }
}

/** Puts in what Vega leaves out: role and name for screen readers, where the numbers come from, and ids of its own. */
function label(svg: string, { figure, compiled }: FigureRequest): string {
  const hash = createHash("sha256").update(`${compiled.experiment.id}\0${figure.id}\0${svg}`).digest("hex").slice(0, 8);
  const id = `${figure.id}-${hash}`;
  const caption = plainSentence(figure.caption);
  const sources = { tool: "labdocs", figure: figure.id, sources: figure.sources };
  const head = [
    `<title id="${id}-title">${escapeXml(figure.title)}</title>`,
    `<desc id="${id}-desc">${escapeXml(caption)}</desc>`,
    `<metadata>${escapeXml(JSON.stringify(sources))}</metadata>`,
  ];
  const opened = svg.replace(/^<svg([^>]*)>/, (_, attributes: string) => {
    return `<svg${attributes} role="img" aria-labelledby="${id}-title ${id}-desc">${head.join("")}`;
  });
  return `${opened.replaceAll(/(id="|url\(#)(clip|gradient)/g, `$1${id}-$2`)}\n`;
}

function escapeXml(text: string): string {
  const entities: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };
  return printable(text).replaceAll(/[&<>"]/g, (character) => entities[character] ?? character);
}
