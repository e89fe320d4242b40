/** What a unit measures. `points` are percentage points: a difference of fractions, never a level or a relative change. */
export type Dimension = "fraction" | "points" | "factor" | "time" | "bytes" | "count" | "rate";

/**
 * A unit: one of it is `factor` × 10^`exponent` of the base (fraction of 1, seconds, bytes, one piece).
 * Kept as integers so that intervals stay exact.
 */
export interface Unit {
  name: string;
  dimension: Dimension;
  factor: bigint;
  exponent: number;
}

/** The unit that begins at an offset of a text, after an optional space, with the offset of its end; null for none. */
export function readUnit(text: string, at: number): { unit: Unit; end: number } | null {
  for (const [pattern, unit] of PRINTED) {
    pattern.lastIndex = at;
    const match = pattern.exec(text);
    if (match === null) continue;
    const end = at + match[0].length;
    return { unit: unit ?? rateOf(match[0].trim()), end };
  }
  return null;
}

/** The unit that a metric's name states (`latency_ms`, `size (MB)`, `acc_pct`), or null. */
export function unitOfName(name: string): Unit | null {
  const words = name
    .replace(/([a-z])([A-Z])/g, "$1_$2")
    .toLowerCase()
    .split(/[^a-zµμ%]+/)
    .filter(Boolean);
  const last = words.at(-1) ?? "";
  if (words.at(-2) === "per") return null;
  return words.length > 1 || last.length > 2 ? (SUFFIXES[last] ?? null) : null;
}

/** The unit of percent and of percentage points, which expressions yield. */
export const PERCENT: Unit = { name: "%", dimension: "fraction", factor: 1n, exponent: -2 };
export const POINTS: Unit = { name: "pp", dimension: "points", factor: 1n, exponent: -2 };
export const FACTOR: Unit = { name: "×", dimension: "factor", factor: 1n, exponent: 0 };
export const COUNT: Unit = { name: "", dimension: "count", factor: 1n, exponent: 0 };

const time = (name: string, factor: bigint, exponent = 0): Unit => ({ name, dimension: "time", factor, exponent });
const bytes = (name: string, factor: bigint, exponent = 0): Unit => ({ name, dimension: "bytes", factor, exponent });
const count = (name: string, exponent: number): Unit => ({ name, dimension: "count", factor: 1n, exponent });

const NS = time("ns", 1n, -9);
const US = time("µs", 1n, -6);
const MS = time("ms", 1n, -3);
const SECONDS = time("s", 1n);
const MINUTES = time("min", 60n);
const HOURS = time("h", 3600n);
const DAYS = time("d", 86_400n);
const KB = bytes("KB", 1n, 3);
const MB = bytes("MB", 1n, 6);
const GB = bytes("GB", 1n, 9);
const TB = bytes("TB", 1n, 12);
const KIB = bytes("KiB", 1024n);
const MIB = bytes("MiB", 1024n ** 2n);
const GIB = bytes("GiB", 1024n ** 3n);
const TIB = bytes("TiB", 1024n ** 4n);

const GAP = "[ \\u00a0\\u2009\\u202f]?";
const END = "(?![\\p{L}\\p{N}_])";

/** In the order they are tried; `null` stands for a rate, which keeps its own name. Longer forms come first. */
const PRINTED: [RegExp, Unit | null][] = [
  [spaced("(?:pp|p\\.p\\.|pts|percentage[ -]points?|% points?|%-points?)"), POINTS],
  [sticky(`${GAP}\\\\?%(?!\\p{L})`), PERCENT],
  [spaced("(?:percent|per cent)"), PERCENT],
  [spaced("[A-Za-z]{2,}/(?:s|sec|second)"), null],
  [spaced("ns"), NS],
  [spaced("(?:µs|μs|us)"), US],
  [spaced("(?:ms|milliseconds?)"), MS],
  [spaced("(?:s|secs?|seconds?)"), SECONDS],
  [spaced("(?:min|mins|minutes?)"), MINUTES],
  [spaced("(?:h|hrs?|hours?)"), HOURS],
  [spaced("days?"), DAYS],
  [spaced("(?:KB|kB)"), KB],
  [spaced("MB"), MB],
  [spaced("GB"), GB],
  [spaced("TB"), TB],
  [spaced("KiB"), KIB],
  [spaced("MiB"), MIB],
  [spaced("GiB"), GIB],
  [spaced("TiB"), TIB],
  [sticky(`[Kk]${END}`), count("K", 3)],
  [sticky(`M${END}`), count("M", 6)],
  [sticky(`B${END}`), count("B", 9)],
  [spaced("thousand"), count("thousand", 3)],
  [spaced("million"), count("million", 6)],
  [spaced("billion"), count("billion", 9)],
  [sticky(`(?:x|${GAP}(?:×|\\\\times))(?!${GAP}[\\p{L}\\p{N}_])`), FACTOR],
];

const SUFFIXES: Record<string, Unit> = {
  ns: NS,
  us: US,
  µs: US,
  μs: US,
  ms: MS,
  s: SECONDS,
  sec: SECONDS,
  secs: SECONDS,
  seconds: SECONDS,
  mins: MINUTES,
  minutes: MINUTES,
  h: HOURS,
  hours: HOURS,
  kb: KB,
  mb: MB,
  gb: GB,
  kib: KIB,
  mib: MIB,
  gib: GIB,
  bytes: bytes("B", 1n),
  pct: PERCENT,
  percent: PERCENT,
  "%": PERCENT,
};

function spaced(body: string): RegExp {
  return sticky(`${GAP}${body}${END}`);
}

function sticky(source: string): RegExp {
  return new RegExp(source, "uy");
}

function rateOf(name: string): Unit {
  return { name, dimension: "rate", factor: 1n, exponent: 0 };
}
