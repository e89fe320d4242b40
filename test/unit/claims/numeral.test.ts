import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { findNumerals, parseNumeral } from "../../../src/claims/text/numeral.ts";
import { printLike } from "../../../src/claims/text/numeral-format.ts";
import { unitOfName } from "../../../src/claims/text/unit.ts";
import { agrees, isTruncated, logged } from "../../../src/claims/value/interval.ts";

function read(text: string) {
  const numeral = parseNumeral(text);
  if (numeral === null) throw new Error(`not a numeral: ${text}`);
  return numeral;
}

describe("parseNumeral", () => {
  test.each([
    ["0.87", 0.87, [0.865, 0.875]],
    ["−0.20", -0.2, [-0.205, -0.195]],
    ["–3", -3, [-3.5, -2.5]],
    ["-.5", -0.5, [-0.55, -0.45]],
    ["+44 %", 0.44, [0.435, 0.445]],
    ["87.1%", 0.871, [0.8705, 0.8715]],
    ["87.1 %", 0.871, [0.8705, 0.8715]],
    ["2.0 pp", 0.02, [0.0195, 0.0205]],
    ["2.0 percentage points", 0.02, [0.0195, 0.0205]],
    ["1e-3", 0.001, [0.0005, 0.0015]],
    ["1.2 × 10⁻³", 0.0012, [0.00115, 0.00125]],
    ["1.2 × 10^-3", 0.0012, [0.00115, 0.00125]],
    ["1.2x10^{-3}", 0.0012, [0.00115, 0.00125]],
    ["1,234,567", 1_234_567, [1_234_566.5, 1_234_567.5]],
    ["12\u202f345.6", 12_345.6, [12_345.55, 12_345.65]],
    ["10_000", 10_000, [9999.5, 10_000.5]],
    ["45 ms", 0.045, [0.0445, 0.0455]],
    ["1.5 min", 90, [87, 93]],
    ["2 h", 7200, [5400, 9000]],
    ["1.5 KiB", 1536, [1484.8, 1587.2]],
    ["12 MB", 12e6, [11.5e6, 12.5e6]],
    ["124M", 124e6, [123.5e6, 124.5e6]],
    ["10B", 1e10, [9.5e9, 1.05e10]],
    ["1.4×", 1.4, [1.35, 1.45]],
    ["1.4x", 1.4, [1.35, 1.45]],
    ["<0.01", 0.01, [-Infinity, 0.01]],
    ["≥ 3", 3, [3, Infinity]],
    ["0.81–0.87", 0.84, [0.805, 0.875]],
    ["3–5 ms", 0.004, [0.0025, 0.0055]],
    ["12/14", 12 / 14, [12 / 14, 12 / 14]],
    ["~0.87", 0.87, [0.86, 0.88]],
    ["~1000", 1000, [950, 1050]],
    ["**0.87**", 0.87, [0.865, 0.875]],
    ["1,200 tokens/s", 1200, [1199.5, 1200.5]],
  ])("%s", (text, value, interval) => {
    const numeral = read(text);
    expect(numeral.value).toBeCloseTo(value, 12);
    expect(numeral.interval[0]).toBeCloseTo(interval[0] ?? 0, 9);
    expect(numeral.interval[1]).toBeCloseTo(interval[1] ?? 0, 9);
  });

  test("value and spread keep both parts with the unit of the second", () => {
    const numeral = read("87.1 ± 0.4 %");
    expect(numeral.kind).toBe("spread");
    expect(numeral.parts.map((p) => p.value)).toEqual([0.871, 0.004]);
  });

  test("what is not finite is a numeral too", () => {
    expect(read("NaN").value).toBeNaN();
    expect(read("−∞").value).toBe(-Infinity);
  });

  test.each(["", "abc", "0.87 and 0.9", "0.87 of", "v", "-", "ResNet"])("%j is not one numeral", (text) => {
    expect(parseNumeral(text)).toBeNull();
  });
});

describe("findNumerals", () => {
  test.each([
    ["rose from 0.81 to 0.87.", ["0.81", "0.87"]],
    ["loss -0.20, then −3.1e-2", ["-0.20", "−3.1e-2"]],
    ["(87.1 %) and 2 × 10⁻³; 8×8 pixels", ["87.1 %", "2 × 10⁻³", "8", "8"]],
    ["mean 0.871 ± 0.004 (p<0.01)", ["0.871 ± 0.004", "<0.01"]],
    ["ResNet-50 gets 0.9", ["50", "0.9"]],
    ["38 of 50, 12/14 right", ["38 of 50", "12/14"]],
    ["0.81 -> 0.87", ["0.81", "0.87"]],
    ["1,2 and 3,400", ["1", "2", "3,400"]],
    ["8xH100 for 75 seconds", ["8", "100", "75 seconds"]],
    ["it is about 0.9", ["0.9"]],
    ["ends in 7.", ["7"]],
  ])("%s", (text, expected) => {
    expect(findNumerals(text).map((n) => n.text)).toEqual(expected);
  });

  test("never throws, never overlaps, and every span says what it says", () => {
    const piece = fc.constantFrom(..." 0123456789.,-−–±/×xeE%^~<>=|()abKMs∞NaN\u202f".split(""));
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 30 }), (characters) => {
        const text = characters.join("");
        let last = 0;
        for (const numeral of findNumerals(text)) {
          expect(numeral.start).toBeGreaterThanOrEqual(last);
          expect(numeral.end).toBeGreaterThan(numeral.start);
          expect(text.slice(numeral.start, numeral.end)).toBe(numeral.text);
          last = numeral.end;
        }
      }),
      { numRuns: 3000 },
    );
  });
});

