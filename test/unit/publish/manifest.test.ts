import { describe, expect, test } from "vitest";
import { formatManifest, parseManifest } from "../../../src/publish/manifest.ts";

const manifest = {
  stamp: "s",
  pages: { "b/": "2", "": "1" },
  files: { "index.html": { bytes: 3 }, "b/index.html": { bytes: 4 } },
};

describe("the list of what a build made", () => {
  test("is read as it was written, sorted", () => {
    const text = formatManifest(manifest);
    expect(parseManifest(text)).toMatchObject(manifest);
    expect(text.indexOf("b/index.html")).toBeLessThan(text.indexOf('"index.html"'));
  });

  test.each(["", "{}", "[]", formatManifest({ ...manifest, files: { "../x": { bytes: 1 } } })])(
    "refuses %s",
    (text) => {
      expect(parseManifest(text)).toBeNull();
    },
  );

  test.each(["/etc/passwd", "a/../../x", "C:/x", "a\\..\\x", "./x"])("refuses to own %s", (path) => {
    expect(parseManifest(formatManifest({ ...manifest, files: { [path]: { bytes: 1 } } }))).toBeNull();
  });
});
