import { pixels, tightAxis, valueAxis } from "./drawing/axis.ts";
import { beforeGaps, lastFinite } from "./drawing/curve.ts";
import type { Place } from "./drawing/path.ts";
import { pathOf } from "./drawing/path.ts";
import type { Curve } from "./drawing/thin.ts";
import { inOne, isTooShort, thin } from "./drawing/thin.ts";

const WIDTH = 96;
const HEIGHT = 22;
const INSET = 3;
const POINTS = 48;

/**
 * A curve the height of a line of text, in the colour of the text: its shape and nothing else. Gaps stay gaps, with a cross where
 * one begins; values over more than three decades are drawn on a logarithmic scale. Null for fewer than two finite points. It is
 * hidden from screen readers, since the numbers stand beside it.
 */
export function sparkline(curve: Curve): string | null {
  const drawn = thin(curve, POINTS);
  const last = lastFinite(drawn);
  if (isTooShort(drawn) || last === null) return null;
  const values = inOne([drawn.value]);
  const x = tightAxis([drawn.step[0] ?? 0, drawn.step.at(-1) ?? 0]);
  const wide = valueAxis(values);
  // The whole height is used: there is no axis that a rounded end would help.
  const y = wide.log ? wide : tightAxis(values);
  const [toX, toY] = [pixels(x, WIDTH - 2 * INSET), pixels(y, HEIGHT - 2 * INSET)];
  const place: Place = { x: (step) => INSET + toX(step), y: (value) => HEIGHT - INSET - toY(value) };
  const crosses = beforeGaps(drawn).map((point) => {
    return `M${one(place.x(point.step) - 2)} ${one(place.y(point.value) - 2)}l4 4m0-4l-4 4`;
  });
  return (
    `<svg class="spark" viewBox="0 0 ${WIDTH} ${HEIGHT}" width="${WIDTH}" height="${HEIGHT}" aria-hidden="true">` +
    `<path d="${pathOf(drawn, place)}${crosses.join("")}" fill="none" stroke="currentColor" stroke-width="1.25"/>` +
    `<circle cx="${one(place.x(last.step))}" cy="${one(place.y(last.value))}" r="1.75" fill="currentColor"/></svg>`
  );
}

function one(value: number): number {
  return Math.round(value * 10) / 10;
}
