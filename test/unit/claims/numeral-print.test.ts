import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Numeral } from "../../../src/claims/text/numeral.ts";
import { findNumerals, parseNumeral } from "../../../src/claims/text/numeral.ts";
import { unitOfName } from "../../../src/claims/text/unit.ts";
import { agrees, isTruncated, logged } from "../../../src/claims/value/interval.ts";

/** An exact decimal, n × 10^-places, apart from the one that is tested. */
interface Exact {
  n: bigint;
  places: number;
}

const exact = (digits: { max: number; places: number }) =>
  fc
    .record({ n: fc.integer({ min: 0, max: digits.max }), places: fc.integer({ min: 0, max: digits.places }) })
    .map(({ n, places }): Exact => ({ n: BigInt(n), places }));

const plainNumber = exact({ max: 9_999_999, places: 6 });

/** The digits of a number without sign, with a point. */
function print({ n, places }: Exact): string {
  const digits = String(n < 0n ? -n : n).padStart(places + 1, "0");
  return places === 0 ? digits : `${digits.slice(0, -places)}.${digits.slice(-places)}`;
}

/** n × 10^-places × factor × 10^exponent as the nearest double. */
function nearest({ n, places }: Exact, factor = 1n, exponent = 0): number {
  return Number(`${n * factor}e${exponent - places}`);
}

/** The interval that a printed number stands for, in units of half a last place. */
function halves({ n, places }: Exact): [Exact, Exact] {
  return [
    { n: n * 10n - 5n, places: places + 1 },
    { n: n * 10n + 5n, places: places + 1 },
  ];
}

function read(text: string): Numeral {
  const numeral = parseNumeral(text);
  if (numeral === null) throw new Error(`not a numeral: ${text}`);
  return numeral;
}

function expectReads(text: string, number: Exact, { factor = 1n, exponent = 0 } = {}): Numeral {
  const numeral = read(text);
  const [low, high] = halves(number);
  expect([numeral.value, ...numeral.interval], text).toEqual([
    nearest(number, factor, exponent),
    nearest(low, factor, exponent),
    nearest(high, factor, exponent),
  ]);
  return numeral;
}

const UNITS: [string, bigint, number][] = [
  ["%", 1n, -2],
  [" %", 1n, -2],
  ["\\,\\%", 1n, -2],
  [" percent", 1n, -2],
  [" pp", 1n, -2],
  [" percentage points", 1n, -2],
  ["×", 1n, 0],
  ["x", 1n, 0],
  ["-fold", 1n, 0],
  [" ns", 1n, -9],
  [" µs", 1n, -6],
  [" ms", 1n, -3],
  ["\\,\\text{ms}", 1n, -3],
  ["s", 1n, 0],
  [" seconds", 1n, 0],
  [" min", 60n, 0],
  [" h", 3600n, 0],
  [" days", 86_400n, 0],
  [" kB", 1n, 3],
  [" MB", 1n, 6],
  [" GB", 1n, 9],
  [" TB", 1n, 12],
  [" KiB", 1024n, 0],
  [" MiB", 1024n ** 2n, 0],
  [" GiB", 1024n ** 3n, 0],
  [" TiB", 1024n ** 4n, 0],
  ["K", 1n, 3],
  ["M", 1n, 6],
  ["B", 1n, 9],
  [" million", 1n, 6],
  [" billion", 1n, 9],
  [" tokens/s", 1n, 0],
  [" GFLOPs", 1n, 9],
  [" kW", 1n, 3],
];

const SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹";
const superscript = (power: number) =>
  [...String(power)].map((c) => (c === "-" ? "⁻" : SUPERSCRIPTS[Number(c)])).join("");

const POWERS: ((power: number) => string)[] = [
  (power) => `e${power}`,
  (power) => `E${power < 0 ? `−${-power}` : `+${power}`}`,
  (power) => ` × 10^${power}`,
  (power) => ` x 10^{${power}}`,
  (power) => ` × 10${superscript(power)}`,
  (power) => ` \\times 10^{${power}}`,
  (power) => `\\cdot10^{${power}}`,
  (power) => `*10**${power}`,
];

const MINUS = ["-", "−", "–", "﹣", "－", "‑"];

