import { pixels, tightAxis, valueAxis } from "./drawing/axis.ts";
import { beforeGaps, lastFinite } from "./drawing/curve.ts";
import { pathOf } from "./drawing/path.ts";
import type { Curve } from "./drawing/thin.ts";
import { thin } from "./drawing/thin.ts";

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
  const finite = drawn.value.filter((one) => !Number.isNaN(one));
  const last = lastFinite(drawn);
  if (finite.length < 2 || last === null) return null;
  const x = tightAxis([drawn.step[0] ?? 0, drawn.step.at(-1) ?? 0]);
  const wide = valueAxis([...finite]);
  // The whole height is used: there is no axis that a rounded end would help.
  const y = wide.log ? wide : tightAxis([...finite]);
  const [toX, toY] = [pixels(x, WIDTH - 2 * INSET), pixels(y, HEIGHT - 2 * INSET)];
  const at = (step: number, value: number) => ({ x: INSET + toX(step), y: HEIGHT - INSET - toY(value) });
  const crosses = beforeGaps(drawn).map((point) => {
    const { x: cx, y: cy } = at(point.step, point.value);
    return `M${one(cx - 2)} ${one(cy - 2)}l4 4m0-4l-4 4`;
  });
  const end = at(last.step, last.value);
  return (
    `<svg class="spark" viewBox="0 0 ${WIDTH} ${HEIGHT}" width="${WIDTH}" height="${HEIGHT}" aria-hidden="true">` +
    `<path d="${pathOf(drawn, at)}${crosses.join("")}" fill="none" stroke="currentColor" stroke-width="1.25"/>` +
    `<circle cx="${one(end.x)}" cy="${one(end.y)}" r="1.75" fill="currentColor"/></svg>`
  );
}

function one(value: number): number {
  return Math.round(value * 10) / 10;
}
