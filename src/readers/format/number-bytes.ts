/** Powers of ten that a double holds exactly, and their upper halves for exact products. */
const POWERS = Float64Array.from({ length: 23 }, (_, exponent) => Number(`1e${exponent}`));
const UPPER = POWERS.map(upperHalf);

/** Where `readNumber` puts the value. */
export const numberOut = new Float64Array(1);

/**
 * Reads the JSON number (or `NaN`, `Infinity`, `-Infinity`) that begins at a byte. The value, exactly the double that
 * `Number(text)` gives, goes into `numberOut[0]`; returned is the index behind it, or -1 when no such number is there.
 */
export function readNumber(buffer: Uint8Array, from: number): number {
  const negative = buffer[from] === 45;
  let at = negative ? from + 1 : from;
  let code = buffer[at] as number;
  if (code === 78 || code === 73) return readWord(buffer, at, negative);
  const first = at;
  let head = 0;
  for (; code >= 48 && code <= 57; code = buffer[++at] as number) head = head * 10 + (code - 48);
  if (at === first || (at - first > 1 && buffer[first] === 48)) return -1;
  // `head` holds at most 15 significant digits, `tail` those that follow.
  let digits = head === 0 ? 0 : at - first;
  let tail = 0;
  let tailDigits = 0;
  let power = 0;
  if (code === 46) {
    const point = at;
    code = buffer[++at] as number;
    for (; code >= 48 && code <= 57 && digits < 15; code = buffer[++at] as number) {
      head = head * 10 + (code - 48);
      if (head !== 0) digits += 1;
    }
    const cut = at;
    for (; code >= 48 && code <= 57; code = buffer[++at] as number) tail = tail * 10 + (code - 48);
    if (at === point + 1) return -1;
    tailDigits = at - cut;
    power = point + 1 - at;
  }
  if (code === 69 || code === 101) {
    const sign = buffer[at + 1];
    const start = sign === 45 || sign === 43 ? at + 2 : at + 1;
    let exponent = 0;
    at = start;
    code = buffer[at] as number;
    for (; code >= 48 && code <= 57; code = buffer[++at] as number) exponent = exponent * 10 + (code - 48);
    if (at === start) return -1;
    power += sign === 45 ? -exponent : exponent;
  }
  let value = Number.NaN;
  if (digits <= 15) value = tailDigits === 0 ? scale(head, power) : quotient({ head, tail, tailDigits, power });
  numberOut[0] = Number.isNaN(value) ? slowly(buffer, from, at) : negative ? -value : value;
  return at;
}

function readWord(buffer: Uint8Array, from: number, negative: boolean): number {
  const word = buffer[from] === 78 ? "NaN" : "Infinity";
  if (negative && word === "NaN") return -1;
  for (let index = 0; index < word.length; index += 1) if (buffer[from + index] !== word.charCodeAt(index)) return -1;
  numberOut[0] = word === "NaN" ? Number.NaN : negative ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
  return from + word.length;
}

/** head × 10^power with one rounding; NaN where that needs more than one. */
function scale(head: number, power: number): number {
  if (power === 0 || head === 0) return head;
  if (power < 0 && power >= -22) return head / (POWERS[-power] as number);
  return power > 0 && power <= 22 ? head * (POWERS[power] as number) : Number.NaN;
}

/**
 * (head × 10^tailDigits + tail) × 10^power for 16 to 19 digits, as Python prints most floats: the quotient is computed
 * to about 100 bits, and given only when rounding it down and up by far more than its error agree; else NaN.
 */
function quotient(decimal: { head: number; tail: number; tailDigits: number; power: number }): number {
  const { head, tail, tailDigits, power } = decimal;
  if (tailDigits > 4 || power >= 0 || power < -22) return Number.NaN;
  const shift = POWERS[tailDigits] as number;
  const product = head * shift;
  const productError = error(head, shift, { product, upper: UPPER[tailDigits] as number });
  const rest = productError + tail;
  const sum = product + rest;
  const sumError = rest - (sum - product);
  const divisor = POWERS[-power] as number;
  const first = sum / divisor;
  const back = first * divisor;
  const backError = error(first, divisor, { product: back, upper: UPPER[-power] as number });
  const second = (sum - back - backError + sumError) / divisor;
  const low = first + second * (1 - 2 ** -40);
  const high = first + second * (1 + 2 ** -40);
  return low === high ? low : Number.NaN;
}

/** The exact rounding error of a product (Dekker): a × b − product. */
function error(a: number, b: number, known: { product: number; upper: number }): number {
  const upperA = upperHalf(a);
  const lowerA = a - upperA;
  const lowerB = b - known.upper;
  return lowerA * lowerB - (known.product - upperA * known.upper - lowerA * known.upper - upperA * lowerB);
}

/** The upper 26 bits of a double (Veltkamp). */
function upperHalf(value: number): number {
  const wide = 134217729 * value;
  return wide - (wide - value);
}

function slowly(buffer: Uint8Array, from: number, to: number): number {
  let text = "";
  for (let at = from; at < to; at += 1) text += String.fromCharCode(buffer[at] as number);
  return Number(text);
}
