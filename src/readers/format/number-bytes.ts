import { divide, numberOut, numberParts, POWERS, scale } from "./decimal.ts";

/** A number of more characters than this is read another way. */
const LONGEST = 40;

/**
 * Reads the JSON number (or `NaN`, `Infinity`, `-Infinity`) that begins at a byte; 48 more bytes must lie in the view.
 * The value, exactly the double that `Number(text)` gives, goes into `numberOut[0]`; returned is the index behind it, or
 * -1 when no such number is there.
 */
export function readNumber(view: DataView, from: number): number {
  const isNegative = view.getUint8(from) === 45;
  const first = isNegative ? from + 1 : from;
  const stop = from + LONGEST;
  let at = first;
  let head = 0;
  let digit = view.getUint8(at) - 48;
  for (; digit >= 0 && digit <= 9 && at < stop; digit = view.getUint8(++at) - 48)
    head = (Math.imul(head, 10) + digit) | 0;
  const whole = at - first;
  let places = 0;
  if (digit === -2) {
    at += 1;
    // Python prints most floats with 16 or 17 digits.
    if (readFour(view, at + 4) >= 0) return readLong(view, from);
    digit = view.getUint8(at) - 48;
    for (; digit >= 0 && digit <= 9; digit = view.getUint8(++at) - 48) head = (Math.imul(head, 10) + digit) | 0;
    places = at - first - whole - 1;
    if (places === 0) return -1;
  }
  // Nine digits fit an integer. Anything but a plain decimal takes the longer way.
  const isPlain =
    whole > 0 && whole + places <= 9 && digit !== 21 && digit !== 53 && (whole === 1 || view.getUint8(first) !== 48);
  if (!isPlain) return readLong(view, from);
  const value = places === 0 ? head : head / (POWERS[places] as number);
  numberOut[0] = isNegative ? -value : value;
  return at;
}

function readLong(view: DataView, from: number): number {
  const isNegative = view.getUint8(from) === 45;
  let at = isNegative ? from + 1 : from;
  let code = view.getUint8(at);
  if (code === 78 || code === 73) return readWord(view, at, isNegative);
  const first = at;
  const longest = from + LONGEST;
  let head = 0;
  for (; code >= 48 && code <= 57 && at < longest; code = view.getUint8(++at)) head = head * 10 + (code - 48);
  if (at === first || at === longest || (at - first > 1 && view.getUint8(first) === 48)) return -1;
  // `head` holds at most 15 significant digits, `tail` those that follow.
  let digits = head === 0 ? 0 : at - first;
  let tail = 0;
  let tailDigits = 0;
  let power = 0;
  if (code === 46) {
    const point = ++at;
    for (let four = readFour(view, at); four >= 0 && digits < 12 && at < longest; four = readFour(view, at)) {
      head = head * 10000 + four;
      if (head !== 0) digits += 4;
      at += 4;
    }
    code = view.getUint8(at);
    for (; code >= 48 && code <= 57 && digits < 15; code = view.getUint8(++at)) {
      head = head * 10 + (code - 48);
      if (head !== 0) digits += 1;
    }
    const cut = at;
    for (; code >= 48 && code <= 57 && at < longest; code = view.getUint8(++at)) tail = tail * 10 + (code - 48);
    if (at === point || at >= longest) return -1;
    tailDigits = at - cut;
    power = point - at;
  }
  if (code === 69 || code === 101) {
    const sign = view.getUint8(at + 1);
    const start = sign === 45 || sign === 43 ? at + 2 : at + 1;
    let exponent = 0;
    at = start;
    code = view.getUint8(at);
    for (; code >= 48 && code <= 57 && at < longest; code = view.getUint8(++at)) exponent = exponent * 10 + (code - 48);
    if (at === start || at >= longest) return -1;
    power += sign === 45 ? -exponent : exponent;
  }
  numberParts[0] = head;
  numberParts[1] = tail;
  const isKnown = digits <= 15 && (tailDigits === 0 ? scale(power) : divide(tailDigits, -power));
  if (!isKnown) numberOut[0] = Math.abs(slowly(view, from, at));
  if (isNegative) numberOut[0] = -(numberOut[0] as number);
  return at;
}

/** The number that four digits make, all at once, or -1 when one of the four bytes is no digit. */
function readFour(view: DataView, at: number): number {
  const bytes = view.getInt32(at, true) ^ 0x30303030;
  if (((bytes | (bytes + 0x06060606)) & 0xf0f0f0f0) !== 0) return -1;
  const pairs = (Math.imul(bytes, 10) + (bytes >>> 8)) & 0x00ff00ff;
  return (pairs & 255) * 100 + (pairs >>> 16);
}

function readWord(view: DataView, from: number, isNegative: boolean): number {
  const word = view.getUint8(from) === 78 ? "NaN" : "Infinity";
  if (isNegative && word === "NaN") return -1;
  for (let index = 0; index < word.length; index += 1)
    if (view.getUint8(from + index) !== word.charCodeAt(index)) return -1;
  numberOut[0] = word === "NaN" ? Number.NaN : isNegative ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
  return from + word.length;
}

function slowly(view: DataView, from: number, to: number): number {
  let text = "";
  for (let at = from; at < to; at += 1) text += String.fromCharCode(view.getUint8(at));
  return Number(text);
}
