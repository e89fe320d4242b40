import type { MetricRecord } from "./metric-record.ts";
import type { MetricTable } from "./metric-table.ts";
import { trackOf } from "./metric-table.ts";
import { numberOut, readNumber } from "./number-bytes.ts";

/**
 * The form of a record line, learned from one line that was parsed: lines of the same form are read without parsing.
 *
 * - `head`: the bytes before the record; a digit stands for any digit, so that timestamps fit.
 * - `parts`, `partEnds`: the bytes between the numbers, end to end; part i ends at `partEnds[i]`.
 * - `isText`: 1 where a slot holds a time as text and not a number.
 * - `metrics`, `tracks`: the slots that are metrics and the tracks they belong to.
 * - `next`: the form of the line that followed the last time.
 */
export interface Shape {
  head: Uint8Array;
  parts: Uint8Array;
  partEnds: Int32Array;
  isText: Uint8Array;
  metrics: Int32Array;
  tracks: Int32Array;
  step: number;
  wall: number;
  epoch: number;
  epochTrack: number;
  next: Shape | null;
}

/** Longer lines than this are always parsed, so that a shape never reads past the buffer. */
export const MAX_SHAPE = 4096;

/** Binds a record to the tracks of a table: which of its fields goes where. The byte fields are filled by `learnShape`. */
export function bindRecord(table: MetricTable, record: MetricRecord): Shape {
  const { fields, stepName, fold } = record;
  const slots = fields.flatMap((field, slot) => (field.role === "metric" ? [slot] : []));
  const tracks = slots.map((slot) => trackOf(table, { name: fields[slot]?.name ?? "", fold, stepName }));
  const epoch = table.keep ? fields.findIndex((field) => field.role === "epoch") : -1;
  return {
    head: new Uint8Array(0),
    parts: new Uint8Array(0),
    partEnds: new Int32Array(0),
    isText: Uint8Array.from(fields, (field) => (field.role === "text" ? 1 : 0)),
    metrics: Int32Array.from(slots),
    tracks: Int32Array.from(tracks),
    step: fields.findIndex((field) => field.role === "step"),
    wall: fields.findIndex((field) => field.role === "wall"),
    epoch,
    epochTrack: epoch < 0 ? -1 : trackOf(table, { name: "epoch", fold, stepName }),
    next: null,
  };
}

/**
 * Completes a shape with the bytes of the line it came from. `at` is where the record begins in the line; field offsets
 * count from the line's start. False when lines like this one must always be parsed.
 */
export function learnShape(shape: Shape, record: MetricRecord, line: { bytes: Uint8Array; at: number }): boolean {
  const { bytes, at } = line;
  const cuts = record.fields.map(({ scalar }) => (typeof scalar.value === "string" ? 1 : 0));
  const isPlain = record.fields.every(({ scalar }, slot) =>
    shape.isText[slot] === 1 ? bytes[scalar.start] === 34 : cuts[slot] === 0,
  );
  if (bytes.length > MAX_SHAPE || record.hasLists || !isPlain || record.fields.length === 0) return false;
  const parts: number[] = [];
  const ends: number[] = [];
  let from = at;
  record.fields.forEach(({ scalar }, slot) => {
    const quote = cuts[slot] ?? 0;
    parts.push(...bytes.subarray(from, scalar.start + quote));
    ends.push(parts.length);
    from = scalar.end - quote;
  });
  parts.push(...bytes.subarray(from), 10);
  ends.push(parts.length);
  shape.head = bytes.slice(0, at);
  shape.parts = Uint8Array.from(parts);
  shape.partEnds = Int32Array.from(ends);
  return true;
}

/**
 * Reads the line at `from` if it has the shape: its numbers go into the table's record, with `origin` as the file offset
 * of the buffer's first byte. Returns the index of its newline, or -1 when the line is of another form.
 */
export function matchShape(
  shape: Shape,
  table: MetricTable,
  line: { buffer: Uint8Array; from: number; origin: number },
): number {
  const { buffer, from, origin } = line;
  const { head, parts, partEnds, isText } = shape;
  const { values, starts, ends } = table.record;
  const length = head.length;
  for (let index = 0; index < length; index += 1) {
    const code = buffer[from + index] as number;
    const known = head[index] as number;
    if (code !== known && !(code >= 48 && code <= 57 && known >= 48 && known <= 57)) return -1;
  }
  let at = from + length;
  let part = 0;
  for (let slot = 0; slot < partEnds.length; slot += 1) {
    const end = partEnds[slot] as number;
    for (; part < end; part += 1, at += 1) if (buffer[at] !== parts[part]) return -1;
    if (slot === isText.length) return at - 1;
    starts[slot] = origin + at;
    at = isText[slot] === 1 ? skipText(buffer, at) : readNumber(buffer, at);
    if (at < 0) return -1;
    values[slot] = numberOut[0] as number;
    ends[slot] = origin + at;
  }
  return -1;
}

/** The index of the quote that ends a text of plain ASCII, or -1. */
function skipText(buffer: Uint8Array, from: number): number {
  for (let at = from; ; at += 1) {
    const code = buffer[at] as number;
    if (code === 34) return at;
    if (!(code >= 32 && code < 127 && code !== 92)) return -1;
  }
}
