import { plainSentence } from "../model/comparison.ts";
import { drawSpec } from "./drawing/svg.ts";
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
  const { figure, compiled } = request;
  const { id, title } = figure;
  const svg = await drawSpec(spec, {
    id,
    title,
    caption: plainSentence(figure.caption),
    owner: compiled.experiment.id,
  });
  return stamp(svg, request, spec);
}
