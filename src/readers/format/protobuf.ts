/**
 * Reads protocol-buffer messages as they lie on the wire (https://protobuf.dev/programming-guides/encoding): one cursor over a
 * buffer, nothing copied, nothing made for each field. Walk a message so:
 *
 * ```ts
 * while (nextField(cursor)) {
 *   if (cursor.field === 2) {
 *     const outer = enterMessage(cursor);
 *     while (nextField(cursor)) skipField(cursor);
 *     leaveMessage(cursor, outer);
 *   } else skipField(cursor);
 * }
 * ```
 *
 * Every read checks the bounds of the message it is in. What does not fit is a `WireError`, and nothing else is ever thrown.
 */
export interface Cursor {
  bytes: Buffer;
  at: number;
  end: number;
  field: number;
  wire: number;
}

/** How a field's value is written. Groups (3 and 4) are not read. */
export const WIRE = { VARINT: 0, FIXED64: 1, BYTES: 2, FIXED32: 5 } as const;

/** Bytes that are no protocol-buffer message; `offset` is into the cursor's buffer. */
export class WireError extends Error {
  override name = "WireError";
  readonly offset: number;

  constructor(message: string, offset: number) {
    super(message);
    this.offset = offset;
  }
}

const TWO_32 = 4294967296;

/** A cursor at the start of a message that fills `bytes`, or the part of it from `start` to `end`. */
export function openMessage(bytes: Buffer, start = 0, end = bytes.length): Cursor {
  return { bytes, at: start, end: Math.min(end, bytes.length), field: 0, wire: 0 };
}

/** Reads the next field's number and wire type into the cursor; false at the end of the message. */
export function nextField(cursor: Cursor): boolean {
  if (cursor.at >= cursor.end) return false;
  const start = cursor.at;
  const tag = varintNumber(cursor);
  cursor.field = Math.floor(tag / 8);
  cursor.wire = tag % 8;
  if (cursor.field === 0 || tag >= TWO_32) throw new WireError("a field has an impossible number", start);
  return true;
}

/** The value of a varint field, unsigned: a number when it is safe to be one, else a bigint. */
export function readVarint(cursor: Cursor): number | bigint {
  expect(cursor, WIRE.VARINT);
  const start = cursor.at;
  const value = varintNumber(cursor);
  return value <= Number.MAX_SAFE_INTEGER ? value : exactVarint(cursor.bytes, start);
}

/** The value of an `int32`, `int64` or `enum` field (two's complement): a number when it is safe to be one, else a bigint. */
export function readInt(cursor: Cursor): number | bigint {
  const value = readVarint(cursor);
  if (typeof value === "number") return value;
  const signed = BigInt.asIntN(64, value);
  return signed >= -9007199254740991n && signed <= 9007199254740991n ? Number(signed) : signed;
}

/** The value of a `bool` field. */
export function readBool(cursor: Cursor): boolean {
  expect(cursor, WIRE.VARINT);
  return varintNumber(cursor) !== 0;
}

/** The value of a `float` field. */
export function readFloat(cursor: Cursor): number {
  return cursor.bytes.readFloatLE(take(cursor, WIRE.FIXED32, 4));
}

/** The value of a `double` field. */
export function readDouble(cursor: Cursor): number {
  return cursor.bytes.readDoubleLE(take(cursor, WIRE.FIXED64, 8));
}

/** The value of a `fixed32` field. */
export function readFixed32(cursor: Cursor): number {
  return cursor.bytes.readUInt32LE(take(cursor, WIRE.FIXED32, 4));
}

/** The value of a `fixed64` field: a number when it is safe to be one, else a bigint. */
export function readFixed64(cursor: Cursor): number | bigint {
  const at = take(cursor, WIRE.FIXED64, 8);
  const high = cursor.bytes.readUInt32LE(at + 4);
  return high < 0x200000 ? high * TWO_32 + cursor.bytes.readUInt32LE(at) : cursor.bytes.readBigUInt64LE(at);
}

/** The value of a `bytes` field: a part of the cursor's buffer, which is not copied. */
export function readBytes(cursor: Cursor): Buffer {
  const end = endOfBytes(cursor);
  const bytes = cursor.bytes.subarray(cursor.at, end);
  cursor.at = end;
  return bytes;
}

/** The value of a `string` field; broken UTF-8 becomes U+FFFD. */
export function readText(cursor: Cursor): string {
  const end = endOfBytes(cursor);
  const text = cursor.bytes.toString("utf8", cursor.at, end);
  cursor.at = end;
  return text;
}

/** Narrows the cursor to the message in the current field. Give what it returns to `leaveMessage`. */
export function enterMessage(cursor: Cursor): number {
  const outer = cursor.end;
  cursor.end = endOfBytes(cursor);
  return outer;
}

/** Goes to the end of the entered message, however far it was read, and widens the cursor again. */
export function leaveMessage(cursor: Cursor, outer: number): void {
  cursor.at = cursor.end;
  cursor.end = outer;
}

/** Steps over the current field's value. */
export function skipField(cursor: Cursor): void {
  switch (cursor.wire) {
    case WIRE.VARINT:
      varintNumber(cursor);
      return;
    case WIRE.FIXED64:
      take(cursor, WIRE.FIXED64, 8);
      return;
    case WIRE.BYTES:
      cursor.at = endOfBytes(cursor);
      return;
    case WIRE.FIXED32:
      take(cursor, WIRE.FIXED32, 4);
      return;
    default:
      throw new WireError(`a field has the wire type ${cursor.wire}`, cursor.at);
  }
}

/** Where the current length-delimited field ends; the cursor then stands at its first byte. For loops that look at bytes. */
export function endOfBytes(cursor: Cursor): number {
  expect(cursor, WIRE.BYTES);
  const start = cursor.at;
  const length = varintNumber(cursor);
  if (length > cursor.end - cursor.at) {
    throw new WireError(`a field of ${length} bytes ends behind its message`, start);
  }
  return cursor.at + length;
}

function expect(cursor: Cursor, wire: number): void {
  if (cursor.wire === wire) return;
  throw new WireError(`field ${cursor.field} has the wire type ${cursor.wire} where ${wire} is expected`, cursor.at);
}

function take(cursor: Cursor, wire: number, length: number): number {
  expect(cursor, wire);
  const { at } = cursor;
  if (length > cursor.end - at) throw new WireError(`a number of ${length} bytes ends behind its message`, at);
  cursor.at = at + length;
  return at;
}

/** A varint as a float: exact up to 2^53, rounded above. */
function varintNumber(cursor: Cursor): number {
  const { bytes, end } = cursor;
  const start = cursor.at;
  let at = start;
  let byte = at < end ? (bytes[at++] as number) : 0x80;
  let value = byte & 0x7f;
  let scale = 128;
  while (byte >= 0x80) {
    if (at >= end || at - start >= 10) throw new WireError("a varint does not end", start);
    byte = bytes[at++] as number;
    value += (byte & 0x7f) * scale;
    scale *= 128;
  }
  cursor.at = at;
  return value;
}

/** The same, exact; the bytes were found to be a varint. */
function exactVarint(bytes: Buffer, start: number): bigint {
  let value = 0n;
  for (let at = start, shift = 0n; ; at += 1, shift += 7n) {
    const byte = bytes[at] as number;
    value |= BigInt(byte & 0x7f) << shift;
    if (byte < 0x80) return BigInt.asUintN(64, value);
  }
}
