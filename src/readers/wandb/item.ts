import type { Cursor } from "../format/protobuf.ts";
import { endOfBytes, nextField, openMessage, readInt, skipField, WIRE } from "../format/protobuf.ts";

/**
 * The items of one history, summary or config record, as places in its bytes: `key…` is the bytes of the key's fields with their
 * tags, `value…` the JSON text. Read into the same arrays again and again: rows are many, and nothing is made for one.
 *
 * - `at`: where the item at hand begins.
 * - `step`: the number in a history record's `step` field (0 when it is there without one), NaN without.
 */
export interface Items {
  count: number;
  keyStart: Int32Array;
  keyEnd: Int32Array;
  valueStart: Int32Array;
  valueEnd: Int32Array;
  at: number;
  step: number;
}

/** Field numbers of `wandb_internal.proto`: of the records and of what is in them. */
const ITEM = 1;
const STEP = 2;
const KEY = 1;
const NESTED_KEY = 2;
const VALUE_JSON = 16;
const ITEM_TAG = (ITEM << 3) | WIRE.BYTES;
const KEY_TAG = (KEY << 3) | WIRE.BYTES;
const NESTED_TAG = (NESTED_KEY << 3) | WIRE.BYTES;
/** The two bytes of the tag of `value_json`. */
const VALUE_TAG = ((VALUE_JSON << 3) & 127) | WIRE.BYTES | 128;
const VALUE_TAG_REST = VALUE_JSON >> 4;

/** No items, and room for some. */
export function noItems(): Items {
  const room = () => new Int32Array(64);
  return { count: 0, keyStart: room(), keyEnd: room(), valueStart: room(), valueEnd: room(), at: 0, step: Number.NaN };
}

/**
 * Reads where the items of a `HistoryRecord` lie (of a `SummaryRecord` or `ConfigRecord` too: what is their field 1 are their
 * updates). Throws `WireError` for bytes that are none.
 */
export function readItems(items: Items, cursor: Cursor): void {
  const { bytes, end } = cursor;
  items.count = 0;
  items.step = Number.NaN;
  let at = cursor.at;
  while (at < end) {
    // The common way: an item of less than 128 bytes that begins with its key.
    if (bytes[at] === ITEM_TAG && at + 2 < end && (bytes[at + 1] as number) < 128) {
      const stop = at + 2 + (bytes[at + 1] as number);
      items.at = at + 2;
      if (stop <= end && readShort(items, bytes, stop)) {
        at = stop;
        continue;
      }
    }
    cursor.at = at;
    readField(items, cursor);
    at = cursor.at;
  }
  cursor.at = end;
}

/** The parts of a key in a record's bytes: one for `key`, one or more for `nested_key`. */
export function keyParts(bytes: Buffer, start: number, end: number): string[] {
  const cursor = openMessage(bytes, start, end);
  const parts: string[] = [];
  while (nextField(cursor)) {
    const stop = endOfBytes(cursor);
    parts.push(bytes.toString("utf8", cursor.at, stop));
    cursor.at = stop;
  }
  return parts;
}

/**
 * Reads the item from `items.at` to `end` if its keys and value have less than 128 bytes and stand in the order in which they are
 * always written; else false. No object is made here, since this runs for every value.
 */
function readShort(items: Items, bytes: Buffer, end: number): boolean {
  const start = items.at;
  let at = start;
  let tag = bytes[at];
  while ((tag === KEY_TAG || tag === NESTED_TAG) && at + 1 < end) {
    const length = bytes[at + 1] as number;
    if (length > 127) return false;
    at += 2 + length;
    tag = bytes[at];
  }
  if (at === start || at + 3 > end || tag !== VALUE_TAG || bytes[at + 1] !== VALUE_TAG_REST) return false;
  if (at + 3 + (bytes[at + 2] as number) !== end) return false;
  const { count } = items;
  if (count === items.keyStart.length) grow(items);
  items.keyStart[count] = start;
  items.keyEnd[count] = at;
  items.valueStart[count] = at + 3;
  items.valueEnd[count] = end;
  items.count = count + 1;
  return true;
}

function readField(items: Items, cursor: Cursor): void {
  if (!nextField(cursor)) return;
  const isMessage = cursor.wire === WIRE.BYTES;
  if (!isMessage || (cursor.field !== ITEM && cursor.field !== STEP)) {
    skipField(cursor);
    return;
  }
  const { field, end } = cursor;
  const stop = endOfBytes(cursor);
  cursor.end = stop;
  if (field === ITEM) readLong(items, cursor);
  else items.step = readStep(cursor);
  cursor.at = stop;
  cursor.end = end;
}

function readLong(items: Items, cursor: Cursor): void {
  let keyStart = -1;
  let keyEnd = -1;
  let valueStart = -1;
  let valueEnd = -1;
  for (let at = cursor.at; nextField(cursor); at = cursor.at) {
    const isKey = cursor.field === KEY || cursor.field === NESTED_KEY;
    if (!isKey && cursor.field !== VALUE_JSON) {
      skipField(cursor);
      continue;
    }
    const stop = endOfBytes(cursor);
    if (isKey) {
      if (keyStart < 0) keyStart = at;
      keyEnd = stop;
    } else {
      valueStart = cursor.at;
      valueEnd = stop;
    }
    cursor.at = stop;
  }
  // A value between the parts of a key is never written.
  const isWhole = keyStart >= 0 && valueStart >= 0 && (valueStart >= keyEnd || valueEnd <= keyStart);
  if (isWhole) addItem(items, { keyStart, keyEnd, valueStart, valueEnd });
}

function readStep(cursor: Cursor): number {
  let step = 0;
  while (nextField(cursor)) {
    if (cursor.field === 1) step = Number(readInt(cursor));
    else skipField(cursor);
  }
  return step;
}

function addItem(items: Items, item: { keyStart: number; keyEnd: number; valueStart: number; valueEnd: number }): void {
  const at = items.count;
  if (at === items.keyStart.length) grow(items);
  items.keyStart[at] = item.keyStart;
  items.keyEnd[at] = item.keyEnd;
  items.valueStart[at] = item.valueStart;
  items.valueEnd[at] = item.valueEnd;
  items.count = at + 1;
}

function grow(items: Items): void {
  for (const name of ["keyStart", "keyEnd", "valueStart", "valueEnd"] as const) {
    const larger = new Int32Array(2 * items[name].length);
    larger.set(items[name]);
    items[name] = larger;
  }
}
