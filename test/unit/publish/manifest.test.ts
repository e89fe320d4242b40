import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { OutputEntry } from "../../../src/edition/manifest.ts";
import { changeManifest, formatManifest, parseManifest } from "../../../src/edition/manifest.ts";

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

  test("changed in some places is as if it had been written anew", () => {
    // Names in which the marks of the text stand, too.
    const name = fc.oneof(fc.string(), fc.constantFrom("files", 'a":["', "},", '},\n"files":{', "ü/", "\ud83d\ude00"));
    const entry: fc.Arbitrary<OutputEntry> = fc.tuple(fc.constantFrom("1", "2"), fc.nat());
    const all = fc.dictionary(name, fc.tuple(entry, fc.option(entry), fc.boolean()));
    fc.assert(
      fc.property(all, all, (given, added) => {
        const isAPage = (place: string) => place === "" || place.endsWith("/");
        const part = (of: Map<string, OutputEntry>, wanted: boolean) =>
          new Map([...of].filter(([place]) => isAPage(place) === wanted));
        const text = (of: Map<string, OutputEntry>) =>
          formatManifest({ stamp: "s", pages: part(of, true), files: part(of, false) });
        const before = new Map(Object.entries(given).map(([place, [first]]) => [place, first]));
        const after = new Map(before);
        const changes = new Map<string, OutputEntry | null>();
        for (const [place, [first, then, isSame]] of [...Object.entries(added), ...Object.entries(given)]) {
          if (isSame) continue;
          changes.set(place, place in given ? then : first);
        }
        for (const [place, then] of changes) then === null ? after.delete(place) : after.set(place, then);
        const changed = changeManifest(text(before), changes);
        expect(changed.text).toBe(text(after));
        expect(changed.count).toBe(after.size);
        expect(new Set(changed.replaced)).toEqual(new Set([...changes.keys()].filter((place) => before.has(place))));
      }),
    );
  });
});
