import type { Range } from "./compare-address.ts";
import type { Upright } from "./compare-upright.ts";
import { BEYOND, BOTTOM, heightsOf, rangeBetween, TOP } from "./compare-upright.ts";

/** A drag shorter than this is a click, in pixels of the drawing. */
const SHORTEST = 4;
/** So near to its end a range is made longer or shorter, not moved. */
const EDGE = 7;
const STEPS = 20;
/** After the last key so long is waited, in milliseconds: everything follows a range, which is much to draw for each key. */
const PAUSE = 350;

/** What a range does while it is changed, and when it stays. */
export interface Brushing {
  axis: Upright;
  range(): Range | null;
  preview(range: Range | null): void;
  commit(): void;
  leave(step: -1 | 1): void;
}

/** Lets a range be drawn along an axis with a mouse, a pen or a finger: anew, by its ends, or as a whole. */
export function addBrush(area: SVGGraphicsElement, brushing: Brushing): void {
  const { axis } = brushing;
  let held: { from: number; ends: [number, number] | null; isMoved: boolean } | null = null;
  const heightOf = (event: PointerEvent) => {
    const { svg } = { svg: area.ownerSVGElement };
    const box = svg?.getBoundingClientRect();
    if (!svg || !box) return 0;
    const height = ((event.clientY - box.top) / box.height) * svg.viewBox.baseVal.height;
    return Math.max(TOP - BEYOND, Math.min(BOTTOM + BEYOND, height));
  };
  area.addEventListener("pointerdown", (event) => {
    if (event.button !== 0) return;
    const known = brushing.range();
    held = { from: heightOf(event), ends: known === null ? null : heightsOf(axis, known), isMoved: false };
    area.setPointerCapture(event.pointerId);
    event.preventDefault();
    area.closest<SVGElement>("[tabindex]")?.focus({ preventScroll: true });
  });
  area.addEventListener("pointermove", (event) => {
    if (held === null) return;
    const to = heightOf(event);
    held.isMoved ||= Math.abs(to - held.from) >= SHORTEST;
    if (held.isMoved) brushing.preview(rangeBetween(axis, ...dragged(held, to)));
  });
  area.addEventListener("pointerup", (event) => {
    if (held === null) return;
    if (!held.isMoved) brushing.preview(clicked(axis, heightOf(event)));
    held = null;
    brushing.commit();
  });
  area.addEventListener("pointercancel", () => {
    held = null;
    brushing.commit();
  });
}

/**
 * The same with the keyboard: Up cuts off from below and Down from above, with Shift they give back; texts are gone through one by
 * one. Left and Right lead to the next axis, Delete takes the range away.
 */
export function addBrushKeys(handle: SVGElement, brushing: Brushing): void {
  let waiting: ReturnType<typeof setTimeout> | undefined;
  const later = () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => brushing.commit(), PAUSE);
  };
  handle.addEventListener("keydown", (event) => {
    const { key, shiftKey } = event;
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (key === "ArrowUp" || key === "ArrowDown") brushing.preview(pressed(brushing, key, shiftKey));
    else if (key === "Delete" || key === "Backspace" || key === "Escape") brushing.preview(null);
    else if (key === "ArrowLeft" || key === "ArrowRight") brushing.leave(key === "ArrowLeft" ? -1 : 1);
    else return;
    event.preventDefault();
    if (key !== "ArrowLeft" && key !== "ArrowRight") later();
  });
}

/** The heights of a range after a drag. */
function dragged({ from, ends }: { from: number; ends: [number, number] | null }, to: number): [number, number] {
  if (ends === null) return [from, to];
  const [top, bottom] = ends;
  if (Math.abs(from - top) <= EDGE) return [to, bottom];
  if (Math.abs(from - bottom) <= EDGE) return [top, to];
  if (from < top || from > bottom) return [from, to];
  const least = TOP - BEYOND - top;
  const most = BOTTOM + BEYOND - bottom;
  const by = Math.max(least, Math.min(most, to - from));
  return [top + by, bottom + by];
}

/** A click takes a range away; on an axis of texts it chooses the nearest one. */
function clicked(axis: Upright, height: number): Range | null {
  const { options, name } = axis;
  if (options === null) return null;
  const far = (one: string) => Math.abs((axis.at(one) ?? Number.POSITIVE_INFINITY) - height);
  const [nearest] = options.toSorted((a, b) => far(a) - far(b));
  return nearest === undefined || far(nearest) > 14 ? null : { name, low: null, high: null, is: [nearest] };
}

function pressed({ axis, range }: Brushing, key: "ArrowUp" | "ArrowDown", isShift: boolean): Range | null {
  const known = range();
  const isUp = key === "ArrowUp";
  if (axis.options !== null) {
    const at = known?.is == null ? -1 : axis.options.indexOf(known.is[0] ?? "");
    const next = at < 0 ? (isUp ? 0 : axis.options.length - 1) : at + (isUp ? 1 : -1);
    const option = axis.options[Math.max(0, Math.min(axis.options.length - 1, next))];
    return option === undefined ? null : { name: axis.name, low: null, high: null, is: [option] };
  }
  const step = (BOTTOM - TOP) / STEPS;
  const [top, bottom] = known === null ? [TOP - BEYOND, BOTTOM + BEYOND] : heightsOf(axis, known);
  const movesLow = isUp !== isShift;
  const by = isUp ? -step : step;
  // From the very end the first step goes to the outermost value.
  const from = movesLow ? Math.min(bottom, BOTTOM) : Math.max(top, TOP);
  const end = Math.max(TOP - BEYOND, Math.min(BOTTOM + BEYOND, from + by));
  return movesLow ? rangeBetween(axis, top, Math.max(end, top)) : rangeBetween(axis, Math.min(end, bottom), bottom);
}
