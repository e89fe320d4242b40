import type { Range } from "./compare-address.ts";
import type { Line } from "./compare-model.ts";
import { numberOf, placeOnAxis } from "./compare-model.ts";
import { extentOf, isWide, scaleOf } from "./compare-plot.ts";

/** From where to where axes go, in pixels. */
export const TOP = 38;
export const BOTTOM = 304;
/** How far a range may reach beyond the lowest and highest value. */
export const BEYOND = 8;

/**
 * An axis of parallel coordinates: a number's places, or those of texts in the order in which they come up.
 *
 * - `places`: by line; null where it has none, or one that is not finite. `options`: the texts, null on an axis of numbers.
 * - `ticks`: values that are written beside it; `at`: the pixel of a place.
 */
export interface Upright {
  name: string;
  places: (number | string | null)[];
  options: string[] | null;
  ticks: number[];
  log: boolean;
  at(place: number | string | null): number | null;
}

/** The axis of a param or metric. */
export function uprightOf(name: string, lines: readonly Line[]): Upright {
  const places = lines.map((line) => placeOnAxis(line, name));
  const isNumber = places.every((one) => one === null || typeof one === "number");
  const options = isNumber ? null : [...new Set(places.filter((one) => one !== null).map(String))].sort();
  const values = options === null ? places.filter((one) => typeof one === "number") : options.map((_, index) => index);
  const log = options === null && isWide(values);
  const scale = scaleOf({ name, values, log }, BOTTOM, TOP);
  const at = (place: number | string | null) => {
    if (place === null) return null;
    return scale.at(options === null ? Number(place) : options.indexOf(String(place)));
  };
  return { name, places, options, ticks: scale.ticks, log, at };
}

/** What a line has on an axis, as it is printed. */
export function textOnAxis(line: Line, name: string): string {
  const isMetric = line.runs.some(({ data }) => data.metrics.some((one) => one.name === name));
  if (isMetric) {
    const own = numberOf(line, name);
    return typeof own === "string" ? own : own.number.text;
  }
  const ways = line.runs.map(({ data, at }) => {
    const setting = data.params.find((one) => one.name === name);
    return setting?.options[setting.option[at] ?? -1]?.[0] ?? "–";
  });
  return [...new Set(ways)].join(", ");
}

/** The range between two heights of an axis; null for all of it. */
export function rangeBetween(axis: Upright, first: number, second: number): Range | null {
  const [top, bottom] = [Math.min(first, second), Math.max(first, second)];
  if (axis.options !== null) {
    const is = axis.options.filter((one) => isBetween(axis.at(one), top, bottom));
    return is.length === 0 || is.length === axis.options.length ? null : { name: axis.name, low: null, high: null, is };
  }
  const low = bottom >= BOTTOM + BEYOND ? null : valueAt(axis, bottom);
  const high = top <= TOP - BEYOND ? null : valueAt(axis, top);
  return low === null && high === null ? null : { name: axis.name, low, high, is: null };
}

/** The heights that a range reaches from and to, the upper one first. */
export function heightsOf(axis: Upright, range: Range): [number, number] {
  const ends = range.is === null ? [range.low, range.high] : range.is;
  const known = ends.map((one) => (one === null ? null : axis.at(one)));
  const clamp = (height: number) => Math.max(TOP - BEYOND, Math.min(BOTTOM + BEYOND, height));
  if (range.is !== null) {
    const heights = known.filter((one) => one !== null);
    return [clamp(Math.min(...heights) - BEYOND), clamp(Math.max(...heights) + BEYOND)];
  }
  return [clamp(known[1] ?? TOP - BEYOND), clamp(known[0] ?? BOTTOM + BEYOND)];
}

/** A range in words: `0.01 to 0.1`, `from 0.9`, `adam or sgd`. */
export function sayRange({ low, high, is }: Range): string {
  const say = (value: number) => String(value).replace("-", "−");
  if (is !== null) return is.join(" or ");
  if (low === null) return high === null ? "all" : `up to ${say(high)}`;
  return high === null ? `from ${say(low)}` : `${say(low)} to ${say(high)}`;
}

/** Ranges with that of one axis anew; null takes it away. */
export function withRange(where: readonly Range[], name: string, range: Range | null): Range[] {
  const others = where.filter((one) => one.name !== name);
  const isOpen = range === null || (range.low === null && range.high === null && range.is === null);
  return isOpen ? others : [...others, range];
}

/** The value at a height, with no more digits than a hand can mean. */
function valueAt({ places, log, at }: Upright, height: number): number {
  const [first, last] = extentOf(places.filter((one) => typeof one === "number"));
  const [low, high] = [at(first) ?? BOTTOM, at(last) ?? TOP];
  const part = low === high ? 0 : (height - low) / (high - low);
  const value = log ? first * (last / first) ** part : first + part * (last - first);
  return Number(value.toPrecision(3));
}

function isBetween(height: number | null, top: number, bottom: number): boolean {
  return height !== null && height >= top && height <= bottom;
}
