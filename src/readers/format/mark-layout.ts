/*
 * Where the numbers of a track lie in a metric table: four points (the last, smallest, largest and first non-finite one),
 * each with value, step, line, byte offset of the line and file offset of its literal, then counts and steps.
 */
export const VALUE = 0;
export const STEP = 1;
export const LINE = 2;
export const OFFSET = 3;
export const START = 4;
export const MARK = 5;
export const LAST = 0;
export const MIN = MARK;
export const MAX = 2 * MARK;
export const BAD = 3 * MARK;
export const COUNT = 4 * MARK;
export const BAD_COUNT = COUNT + 1;
export const FIRST_STEP = COUNT + 2;
export const PAST_STEP = COUNT + 3;
export const PAST_VALUE = COUNT + 4;
export const STRIDE = COUNT + 5;
/** In START: the literal is known. */
export const SETTLED = -1;

const SLAB = 1 << 15;
let slab = new Float64Array(0);
let slabUsed = 0;

/** Many files have few metrics each, so their numbers share larger pieces of memory. All zero. */
export function allocate(length: number): Float64Array {
  if (slabUsed + length > slab.length) {
    slab = new Float64Array(Math.max(SLAB, length));
    slabUsed = 0;
  }
  slabUsed += length;
  return slab.subarray(slabUsed - length, slabUsed);
}
