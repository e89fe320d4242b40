import type { Reading } from "../../src/charts/live/index.ts";
import { placesOf, readingsAt, sayPlace, snap } from "../../src/charts/live/index.ts";
import type { Chart } from "./chart.ts";
import { addKeys } from "./chart-keys.ts";
import { changeState, followPointer, pointAt } from "./chart-page.ts";
import { showTip } from "./chart-tip.ts";
import type { Tip } from "./chart-tip-box.ts";
import { addTip, hideTip } from "./chart-tip-box.ts";

const SVG = "http://www.w3.org/2000/svg";
/** A drag shorter than this is a click, in pixels of the drawing. */
const SHORTEST = 6;

interface Cursor {
  chart: Chart;
  layer: SVGSVGElement;
  line: SVGLineElement;
  dots: SVGGElement;
  brush: SVGRectElement;
  tip: Tip;
  /** Where a drag began, in pixels of the plot. */
  from: number | null;
  place: number | null;
}

/** Lets a figure be read: a line at the place that is pointed at, in every figure of the page, with what the curves say there. */
export function addCursor(chart: Chart): { redraw(): void } {
  const { box } = chart.live;
  const layer = element("svg", { class: "cursor", "aria-hidden": "true" });
  const plot = element("rect", { class: "plot", x: box.left, y: box.top });
  const line = element("line", { class: "cross", y1: box.top, y2: box.top + box.plotHeight });
  const dots = element("g", { class: "dots" });
  const brush = element("rect", { class: "brush", y: box.top, height: box.plotHeight });
  layer.append(plot, brush, line, dots);
  chart.stage.append(layer);
  const cursor: Cursor = { chart, layer, line, dots, brush, tip: addTip(chart.figure), from: null, place: null };
  followPointer((at) => drawCross(cursor, at?.axis === chart.panel.axis.title ? at.place : null), chart.figure);
  listen(cursor);
  addKeys(chart, {
    places: () => placesOf(chart.panel),
    place: () => cursor.place,
    read: (place) => readAloud(cursor, place),
    leave: () => leave(cursor),
  });
  const redraw = () => {
    cover(cursor, plot);
    drawCross(cursor, cursor.place);
  };
  redraw();
  return { redraw };
}

/** Over the plot, however wide it is now. */
function cover({ layer, chart }: Cursor, plot: SVGRectElement): void {
  const { width, height, plotWidth, plotHeight } = chart.live.box;
  layer.setAttribute("viewBox", `0 0 ${width} ${height}`);
  plot.setAttribute("width", String(plotWidth));
  plot.setAttribute("height", String(plotHeight));
}

function listen(cursor: Cursor): void {
  const { layer, chart } = cursor;
  layer.addEventListener("pointermove", (event) => {
    const at = plotPoint(cursor, event);
    if (cursor.from !== null) drawBrush(cursor, at.x);
    else if (at.isInside) read(cursor, at);
    else leave(cursor);
  });
  layer.addEventListener("pointerleave", () => {
    if (cursor.from === null) leave(cursor);
  });
  layer.addEventListener("pointerdown", (event) => {
    const at = plotPoint(cursor, event);
    if (!at.isInside) return;
    if (event.pointerType === "touch") {
      read(cursor, at);
      return;
    }
    if (event.button !== 0) return;
    cursor.from = at.x;
    layer.setPointerCapture(event.pointerId);
  });
  layer.addEventListener("pointerup", (event) => endDrag(cursor, plotPoint(cursor, event).x));
  layer.addEventListener("pointercancel", () => endDrag(cursor, cursor.from ?? 0));
  layer.addEventListener("dblclick", () => changeState({ zoom: null }));
  chart.figure.addEventListener("keydown", (event) => {
    if (event.key === "Escape") leave(cursor);
  });
}

/** Where an event is, in pixels of the plot. */
function plotPoint({ layer, chart }: Cursor, event: PointerEvent): { x: number; y: number; isInside: boolean } {
  const { box } = chart.live;
  const bounds = layer.getBoundingClientRect();
  const x = ((event.clientX - bounds.left) * box.width) / bounds.width - box.left;
  const y = ((event.clientY - bounds.top) * box.height) / bounds.height - box.top;
  const isInside = x >= -4 && x <= box.plotWidth + 4 && y >= -4 && y <= box.plotHeight + 4;
  return { x: Math.max(0, Math.min(box.plotWidth, x)), y, isInside };
}

