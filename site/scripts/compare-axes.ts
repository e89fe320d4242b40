import type { Range } from "./compare-address.ts";
import { button, choice, drawn, element, section, tick } from "./compare-element.ts";
import type { Line } from "./compare-model.ts";
import { placeOnAxis, settingsOf } from "./compare-model.ts";
import { tickText } from "./compare-number.ts";
import type { Scale } from "./compare-plot.ts";
import { extentOf, isWide, picture, scaleOf } from "./compare-plot.ts";
import type { View } from "./compare-view.ts";

const HEIGHT = 320;
const TOP = 34;
const BOTTOM = 300;
const GAP = 150;
const MOST_AXES = 6;
const MOST_METRICS = 2;
const MOST_DRAWN = 1500;

/** An axis: a number's places, or those of texts in the order in which they come up. */
interface Upright {
  name: string;
  places: (number | string | null)[];
  options: string[] | null;
  scale: Scale;
  log: boolean;
  at(place: number | string | null): number | null;
}

/** Every line as a thread through params and metrics; a range on an axis leaves only those lines that pass it. */
export function axesSection(view: View): HTMLElement | null {
  if (view.lines.length < 2) return null;
  const known = axisNames(view);
  const asked = view.state.axes ?? [];
  const names = asked.length > 0 ? asked.filter((one) => known.includes(one)) : axesAtFirst(known, view);
  if (names.length < 2) return null;
  const axes = names.map((name) => upright(name, view.lines));
  const boxes = known.map((name) =>
    tick(name, { key: `axis ${name}`, on: names.includes(name) }, (on) =>
      view.change({ axes: known.filter((one) => (one === name ? on : names.includes(one))) }),
    ),
  );
  const summary = `${view.within.length} of ${view.lines.length} lines pass all ranges.`;
  return section("axes", "Parallel coordinates", [
    element("p", { class: "note" }, [
      "Drag along an axis, or give its ends below, to keep only what passes; tables and drawings follow.",
    ]),
    element("details", { class: "options", "data-key": "axes" }, [
      element("summary", {}, [`Axes: ${names.length} of ${known.length}`]),
      element("div", { class: "ticks" }, boxes),
    ]),
    element("div", { class: "wide-plot", role: "group", "aria-label": "Parallel coordinates", tabindex: 0 }, [
      threads(axes, summary, view),
    ]),
    element(
      "div",
      { class: "ranges" },
      axes.map((axis) => rangeInputs(axis, view)),
    ),
    element("p", { class: "note", role: "status" }, [
      summary,
      view.lines.length > MOST_DRAWN ? ` ${MOST_DRAWN} of them are drawn.` : "",
      " ",
      ...(view.state.where.length === 0
        ? []
        : [button("Clear ranges", { key: "clear" }, () => view.change({ where: [] }))]),
    ]),
  ]);
}

/** The range of an axis, with one end set anew; an open range is left out. */
export function withRange(where: readonly Range[], range: Range): Range[] {
  const others = where.filter((one) => one.name !== range.name);
  return range.low === null && range.high === null && range.is === null ? others : [...others, range];
}

/** Params that differ, then the metrics of the table. */
function axisNames(view: View): string[] {
  const params = settingsOf(view.lines, "params").filter(
    (one) => !one.same && one.values.every((ways) => ways.length < 2),
  );
  return [...params.map((one) => one.name), ...view.cols.map((one) => one.name)];
}

/** A metric that decides is what the others are looked at for, so it always has an axis. */
function axesAtFirst(known: readonly string[], { cols }: View): string[] {
  const metrics = new Set(cols.map((one) => one.name));
  const params = known.filter((name) => !metrics.has(name));
  const first = new Set([
    ...params.slice(0, MOST_AXES - MOST_METRICS),
    ...cols.slice(0, MOST_METRICS).map((one) => one.name),
  ]);
  const rest = known.filter((name) => !first.has(name)).slice(0, MOST_AXES - first.size);
  return known.filter((name) => first.has(name) || rest.includes(name));
}

function upright(name: string, lines: readonly Line[]): Upright {
  const places = lines.map((line) => placeOnAxis(line, name));
  const isNumber = places.every((one) => one === null || typeof one === "number");
  const options = isNumber ? null : [...new Set(places.filter((one) => one !== null).map(String))];
  const values = options === null ? places.filter((one) => typeof one === "number") : options.map((_, index) => index);
  const log = options === null && isWide(values);
  const scale = scaleOf({ name, values, log }, BOTTOM, TOP);
  const at = (place: number | string | null) => {
    if (place === null) return null;
    return scale.at(options === null ? Number(place) : options.indexOf(String(place)));
  };
  return { name, places, options, scale, log, at };
}

function threads(axes: readonly Upright[], summary: string, view: View): SVGSVGElement {
  const width = GAP * (axes.length - 1) + 140;
  const x = (index: number) => 70 + GAP * index;
  const within = new Set(view.within);
  const drawnLines = view.lines.slice(0, MOST_DRAWN).map((line, at) => ({ line, at, isIn: within.has(line) }));
  const paths = drawnLines
    .sort((a, b) => Number(a.isIn) - Number(b.isIn))
    .map(({ line, at, isIn }) => {
      const d = axes.map((axis, index) => ({ x: x(index), y: axis.at(axis.places[at] ?? null) }));
      const name = line === view.base ? "thread base" : isIn ? "thread" : "thread out";
      return drawn("path", { class: name, d: brokenPath(d) }, [drawn("title", {}, [line.name])]);
    });
  const svg = picture({ width, height: HEIGHT, title: "Parallel coordinates", summary }, [
    ...paths,
    ...axes.flatMap((axis, index) => axisPart(axis, x(index), view)),
  ]);
  svg.setAttribute("width", String(width));
  brush(svg, axes, { x, view });
  return svg;
}

