/** The points of one metric as columns that grow; `length` of each array is in use. */
export interface Columns {
  length: number;
  step: Float64Array;
  value: Float64Array;
  line: Uint32Array;
  wall: Float64Array;
}

/** Columns without points; `capacity`: how many are expected, at least 1. They share one piece of memory. */
export function emptyColumns(capacity = 64): Columns {
  const memory = new ArrayBuffer(28 * capacity);
  return {
    length: 0,
    step: new Float64Array(memory, 0, capacity),
    value: new Float64Array(memory, 8 * capacity, capacity),
    line: new Uint32Array(memory, 24 * capacity, capacity),
    wall: new Float64Array(memory, 16 * capacity, capacity),
  };
}

/** The columns cut to the points that they have; nothing is copied where as many came as were expected. */
export function fullColumns(columns: Columns): Columns {
  const { length, step, value, line, wall } = columns;
  if (step.length === length) return columns;
  const cut = { step: step.slice(0, length), value: value.slice(0, length), line: line.slice(0, length) };
  return { length, ...cut, wall: wall.slice(0, length) };
}

/** Adds a point; a missing step or wall time is NaN. */
export function pushPoint(columns: Columns, point: { step: number; value: number; line: number; wall: number }): void {
  const at = columns.length;
  if (at === columns.value.length) grow(columns, 2 * at);
  columns.step[at] = point.step;
  columns.value[at] = point.value;
  columns.line[at] = point.line;
  columns.wall[at] = point.wall;
  columns.length = at + 1;
}

function grow(columns: Columns, size: number): void {
  const larger = (old: Float64Array) => {
    const array = new Float64Array(size);
    array.set(old);
    return array;
  };
  columns.step = larger(columns.step);
  columns.value = larger(columns.value);
  columns.wall = larger(columns.wall);
  const line = new Uint32Array(size);
  line.set(columns.line);
  columns.line = line;
}
