import { drawn } from "./compare-element.ts";
import { tickText } from "./compare-number.ts";

/** Letters keep their size: on a narrow screen the drawing is narrower, not smaller. */
const WIDTH = 640;
const NARROW = 340;
const NARROW_SCREEN = 560;
const HEIGHT = 300;
const LEFT = 68;
const RIGHT = 14;
const TOP = 12;
const BOTTOM = 46;
/** The room of a title above the plot. */
const TITLE = 32;
const COLORS = 7;
const DASHES = ["", "6 3", "2 2", "8 3 2 3", "12 3", "4 1", "3 2 1 2"];

/** Where a drawing with a title has its plot. */
export const FRAME = {
  width: WIDTH,
  height: HEIGHT + TITLE,
  left: LEFT,
  right: RIGHT,
  top: TOP + TITLE,
  bottom: BOTTOM,
};

/** Where values stand on an axis, in pixels, and the values that are written beside it. */
export interface Scale {
  at(value: number): number;
  ticks: number[];
}

/** An axis of a drawing: its name, its values, and whether it is logarithmic; that counts only where all are positive. */
export interface Axis {
  name: string;
  values: readonly number[];
  log: boolean;
}

/** What is drawn into a frame: it asks where a point stands. */
export type Marks = (x: (value: number) => number, y: (value: number) => number) => SVGElement[];

/** What is said of a drawing. */
export interface Said {
  title: string;
  summary: string;
  isTitled?: boolean;
}

/** Draws axes with a grid, and marks over it. `summary` says in a sentence what is to be seen; `isTitled`: the title stands above. */
export function plot(axes: { x: Axis; y: Axis }, { title, summary, isTitled }: Said, marks: Marks) {
  const above = isTitled === true ? TITLE : 0;
  const width = innerWidth < NARROW_SCREEN ? NARROW : WIDTH;
  const x = scaleOf(axes.x, LEFT, width - RIGHT);
  const y = scaleOf(axes.y, HEIGHT - BOTTOM + above, TOP + above);
  const grid = [
    ...y.ticks.flatMap((tick) => gridLine(width, y.at(tick), tickText(tick, y.ticks))),
    ...x.ticks.map((tick) =>
      drawn("text", { class: "tick", x: x.at(tick), y: HEIGHT - BOTTOM + above + 18, "text-anchor": "middle" }, [
        tickText(tick, x.ticks),
      ]),
    ),
  ];
  const names = [
    drawn("text", { class: "name", x: (LEFT + width) / 2, y: HEIGHT - 8 + above, "text-anchor": "middle" }, [
      shortName(axes.x),
    ]),
    drawn(
      "text",
      {
        class: "name",
        x: 0,
        y: 0,
        transform: `translate(13 ${(HEIGHT - BOTTOM) / 2 + above}) rotate(-90)`,
        "text-anchor": "middle",
      },
      [shortName(axes.y)],
    ),
  ];
  const head = above === 0 ? [] : [drawn("text", { class: "title", x: LEFT, y: 16 }, [title])];
  return picture({ width, height: HEIGHT + above, title, summary }, [...head, ...grid, ...names, ...marks(x.at, y.at)]);
}

/** A drawing with its title and a sentence that says what it shows. */
export function picture(
  { width, height, title, summary }: { width: number; height: number; title: string; summary: string },
  content: readonly SVGElement[],
): SVGSVGElement {
  return drawn(
    "svg",
    {
      class: "drawn",
      viewBox: `0 0 ${width} ${height}`,
      width,
      height,
      role: "img",
      "aria-label": `${title}. ${summary}`,
    },
    content,
  );
}

/** How the line of that number differs from the others: in colour and dashes, as in the drawings of experiments. */
export function strokeOf(index: number): { class: string; "stroke-dasharray": string | null } {
  const dash = DASHES[(index + Math.floor(index / COLORS)) % DASHES.length] ?? "";
  return { class: `line-${(index % COLORS) + 1}`, "stroke-dasharray": dash === "" ? null : dash };
}

/** Whether values span so much that only a logarithmic axis shows them. */
export function isWide(values: readonly number[]): boolean {
  const [low, high] = extentOf(values);
  return low > 0 && high / low >= 100;
}

/** The lowest and highest finite value; 0 and 1 without any. */
export function extentOf(values: readonly number[]): [number, number] {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const value of values) {
    if (!Number.isFinite(value)) continue;
    if (value < low) low = value;
    if (value > high) high = value;
  }
  return low > high ? [0, 1] : [low, high];
}

/** Places from pixel `from` to pixel `to`, with a little room at both ends. */
export function scaleOf({ values, log }: Axis, from: number, to: number): Scale {
  const [low, high] = extentOf(values);
  const isLog = log && low > 0;
  // The span of the largest numbers is none that a computer has.
  const unit = Math.max(Math.abs(low), Math.abs(high)) > 1e300 ? 2 ** 60 : 1;
  const map = isLog ? Math.log10 : (value: number) => value / unit;
  const span = map(high) - map(low) || Math.abs(map(high)) || 1;
  const [start, end] = [map(low) - 0.04 * span, map(high) + 0.04 * span];
  const at = (value: number) => Math.round(10 * (from + ((map(value) - start) / (end - start)) * (to - from))) / 10;
  const linear = () => linearTicks(start, end).map((tick) => tick * unit);
  return { at, ticks: (isLog ? logTicks(start, end) : linear()).filter(Number.isFinite) };
}

function linearTicks(start: number, end: number): number[] {
  const rough = (end - start) / 5;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((one) => one * power).find((one) => one >= rough) ?? rough;
  const first = Math.ceil(start / step);
  const count = Math.floor(end / step) - first + 1;
  return Array.from({ length: Math.max(0, Math.min(12, count)) }, (_, index) =>
    Number(((first + index) * step).toPrecision(12)),
  );
}

function logTicks(start: number, end: number): number[] {
  const powers = Array.from(
    { length: Math.floor(end) - Math.ceil(start) + 1 },
    (_, index) => 10 ** (Math.ceil(start) + index),
  );
  if (powers.length >= 3) return powers.filter((_, index) => index % Math.ceil(powers.length / 7) === 0);
  const within = (value: number) => Math.log10(value) >= start && Math.log10(value) <= end;
  const fine = [Math.floor(start), Math.floor(start) + 1, Math.floor(start) + 2].flatMap((power) =>
    [1, 2, 5].map((one) => Number((one * 10 ** power).toPrecision(12))),
  );
  const shown = fine.filter(within);
  return shown.length >= 2 ? shown : linearTicks(10 ** start, 10 ** end);
}

function gridLine(width: number, y: number, text: string): SVGElement[] {
  return [
    drawn("line", { class: "grid", x1: LEFT, x2: width - RIGHT, y1: y, y2: y }),
    drawn("text", { class: "tick", x: LEFT - 8, y: y + 4, "text-anchor": "end" }, [text]),
  ];
}

function shortName({ name, values, log }: Axis): string {
  const short = name.length > 40 ? `${name.slice(0, 39).toWellFormed()}…` : name;
  return log && extentOf(values)[0] > 0 ? `${short} (log)` : short;
}
