import { expect, test } from "vitest";
import type { LiveSpot } from "../../../../src/charts/live/live-figure.ts";
import { middleOf, sentenceOf, spotAt } from "../../../../src/charts/live/pick.ts";

const band: LiveSpot = { x: 0, y: 0, width: 200, height: 30, name: "a", said: [["loss", "0.12"]], href: null };
const dot: LiveSpot = { x: 100, y: 15, name: "a: seed0", said: [["loss", "0.10"]], href: "x" };
const line: LiveSpot = { x: 100, y: 100, along: [0, 50, 100, 100, 200, 50], name: "thread", said: [], href: null };

test("a point is nearer than the band that it lies in", () => {
  expect(spotAt([band, dot], { x: 104, y: 12 })).toBe(1);
  expect(spotAt([band, dot], { x: 150, y: 12 })).toBe(0);
  expect(spotAt([band, dot], { x: 150, y: 80 })).toBe(-1);
});

test("a line is pointed at anywhere along it, of two points the nearer one", () => {
  expect(spotAt([line], { x: 50, y: 78 })).toBe(0);
  expect(spotAt([line], { x: 50, y: 10 })).toBe(-1);
  expect(spotAt([dot, { ...dot, x: 108 }], { x: 106, y: 15 })).toBe(1);
});

test("what is not a number is nowhere", () => {
  expect(spotAt([{ ...dot, x: Number.NaN }], { x: 100, y: 15 })).toBe(-1);
  expect(spotAt([], { x: 0, y: 0 })).toBe(-1);
});

test("a box is spoken of at its middle, everything in a sentence", () => {
  expect(middleOf(band)).toEqual({ x: 100, y: 15 });
  expect(
    sentenceOf({
      ...band,
      said: [
        ["loss", "0.12"],
        ["", "new best"],
      ],
    }),
  ).toBe("a: loss 0.12; new best");
});
