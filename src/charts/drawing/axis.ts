/** A scale from values to pixels, worked out here because labels are placed in pixels beside the curves. */
export interface Axis {
  domain: [number, number];
  log: boolean;
}

const LOG_FROM = 1000;
const PIXELS_PER_TICK = 40;
const MOST_CHARACTERS = 14;
/** What the chart library takes a character of a label to be wide; it puts the title left of the widest. */
const CHARACTER = 8.8;
/** Tick, gaps and the title itself. */
const TITLE = 30;

/**
 * A linear axis around the values, ends rounded outward to a tick; from zero on if asked. Around values from 0 to 1 it ends there:
 * rounding alone shows no accuracy beyond 1 as possible.
 */
export function linearAxis(values: readonly number[], fromZero = false): Axis {
  const [low, high] = rangeOf(fromZero ? [0, ...values] : values);
  const span = high - low || Math.abs(high) || 1;
  const tick = niceTick(span / 5);
  const round = (edge: number) => Number((edge * tick).toPrecision(12));
  const rounded: [number, number] = [round(Math.floor(low / tick)), round(Math.ceil(high / tick))];
  const [from, to] = rounded[0] === rounded[1] ? [rounded[0] - tick, rounded[1] + tick] : rounded;
  return { domain: low >= 0 && high <= 1 ? [Math.max(0, from), Math.min(1, to)] : [from, to], log: false };
}

/** A logarithmic axis for positive values that span more than three decades, else a linear one. */
export function valueAxis(values: readonly number[]): Axis {
  const [low, high] = rangeOf(values);
  return low > 0 && high / low >= LOG_FROM ? { domain: [low, high], log: true } : linearAxis(values);
}

/** An axis that ends where the values end. */
export function tightAxis(values: readonly number[]): Axis {
  const [low, high] = rangeOf(values);
  return { domain: low === high ? [low - 1, high + 1] : [low, high], log: false };
}

/** The place of a value, in pixels from the low end of an axis of that length; the middle where the axis has no two ends. */
export function pixelOf(axis: Axis, length: number, value: number): number {
  return pixels(axis, length)(value);
}

/** The same for many values. */
export function pixels({ domain, log }: Axis, length: number): (value: number) => number {
  // Halves, because the span of the largest numbers is none that a computer has.
  const scale = (one: number) => (log ? Math.log(one) : one) / 2;
  const low = scale(domain[0]);
  const high = scale(domain[1]);
  const middle = round2(length / 2);
  return (value) => (high > low ? round2(((scale(value) - low) / (high - low)) * length) : middle);
}

/** The room that a value axis of that height needs left of the plot for its labels and its title, at least `least`. */
export function leftOf({ domain, log }: Axis, height: number, least: number): number {
  if (log) return least;
  const [low, high] = domain;
  const decimals = Math.max(0, -Math.floor(Math.log10(tickStep((high - low) / Math.ceil(height / PIXELS_PER_TICK)))));
  const label = Math.max(...domain.map((edge) => charactersOf(edge, decimals)));
  return Math.max(least, Math.ceil(Math.min(label, MOST_CHARACTERS) * CHARACTER + TITLE));
}

/**
 * Moves places apart so that neighbours are `gap` pixels away, keeping their order and about the middle of each cluster,
 * within 0 to `length` as far as there is room.
 */
export function spreadOut(places: readonly number[], gap: number, length: number): number[] {
  const order = places.map((place, i) => ({ place, i })).sort((a, b) => a.place - b.place || a.i - b.i);
  const startOf = (cluster: Cluster) => {
    const size = (cluster.members.length - 1) * gap;
    return Math.max(0, Math.min(length - size, cluster.sum / cluster.members.length - size / 2));
  };
  const clusters: Cluster[] = [];
  for (const { place, i } of order) {
    let cluster: Cluster = { sum: place, members: [i] };
    for (let last = clusters.at(-1); last !== undefined; last = clusters.at(-1)) {
      if (startOf(cluster) - startOf(last) >= last.members.length * gap) break;
      clusters.pop();
      cluster = { sum: last.sum + cluster.sum, members: [...last.members, ...cluster.members] };
    }
    clusters.push(cluster);
  }
  const out = [...places];
  for (const cluster of clusters) {
    const start = startOf(cluster);
    for (const [at, i] of cluster.members.entries()) out[i] = round2(start + at * gap);
  }
  return out;
}

interface Cluster {
  sum: number;
  members: number[];
}

/** Sign, digits, a comma every three of them, decimals. */
function charactersOf(value: number, decimals: number): number {
  const whole = value.toFixed(Math.min(decimals, 12));
  return whole.length + Math.floor((Math.trunc(Math.abs(value)).toFixed().length - 1) / 3);
}

function rangeOf(values: readonly number[]): [number, number] {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const value of values) {
    if (!Number.isFinite(value)) continue;
    if (value < low) low = value;
    if (value > high) high = value;
  }
  return low <= high ? [low, high] : [0, 1];
}

function niceTick(rough: number): number {
  const power = 10 ** Math.floor(Math.log10(rough));
  const factor = [1, 2, 5, 10].find((one) => one * power >= rough * 0.999) ?? 10;
  return factor * power;
}

/** The step between ticks as the chart library chooses it: it rounds to the nearest, not upward. */
function tickStep(rough: number): number {
  const power = 10 ** Math.floor(Math.log10(rough));
  const share = rough / power;
  if (share >= Math.sqrt(50)) return 10 * power;
  if (share >= Math.sqrt(10)) return 5 * power;
  return share >= Math.SQRT2 ? 2 * power : power;
}

function round2(value: number): number {
  return Math.round(value * 100) / 100;
}
