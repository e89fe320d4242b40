import type { LiveBox } from "./live-figure.ts";

/** Below this a drawing is only scrolled: no axis could be read. */
const NARROWEST = 240;
/** Names at the ends of lines need so much of a drawing; on a narrower one the legend names them. */
const ROOM_FOR_NAMES = 440;
const EDGE = 14;

/**
 * A box of another size for the same drawing, in which letters keep theirs: the plot takes what is left. `named` lines lose their
 * names where these would take too much of it.
 */
export function fitBox(box: LiveBox, { width, height }: { width: number; height: number }): LiveBox {
  const across = Math.max(NARROWEST, Math.round(width));
  const down = Math.max(120, height);
  const names = box.width - box.left - box.plotWidth;
  const isTight = box.named && (across < ROOM_FOR_NAMES || names > across / 3);
  const below = box.height - box.top - box.plotHeight;
  return {
    ...box,
    width: across,
    height: down,
    plotWidth: across - box.left - (isTight ? EDGE : names),
    plotHeight: down - box.top - below,
  };
}

/** Whether there is room for names beside the plot. */
export function hasNames({ named, width, left, plotWidth }: LiveBox): boolean {
  return named && width - left - plotWidth > EDGE;
}
