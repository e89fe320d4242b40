import type { Decimal } from "../text/decimal.ts";
import { decimalOf, numberOf, scaled } from "../text/decimal.ts";
import type { Interval, Numeral } from "../text/numeral.ts";
import type { Unit } from "../text/unit.ts";
import { POINTS } from "../text/unit.ts";

/**
 * A value that evidence states.
 *
 * - `unit`: the unit it is logged in, or an expression yields, where that is known.
 * - `change`: is it a difference or relative change, which alone may be stated in percentage points? A spread may be
 *   stated either way.
 * - `computed`: made by arithmetic, so that noise in the last bits is forgiven.
 */
export interface Measured {
  value: number;
  unit: Unit | null;
  change: "no" | "yes" | "either";
  computed: boolean;
}

/** One way to compare: the interval that is printed and the measured value in the same terms; `base`: in base units. */
export interface Reading {
  interval: Interval;
  value: number;
  base: boolean;
}

/** A logged value without arithmetic. */
export function logged(value: number, unit: Unit | null): Measured {
  return { value, unit, change: "no", computed: false };
}

/**
 * The ways in which a numeral can state a measured value; none when their units cannot be compared (`pp` of a level,
 * seconds of bytes). A log seldom states its unit, so for `45 ms` both 45 and 0.045 are read where its name is silent.
 */
export function readingsOf(numeral: Numeral, measured: Measured): Reading[] {
  if (numeral.kind === "fraction") return readFraction(numeral, measured);
  if (numeral.unitFrom === "head") return readUnderHead(numeral, measured);
  const { unit } = measured;
  const as = numeral.unit;
  const plain = { interval: numeral.printed, value: measured.value, base: false };
  if (as === null) return unit?.dimension === "fraction" ? [plain, { ...plain, value: inBase(measured) }] : [plain];
  if (as.dimension === "points") return measured.change === "no" ? [] : readPercent(numeral, measured);
  if (as.dimension === "fraction") return unit?.dimension === "points" ? [] : readPercent(numeral, measured);
  const base = { interval: numeral.interval, value: inBase(measured), base: true };
  // K, M and B multiply: `124M` is never a logged 124.
  if (as.dimension === "count") return unit === null || unit.dimension === "count" ? [base] : [];
  if (unit === null) return [base, plain];
  return unit.dimension === as.dimension ? [base] : [];
}

/** Does the measured value round to what is printed? The one rule; both half-up and half-even are accepted. */
export function agrees(numeral: Numeral, measured: Measured): boolean {
  if (Number.isNaN(numeral.value) || Number.isNaN(measured.value)) {
    return Number.isNaN(numeral.value) && Number.isNaN(measured.value);
  }
  return readingsOf(numeral, measured).some((reading) => holds(numeral, reading, measured.computed));
}

/** Is the printed number the measured one cut off instead of rounded (`0.86` of 0.8674)? */
export function isTruncated(numeral: Numeral, measured: Measured): boolean {
  if (numeral.kind !== "value" || numeral.approximate || agrees(numeral, measured)) return false;
  return readingsOf(numeral, measured).some(({ interval, value }) => {
    const isNegative = interval[0] + interval[1] < 0 || numeral.sign === "-";
    const [near, far] = isNegative ? [interval[1], interval[0]] : interval;
    const next = beyond(near, far);
    return isNegative ? value < far && value > next : value > far && value < next;
  });
}

/** One more half of the interval beyond its far end, exactly: where the next printed number begins. */
function beyond(near: number, far: number): number {
  if (!Number.isFinite(near) || !Number.isFinite(far)) return far;
  const [a, b] = [decimalOf(String(near)), decimalOf(String(far))];
  const exponent = Math.min(a.exponent, b.exponent);
  const at = (one: Decimal) => one.digits * 10n ** BigInt(one.exponent - exponent);
  return numberOf({ digits: (3n * at(b) - at(a)) * 5n, exponent: exponent - 1 });
}

function holds(numeral: Numeral, { interval, value }: Reading, computed: boolean): boolean {
  const [low, high] = interval;
  if (numeral.bound === "<") return value < high;
  if (numeral.bound === ">") return value > low;
  const slack = computed || numeral.kind === "fraction" ? 1e-12 * Math.max(Math.abs(value), 1e-3) : 0;
  return low - slack <= value && value <= high + slack;
}

/**
 * Percent and percentage points: of a fraction, or of a value that is logged in percent. Above 1.5 a value without a
 * unit is taken for percent. A change of a fraction is stated in points; `%` of it would read as a relative change.
 */
function readPercent(numeral: Numeral, { value, unit, change }: Measured): Reading[] {
  const plain = { interval: numeral.printed, value, base: false };
  const asPoints = numeral.unit?.dimension === "points";
  if (unit?.dimension === "points") return [plain];
  if (unit?.dimension === "fraction") return asPoints && change === "yes" ? [] : [plain];
  const base = { interval: numeral.interval, value, base: true };
  if (unit?.dimension === "factor") return [base];
  if (unit !== null || (change === "yes" && !asPoints)) return [];
  return Math.abs(value) > 1.5 ? [base, plain] : [base];
}

/** `12 of 14` is a share; of what was counted it states the first number. */
function readFraction({ printed, parts }: Numeral, measured: Measured): Reading[] {
  const [part] = parts;
  const isCounted = measured.computed && measured.unit?.dimension === "count";
  if (isCounted && part !== undefined) return [{ interval: part.printed, value: measured.value, base: false }];
  const isShare = measured.unit?.dimension === "fraction";
  return [{ interval: printed, value: isShare ? inBase(measured) : measured.value, base: false }];
}

/**
 * A number under a head with a unit: in that unit, or as it stands, since a head speaks of a whole column. Changes under
 * `(%)` are often percentage points.
 */
function readUnderHead(numeral: Numeral, measured: Measured): Reading[] {
  const { unitFrom: _, ...own } = numeral;
  const asPoints = own.percent && measured.change === "yes" ? readPercent({ ...own, unit: POINTS }, measured) : [];
  const readings = [...readingsOf(own, measured), ...asPoints];
  const isRead = readings.some(({ base }) => !base);
  return isRead ? readings : [...readings, { interval: own.printed, value: measured.value, base: false }];
}

function inBase({ value, unit }: Measured): number {
  if (unit === null || !Number.isFinite(value)) return value;
  return numberOf(scaled(decimalOf(String(value)), unit.factor, unit.exponent));
}
