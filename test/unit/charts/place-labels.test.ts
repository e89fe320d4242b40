import fc from "fast-check";
import { expect, test } from "vitest";
import { placeLabels } from "../../../src/charts/drawing/place-labels.ts";

const size = { width: 400, height: 300 };
const point = fc.record({ x: fc.integer({ min: 0, max: 400 }), y: fc.integer({ min: 0, max: 300 }) });

test("no label covers another one or leaves the drawing, and the first one has its place if there is any", () => {
  fc.assert(
    fc.property(fc.array(point, { minLength: 1, maxLength: 30 }), (points) => {
      const labels = points.map((at, i) => ({ text: `row-${i}`, width: 40, at }));
      const placed = placeLabels(labels, points, size);
      const boxes = placed.map(({ x, y, align }) => ({ left: align === "left" ? x : x - 40, y }));
      for (const [i, one] of boxes.entries()) {
        expect(one.left).toBeGreaterThanOrEqual(0);
        expect(one.left + 40).toBeLessThanOrEqual(size.width);
        for (const other of boxes.slice(i + 1))
          expect(Math.abs(one.left - other.left) >= 40 || Math.abs(one.y - other.y) >= 14).toBe(true);
      }
    }),
  );
  expect(placeLabels([{ text: "a", width: 20, at: { x: 50, y: 50 } }], [{ x: 50, y: 50 }], size)).toEqual([
    { text: "a", x: 58, y: 50, align: "left" },
  ]);
});
