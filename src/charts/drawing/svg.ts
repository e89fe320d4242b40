import { createHash } from "node:crypto";
import type { ChartSpec } from "../chart.ts";
import { escapeXml } from "./label.ts";

/** What a drawing says of itself to a screen reader. `owner`: whose figure it is, which keeps its ids apart from others. */
export interface DrawingName {
  id: string;
  title: string;
  caption: string;
  owner: string;
}

/**
 * A specification as SVG text, the same bytes on every machine, with a title, a description and ids of its own, so that
 * many can stand on one page. The chart library is loaded by the first call.
 */
export async function drawSpec(spec: ChartSpec, name: DrawingName): Promise<string> {
  return labelSvg(await render(spec), name);
}

/** A specification as the chart library draws it, without what `labelSvg` puts in. */
export async function render(spec: ChartSpec): Promise<string> {
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
export function labelSvg(svg: string, { id: figure, title, caption, owner }: DrawingName): string {
  const hash = createHash("sha256").update(`${owner}\0${figure}\0${svg}`).digest("hex").slice(0, 8);
  const id = `${figure}-${hash}`;
  const head = [
    `<title id="${id}-title">${escapeXml(title)}</title>`,
    `<desc id="${id}-desc">${escapeXml(caption)}</desc>`,
  ];
  const opened = svg.replace(/^<svg([^>]*)>/, (_, attributes: string) => {
    return `<svg${attributes} role="img" aria-labelledby="${id}-title ${id}-desc">${head.join("")}`;
  });
  return `${opened.replaceAll(/(id="|url\(#)(clip|gradient)/g, `$1${id}-$2`)}\n`;
}
