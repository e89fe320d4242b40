import fc from "fast-check";
import { expect, test } from "vitest";
import { splice } from "../../../src/markdown/splice.ts";

test("edits are applied in the order of their places, whatever order they come in", () => {
  const edits = [
    { start: 6, end: 11, text: "there" },
    { start: 0, end: 5, text: "Hi" },
    { start: 11, end: 11, text: "!" },
    { start: 11, end: 11, text: "?" },
  ];
  expect(splice("Hello world", edits)).toBe("Hi there!?");
});

test("overlapping edits and edits outside the text are refused", () => {
  expect(() =>
    splice("abc", [
      { start: 0, end: 2, text: "" },
      { start: 1, end: 3, text: "" },
    ]),
  ).toThrow(RangeError);
  expect(() => splice("abc", [{ start: 2, end: 4, text: "" }])).toThrow(RangeError);
  expect(() => splice("abc", [{ start: 2, end: 1, text: "" }])).toThrow(RangeError);
  expect(() => splice("abc", [{ start: Number.NaN, end: 1, text: "" }])).toThrow(RangeError);
});

test("everything outside the edits stays as it is", () => {
  const input = fc.record({ parts: fc.array(fc.tuple(fc.string({ unit: "binary" }), fc.string(), fc.string())) });
  fc.assert(
    fc.property(input, ({ parts }) => {
      let at = 0;
      const edits = parts.map(([kept, old, text]) => {
        const start = at + kept.length;
        at = start + old.length;
        return { start, end: at, text };
      });
      const before = parts.map(([kept, old]) => kept + old).join("");
      expect(splice(before, edits)).toBe(parts.map(([kept, , text]) => kept + text).join(""));
    }),
  );
});
