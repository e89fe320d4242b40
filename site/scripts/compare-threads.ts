import { placeTip } from "./chart-place.ts";
import type { Range } from "./compare-address.ts";
import { addBrush, addBrushKeys } from "./compare-brush.ts";
import { drawn, element } from "./compare-element.ts";
import type { Line } from "./compare-model.ts";
import { tickText } from "./compare-number.ts";
import type { Upright } from "./compare-upright.ts";
import { BEYOND, BOTTOM, heightsOf, sayRange, TOP, textOnAxis, withRange } from "./compare-upright.ts";
import type { View } from "./compare-view.ts";

const HEIGHT = 322;
const LEFT = 76;
const RIGHT = 64;
const NARROWEST = 112;
const WIDEST = 230;
const MOST_OPTIONS = 12;
/** How far from a thread it still is pointed at, in pixels. */
const REACH = 12;
export const MOST_DRAWN = 1500;

interface Thread {
  line: Line;
  at: number;
  points: { x: number; y: number | null }[];
  path: SVGPathElement;
}

/** What is drawn, with the ranges as they are just now. `passing`: which lines pass them. */
interface Loom {
  view: View;
  axes: readonly Upright[];
  x(index: number): number;
  threads: Thread[];
  where: Range[];
  passing(where: readonly Range[]): ReadonlySet<Line>;
  said: HTMLElement;
}

/** Every line as a thread through its params and metrics, with axes along which ranges can be drawn. */
export function threadsDrawing(
  axes: readonly Upright[],
  view: View,
  { passing, said }: Pick<Loom, "passing" | "said">,
): HTMLElement {
  const room = (document.querySelector("[data-compare]")?.clientWidth ?? 0) - 36;
  const gap = Math.max(NARROWEST, Math.min(WIDEST, (room - LEFT - RIGHT) / (axes.length - 1)));
  const x = (index: number) => Math.round(LEFT + gap * index);
  const width = x(axes.length - 1) + RIGHT;
  const svg = drawn("svg", {
    class: "drawn threads",
    viewBox: `0 0 ${width} ${HEIGHT}`,
    width,
    height: HEIGHT,
    role: "group",
    "aria-label": "Parallel coordinates: each line as a thread",
  });
  const loom: Loom = { view, axes, x, threads: [], where: [...view.state.where], passing, said };
  loom.threads = threadsOf(loom);
  showPassing(loom);
  const order = loom.threads.toSorted((a, b) => Number(a.line === view.base) - Number(b.line === view.base));
  const place = element(
    "div",
    { class: "wide-plot", role: "group", "aria-label": "Parallel coordinates", tabindex: 0 },
    [svg],
  );
  svg.append(
    drawn(
      "g",
      { class: "all" },
      order.map(({ path }) => path),
    ),
    ...axes.map((_, index) => axisPart(loom, index)),
  );
  const frame = element("div", { class: "threads-frame" }, [place]);
  addTip(loom, svg, frame);
  return frame;
}

function threadsOf({ view, axes, x }: Loom): Thread[] {
  const quarter = quartersOf(view);
  return view.lines.slice(0, MOST_DRAWN).map((line, at) => {
    const points = axes.map((axis, index) => ({ x: x(index), y: axis.at(axis.places[at] ?? null) }));
    const rank = quarter.get(line);
    const name = `thread${rank === undefined ? "" : ` quarter-${rank}`}${line === view.base ? " base" : ""}`;
    return { line, at, points, path: drawn("path", { class: name, d: brokenPath(points) }) };
  });
}

/** In which quarter of the lines each is by the metric that decides, from 1, the best; none where no way is better. */
function quartersOf({ lines, metrics }: View): Map<Line, number> {
  const [first] = metrics;
  if (first === undefined || first.better === null) return new Map();
  const sign = first.better === "lower" ? 1 : -1;
  const values = lines.flatMap((line) => {
    const metric = line.runs.map(({ data, at }) => data.metrics.find((one) => one.name === first.name)?.value[at]);
    const finite = metric.map(Number).filter((one, i) => metric[i] != null && Number.isFinite(one));
    const mean = finite.reduce((sum, one) => sum + one, 0) / finite.length;
    return finite.length === 0 ? [] : [{ line, value: sign * mean }];
  });
  const ranked = values.sort((a, b) => a.value - b.value);
  return new Map(ranked.map(({ line }, index) => [line, 1 + Math.floor((4 * index) / ranked.length)]));
}

