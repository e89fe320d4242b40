import { dataHash } from "../charts/metadata.ts";
import type { FigureRequest } from "../charts/spec.ts";
import { loadCache, saveCache } from "../disk/cache.ts";
import type { CompiledExperiment, Figure } from "../model/project.ts";

/** Drawings of one experiment by figure, each with a hash of what it was drawn from. */
type Drawn = Map<string, { data: string; svg: string }>;

/**
 * Draws figures for the site and keeps the drawings, so that one is drawn again only when its data or words have changed. The
 * drawings of an experiment are kept together once all of them are there.
 */
export function openDrawings(
  { root, key }: { root: string; key: string },
  requestOf: (figure: Figure, compiled: CompiledExperiment) => FigureRequest & { draw(): Promise<string> },
): (figure: Figure, compiled: CompiledExperiment) => Promise<string> {
  let open: { id: string; drawn: Drawn } | null = null;
  const drawnOf = (id: string): Drawn => {
    if (open?.id !== id) open = { id, drawn: loadCache<Drawn>(root, `drawings ${id}`, key) ?? new Map() };
    return open.drawn;
  };
  return async (figure, compiled) => {
    const { experiment, figures } = compiled;
    const drawn = drawnOf(experiment.id);
    const request = requestOf(figure, compiled);
    const data = dataHash(request);
    const known = drawn.get(figure.id);
    if (known?.data === data) return known.svg;
    const svg = await request.draw();
    drawn.set(figure.id, { data, svg });
    if (figures.every(({ id }) => drawn.has(id))) {
      saveCache(root, `drawings ${experiment.id}`, { key, value: drawn });
    }
    return svg;
  };
}
