import { plainSentence } from "../model/comparison.ts";
import { drawPlain } from "./drawing/plain.ts";
import { drawSpec, labelSvg } from "./drawing/svg.ts";
import { hashOfSpec, stamp } from "./metadata.ts";
import type { FigureRequest } from "./spec.ts";
import { specOf } from "./spec.ts";

/**
 * The figure as SVG text, the same bytes on every machine. Its `<metadata>` names the sources; it has no `style`
 * attribute, script or outside reference, and ids that are unique on a page of many figures. The chart library is loaded
 * by the first call.
 */
export function drawFigure(request: FigureRequest): Promise<string> {
  return figureDrawing(request).draw();
}

/** How a figure is drawn as by `drawFigure`: `data` is a hash of all that it is drawn from. */
export function figureDrawing(request: FigureRequest): { data: string; draw(): Promise<string> } {
  const spec = specOf(request);
  const draw = async () => stamp(await drawSpec(spec, nameOf(request)), request, spec);
  return { data: hashOfSpec(request, spec), draw };
}

/**
 * A figure that is drawn into a page: `data` is a hash of all that it is drawn from. One of lines, dots and bars is there at once
 * (`svg`); the others have to be drawn by the chart library, which is worth keeping the result.
 */
export type PageDrawing = { data: string } & ({ svg: string } | { svg: null; draw(): Promise<string> });

/** Draws a figure for a page, or says how. */
export function pageDrawing(request: FigureRequest): PageDrawing {
  const spec = specOf(request);
  const data = hashOfSpec(request, spec);
  const name = nameOf(request);
  const plain = drawPlain(spec);
  if (plain !== null) return { data, svg: labelSvg(plain, name) };
  return { data, svg: null, draw: () => drawSpec(spec, name) };
}

function nameOf({ figure, compiled }: FigureRequest) {
  const { id, title, caption } = figure;
  return { id, title, caption: plainSentence(caption), owner: compiled.experiment.id };
}
