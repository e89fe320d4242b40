/** Powers of ten that a double holds exactly, and their upper halves for exact products. */
const POWERS = Float64Array.from({ length: 23 }, (_, exponent) => Number(`1e${exponent}`));
const UPPER = POWERS.map(upperHalf);
const EXACT = 2 ** 53;

/** Where `readNumber` puts the value. */
export const numberOut = new Float64Array(1);

/** The digits that are read: the first 15 as an integer, and those behind them. In memory of their own, so nothing is boxed. */
const parts = new Float64Array(2);

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
  let at = first;
  let head = 0;
  let digit = view.getUint8(at) - 48;
  for (; digit >= 0 && digit <= 9; digit = view.getUint8(++at) - 48) head = (Math.imul(head, 10) + digit) | 0;
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
  parts[0] = head;
  parts[1] = tail;
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

/** Gives head × 10^power with one rounding; false where that needs more than one. */
function scale(power: number): boolean {
  const head = parts[0] as number;
  if (power === 0 || head === 0) numberOut[0] = head;
  else if (power < 0 && power >= -22) numberOut[0] = head / (POWERS[-power] as number);
  else if (power > 0 && power <= 22) numberOut[0] = head * (POWERS[power] as number);
  else return false;
  return true;
}

/**
 * Gives (head × 10^tailDigits + tail) / 10^places for 16 to 19 digits; false where the double cannot be told this way. An
 * integer below 2^53 takes one division. A longer one is kept as the sum of two doubles and divided to about 100 bits, and
 * the result counts when rounding it down and up by far more than its error agree.
 */
function divide(tailDigits: number, places: number): boolean {
  if (tailDigits > 4 || places < 1 || places > 22) return false;
  const head = parts[0] as number;
  const product = head * (POWERS[tailDigits] as number);
  const rest = productError(head, tailDigits) + (parts[1] as number);
  const sum = product + rest;
  const sumRest = rest - (sum - product);
  const divisor = POWERS[places] as number;
  const first = sum / divisor;
  numberOut[0] = first;
  if (sumRest === 0 && sum < EXACT) return true;
  const second = (sum - first * divisor - productError(first, places) + sumRest) / divisor;
  const low = first + second * (1 - 2 ** -40);
  numberOut[0] = low;
  return low === first + second * (1 + 2 ** -40);
}

/** The exact rounding error of value × 10^exponent (Dekker). */
function productError(value: number, exponent: number): number {
  const power = POWERS[exponent] as number;
  const upperPower = UPPER[exponent] as number;
  const lowerPower = power - upperPower;
  const upper = upperHalf(value);
  const lower = value - upper;
  return lower * lowerPower - (value * power - upper * upperPower - lower * upperPower - upper * lowerPower);
}

/** The upper 26 bits of a double (Veltkamp). */
function upperHalf(value: number): number {
  const wide = 134217729 * value;
  return wide - (wide - value);
}

function slowly(view: DataView, from: number, to: number): number {
  let text = "";
  for (let at = from; at < to; at += 1) text += String.fromCharCode(view.getUint8(at));
  return Number(text);
}
