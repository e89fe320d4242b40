import type { Factor } from "./factor.ts";
import type { Side, TreeInput } from "./regression-tree.ts";

/** How a node is divided: by which factor, and which of the node's cells go to which side. */
export interface Split {
  factor: number;
  left: Uint8Array;
  right: Uint8Array;
}

/** Where the cells of one factor are cut: `order` up to `at` is one side. */
interface Cut {
  factor: number;
  order: number[];
  at: number;
  gain: number;
}

/** Room for the sums of one factor at one node, used again for the next: a forest asks for hundreds of thousands. */
export interface Tally {
  count: Float64Array;
  sum: Float64Array;
  filled: Int32Array;
}

interface Node {
  input: TreeInput;
  rows: Int32Array;
  total: number;
}

/** Room for factors of at most so many cells. */
export function makeTally(cells: number): Tally {
  return { count: new Float64Array(cells), sum: new Float64Array(cells), filled: new Int32Array(cells + 1) };
}

/**
 * The split that makes the squared error of a node smallest; null where none does. Factors are tried in random order, so
 * that of two that would do equally well neither is always preferred. Both sides keep at least `minLeaf` observations.
 */
export function bestSplit(input: TreeInput, rows: Int32Array, sides: readonly Side[]): Split | null {
  const total = totalOf(rows, input.responses);
  if (rows.length < 2 * input.minLeaf || total.isConstant) return null;
  const node = { input, rows, total: total.sum };
  let best: Cut | null = null;
  for (const factor of shuffled(input.factors.length, input.random)) best = betterCut(node, factor, best);
  const side = best === null ? undefined : sides[best.factor];
  const factor = best === null ? undefined : input.factors[best.factor];
  return best === null || side === undefined || factor === undefined ? null : divideCells(best, side, factor);
}

/** The best cut of this factor if it is better than the best one so far, else that one. */
function betterCut({ input, rows, total }: Node, index: number, best: Cut | null): Cut | null {
  const factor = input.factors[index];
  const { tally } = input;
  if (factor === undefined || factor.weights.length < 2) return best;
  const filled = fill(tally, rows, { factor, responses: input.responses });
  let found: Cut | null = null;
  if (filled > 1) {
    // Rounding must not choose between equals; and a split that gains nothing may open one that does (`a xor b`).
    const least = best === null ? Number.NEGATIVE_INFINITY : best.gain + 1e-12 * Math.abs(best.gain);
    found = scan(tally, filled, { input, rows, total, index, least });
    if (factor.missing >= 0 && tally.filled[filled - 1] === factor.missing) {
      // Missing values may also go with the low end of the scale.
      tally.filled.copyWithin(1, 0, filled - 1);
      tally.filled[0] = factor.missing;
      found = scan(tally, filled, { input, rows, total, index, least: found?.gain ?? least }) ?? found;
    }
  }
  for (let i = 0; i < filled; i += 1) tally.count[tally.filled[i] ?? 0] = 0;
  return found ?? best;
}

/** The best cut of the cells in their order that gains more than `least`. */
function scan({ count, sum, filled }: Tally, size: number, of: Node & { index: number; least: number }): Cut | null {
  const { rows, total, input } = of;
  const floor = (total * total) / rows.length;
  let [before, part, gain, at] = [0, 0, of.least, 0];
  for (let i = 1; i < size; i += 1) {
    const cell = filled[i - 1] ?? 0;
    before += count[cell] ?? 0;
    part += sum[cell] ?? 0;
    const rest = rows.length - before;
    if (before < input.minLeaf || rest < input.minLeaf) continue;
    const own = (part * part) / before + ((total - part) * (total - part)) / rest - floor;
    if (own > gain) [gain, at] = [own, i];
  }
  return at === 0 ? null : { factor: of.index, order: [...filled.subarray(0, size)], at, gain };
}

/** Sums the responses by cell, and puts the cells that are in use in order: along the scale, or by their means. Returns how many. */
function fill(tally: Tally, rows: Int32Array, of: { factor: Factor; responses: Float64Array }): number {
  const { count, sum, filled } = tally;
  const { cells, places } = of.factor;
  let size = 0;
  for (let i = 0; i < rows.length; i += 1) {
    const row = rows[i] ?? 0;
    const cell = cells[row] ?? 0;
    if (count[cell] === 0) {
      filled[size] = cell;
      size += 1;
      sum[cell] = 0;
    }
    count[cell] = (count[cell] ?? 0) + 1;
    sum[cell] = (sum[cell] ?? 0) + (of.responses[row] ?? 0);
  }
  const used = filled.subarray(0, size).sort();
  if (places === null) {
    const mean = (cell: number) => (sum[cell] ?? 0) / (count[cell] ?? 1);
    used.sort((a, b) => mean(a) - mean(b) || a - b);
  }
  return size;
}

/** Cells that no observation of the node is in go to the nearer side of a scale, else to the side with more cells in use. */
function divideCells({ factor: index, order, at }: Cut, side: Side, factor: Factor): Split {
  const { places, missing } = factor;
  const [before = 0, after = 0] = [order[at - 1], order[at]];
  const isFirst = new Set(order.slice(0, at));
  const isKnown = new Set(order);
  const isMoreFirst = at * 2 > order.length;
  const placeOf = (cell: number, end: number) => (cell === missing ? end : (places?.[cell] ?? 0));
  // A cut beside the missing ones takes the whole scale to the other side.
  const low = placeOf(before, Number.NEGATIVE_INFINITY);
  const high = placeOf(after, Number.POSITIVE_INFINITY);
  const middle = Number.isFinite(low) && Number.isFinite(high) ? (low + high) / 2 : Number.isFinite(low) ? high : low;
  const left = side.has.map((has, cell) => {
    if (has !== 1) return 0;
    if (isKnown.has(cell)) return isFirst.has(cell) ? 1 : 0;
    if (places === null || cell === missing) return isMoreFirst ? 1 : 0;
    return (places[cell] ?? 0) <= middle ? 1 : 0;
  });
  return { factor: index, left, right: side.has.map((has, cell) => (has === 1 && left[cell] !== 1 ? 1 : 0)) };
}

function totalOf(rows: Int32Array, responses: Float64Array): { sum: number; isConstant: boolean } {
  const first = responses[rows[0] ?? 0] ?? 0;
  let sum = 0;
  let isConstant = true;
  for (const row of rows) {
    const response = responses[row] ?? 0;
    sum += response;
    isConstant &&= response === first;
  }
  return { sum, isConstant };
}

function shuffled(count: number, random: () => number): number[] {
  const order = Array.from({ length: count }, (_, i) => i);
  for (let i = count - 1; i > 0; i -= 1) {
    const other = Math.floor(random() * (i + 1));
    const [a = 0, b = 0] = [order[i], order[other]];
    order[i] = b;
    order[other] = a;
  }
  return order;
}
