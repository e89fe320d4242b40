import fc from "fast-check";
import { expect, test } from "vitest";
import { formatNumber, styleFor } from "../../../src/model/quantity.ts";

const printed = (values: number[]) => values.map((value) => formatNumber(value, styleFor(values)));

test.each([
  [
    [0.9758551307847082, 0.9013732833957553],
    ["0.9759", "0.9014"],
  ],
  // As logged, where that is one digit more.
  [[3.2792], ["3.2792"]],
  [[3.2802], ["3.2802"]],
  // Close together: two digits of their range are seen.
  [
    [3.27192, 3.276041, 3.276553, 3.278463],
    ["3.2719", "3.2760", "3.2766", "3.2785"],
  ],
  // Two decimals more at most, however close they are.
  [
    [1.23456789, 1.2345679],
    ["1.23457", "1.23457"],
  ],
  [
    [100, 2000],
    ["100", "2000"],
  ],
  [
    [0.5, 0.25],
    ["0.5000", "0.2500"],
  ],
])("%j is printed as %j", (values, texts) => {
  expect(printed(values)).toEqual(texts);
});

test("a column has one number of decimals, at most two more than four significant digits of its largest need", () => {
  const value = fc.double({ min: 0.001, max: 999, noNaN: true });
  fc.assert(
    fc.property(fc.array(value, { minLength: 1, maxLength: 20 }), (values) => {
      const { decimals, scientific } = styleFor(values);
      const largest = Math.max(...values);
      expect(scientific).toBe(largest < 1e-3);
      const alone = styleFor([largest + 0.123456789]).decimals;
      expect(decimals).toBeLessThanOrEqual(alone + 5);
      expect(new Set(printed(values).map((text) => text.split(".")[1]?.length ?? 0)).size).toBe(1);
    }),
  );
});