describe("what is printed is read again", () => {
  test("digits, with every minus sign, plus and markup", () => {
    const sign = fc.constantFrom("", "+", ...MINUS);
    const around = fc.constantFrom(
      ["", ""],
      ["**", "**"],
      ["`", "`"],
      ["$", "$"],
      ["\\mathbf{", "}"],
      ["$\\text{", "}$"],
    );
    fc.assert(
      fc.property(plainNumber, sign, around, (number, mark, [open = "", close = ""]) => {
        const signed = MINUS.includes(mark) ? { ...number, n: -number.n } : number;
        if (signed.n === 0n) return;
        const numeral = expectReads(`${open}${mark}${print(number)}${close}`, signed);
        expect(numeral.sign).toBe(MINUS.includes(mark) ? "-" : mark);
        expect(numeral.decimals).toBe(number.places);
      }),
      { numRuns: 2000 },
    );
  });

  test("thousands by every separator", () => {
    const separator = fc.constantFrom(",", "_", "'", "’", "{,}", "\\,", "\u00a0", "\u2009", "\u202f");
    fc.assert(
      fc.property(exact({ max: 2 ** 31 - 1, places: 3 }), separator, (number, mark) => {
        const [whole = "", fraction] = print(number).split(".");
        const grouped = whole.replace(/\B(?=(\d{3})+$)/g, mark);
        expectReads(fraction === undefined ? grouped : `${grouped}.${fraction}`, number);
      }),
      { numRuns: 2000 },
    );
  });

  test("decimal commas, in a text that has them", () => {
    fc.assert(
      fc.property(exact({ max: 2 ** 31 - 1, places: 4 }), fc.constantFrom("", ".", "\u202f"), (number, mark) => {
        const [whole = "", fraction] = print(number).split(".");
        const text = whole.replace(/\B(?=(\d{3})+$)/g, mark) + (fraction === undefined ? "" : `,${fraction}`);
        const [numeral, ...others] = findNumerals(text, ",");
        expect([others.length, numeral?.text, numeral?.value]).toEqual([0, text, nearest(number)]);
      }),
      { numRuns: 2000 },
    );
  });

  test("every unit", () => {
    fc.assert(
      fc.property(plainNumber, fc.constantFrom(...UNITS), (number, [unit, factor, exponent]) => {
        expectReads(`${print(number)}${unit}`, number, { factor, exponent });
      }),
      { numRuns: 4000 },
    );
  });

  test("every power of ten, with and without a unit", () => {
    const power = fc.integer({ min: -12, max: 12 });
    fc.assert(
      fc.property(plainNumber, power, fc.constantFrom(...POWERS), fc.boolean(), (number, by, form, isPercent) => {
        const text = `${print(number)}${form(by)}${isPercent ? " %" : ""}`;
        const numeral = expectReads(text, number, { exponent: by - (isPercent ? 2 : 0) });
        expect(numeral.scientific).toBe(true);
      }),
      { numRuns: 3000 },
    );
  });

  test("spreads", () => {
    const join = fc.constantFrom(" ± ", "±", " +/- ", " \\pm ", "\\pm", " $\\pm$ ", "\\,\\pm\\,");
    const unit = fc.constantFrom<[string, number]>(["", 0], [" %", -2], ["\\%", -2], [" ms", -3], ["M", 6]);
    fc.assert(
      fc.property(plainNumber, plainNumber, join, unit, (main, spread, mark, [name, exponent]) => {
        const numeral = read(`${print(main)}${mark}${print(spread)}${name}`);
        expect(numeral.kind).toBe("spread");
        expect(numeral.parts.map(({ value }) => value)).toEqual([
          nearest(main, 1n, exponent),
          nearest(spread, 1n, exponent),
        ]);
      }),
      { numRuns: 2000 },
    );
  });

  test("ranges", () => {
    const join = fc.constantFrom("–", "-", "--", "...", " – ", " to ");
    fc.assert(
      fc.property(plainNumber, fc.integer({ min: 1, max: 1e6 }), join, (low, more, mark) => {
        const high = { n: low.n + BigInt(more), places: low.places };
        const numeral = read(`${print(low)}${mark}${print(high)}`);
        expect([numeral.kind, ...numeral.interval]).toEqual([
          "range",
          nearest(halves(low)[0]),
          nearest(halves(high)[1]),
        ]);
      }),
      { numRuns: 2000 },
    );
  });

  test("shares", () => {
    const join = fc.constantFrom("/", " of ", " out of ", " of the ");
    fc.assert(
      fc.property(fc.nat(1000), fc.integer({ min: 1, max: 1000 }), join, (some, rest, mark) => {
        const numeral = read(`${some}${mark}${some + rest}`);
        expect([numeral.kind, numeral.value]).toEqual(["fraction", some / (some + rest)]);
      }),
    );
  });

  test("bounds and what is about right", () => {
    const bound = fc.constantFrom<[string, string]>(
      ["<", "<"],
      ["< ", "<"],
      ["≤ ", "<="],
      [">=", ">="],
      ["\\geq ", ">="],
    );
    fc.assert(
      fc.property(plainNumber, bound, (number, [mark, meant]) => {
        expect(read(`${mark}${print(number)}`)).toMatchObject({ kind: "bound", bound: meant, value: nearest(number) });
        const about = read(`≈ ${print(number)}`);
        expect(about.approximate && about.interval[0] < nearest(halves(number)[0])).toBe(true);
      }),
    );
  });

  test("times of several units", () => {
    const part = (max: number) => fc.integer({ min: 0, max });
    const form = fc.constantFrom<[string, string, string, string]>(
      ["h", "m", "s", ""],
      ["h", "m", "s", " "],
      [" h", " min", " s", " "],
    );
    fc.assert(
      fc.property(part(99), part(59), part(59), form, (h, m, s, [hours, minutes, seconds, gap]) => {
        expect(read([`${h}${hours}`, `${m}${minutes}`, `${s}${seconds}`].join(gap)).value).toBe(h * 3600 + m * 60 + s);
        expect(read([`${h}${hours}`, `${m}${minutes}`].join(gap)).interval).toEqual([
          h * 3600 + m * 60 - 30,
          h * 3600 + m * 60 + 30,
        ]);
      }),
    );
  });
});

