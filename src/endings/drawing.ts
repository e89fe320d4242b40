import { pageDrawing } from "../charts/render.ts";
import type { FigureRequest } from "../charts/spec.ts";
import { loadCache, saveCache } from "../disk/cache.ts";
import type { CompiledExperiment, Figure } from "../model/project.ts";

/** Drawings of one experiment by figure, each with a hash of what it was drawn from. */
type Drawn = Map<string, { data: string; svg: string }>;

/**
 * Draws figures for the site. What the chart library has drawn is kept, so that it is drawn again only when its data or words have
 * changed, and the library is not loaded otherwise.
 */
export function openDrawings(
  { root, key }: { root: string; key: string },
  requestOf: (figure: Figure, compiled: CompiledExperiment) => FigureRequest,
): (figure: Figure, compiled: CompiledExperiment) => Promise<string> {
  let open: { id: string; drawn: Drawn } | null = null;
  const drawnOf = (id: string): Drawn => {
    if (open?.id !== id) open = { id, drawn: loadCache<Drawn>(root, `drawings ${id}`, key) ?? new Map() };
    return open.drawn;
  };
  return async (figure, compiled) => {
    const { id } = compiled.experiment;
    const drawing = pageDrawing(requestOf(figure, compiled));
    if (drawing.svg !== null) return drawing.svg;
    const drawn = drawnOf(id);
    const known = drawn.get(figure.id);
    if (known?.data === drawing.data) return known.svg;
    const svg = await drawing.draw();
    drawn.set(figure.id, { data: drawing.data, svg });
    saveCache(root, `drawings ${id}`, { key, value: drawn });
    return svg;
  };
}
