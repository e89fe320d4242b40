import { expect, test } from "vitest";
import { placeAt, spanBetween } from "../../../src/markdown/place.ts";

test("lines and columns are counted from 1, in UTF-16 units", () => {
  const text = "a😀b\r\n\nc";
  expect(placeAt(text, 0)).toEqual({ line: 1, column: 1 });
  expect(placeAt(text, text.indexOf("b"))).toEqual({ line: 1, column: 4 });
  expect(placeAt(text, text.indexOf("\n"))).toEqual({ line: 1, column: 6 });
  expect(placeAt(text, text.indexOf("c"))).toEqual({ line: 3, column: 1 });
  expect(spanBetween(text, 7, 8)).toEqual({ start: 7, end: 8, line: 3, column: 1 });
});
