/** Powers of ten that a double holds exactly. */
export const POWERS = Float64Array.from({ length: 23 }, (_, exponent) => Number(`1e${exponent}`));

/** Where a number that was read lies. */
export const numberOut = new Float64Array(1);

/** Digits that were read: the first as one integer, those behind them as another. In memory of their own, so nothing is boxed. */
export const numberParts = new Float64Array(2);

/** The upper halves of the powers, for exact products. */
const UPPER = POWERS.map(upperHalf);
const EXACT = 2 ** 53;

/** Gives head × 10^power with one rounding; false where that needs more than one. */
export function scale(power: number): boolean {
  const head = numberParts[0] as number;
  if (power === 0 || head === 0) numberOut[0] = head;
  else if (power < 0 && power >= -22) numberOut[0] = head / (POWERS[-power] as number);
  else if (power > 0 && power <= 22) numberOut[0] = head * (POWERS[power] as number);
  else return false;
  return true;
}

/**
 * Gives (head × 10^tailDigits + tail) / 10^places for up to 15 digits in the head and 10 in the tail; false where the double cannot be told this way. An
 * integer below 2^53 takes one division. A longer one is kept as the sum of two doubles and divided to about 100 bits, and
 * the result counts when rounding it down and up by far more than its error agree.
 */
export function divide(tailDigits: number, places: number): boolean {
  if (tailDigits > 10 || places < 1 || places > 22) return false;
  const head = numberParts[0] as number;
  const product = head * (POWERS[tailDigits] as number);
  const rest = productError(head, tailDigits) + (numberParts[1] as number);
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
