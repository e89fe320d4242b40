import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { makeSlugs, slugOf } from "../../../src/publish/slug.ts";

describe("a slug", () => {
  test.each([
    ["2026-11-21T16-38-52-baseline-seed0", "2026-11-21T16-38-52-baseline-seed0"],
    ["train.log", "train.log"],
    [".specweave", "specweave"],
    ["_archive", "archive"],
    ["a b/c", "a-b-c"],
    ["..", expect.stringMatching(/^[0-9a-f]{6}$/)],
    ["日本", expect.stringMatching(/^[0-9a-f]{6}$/)],
    ["größe", expect.stringMatching(/^gr-e-[0-9a-f]{6}$/)],
    ["index.html", expect.stringMatching(/^index\.html-[0-9a-f]{6}$/)],
    ["CON", expect.stringMatching(/^CON-[0-9a-f]{6}$/)],
  ])("of %s is %s", (text, slug) => {
    expect(slugOf(text)).toEqual(slug);
  });

  test("is safe in an address and as a file name, whatever the text", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        const slug = slugOf(text);
        return /^[A-Za-z0-9]([A-Za-z0-9._-]*[A-Za-z0-9])?$/.test(slug) && slug.length <= 80;
      }),
    );
  });
});

test("slugs differ even where case does not count, and stay the same for the same key", () => {
  const slugs = makeSlugs();
  const first = slugs.of("a/Train.log", "files/a/Train.log");
  const second = slugs.of("a/train.log", "files/a/train.log");
  expect(first).toBe("files/a/Train.log");
  expect(second).toMatch(/^files\/a\/train\.log-[0-9a-f]{6}$/);
  expect(slugs.of("a/train.log", "files/a/train.log")).toBe(second);
});