/** Exact: does a decimal literal lie within half a unit of the last printed place? By integers only. */
function withinHalf(literal: string, printed: string): boolean {
  const scale = 30;
  const whole = (text: string) => {
    const [a = "0", b = ""] = text.replace("-", "").split(".");
    const digits = BigInt(a + b.padEnd(scale, "0").slice(0, scale));
    return text.startsWith("-") ? -digits : digits;
  };
  const decimals = printed.split(".")[1]?.length ?? 0;
  const half = 5n * 10n ** BigInt(scale - decimals - 1);
  const distance = whole(literal) - whole(printed);
  return (distance < 0n ? -distance : distance) <= half;
}

describe("agrees", () => {
  test("is exact decimal arithmetic for literals of up to 15 digits", () => {
    const digits = fc.integer({ min: -9_999_999, max: 9_999_999 });
    fc.assert(
      fc.property(digits, fc.integer({ min: 0, max: 7 }), fc.integer({ min: 0, max: 5 }), (n, places, shown) => {
        const literal = (n / 10 ** places).toFixed(places);
        for (const printed of [Number(literal).toFixed(shown), ((n + 4) / 10 ** places).toFixed(shown)]) {
          expect(agrees(read(printed), logged(Number(literal), null)), `${literal} as ${printed}`).toBe(
            withinHalf(literal, printed),
          );
        }
      }),
      { numRuns: 3000 },
    );
  });

  test.each([
    ["0.86", 0.865, true],
    ["0.87", 0.865, true],
    ["0.87", 0.8649999, false],
    ["87.1 %", 0.8712, true],
    ["87.1 %", 87.12, true],
    ["0.87 %", 0.87, false],
    ["2.0 pp", 0.02, false],
    ["<0.01", 0.01, false],
    ["<0.01", 0.0099, true],
    ["124M", 124.1, false],
    ["0.81–0.87", 0.84, true],
    ["NaN", Number.NaN, true],
    ["0.5", Number.NaN, false],
    ["12/14", 0.8571428571428571, true],
  ])("%s and a logged %d: %s", (text, value, expected) => {
    expect(agrees(read(text), logged(value, null))).toBe(expected);
  });

  test("a unit in the metric's name decides what seconds are", () => {
    const measured = logged(45.2, unitOfName("latency_ms"));
    expect(agrees(read("45 ms"), measured)).toBe(true);
    expect(agrees(read("0.045 s"), measured)).toBe(true);
    expect(agrees(read("45 s"), measured)).toBe(false);
    expect(agrees(read("45 MB"), measured)).toBe(false);
    expect(agrees(read("45"), measured)).toBe(true);
  });

  test("truncation is told apart from rounding", () => {
    expect(isTruncated(read("0.86"), logged(0.8674, null))).toBe(true);
    expect(isTruncated(read("−0.86"), logged(-0.8674, null))).toBe(true);
    expect(isTruncated(read("0.87"), logged(0.8674, null))).toBe(false);
    expect(isTruncated(read("0.86"), logged(0.8774, null))).toBe(false);
  });
});

describe("printLike", () => {
  const forms = [
    "0.87",
    "−0.20",
    "+3.1",
    "1e-3",
    "1.2 × 10⁻³",
    "1.25 x 10^{-3}",
    "87.1 %",
    "12,345.6",
    "7",
    "45 ms",
    "1.5 min",
    "124M",
    "3.0 KiB",
    "12\u202f345",
  ];

  test("what it prints is read again as the same value, in the same form", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...forms),
        fc.double({ min: -1e6, max: 1e6, noNaN: true }).filter((v) => Math.abs(v) > 1e-6),
        (form, value) => {
          const numeral = read(form);
          const printed = printLike(numeral, { value, unit: null, change: "either", computed: true });
          expect(printed).not.toBeNull();
          const again = read(printed ?? "");
          expect(again.unit?.name).toBe(numeral.unit?.name);
          expect(again.decimals).toBe(numeral.decimals);
          expect(agrees(again, { value, unit: null, change: "either", computed: true }), `${value} as ${printed}`).toBe(
            true,
          );
        },
      ),
      { numRuns: 3000 },
    );
  });

  test.each([
    ["0.87", 0.8612, "0.86"],
    ["87.1 %", 0.8612, "86.1 %"],
    ["+1.0", -0.31, "−0.3"],
    ["-1.0", -0.31, "-0.3"],
    ["12,345", 9_876_543, "9,876,543"],
    ["1.2 × 10⁻³", 0.0456, "4.6 × 10⁻²"],
    ["1e-3", 2e-5, "2e-5"],
    ["0.871 ± 0.004", 0.8812, "0.881 ± 0.004"],
  ])("%s with %d is %s", (form, value, expected) => {
    expect(printLike(read(form), logged(value, null))).toBe(expected);
  });
});
