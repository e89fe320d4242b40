import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { numberOut } from "../../../src/readers/format/decimal.ts";
import { readNumber } from "../../../src/readers/format/number-bytes.ts";

function read(text: string, rest = ","): { value: number; length: number } {
  const buffer = Buffer.from((text + rest).padEnd(text.length + 64));
  const length = readNumber(new DataView(buffer.buffer, buffer.byteOffset, buffer.length), 0);
  return { value: numberOut[0] as number, length };
}

const digits = (most: number) =>
  fc.string({ unit: fc.constantFrom(..."0123456789".split("")), minLength: 1, maxLength: most });

describe("readNumber", () => {
  it("gives the double that Number gives, for every double", () => {
    const check = (double: number) => {
      const literal = JSON.stringify(double);
      const { value, length } = read(literal);
      if (length === -1) expect(literal).toContain("+");
      else expect([value, length]).toEqual([Number(literal), literal.length]);
    };
    fc.assert(fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), check), { numRuns: 5000 });
  });

  it("gives it for any number of digits", () => {
    const text = fc
      .tuple(fc.constantFrom("", "-"), fc.nat(999_999), digits(24), fc.constantFrom("", "e-5", "E+12", "e-300", "e400"))
      .map(([sign, whole, rest, exponent]) => `${sign}${whole}.${rest}${exponent}`);
    const check = (literal: string) => {
      const { value, length } = read(literal);
      if (length === -1) return;
      expect(length).toBe(literal.length);
      expect(Object.is(value, Number(literal))).toBe(true);
    };
    fc.assert(fc.property(text, check), { numRuns: 10_000 });
  });

  it("gives it next to the middle between two doubles", () => {
    for (const literal of [
      "9007199254740993",
      "0.9007199254740993",
      "1.00000000000000011102230246251565",
      "0.500000000000000166533453693773481063544750213623046875",
    ]) {
      const { value, length } = read(literal);
      if (length !== -1) expect(value).toBe(Number(literal));
    }
  });

  it("reads the words of Python's JSON", () => {
    expect(read("NaN").value).toBeNaN();
    expect(read("-Infinity")).toEqual({ value: Number.NEGATIVE_INFINITY, length: 9 });
    expect(read("Infinity")).toEqual({ value: Number.POSITIVE_INFINITY, length: 8 });
    expect(Object.is(read("-0").value, -0)).toBe(true);
  });

  it("refuses what JSON refuses", () => {
    for (const text of ["", "-", "01", "1.", ".5", "1e", "1e+", "+1", "-NaN", "nan", "x", "00.1"])
      expect(read(text, "}").length).toBe(-1);
  });
});
