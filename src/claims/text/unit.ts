import { MAYBE_GAP } from "./gap.ts";

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

/**
 * The unit that begins at an offset of a text, after an optional space, with the offset of its end; null for none. In
 * LaTeX it may be wrapped (`\text{ms}`).
 */
export function readUnit(text: string, at: number): { unit: Unit; end: number } | null {
  FIRST.lastIndex = at;
  if (!FIRST.test(text)) return null;
  WRAPPED.lastIndex = at;
  const wrapped = WRAPPED.test(text) ? readUnit(text, WRAPPED.lastIndex) : null;
  if (wrapped !== null && text[wrapped.end] === "}") return { unit: wrapped.unit, end: wrapped.end + 1 };
  ANY.lastIndex = at;
  if (!ANY.test(text)) return null;
  for (const [pattern, unit] of PRINTED) {
    pattern.lastIndex = at;
    const match = pattern.exec(text);
    if (match === null) continue;
    const end = at + match[0].length;
    return { unit: unit ?? rateOf(match[0].trim()), end };
  }
  return null;
}

/** The unit that a text is and nothing else (`ms`, `%`, `in M`), or null. */
export function parseUnit(text: string): Unit | null {
  const bare = text.trim().replace(/^(?:in|as) /i, "");
  const name = LONG_COUNTS[bare.toLowerCase()] ?? bare;
  const found = readUnit(name, 0);
  return found?.end === name.length ? found.unit : null;
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

export const SECONDS: Unit = { name: "s", dimension: "time", factor: 1n, exponent: 0 };

const time = (name: string, factor: bigint, exponent = 0): Unit => ({ name, dimension: "time", factor, exponent });
const bytes = (name: string, factor: bigint, exponent = 0): Unit => ({ name, dimension: "bytes", factor, exponent });
const count = (name: string, exponent: number): Unit => ({ name, dimension: "count", factor: 1n, exponent });

const NS = time("ns", 1n, -9);
const US = time("µs", 1n, -6);
const MS = time("ms", 1n, -3);
const MINUTES = time("min", 60n);
const HOURS = time("h", 3600n);
const DAYS = time("d", 86_400n);
const WEEKS = time("w", 604_800n);
const KB = bytes("KB", 1n, 3);
const MB = bytes("MB", 1n, 6);
const GB = bytes("GB", 1n, 9);
const TB = bytes("TB", 1n, 12);
const KIB = bytes("KiB", 1024n);
const MIB = bytes("MiB", 1024n ** 2n);
const GIB = bytes("GiB", 1024n ** 3n);
const TIB = bytes("TiB", 1024n ** 4n);

const PB = bytes("PB", 1n, 15);
const BYTES = bytes("B", 1n);
/** What has a unit but no dimension that conversions are known for; only powers of ten are read. */
const plain = (name: string, exponent = 0): Unit => ({ name, dimension: "rate", factor: 1n, exponent });

const END = "(?![\\p{L}\\p{N}_])";
const FIRST = new RegExp(`${MAYBE_GAP}[-\\p{L}%×\\\\°]`, "uy");
const WRAPPED = new RegExp(`${MAYBE_GAP}\\\\(?:text|mathrm|textrm|operatorname|mathit|textit|rm)\\{[ ~]?`, "uy");
const COUNTABLE = "(?= (?:param|token|sample|image|parameter|example|step|weight|word|sentence|user|item|row)s?\\b)";
const COMPARED =
  "(?= (?:faster|slower|more|less|fewer|as|higher|lower|smaller|larger|bigger|better|worse|cheaper|the)\\b)";

/** In the order they are tried; `null` stands for a rate, which keeps its own name. Longer forms come first. */
const PRINTED: [RegExp, Unit | null][] = [
  [
    spaced("(?:ppt?|p\\.p\\.|pts|(?:percentage|percent|absolute)[ -]points?|\\\\?%[ -]points?|\\\\?%[ -]?pts?)"),
    POINTS,
  ],
  [sticky(`${MAYBE_GAP}\\\\?%(?!\\p{L})`), PERCENT],
  [spaced("(?:percent|per cent|pct)"), PERCENT],
  [sticky(`${MAYBE_GAP}[KMG]i?B/(?:s|sec|second)${END}`), null],
  [spaced("[A-Za-z]{2,}/(?:s|sec|seconds?|min|minute|h|hr|hour)"), null],
  [spaced("(?!ms |s )[A-Za-z]{2,} (?:per|a) (?:second|sec|s|minute|min|hour|h)"), null],
  [spaced("ns"), NS],
  [spaced("(?:µs|μs|us|\\\\mu ?s|microseconds?)"), US],
  [spaced("(?:ms|msecs?|milliseconds?)"), MS],
  [spaced("(?:s|secs?|seconds?)"), SECONDS],
  [spaced("(?:min|mins|minutes?)"), MINUTES],
  [spaced("(?:h|hrs?|hours?)"), HOURS],
  [spaced("days?"), DAYS],
  [spaced("weeks?"), WEEKS],
  [spaced("(?:KB|kB)"), KB],
  [spaced("MB"), MB],
  [spaced("GB"), GB],
  [spaced("TB"), TB],
  [spaced("PB"), PB],
  [spaced("[Kk]iB"), KIB],
  [spaced("MiB"), MIB],
  [spaced("GiB"), GIB],
  [spaced("TiB"), TIB],
  [spaced("bytes?"), BYTES],
  ...["", "K", "M", "G", "T", "P", "E"].map((prefix, index): [RegExp, Unit] => [
    spaced(`${prefix === "K" ? "[Kk]" : prefix}(?:FLOP[Ss]?|flops|MAC[Ss])`),
    plain(`${prefix}FLOPs`, 3 * index),
  ]),
  [spaced("mW"), plain("mW", -3)],
  [spaced("W"), plain("W")],
  [spaced("kW"), plain("kW", 3)],
  [spaced("Wh"), plain("Wh")],
  [spaced("kWh"), plain("kWh", 3)],
  [spaced("kHz"), plain("kHz", 3)],
  [spaced("MHz"), plain("MHz", 6)],
  [spaced("GHz"), plain("GHz", 9)],
  [spaced("Hz"), plain("Hz")],
  [spaced("dB"), plain("dB")],
  [spaced("(?:fps|FPS)"), plain("fps")],
  [sticky(`[Kk]${END}`), count("K", 3)],
  [sticky(`M${END}`), count("M", 6)],
  [sticky(`(?:B|bn|Bn)${END}`), count("B", 9)],
  [sticky(`T${END}`), count("T", 12)],
  [spaced(`[Kk]${COUNTABLE}`), count("K", 3)],
  [spaced(`M${COUNTABLE}`), count("M", 6)],
  [spaced(`B${COUNTABLE}`), count("B", 9)],
  [spaced("thousand"), count("thousand", 3)],
  [spaced("million"), count("million", 6)],
  [spaced("billion"), count("billion", 9)],
  [spaced("trillion"), count("trillion", 12)],
  [sticky(`(?:x|${MAYBE_GAP}(?:×|\\\\times))(?!${MAYBE_GAP}[\\p{L}\\p{N}_])`), FACTOR],
  [sticky(`(?:x|${MAYBE_GAP}(?:×|\\\\times))${COMPARED}`), FACTOR],
  [sticky(`(?:[ -]?fold${END})`), FACTOR],
  [sticky(` times${COMPARED}`), FACTOR],
];

/** Any of them: most words behind a number are no unit, and one pattern tells. */
const ANY = sticky(PRINTED.map(([pattern]) => `(?:${pattern.source})`).join("|"));

const LONG_COUNTS: Record<string, string> = {
  thousands: "thousand",
  millions: "million",
  billions: "billion",
  k: "K",
  m: "M",
  b: "B",
  "×": "×",
  x: "x",
};

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
  tb: TB,
  tib: TIB,
  bytes: BYTES,
  pct: PERCENT,
  percent: PERCENT,
  "%": PERCENT,
};

function spaced(body: string): RegExp {
  return sticky(`${MAYBE_GAP}${body}${END}`);
}

function sticky(source: string): RegExp {
  return new RegExp(source, "uy");
}

function rateOf(name: string): Unit {
  return { name, dimension: "rate", factor: 1n, exponent: 0 };
}
