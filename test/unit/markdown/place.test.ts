import { expect, test } from "vitest";
import { placeAt, sentenceAt, spanBetween } from "../../../src/markdown/place.ts";

test("lines and columns are counted from 1, in UTF-16 units", () => {
  const text = "a😀b\r\n\nc";
  expect(placeAt(text, 0)).toEqual({ line: 1, column: 1 });
  expect(placeAt(text, text.indexOf("b"))).toEqual({ line: 1, column: 4 });
  expect(placeAt(text, text.indexOf("\n"))).toEqual({ line: 1, column: 6 });
  expect(placeAt(text, text.indexOf("c"))).toEqual({ line: 3, column: 1 });
  expect(spanBetween(text, 7, 8)).toEqual({ start: 7, end: 8, line: 3, column: 1 });
});

test.each([
  ["One. Two X is 0.97 of it. Three.", "Two X is 0.97 of it."],
  ["One!\nX goes\non. Two.", "X goes\non."],
  ["Before\n\nX is\r\nhere\r\n\r\nAfter.", "X is\r\nhere"],
  ["- a\n- X here\n- c", "X here"],
  ["| a | X here | c |", " X here "],
  ["## X here\ntext", "X here"],
  ["第一。X 在。第三。", "X 在。"],
  ["(One.) “X two.” Three", "“X two."],
  ["X", "X"],
])("the sentence of X in %j is %j", (text, sentence) => {
  expect(sentenceAt(text, text.indexOf("X"))).toBe(sentence);
});

test("a text without sentences is not searched far", () => {
  const text = `${"a ".repeat(200_000)}X${" \n".repeat(200_000)}`;
  expect(sentenceAt(text, 400_000).length).toBeLessThan(5000);
});
