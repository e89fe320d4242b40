import { nextField, openMessage, readBytes, skipField, WireError } from "../format/protobuf.ts";
import type { Place } from "./wire.ts";
import { blockEnd, readVarint, skip } from "./wire.ts";

/*
 * TensorProto { dtype = 1, tensor_shape = 2 { dim = 2 { size = 1 } }, tensor_content = 4, float_val = 5, double_val = 6,
 * int_val = 7, string_val = 8, int64_val = 10, bool_val = 11, half_val = 13, uint32_val = 16, uint64_val = 17 }
 * (tensorboard/compat/proto/tensor.proto). TensorFlow writes the content, torch one of the lists; packed or not.
 */
const DTYPE = 8;
const SHAPE = 18;
const CONTENT = 34;

/** Bytes that can be read as numbers. */
export interface Viewed extends Place {
  view: DataView;
}

/** The scalar that was read last; `isSingle`: its type has no more than single precision. */
export const scalar = { value: Number.NaN, isSingle: true };

/** Keys of the lists, unpacked and packed, and how an element is written. */
const LISTS = new Map<number, "float" | "double" | "varint">([
  [45, "float"],
  [42, "float"],
  [49, "double"],
  [50, "double"],
  [56, "varint"],
  [58, "varint"],
  [80, "varint"],
  [82, "varint"],
  [88, "varint"],
  [90, "varint"],
  [104, "varint"],
  [106, "varint"],
]);

const FLOAT = 1;
const DOUBLE = 2;
const BFLOAT16 = 14;
const HALF = 19;
const NUMBERS = new Set([FLOAT, DOUBLE, 3, 4, 5, 6, 9, 10, BFLOAT16, 17, HALF, 22, 23]);

/** Reads a tensor without dimensions that is in the buffer from `at` to `end` into `scalar`; false where it is no number. */
export function readScalar(window: Viewed, at: number, end: number): boolean {
  const { bytes } = window;
  let type = 0;
  let content = -1;
  let length = 0;
  let listed = 0;
  window.at = at;
  while (window.at < end) {
    const key = bytes[window.at] as number;
    window.at += 1;
    if (key === DTYPE) type = readVarint(window, end);
    else if (key === CONTENT || key === SHAPE) {
      const to = blockEnd(window, end);
      if (key === SHAPE && hasDimension(bytes, window.at, to)) return false;
      if (key === CONTENT) content = window.at;
      if (key === CONTENT) length = to - content;
      window.at = to;
    } else if (LISTS.has(key)) listed = readListed(window, key, end);
    else skip(window, key, end);
    if (window.at < 0) return false;
  }
  if (!NUMBERS.has(type)) return false;
  scalar.isSingle = type === FLOAT || type === HALF || type === BFLOAT16;
  // Nothing written at all is zero.
  if (length === 0) scalar.value = type === HALF ? half(listed) : type === BFLOAT16 ? brain(listed) : listed;
  else if (length < widthOf(type)) return false;
  else scalar.value = readContent(window, type, content);
  return true;
}

/** The first texts of a string tensor, one a line, up to a length. */
export function textOf(bytes: Buffer, longest: number): string {
  const texts: string[] = [];
  let left = longest;
  try {
    const cursor = openMessage(bytes);
    while (left > 0 && nextField(cursor)) {
      if (cursor.field === 8) {
        const text = readBytes(cursor).toString("utf8", 0, left);
        texts.push(text);
        left -= text.length + 1;
      } else skipField(cursor);
    }
  } catch (error) {
    if (!(error instanceof WireError)) throw error;
  }
  return texts.join("\n");
}

/** TensorShapeProto { dim = 2 }; a scalar's is empty. */
function hasDimension(bytes: Buffer, at: number, end: number): boolean {
  return at < end && bytes[at] === 18;
}

/** The first element of a list; the rest is skipped. */
function readListed(window: Viewed, key: number, end: number): number {
  const { view } = window;
  const form = LISTS.get(key);
  const to = (key & 7) === 2 ? blockEnd(window, end) : end;
  const { at } = window;
  let value = 0;
  if (to < 0 || at === to) return 0;
  if (form === "float" && at + 4 <= to) value = view.getFloat32(at, true);
  else if (form === "double" && at + 8 <= to) value = view.getFloat64(at, true);
  else if (form === "varint") value = readVarint(window, to);
  else window.at = -1;
  if (window.at < 0) return 0;
  if ((key & 7) === 2) window.at = to;
  else if (form !== "varint") window.at = at + (form === "float" ? 4 : 8);
  return value;
}

function widthOf(type: number): number {
  if (type === DOUBLE || type === 9 || type === 23) return 8;
  if (type === FLOAT || type === 3 || type === 22) return 4;
  return type === 4 || type === 6 || type === 10 ? 1 : 2;
}

function readContent({ view }: Viewed, type: number, at: number): number {
  switch (type) {
    case FLOAT:
      return view.getFloat32(at, true);
    case DOUBLE:
      return view.getFloat64(at, true);
    case 3:
      return view.getInt32(at, true);
    case 22:
      return view.getUint32(at, true);
    case 9:
      return Number(view.getBigInt64(at, true));
    case 23:
      return Number(view.getBigUint64(at, true));
    case 5:
      return view.getInt16(at, true);
    case 17:
      return view.getUint16(at, true);
    case 6:
      return view.getInt8(at);
    case HALF:
      return half(view.getUint16(at, true));
    case BFLOAT16:
      return brain(view.getUint16(at, true));
    default:
      return view.getUint8(at);
  }
}

/** IEEE 754 half precision. */
function half(bits: number): number {
  const sign = (bits & 0x8000) === 0 ? 1 : -1;
  const exponent = (bits >> 10) & 31;
  const fraction = bits & 1023;
  if (exponent === 31) return fraction === 0 ? sign * Number.POSITIVE_INFINITY : Number.NaN;
  return exponent === 0 ? sign * fraction * 2 ** -24 : sign * (1024 + fraction) * 2 ** (exponent - 25);
}

/** The upper half of a single-precision number. */
function brain(bits: number): number {
  const view = new DataView(new ArrayBuffer(4));
  view.setUint32(0, bits << 16);
  return view.getFloat32(0);
}
