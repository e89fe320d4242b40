import type { Quantity } from "../../model/quantity.ts";

/**
 * Something drawn that can be pointed at, in pixels of the plot from its top left corner: a point, a box where it has a `width` and a
 * `height`, or a line through `along`, the places x, y, x, y and so on.
 *
 * - `row`: which row of the figure it is, -1 for none. `run`: the run that it stands for, null for all of the row's.
 * - `name`: what it is; `said`: what it says, each with a label.
 */
export interface Spot {
  x: number;
  y: number;
  width?: number;
  height?: number;
  along?: number[];
  row: number;
  run: string | null;
  name: string;
  said: [label: string, value: string][];
}

/**
 * Something of a drawing that can be pointed at, in the drawing's own pixels: a point, a box where it has a `width` and a `height`, or
 * a line through `along`, the places x, y, x, y and so on.
 *
 * - `name`: what it is; `said`: what it says, each with a label, as printed.
 * - `href`: where it leads, relative to the site's root; null where there is no page of it.
 */
export interface LiveSpot {
  x: number;
  y: number;
  width?: number;
  height?: number;
  along?: number[];
  name: string;
  said: [label: string, value: string][];
  href: string | null;
}

/** A value with its spread, as they are printed. */
export function sayValue(quantity: Quantity | null | undefined, spread: Quantity | null | undefined): string {
  return [quantity?.text ?? "none", spread?.text].filter((one) => one !== undefined).join(" ± ");
}
