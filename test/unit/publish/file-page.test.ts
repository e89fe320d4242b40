import { describe, expect, test } from "vitest";
import { pageSchema } from "../../../src/contract/index.ts";
import { filePage, visibleLine } from "../../../src/publish/file-page.ts";
import { joinRanges } from "../../../src/publish/notebook.ts";

function pageOf(total: number, cite: [number, number][] = []) {
  const read = (from: number, to: number) =>
    Array.from({ length: Math.max(0, to - from + 1) }, (_, i) => `line ${from + i}`);
  const cited = cite.map(([line, endLine]) => ({ line, endLine }));
  const page = filePage(
    { total, bytes: total * 10, read },
    { path: "a/b.log", address: "files/a/b.log/", cited, owners: [] },
  );
  return pageSchema.parse(page) as typeof page;
}

const ends = (page: ReturnType<typeof pageOf>) =>
  page.windows.map((window) => [window.lines[0]?.number, window.lines.at(-1)?.number]);

describe("the page of a file", () => {
  test("shows a small file whole", () => {
    const page = pageOf(3, [[2, 2]]);
    expect(page.address).toBe("files/a/b.log/");
    expect(page.windows).toHaveLength(1);
    expect(page.windows[0]?.lines.map((line) => line.cited)).toEqual([false, true, false]);
    expect(page).toMatchObject({ note: null, end: null });
  });

  test("shows head, tail and what is around each cited line of a large one, and says what is left out", () => {
    const page = pageOf(100_000, [
      [5000, 5000],
      [5030, 5032],
      [99_999, 99_999],
    ]);
    expect(ends(page)).toEqual([
      [1, 40],
      [4980, 5052],
      [99_961, 100_000],
    ]);
    expect(page.windows.map((window) => window.gap)).toEqual([null, "4939 lines left out", "94908 lines left out"]);
    expect(page.windows[1]?.lines.find((line) => line.number === 5030)?.ranges).toEqual(["L5030-L5032"]);
  });

  test("says below a cited line who cites it, and once for neighbours", () => {
    const by = (text: string) => [{ text, href: `documents/${text}/`, verdict: null }];
    const ranges = [
      { line: 2, endLine: 2, by: by("a") },
      { line: 2, endLine: 2, by: by("b") },
      { line: 3, endLine: 3, by: by("a") },
      { line: 4, endLine: 5, by: by("a") },
      { line: 7, endLine: 7 },
      { line: 8, endLine: 8, by: ["a", "b", "c", "d", "e"].flatMap(by) },
    ];
    const read = () => Array.from({ length: 9 }, () => "x");
    const place = { path: "a.log", address: "files/a.log/", cited: joinRanges(ranges), owners: [] };
    const { citations } = filePage({ total: 9, bytes: 9, read }, place);
    expect(
      citations.map(({ after, lines, links, more }) => [after, lines, links.map((one) => one.text), more]),
    ).toEqual([
      [2, null, ["a", "b"], null],
      [5, "Lines 3 to 5", ["a"], null],
      [8, null, ["a", "b", "c"], "and 2 other documents"],
    ]);
  });

  test("leaves out what is cited beyond its end", () => {
    expect(ends(pageOf(10, [[11, 11]]))).toEqual([[1, 10]]);
  });

  test("shows an empty file as the one empty line that a value may be read from", () => {
    const lines = pageOf(0, [[1, 1]]).windows[0]?.lines;
    expect(lines).toEqual([{ number: 1, text: "", cited: true, ranges: [] }]);
  });

  test("offers the file as it is, or says where it lies", () => {
    const text = { total: 1, bytes: 3, read: () => ["abc"] };
    const place = { path: "a/b.log", address: "files/a/b.log/", cited: [], owners: [] };
    const raw = "files/a/b.log/b.log.txt";
    expect(filePage(text, { ...place, raw })).toMatchObject({ raw: { text: "b.log", href: raw }, whole: null });
    expect(filePage(text, place)).toMatchObject({ raw: null, whole: expect.stringMatching(/a\/b\.log/) });
  });
});

test("what hides or reorders text is made visible, and a very long line is cut", () => {
  expect(visibleLine("a\tb\u001b[31m\u202ec")).toBe("a\tb␛[31m\\u{202E}c");
  expect(visibleLine("x".repeat(5000))).toMatch(/^x{1000} … \(5000 characters\)$/);
});
