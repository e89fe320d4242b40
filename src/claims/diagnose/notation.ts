import type { Numeral } from "../text/numeral.ts";
import type { Unit } from "../text/unit.ts";
import { PERCENT, POINTS, readUnit } from "../text/unit.ts";
import type { Measured } from "../value/interval.ts";
import { agrees } from "../value/interval.ts";
import type { Explanation, Wrong } from "./explanation.ts";
import { RARE, SLIP, slip } from "./explanation.ts";

/** The digits are right and something around them is wrong: sign, percent or points, unit, decimal point. */
export function ofNotation(wrong: Wrong): Explanation[] {
  const { numeral, bySize = false } = wrong;
  const { value } = wrong.measured;
  const measured = { ...wrong.measured, value: bySize ? -value : value };
  const isFlipped = measured.value !== 0 && agrees(numeral, { ...measured, value: -measured.value });
  return [
    ...(isFlipped ? [slip("the sign is flipped", SLIP)] : []),
    ...ofPercent(wrong, measured),
    ...ofUnit(wrong, measured),
    ...ofPoint(wrong, measured),
  ];
}

/** Points as percent and the reverse, and a percent sign that is missing. */
function ofPercent({ numeral }: Wrong, measured: Measured): Explanation[] {
  const [as, is] = [numeral.unit?.dimension, measured.unit?.dimension];
  const inOther = { ...numeral, unit: as === "points" ? PERCENT : POINTS, percent: as === "points" };
  if (as === "fraction" && agrees(inOther, measured)) return [slip("percentage points are written as percent", SLIP)];
  if (as === "points") {
    const isPercent = agrees(inOther, { ...measured, change: "yes" });
    const isLevel = is !== "points" && agrees(inOther, { ...measured, change: "no" });
    return isPercent || isLevel ? [slip("percent is written as percentage points", SLIP)] : [];
  }
  const isShare = as === undefined && (is === undefined || is === "fraction" || is === "points");
  const isLost = isShare && Math.abs(measured.value) <= 1 && agrees(numeral, byTen(measured, 2));
  return isLost ? [slip("percent without its sign", SLIP)] : [];
}

/** Another unit of the same dimension than the one printed, or a factor between them where none is printed. */
function ofUnit({ numeral }: Wrong, measured: Measured): Explanation[] {
  const as = numeral.unit;
  if (as === null) return ofMissingUnit(numeral, measured);
  const others = UNITS.filter(({ name, dimension }) => dimension === as.dimension && name !== as.name);
  const fitting = others.filter((other) => {
    const scale = sizeOf(other);
    const interval: [number, number] = [numeral.printed[0] * scale, numeral.printed[1] * scale];
    return agrees({ ...numeral, unit: other, interval }, { ...measured, computed: true });
  });
  return fitting.slice(0, 1).map((other) => slip(sayUnit(as, other), SLIP));
}

/** The units that are taken for one another. */
const UNITS = [
  "ns",
  "µs",
  "ms",
  "s",
  "min",
  "h",
  "KB",
  "MB",
  "GB",
  "TB",
  "KiB",
  "MiB",
  "GiB",
  "TiB",
  "K",
  "M",
  "B",
].flatMap((name) => readUnit(name, 0)?.unit ?? []);

function ofMissingUnit(numeral: Numeral, measured: Measured): Explanation[] {
  if (measured.unit?.dimension !== "time") return [];
  const is = (by: number) => agrees(numeral, { ...measured, value: measured.value * by, computed: true });
  return [
    ...(is(1e3) || is(1e-3) ? [slip("off by a factor of 1000: s and ms", SLIP, 2)] : []),
    ...(is(60) || is(1 / 60) ? [slip("off by a factor of 60: s and min", SLIP, 2)] : []),
  ];
}

function sayUnit(as: Unit, is: Unit): string {
  const [one, other] = [sizeOf(as), sizeOf(is)];
  const factor = one > other ? one / other : other / one;
  if (as.dimension === "bytes" && factor < 2) return "units of 1000 and 1024 are mixed (GB, GiB)";
  return `off by a factor of ${Number(factor.toPrecision(6))}: it is in ${is.name}, not in ${as.name}`;
}

function sizeOf({ factor, exponent }: Unit): number {
  return Number(`${factor}e${exponent}`);
}

/** The decimal point stands one place too far to the left or to the right. */
function ofPoint({ numeral }: Wrong, measured: Measured): Explanation[] {
  if (numeral.significant < 2 || measured.value === 0) return [];
  const isMoved = [1, -1].some((places) => agrees(numeral, byTen(measured, places)));
  return isMoved ? [slip("the decimal point is off by one place", RARE, 2)] : [];
}

/** A value times a power of ten, without the error of a product. */
function byTen(measured: Measured, power: number): Measured {
  const [mantissa = "0", exponent = "0"] = String(measured.value).split("e");
  return { ...measured, value: Number(`${mantissa}e${Number(exponent) + power}`) };
}
