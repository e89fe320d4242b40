import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { kneeOf, paretoFront } from "../../../src/statistics/front.ts";

const point = fc.tuple(fc.integer({ min: 0, max: 6 }), fc.integer({ min: 0, max: 6 }), fc.integer({ min: 0, max: 3 }));

function dominates(a: readonly number[], b: readonly number[]): boolean {
  return a.every((value, i) => value >= (b[i] ?? 0)) && a.some((value, i) => value > (b[i] ?? 0));
}

describe("a front", () => {
  test("holds exactly the points that no other dominates, and names who dominates the rest", () => {
    fc.assert(
      fc.property(fc.array(point, { maxLength: 25 }), (points) => {
        const { front, dominated } = paretoFront(points);
        const expected = points.flatMap((one, i) => (points.some((other) => dominates(other, one)) ? [] : [i]));
        expect([...front].sort((a, b) => a - b)).toEqual(expected);
        expect(front.length + dominated.length).toBe(points.length);
        for (const { index, by } of dominated) {
          const all = front.filter((other) => dominates(points[other] ?? [], points[index] ?? []));
          expect(by).toEqual(all);
          expect(by.length).toBeGreaterThan(0);
        }
      }),
    );
  });

  test("starts with the best in the first coordinate", () => {
    expect(
      paretoFront([
        [1, 3],
        [3, 1],
        [2, 2],
        [1, 1],
      ]).front,
    ).toEqual([1, 2, 0]);
  });
});

describe("a knee", () => {
  const kneeAt = (points: number[][]) => kneeOf(points, paretoFront(points).front);

  test("is the point farthest to the good side of the line between the ends", () => {
    expect(
      kneeAt([
        [10, 0],
        [9, 8],
        [5, 9],
        [0, 10],
      ]),
    ).toBe(1);
  });

  test("is none on a straight or hollow front, of two points, and where two are equally far", () => {
    expect(
      kneeAt([
        [2, 0],
        [1, 1],
        [0, 2],
      ]),
    ).toBeNull();
    expect(
      kneeAt([
        [10, 0],
        [2, 2],
        [0, 10],
      ]),
    ).toBeNull();
    expect(
      kneeAt([
        [1, 0],
        [0, 1],
      ]),
    ).toBeNull();
    expect(
      kneeAt([
        [10, 0],
        [9, 7],
        [7, 9],
        [0, 10],
      ]),
    ).toBeNull();
  });
});
