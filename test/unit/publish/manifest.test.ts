import { describe, expect, test } from "vitest";
import type { OutputEntry } from "../../../src/edition/manifest.ts";
import { formatManifest, parseManifest } from "../../../src/edition/manifest.ts";

const entries = (all: Record<string, OutputEntry>) => new Map(Object.entries(all));
const manifest = {
  stamp: "s",
  pages: entries({ "b/": ["2", 4], "": ["1", 3] }),
  files: entries({ "c.js": ["3", 5], "404.html": ["s", 6] }),
};

describe("the list of what a build made", () => {
  test("is read as it was written, sorted", () => {
    const text = formatManifest(manifest);
    expect(parseManifest(text)).toEqual(manifest);
    expect(text.indexOf('"404.html"')).toBeLessThan(text.indexOf('"c.js"'));
  });

  test("of another version tells which files are ours, and that nothing is known of them", () => {
    const about = "What labdocs made in this folder. Later builds delete only files that are listed here.";
    const text = JSON.stringify({ about, stamp: "s", pages: { "": "1" }, files: { "a.js": { bytes: 3 } }, more: 1 });
    const unknown = (name: string) => entries({ [name]: ["", -1] });
    expect(parseManifest(text)).toEqual({ stamp: "", pages: unknown(""), files: unknown("a.js") });
  });

  test.each(["", "{}", "[]", '{"about":"x","pages":{},"files":{}}'])("refuses %s", (text) => {
    expect(parseManifest(text)).toBeNull();
  });

  test.each(["/etc/passwd", "a/../../x", "C:/x", "a\\..\\x", "./x", "../x"])("refuses to own %s", (path) => {
    expect(parseManifest(formatManifest({ ...manifest, files: entries({ [path]: ["", 1] }) }))).toBeNull();
    expect(parseManifest(formatManifest({ ...manifest, pages: entries({ [`${path}/`]: ["", 1] }) }))).toBeNull();
  });
});