function axisPart(axis: Upright, x: number, view: View): SVGElement[] {
  const { name, options, scale, log } = axis;
  const ticks =
    options === null
      ? scale.ticks.map((tick) => [scale.at(tick), tickText(tick, scale.ticks)] as const)
      : options.slice(0, 12).map((text, at) => [scale.at(at), short(text, 14)] as const);
  const range = view.state.where.find((one) => one.name === name);
  const title = short(name, 20) + (log ? " (log)" : "");
  return [
    drawn("line", { class: "axis", x1: x, x2: x, y1: TOP - 6, y2: BOTTOM + 6 }),
    ...rangePart(axis, range, x),
    drawn("text", { class: "name", x, y: 16, "text-anchor": "middle" }, [title]),
    ...ticks.map(([y, text]) => drawn("text", { class: "tick", x: x - 7, y: y + 4, "text-anchor": "end" }, [text])),
  ];
}

function rangePart(axis: Upright, range: Range | undefined, x: number): SVGElement[] {
  if (range === undefined) return [];
  const ends =
    range.is === null
      ? [range.low, range.high].map((one) => (one === null ? null : axis.scale.at(one)))
      : [axis.at(range.is), axis.at(range.is)];
  const [low, high] = [ends[0] ?? BOTTOM + 6, ends[1] ?? TOP - 6];
  const top = Math.max(TOP - 6, Math.min(low, high) - 3);
  const height = Math.min(BOTTOM + 6, Math.max(low, high) + 3) - top;
  return [drawn("rect", { class: "range", x: x - 6, width: 12, y: top, height: Math.max(0, height) })];
}

/** Dragging along a numeric axis sets its range; a click on it takes it away. */
function brush(
  svg: SVGSVGElement,
  axes: readonly Upright[],
  { x, view }: { x: (index: number) => number; view: View },
): void {
  let held: { axis: Upright; from: number } | null = null;
  const heightAt = (event: PointerEvent) => {
    const box = svg.getBoundingClientRect();
    return ((event.clientY - box.top) / box.height) * HEIGHT;
  };
  svg.addEventListener("pointerdown", (event) => {
    const box = svg.getBoundingClientRect();
    const at = ((event.clientX - box.left) / box.width) * svg.viewBox.baseVal.width;
    const index = axes.findIndex((_, one) => Math.abs(x(one) - at) < 16);
    const axis = axes[index];
    if (axis === undefined || axis.options !== null) return;
    held = { axis, from: heightAt(event) };
    svg.setPointerCapture(event.pointerId);
    event.preventDefault();
  });
  svg.addEventListener("pointerup", (event) => {
    if (held === null) return;
    const { axis, from } = held;
    const to = heightAt(event);
    held = null;
    const isClick = Math.abs(from - to) < 4;
    const ends = [from, to].map((height) => valueAt(axis, height)).sort((a, b) => a - b);
    const range = {
      name: axis.name,
      low: isClick ? null : (ends[0] ?? null),
      high: isClick ? null : (ends[1] ?? null),
      is: null,
    };
    view.change({ where: withRange(view.state.where, range) });
  });
}

/** The value at a height, with no more digits than a hand can mean. */
function valueAt({ scale, places, log }: Upright, height: number): number {
  const [first, last] = extentOf(places.filter((one) => typeof one === "number"));
  const [low, high] = [scale.at(first), scale.at(last)];
  const part = low === high ? 0 : (height - low) / (high - low);
  const value = log ? first * (last / first) ** part : first + part * (last - first);
  return Number(value.toPrecision(3));
}

function rangeInputs(axis: Upright, view: View): HTMLElement {
  const { name, options } = axis;
  const range = view.state.where.find((one) => one.name === name) ?? { name, low: null, high: null, is: null };
  const change = (what: Partial<Range>) => view.change({ where: withRange(view.state.where, { ...range, ...what }) });
  if (options !== null) {
    const all = [["", "any"] as const, ...options.map((one) => [one, one] as const)];
    return choice(name, { key: `is ${name}`, options: all, chosen: range.is ?? "" }, (value) =>
      change({ is: value || null }),
    );
  }
  const end = (label: string, key: "low" | "high") => {
    const input = element("input", {
      type: "text",
      inputmode: "decimal",
      "data-key": `${key} ${name}`,
      value: range[key] ?? "",
      size: 7,
    });
    input.addEventListener("change", () => {
      const value = Number(input.value.replace("−", "-").replace(",", "."));
      change({ [key]: input.value.trim() === "" || !Number.isFinite(value) ? null : value });
    });
    return element("label", {}, [element("span", {}, [label]), input]);
  };
  return element("fieldset", { class: "range" }, [
    element("legend", {}, [name]),
    end("from", "low"),
    end("to", "high"),
  ]);
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
