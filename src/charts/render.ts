import { createHash } from "node:crypto";
import { plainSentence } from "../model/comparison.ts";
import type { ChartSpec } from "./chart.ts";
import { escapeXml } from "./drawing/label.ts";
import { stamp } from "./metadata.ts";
import type { FigureRequest } from "./spec.ts";
import { specOf } from "./spec.ts";

/**
 * The figure as SVG text, the same bytes on every machine. Its `<metadata>` names the sources; it has no `style`
 * attribute, script or outside reference, and ids that are unique on a page of many figures. The chart library is loaded
 * by the first call.
 */
export async function drawFigure(request: FigureRequest): Promise<string> {
  const spec = specOf(request);
  const svg = await render(spec);
  return stamp(label(svg, request), request, spec);
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
  const head = [
    `<title id="${id}-title">${escapeXml(figure.title)}</title>`,
    `<desc id="${id}-desc">${escapeXml(caption)}</desc>`,
  ];
  const opened = svg.replace(/^<svg([^>]*)>/, (_, attributes: string) => {
    return `<svg${attributes} role="img" aria-labelledby="${id}-title ${id}-desc">${head.join("")}`;
  });
  return `${opened.replaceAll(/(id="|url\(#)(clip|gradient)/g, `$1${id}-$2`)}\n`;
}