/** Does an exact value lie within half a unit of the last printed place, ends included? */
function isRounded(value: Exact, printed: Exact): boolean {
  const [low, high] = halves(printed);
  return compare(low, value) <= 0 && compare(value, high) <= 0;
}

function compare(a: Exact, b: Exact): number {
  const places = Math.max(a.places, b.places);
  const [x, y] = [a, b].map(({ n, places: own }) => n * 10n ** BigInt(places - own));
  return (x ?? 0n) < (y ?? 0n) ? -1 : (x ?? 0n) > (y ?? 0n) ? 1 : 0;
}

/** A value as logged, and a printed number close to it: rounded, cut off, or a few units of the last place away. */
const nearby = fc
  .record({
    n: fc.integer({ min: -9_999_999, max: 9_999_999 }),
    places: fc.integer({ min: 1, max: 7 }),
    shown: fc.integer({ min: 0, max: 6 }),
    away: fc.integer({ min: -2, max: 2 }),
    tie: fc.boolean(),
  })
  .map(({ n, places, shown, away, tie }) => {
    const cut = Math.min(shown, places);
    const unit = 10n ** BigInt(places - cut);
    const base = BigInt(n) / unit;
    // Ties are where rounding rules differ, and where doubles are wrong.
    const value: Exact = tie && unit > 1n ? { n: base * unit + unit / 2n, places } : { n: BigInt(n), places };
    return { value, printed: { n: base + BigInt(away), places: cut } };
  })
  .filter(({ printed }) => printed.n !== 0n);

const signed = (number: Exact) => `${number.n < 0n ? "−" : ""}${print(number)}`;

describe("rounding is exact decimal arithmetic", () => {
  /** How a value is logged (`metric`, moved by a power of ten from what is printed) and printed. */
  const FORMS: { name: string; metric: string; by: number; print: (number: Exact) => string }[] = [
    { name: "plain", metric: "auc", by: 0, print: signed },
    { name: "percent of a fraction", metric: "auc", by: -2, print: (number) => `${signed(number)} %` },
    { name: "percent of percent", metric: "auc_pct", by: 0, print: (number) => `${signed(number)}%` },
    { name: "a fraction of percent", metric: "auc_pct", by: 2, print: signed },
    { name: "ms of ms", metric: "latency_ms", by: 0, print: (number) => `${signed(number)} ms` },
    { name: "s of ms", metric: "latency_ms", by: 3, print: (number) => `${signed(number)} s` },
    { name: "ms of s", metric: "time_s", by: -3, print: (number) => `${signed(number)} ms` },
    { name: "MB of bytes", metric: "size_bytes", by: 6, print: (number) => `${signed(number)} MB` },
    { name: "millions", metric: "auc", by: 6, print: (number) => `${signed(number)}M` },
    { name: "scientific", metric: "auc", by: -3, print: (number) => `${signed(number)} × 10⁻³` },
    { name: "e", metric: "auc", by: 5, print: (number) => `${signed(number)}e5` },
  ];

  test.each(FORMS)("$name", ({ metric, by, print: show }) => {
    fc.assert(
      fc.property(nearby, ({ value, printed }) => {
        const text = show(printed);
        const measured = logged(nearest(value, 1n, by), unitOfName(metric));
        const isPlain = by === 0 || !/^(?:auc|auc_pct|time_s)$/.test(metric) || Math.abs(measured.value) <= 1.5;
        if (!isPlain) return;
        // A number without a unit may be in the unit of the log as well.
        const asLogged = metric === "auc_pct" && isRounded({ ...value, n: value.n * 10n ** BigInt(by) }, printed);
        expect(agrees(read(text), measured), `${print(value)} as ${text}`).toBe(asLogged || isRounded(value, printed));
      }),
      { numRuns: 1500 },
    );
  });

  test("what is cut off is told from what is rounded", () => {
    fc.assert(
      fc.property(nearby, ({ value, printed }) => {
        const unit = 10n ** BigInt(value.places - printed.places);
        const isCut = value.n / unit === printed.n && value.n < 0n === printed.n < 0n;
        const expected = isCut && !isRounded(value, printed);
        expect(
          isTruncated(read(signed(printed)), logged(nearest(value), null)),
          `${print(value)} as ${signed(printed)}`,
        ).toBe(expected);
      }),
      { numRuns: 3000 },
    );
  });
});
