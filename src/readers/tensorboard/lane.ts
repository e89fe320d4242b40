/** Where and when a value was logged: `file` counts the files that are read, `record` the records in one. */
export interface Mark {
  value: number;
  step: number;
  record: number;
  file: number;
}

/** Where the reading of a folder is; points with the step `limit` or a higher one were thrown away by a later restart. */
export interface Here {
  step: number;
  wall: number;
  record: number;
  file: number;
  limit: number;
}

/** The points of a lane as columns that grow, for a series. */
export interface LaneColumns {
  step: Float64Array;
  value: Float64Array;
  wall: Float64Array;
  record: Uint32Array;
}

/**
 * One tag of one folder while its records are read. Marks are changed in place, so that no object is made for a point.
 *
 * - `tag`: its bytes; `next`: the lane that came after this one last time, which is mostly the next one again.
 * - `plugin`: the plugin whose data it is, as the first metadata of the tag says; null before there was any.
 * - `isExact`: some of its values were no single-precision numbers, so they are printed as they are.
 * - `others`: how many values were no scalars, and what the last of them was.
 * - `files`: at which point each file that it has points in begins.
 */
export interface Lane {
  tag: Buffer;
  next: Lane | null;
  plugin: string | null;
  points: number;
  nonFinite: number;
  firstStep: number;
  firstFile: number;
  highestStep: number;
  last: Mark;
  min: Mark;
  max: Mark;
  bad: Mark;
  isExact: boolean;
  others: number;
  kind: string;
  text: { text: string; step: number; record: number; file: number } | null;
  columns: LaneColumns | null;
  files: { file: number; from: number }[];
}

/** Whether every point of a tag is held, for a series; null for none. */
export type Keep = ((tag: string) => boolean) | null;

/** Lanes by the bytes of their tags. `previous` is the one that had the last value. */
export interface LaneTable {
  all: Lane[];
  buckets: Map<number, Lane[]>;
  previous: Lane | null;
  keep: Keep;
  isFull: boolean;
}

/** More tags than this are not told apart: a file can be made of nothing else. */
const MOST = 100_000;

/** A table without lanes. */
export function startLanes(keep: Keep): LaneTable {
  return { all: [], buckets: new Map(), previous: null, keep, isFull: false };
}

/** The lane of the tag that stands in a buffer from `from` to `to`; null when there are too many already. */
export function laneOf(table: LaneTable, bytes: Buffer, place: { from: number; to: number }): Lane | null {
  const { previous } = table;
  const guess = previous?.next ?? null;
  if (guess !== null && isTag(guess.tag, bytes, place)) {
    table.previous = guess;
    return guess;
  }
  const lane = findLane(table, bytes, place);
  if (lane === null) return null;
  if (previous !== null) previous.next = lane;
  table.previous = lane;
  return lane;
}

/** Adds a scalar to a lane, unless a later restart threw it away. */
export function addPoint(lane: Lane, value: number, place: Here): void {
  const { step } = place;
  if (step >= place.limit) return;
  if (lane.points === 0) {
    lane.firstStep = step;
    lane.firstFile = place.file;
  }
  if (step > lane.highestStep) lane.highestStep = step;
  setMark(lane.last, value, place);
  if (value - value !== 0) {
    if (lane.nonFinite === 0) setMark(lane.bad, value, place);
    lane.nonFinite += 1;
  } else {
    if (value < lane.min.value) setMark(lane.min, value, place);
    if (value > lane.max.value) setMark(lane.max, value, place);
  }
  const { columns, points } = lane;
  if (columns !== null) {
    const room = points < columns.value.length ? columns : grow(lane, columns);
    room.step[points] = step;
    room.value[points] = value;
    room.wall[points] = place.wall;
    room.record[points] = place.record;
    if (points === 0 || lane.files[lane.files.length - 1]?.file !== place.file)
      lane.files.push({ file: place.file, from: points });
  }
  lane.points = points + 1;
}

function setMark(mark: Mark, value: number, place: Here): void {
  mark.value = value;
  mark.step = place.step;
  mark.record = place.record;
  mark.file = place.file;
}

function isTag(tag: Buffer, bytes: Buffer, { from, to }: { from: number; to: number }): boolean {
  const length = to - from;
  if (tag.length !== length) return false;
  for (let at = 0; at < length; at += 1) if (tag[at] !== bytes[from + at]) return false;
  return true;
}

function findLane(table: LaneTable, bytes: Buffer, place: { from: number; to: number }): Lane | null {
  let hash = 0x811c9dc5;
  for (let at = place.from; at < place.to; at += 1) hash = Math.imul(hash ^ (bytes[at] as number), 0x01000193);
  const bucket = table.buckets.get(hash);
  const known = bucket?.find((lane) => isTag(lane.tag, bytes, place));
  if (known !== undefined) return known;
  if (table.all.length >= MOST) {
    table.isFull = true;
    return null;
  }
  const lane = newLane(Buffer.from(bytes.subarray(place.from, place.to)), table.keep);
  table.all.push(lane);
  if (bucket === undefined) table.buckets.set(hash, [lane]);
  else bucket.push(lane);
  return lane;
}

function newLane(tag: Buffer, keep: Keep): Lane {
  const mark = (value: number): Mark => ({ value, step: Number.NaN, record: 0, file: 0 });
  return {
    tag,
    next: null,
    plugin: null,
    points: 0,
    nonFinite: 0,
    firstStep: Number.NaN,
    firstFile: 0,
    highestStep: Number.NEGATIVE_INFINITY,
    last: mark(Number.NaN),
    min: mark(Number.POSITIVE_INFINITY),
    max: mark(Number.NEGATIVE_INFINITY),
    bad: mark(Number.NaN),
    isExact: false,
    others: 0,
    kind: "",
    text: null,
    columns: keep?.(tag.toString("utf8")) === true ? columnsFor(64) : null,
    files: [],
  };
}

function columnsFor(size: number): LaneColumns {
  return {
    step: new Float64Array(size),
    value: new Float64Array(size),
    wall: new Float64Array(size),
    record: new Uint32Array(size),
  };
}

function grow(lane: Lane, old: LaneColumns): LaneColumns {
  const larger = columnsFor(2 * old.value.length);
  larger.step.set(old.step);
  larger.value.set(old.value);
  larger.wall.set(old.wall);
  larger.record.set(old.record);
  lane.columns = larger;
  return larger;
}
