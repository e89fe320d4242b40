import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compareNatural } from "../../../src/model/natural-order.ts";

describe("natural order", () => {
  it("takes numbers in names as numbers", () => {
    const names = ["v10", "v9", "v1/b2", "v1/b10", "v01", "a", "v", "v1", "10", "9", "007", ""];
    expect([...names].sort(compareNatural)).toEqual([
      "",
      "007",
      "9",
      "10",
      "a",
      "v",
      "v01",
      "v1",
      "v1/b2",
      "v1/b10",
      "v9",
      "v10",
    ]);
  });

  it("is an order", () => {
    const text = fc.string({ unit: fc.constantFrom("0", "1", "9", "a", "-", "/", "é"), maxLength: 6 });
    fc.assert(
      fc.property(text, text, text, (a, b, c) => {
        expect(Math.sign(compareNatural(a, b))).toBe(-Math.sign(compareNatural(b, a)) + 0);
        expect(compareNatural(a, b) === 0).toBe(a === b);
        if (compareNatural(a, b) <= 0 && compareNatural(b, c) <= 0) expect(compareNatural(a, c)).toBeLessThanOrEqual(0);
      }),
    );
  });
});
