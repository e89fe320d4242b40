import { plainSentence } from "../model/comparison.ts";
import { drawPlain } from "./drawing/plain.ts";
import type { Picture } from "./drawing/recolor.ts";
import { recolored } from "./drawing/recolor.ts";
import { drawSpec, labelSvg, render } from "./drawing/svg.ts";
import { hashOfSpec, stamp } from "./metadata.ts";
import type { FigureRequest } from "./spec.ts";
import { specOf } from "./spec.ts";
import type { FileTheme } from "./theme.ts";
import { FILE_THEMES, paletteOf } from "./theme.ts";

/**
 * The figure as SVG text, the same bytes on every machine. Its `<metadata>` names the sources; it has no `style`
 * attribute, script or outside reference, and ids that are unique on a page of many figures. The chart library is loaded
 * by the first call.
 */
export async function drawFigure(request: FigureRequest): Promise<string> {
  const spec = specOf(request);
  return stamp(await drawSpec(spec, nameOf(request)), request, spec);
}

/** How a figure is drawn as by `drawFigure`: `data` is a hash of all that it is drawn from. */
export interface FigureDrawing {
  theme: FileTheme;
  data: string;
  draw(): Promise<string>;
}

/** How a figure is drawn for each theme that has a file. What is drawn for one of them is recoloured for the other. */
export function figureDrawings(request: Omit<FigureRequest, "theme">): FigureDrawing[] {
  let first: Picture | null = null;
  return FILE_THEMES.map((theme) => {
    const themed = { ...request, theme };
    const spec = specOf(themed);
    const palette = paletteOf(theme);
    const draw = async () => {
      const svg = (first === null ? null : recolored(first, spec, palette)) ?? (await render(spec));
      first ??= { spec, palette, svg };
      return stamp(labelSvg(svg, nameOf(themed)), themed, spec);
    };
    return { theme, data: hashOfSpec(themed, spec), draw };
  });
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
