import { describe, expect, test } from "vitest";
import type { EntryParts } from "../../../src/markdown/merge-entries.ts";
import { mergeEntries } from "../../../src/markdown/merge-entries.ts";

const A = "\n## 02-11 a\n\nDeeper.\n";
const B = "\n## 02-12 b\n\nThinner.\n";
const C = "\n## 02-13 c\n\nWider.\n";

function merged(ours: string, base: string, theirs: string, parts: EntryParts = "paragraphs"): (string | null)[] {
  const lines = (text: string) => text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
  const both = [
    { ours, theirs },
    { ours: theirs, theirs: ours },
  ];
  return both.map((one) =>
    mergeEntries({ ours: lines(one.ours), base: lines(base), theirs: lines(one.theirs) }, parts),
  );
}

describe("entries of a journal, whichever side is ours", () => {
  test.each([
    ["added on both sides are both kept", A, "", B, A + B],
    ["taken away on one side are gone from the other, which added one after them", A + B, A, "", B],
    ["and one before them", C + A, A, "", C],
    ["and around them", A + B + C, B, "", A + C],
    ["taken away on both sides are all gone", A, A + B, B, ""],
  ])("%s", (_, ours, base, theirs, text) => {
    expect(merged(ours, base, theirs)).toEqual([text, text]);
  });

  test("keep the heading that both stand under", () => {
    const day = "\n## 02-11\n";
    const text = `${day}\nThinner.\n`;
    expect(merged(`${day}\nDeeper.\n\nThinner.\n`, `${day}\nDeeper.\n`, "")).toEqual([text, text]);
  });

  test("that one side reworded are for people to decide", () => {
    expect(merged(A.replace("Deeper", "Flatter"), A, "")).toEqual([null, null]);
    expect(merged(A.replace("Deeper.", "Deeper.\nOr so."), A, "")).toEqual([null, null]);
  });
});

test("lines of a list are taken away one by one", () => {
  expect(merged("one\ntwo\nthree\n", "one\ntwo\n", "one\n", "lines")).toEqual(["one\nthree\n", "one\nthree\n"]);
  expect(merged("one # because\n", "one\n", "", "lines")).toEqual([null, null]);
});
