/** An exact decimal number: digits × 10^exponent. Printed numbers are decimals; doubles would blur their last digit. */
export interface Decimal {
  digits: bigint;
  exponent: number;
}

/** Reads plain ASCII digits (`-12.50e-3`, `.5`, `7`); keeps trailing zeros, since they state a precision. */
export function decimalOf(text: string): Decimal {
  const match = /^([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d+))?$/.exec(text);
  if (match === null) throw new Error(`Expected decimal digits, got "${text}"`);
  const [, sign = "", whole = "", fraction = "", power = "0"] = match;
  const digits = BigInt(whole + fraction || "0");
  return { digits: sign === "-" ? -digits : digits, exponent: Number(power) - fraction.length };
}

/** The double nearest to it. */
export function numberOf(decimal: Decimal): number {
  return Number(`${decimal.digits}e${decimal.exponent}`);
}

/** The decimal times an integer factor and a power of ten, exactly. */
export function scaled(decimal: Decimal, factor: bigint, exponent: number): Decimal {
  return { digits: decimal.digits * factor, exponent: decimal.exponent + exponent };
}

/** The decimal moved by `tenths` tenths of a unit in its last place, exactly: `moved(0.87, 5)` is 0.875. */
export function moved(decimal: Decimal, tenths: number): Decimal {
  return { digits: decimal.digits * 10n + BigInt(tenths), exponent: decimal.exponent - 1 };
}