function read(cursor: Cursor, { x, y }: { x: number; y: number }): void {
  const { chart, tip } = cursor;
  const { view, panel, live } = chart;
  const place = snap(panel, view.valueAt("x", x));
  const readings = readingsAt(live, panel, { place, height: view.valueAt("y", y) });
  pointAt({ axis: panel.axis.title, place });
  showTip(tip, { chart, readings, head: headOf(cursor, place), at: anchorOf(cursor, place, y) });
}

/** For the keyboard: the same beside the line, and said to those who do not see it. */
function readAloud(cursor: Cursor, place: number): void {
  const { chart, tip } = cursor;
  const readings = readingsAt(chart.live, chart.panel, { place, height: null });
  const head = headOf(cursor, place);
  pointAt({ axis: chart.panel.axis.title, place });
  showTip(tip, { chart, readings, head, at: anchorOf(cursor, place, chart.live.box.plotHeight / 3) });
  const said = readings.map(({ label, value, words: more }) => `${label} ${value}${more === "" ? "" : ` (${more})`}`);
  tip.said.textContent = `${head}: ${said.join("; ")}`;
}

function headOf({ chart }: Cursor, place: number): string {
  const { axis } = chart.panel;
  return axis.id === "step" || axis.id === "epoch" ? `${axis.title} ${sayPlace(place, axis)}` : sayPlace(place, axis);
}

/** A point of the plot as a share of the drawing's box. */
function anchorOf({ chart }: Cursor, place: number, y: number): { left: number; top: number } {
  const { box } = chart.live;
  return { left: (box.left + chart.view.pixelAt("x", place)) / box.width, top: (box.top + y) / box.height };
}

function leave(cursor: Cursor): void {
  pointAt(null);
  hideTip(cursor.tip);
}

function drawCross(cursor: Cursor, place: number | null): void {
  const { chart, line, dots, layer, tip } = cursor;
  const { xDomain } = chart.panel;
  const isShown = place !== null && place >= xDomain[0] && place <= xDomain[1];
  cursor.place = isShown ? place : null;
  layer.classList.toggle("pointing", isShown);
  if (!isShown) {
    dots.replaceChildren();
    hideTip(tip);
    return;
  }
  const x = String(chart.live.box.left + chart.view.pixelAt("x", place));
  line.setAttribute("x1", x);
  line.setAttribute("x2", x);
  const readings = readingsAt(chart.live, chart.panel, { place, height: null });
  dots.replaceChildren(...readings.flatMap((reading) => dotOf(chart, reading)));
}

function dotOf({ live, view, panel }: Chart, { x, y, row }: Reading): SVGElement[] {
  // Also false where the value is not a number: it is read, and has no place.
  const isDrawn = y !== null && y >= panel.yDomain[0] && y <= panel.yDomain[1];
  if (!isDrawn) return [];
  const { box } = live;
  const mark = ((live.rows[row]?.mark ?? 0) % 7) + 1;
  const cx = String(box.left + view.pixelAt("x", x));
  return [element("circle", { class: `mark-${mark}`, cx, cy: String(box.top + view.pixelAt("y", y)), r: "3.5" })];
}

function drawBrush({ brush, chart, from, layer }: Cursor, to: number): void {
  const [left, right] = [Math.min(from ?? 0, to), Math.max(from ?? 0, to)];
  layer.classList.add("dragging");
  brush.setAttribute("x", String(chart.live.box.left + left));
  brush.setAttribute("width", String(right - left));
}

function endDrag(cursor: Cursor, to: number): void {
  const { from, chart, layer, brush } = cursor;
  if (from === null) return;
  cursor.from = null;
  layer.classList.remove("dragging");
  brush.setAttribute("width", "0");
  const [left, right] = [Math.min(from, to), Math.max(from, to)];
  if (right - left < SHORTEST) return;
  leave(cursor);
  changeState({ zoom: [chart.view.valueAt("x", left), chart.view.valueAt("x", right)] });
}

function element<Name extends keyof SVGElementTagNameMap>(name: Name, attributes: Record<string, string | number>) {
  const made = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, String(value));
  return made;
}
