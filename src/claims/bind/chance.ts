import { isFractionName } from "../../model/metric-name.ts";
import type { CompiledExperiment } from "../../model/project.ts";
import type { Interval, Numeral } from "../text/numeral.ts";
import type { Measured } from "../value/interval.ts";
import { readingsOf } from "../value/interval.ts";
import type { Meaning } from "./meaning.ts";

/**
 * A binding with a larger chance is refused. It is the usual level of a test: of numbers that mean something else and
 * stand beside words that name a run and a metric, at most one in twenty is called supported.
 */
export const MOST_CHANCE = 0.05;

/**
 * The probability that a number printed like this one agrees by accident with a value that its words leave open:
 *
 *     chance = (distinct printed forms of the open values) / (numbers of this format in the range)
 *
 * The range is that of everything the metric was seen to be in the experiment, stretched to half and twice the value (a
 * number of quite another size would not be taken for it) and cut to [0, 1] for a metric that never leaves it. A change
 * may be anything up to the metric's whole range, at least up to twice its size. Words that leave k values open thus give
 * about k times the chance of words that leave one.
 *
 * @param meaning the value that agrees; `open`: all values that the words leave open, it included
 */
export function chanceOf(numeral: Numeral, meaning: Meaning, open: readonly Meaning[]): number {
  const reading = readingOf(numeral, meaning);
  // Zero is where counters begin, clocks start and differences vanish: it tells nothing.
  if (reading === null || numeral.value === 0) return 1;
  const { width, scale } = reading;
  const [low, high] = rangeOf(meaning, scale);
  const forms = new Set<number>();
  for (const other of open) {
    if ((other.measured.change === "yes") !== (meaning.measured.change === "yes")) continue;
    const same = readingOf(numeral, other);
    const value = same === null ? Number.NaN : same.value;
    const seen = meaning.measured.change === "yes" ? Math.abs(value) : value;
    if (seen >= low - width && seen <= high + width) forms.add(Math.round(seen / width));
  }
  return Math.min(1, Math.max(1, forms.size) / formatsBetween(low, high, width));
}

/** The same where any of so many values of the metric may be meant, whatever they are. */
export function chanceOfAny(
  numeral: Numeral,
  meaning: Pick<Meaning, "measured" | "metric" | "operands">,
  count: number,
): number {
  const reading = readingOf(numeral, meaning);
  if (reading === null || !(reading.width > 0)) return 1;
  const [low, high] = rangeOf(meaning, reading.scale);
  return Math.min(1, Math.max(1, count) / formatsBetween(low, high, reading.width));
}

function formatsBetween(low: number, high: number, width: number): number {
  return Math.max(1, Math.floor((high - low) / width) + 1);
}

/** `97.1` for an accuracy of 0.971: the value in percent where such a number is printed without a sign; null elsewhere. */
export function asPercent(numeral: Numeral, measured: Measured, metric: string): Measured | null {
  const { value, unit, change } = measured;
  const isPlain = numeral.unit === null && unit === null && change !== "yes" && numeral.sign === "";
  if (!isPlain || !isFractionName(metric) || Math.abs(value) > 1 || numeral.value <= 1.5) return null;
  return { ...measured, value: Number(`${value}e2`), computed: true };
}

/** A value in the terms of the printed number, with the width of the printed interval in the same terms. */
function readingOf(
  numeral: Numeral,
  { measured, metric }: Pick<Meaning, "measured" | "metric">,
): { value: number; width: number; scale: number } | null {
  const main = numeral.kind === "spread" ? (numeral.parts[0] ?? numeral) : numeral;
  const percent = asPercent(main, measured, metric);
  const readings = [...readingsOf(main, measured), ...(percent === null ? [] : readingsOf(main, percent))];
  const [first] = readings;
  if (first === undefined) return null;
  // A log seldom says its unit: of several readings the one of the printed size is meant.
  const near = readings.reduce((best, one) => (distance(one) < distance(best) ? one : best), first);
  const { interval, value } = near;
  const scale = measured.value === 0 ? 1 : value / measured.value;
  // Of very many digits the two ends are one number.
  const width = Math.max(interval[1] - interval[0], Math.abs(value) * Number.EPSILON);
  return { value, width, scale };
}

function distance({ interval, value }: { interval: Interval; value: number }): number {
  return Math.abs((interval[0] + interval[1]) / 2 - value);
}

function rangeOf(
  { measured, metric, operands }: Pick<Meaning, "measured" | "metric" | "operands">,
  scale: number,
): Interval {
  const value = measured.value * scale;
  const compiled = operands[0]?.compiled;
  const seen = compiled === undefined ? null : seenRange(compiled, metric);
  if (measured.change === "yes" || measured.unit?.dimension === "factor") {
    const isRelative = measured.unit?.dimension === "fraction" || measured.unit?.dimension === "factor";
    const isPoints = measured.unit?.dimension === "points" && seen !== null && seen[1] <= 1;
    const whole = seen === null || isRelative ? 0 : (seen[1] - seen[0]) * (isPoints ? 100 : Math.abs(scale));
    return [0, Math.max(2 * Math.abs(value), whole)];
  }
  const size: Interval = [Math.min(value / 2, value * 2), Math.max(value / 2, value * 2)];
  if (seen === null) return size;
  const isFraction = seen[0] >= 0 && seen[1] <= 1;
  const high = Math.max(seen[1] * scale, size[1]);
  return [Math.min(seen[0] * scale, size[0]), isFraction ? Math.min(high, scale) : high];
}

/** The least and greatest finite value that a metric had in any run of an experiment; null for none. */
function seenRange(compiled: CompiledExperiment, metric: string): Interval | null {
  const known = SEEN.get(compiled) ?? new Map<string, Interval>();
  if (!SEEN.has(compiled)) {
    for (const run of compiled.experiment.runs) {
      for (const { name, min, max, last } of run.metrics) {
        const values = [min?.value, max?.value, last.value].filter((one) => one !== undefined && Number.isFinite(one));
        const [low, high] = known.get(name) ?? [Infinity, -Infinity];
        known.set(name, [Math.min(low, ...(values as number[])), Math.max(high, ...(values as number[]))]);
      }
    }
    SEEN.set(compiled, known);
  }
  const range = known.get(metric);
  return range === undefined || range[0] > range[1] ? null : range;
}

const SEEN = new WeakMap<CompiledExperiment, Map<string, Interval>>();