/** An axis with its range; it is reached with the keyboard. */
function axisPart(loom: Loom, index: number): SVGElement {
  const { axes, view } = loom;
  const axis = axes[index] as Upright;
  const x = loom.x(index);
  const { name, options, ticks, log } = axis;
  const marks =
    options === null
      ? ticks.map((tick) => [axis.at(tick) ?? 0, tickText(tick, ticks)] as const)
      : options.slice(0, MOST_OPTIONS).map((text) => [axis.at(text) ?? 0, short(text, 13)] as const);
  const band = drawn("rect", { class: "range", x: x - 8, width: 16, rx: 3 });
  const area = drawn("rect", { class: "area", x: x - 17, width: 34, y: TOP - 14, height: BOTTOM - TOP + 28 });
  const part = drawn("g", { class: "upright", tabindex: 0, role: "group", "data-key": `upright ${name}` }, [
    drawn("text", { class: "name", x, y: 17, "text-anchor": "middle" }, [short(name, 20) + (log ? " (log)" : "")]),
    drawn("line", { class: "axis", x1: x, x2: x, y1: TOP - BEYOND, y2: BOTTOM + BEYOND }),
    ...marks.map(([y, text]) => drawn("text", { class: "tick", x: x - 11, y: y + 4, "text-anchor": "end" }, [text])),
    band,
    area,
  ]);
  const range = () => loom.where.find((one) => one.name === name) ?? null;
  const show = () => {
    const known = range();
    const [top, bottom] = known === null ? [TOP, TOP] : heightsOf(axis, known);
    band.setAttribute("y", String(top));
    band.setAttribute("height", String(bottom - top));
    const words = known === null ? "no range" : sayRange(known);
    part.setAttribute("aria-label", `${name}: ${words}. Up and Down narrow, with Shift they widen, Delete clears.`);
  };
  show();
  const brushing = {
    axis,
    range,
    preview: (next: Range | null) => {
      loom.where = withRange(loom.where, name, next);
      show();
      showPassing(loom);
    },
    commit: () => {
      if (JSON.stringify(loom.where) !== JSON.stringify(view.state.where)) view.change({ where: loom.where });
    },
    leave: (step: -1 | 1) => {
      const all = [...(part.parentElement?.querySelectorAll<SVGElement>(".upright") ?? [])];
      all[all.indexOf(part) + step]?.focus();
    },
  };
  addBrush(area, brushing);
  addBrushKeys(part, brushing);
  return part;
}

function showPassing({ threads, where, passing, said, view }: Loom): void {
  const within = passing(where);
  for (const { line, path } of threads) path.classList.toggle("out", !within.has(line));
  said.textContent = `${within.size} of ${view.lines.length} lines pass all ranges.`;
}

/** The thread that is pointed at stands out and says what it is; a click opens it. */
function addTip(loom: Loom, svg: SVGSVGElement, frame: HTMLElement): void {
  const tip = element("div", { class: "chart-tip", hidden: true, "aria-hidden": "true" });
  frame.append(tip);
  let near: Thread | null = null;
  const show = (thread: Thread | null, at: { x: number; y: number }) => {
    near?.path.classList.remove("near");
    near = thread;
    tip.hidden = thread === null;
    svg.classList.toggle("pointing", thread !== null);
    if (thread === null) return;
    thread.path.classList.add("near");
    const cells = loom.axes.flatMap(({ name }) => [
      element("span", { class: "label" }, [name]),
      element("span", { class: "number" }, [textOnAxis(thread.line, name)]),
    ]);
    tip.replaceChildren(
      element("p", { class: "head" }, [thread.line.name]),
      element("div", { class: "readings pairs" }, cells),
    );
    const { width, height } = svg.viewBox.baseVal;
    placeTip(tip, { figure: frame, stage: svg, at: { left: at.x / width, top: at.y / height } });
  };
  svg.addEventListener("pointermove", (event) => {
    const isAxis = event.target instanceof Element && event.target.closest(".upright") !== null;
    if (event.buttons !== 0 || isAxis) {
      show(null, { x: 0, y: 0 });
      return;
    }
    const box = svg.getBoundingClientRect();
    const at = { x: event.clientX - box.left, y: event.clientY - box.top };
    show(nearest(loom.threads, at), at);
  });
  svg.addEventListener("pointerleave", () => show(null, { x: 0, y: 0 }));
  svg.addEventListener("click", () => {
    const href = near === null ? undefined : near.line.runs[0]?.href;
    if (href !== undefined && near?.line.runs.length === 1) location.assign(loom.view.link(href));
  });
}

function nearest(threads: readonly Thread[], { x, y }: { x: number; y: number }): Thread | null {
  let found: Thread | null = null;
  let least = REACH;
  for (const thread of threads) {
    if (thread.path.classList.contains("out")) continue;
    const right = thread.points.findIndex((one) => one.x >= x);
    const [a, b] = [thread.points[right - 1], thread.points[right]];
    if (a?.y == null || b?.y == null) continue;
    const far = Math.abs(a.y + ((b.y - a.y) * (x - a.x)) / (b.x - a.x) - y);
    if (far < least) [found, least] = [thread, far];
  }
  return found;
}

function brokenPath(points: readonly { x: number; y: number | null }[]): string {
  let isPen = false;
  let path = "";
  for (const { x, y } of points) {
    if (y !== null) path += `${isPen ? "L" : "M"}${x} ${y}`;
    isPen = y !== null;
  }
  return path;
}

function short(text: string, length: number): string {
  return text.length <= length ? text : `${text.slice(0, length - 1).toWellFormed()}…`;
}
