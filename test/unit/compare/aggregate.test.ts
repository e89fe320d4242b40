import fc from "fast-check";
import { expect, test } from "vitest";
import { aggregate } from "../../../src/compare/table/aggregate.ts";

const finite = fc.double({ min: -1e6, max: 1e6, noNaN: true });

test("mean and sample standard deviation are those of the textbook", () => {
  fc.assert(
    fc.property(fc.array(finite, { minLength: 2, maxLength: 50 }), (values) => {
      const n = values.length;
      const mean = values.reduce((a, b) => a + b, 0) / n;
      const std = Math.sqrt(values.map((v) => (v - mean) ** 2).reduce((a, b) => a + b, 0) / (n - 1));
      const stated = aggregate(values);
      const scale = Math.max(1, ...values.map(Math.abs));
      expect(Math.abs((stated?.mean ?? Number.NaN) - mean) / scale).toBeLessThan(1e-12);
      expect(Math.abs((stated?.std ?? Number.NaN) - std) / scale).toBeLessThan(1e-7);
      expect([stated?.n, stated?.min, stated?.max]).toEqual([n, Math.min(...values), Math.max(...values)]);
    }),
  );
});

test("what is not finite changes nothing", () => {
  const bad = fc.constantFrom(Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY);
  fc.assert(
    fc.property(fc.array(finite, { minLength: 1 }), fc.array(bad), (values, others) => {
      expect(aggregate([...values, ...others])).toEqual(aggregate(values));
    }),
  );
});

test("equal values have exactly that mean and no spread; one value has none to speak of; none has nothing", () => {
  expect(aggregate([0.1, 0.1, 0.1])).toEqual({ n: 3, mean: 0.1, std: 0, min: 0.1, max: 0.1 });
  expect(aggregate([0.1])).toMatchObject({ n: 1, std: null });
  expect(aggregate([Number.NaN])).toBeNull();
  expect(aggregate([1e308, 1.2e308])?.mean).toBeCloseTo(1.1e308, -300);
});
