import { describe, expect, test } from "vitest";
import { unifiedDiff } from "../../../src/reporters/diff.ts";

const plain = { color: false };

describe("unifiedDiff", () => {
  test("a changed file, as patch reads it", () => {
    const write = { path: "a.md", before: "one\ntwo\nthree\n", after: "one\n2\nthree\n" };
    expect(unifiedDiff([write], plain)).toBe("--- a/a.md\n+++ b/a.md\n@@ -1,3 +1,3 @@\n one\n-two\n+2\n three\n");
  });

  test("a new file", () => {
    expect(unifiedDiff([{ path: "a.md", before: null, after: "one\ntwo\n" }], plain)).toBe(
      "--- /dev/null\n+++ b/a.md\n@@ -0,0 +1,2 @@\n+one\n+two\n",
    );
  });

  test("long lines, long files and binary content are cut, and said to be", () => {
    const long = unifiedDiff([{ path: "a", before: null, after: "x".repeat(1000) }], plain);
    expect(long).toMatch(/^\+x{298}…$/m);
    const lines = Array.from({ length: 900 }, (_, index) => `${index}\n`).join("");
    expect(unifiedDiff([{ path: "a", before: null, after: lines }], plain)).toMatch(/\(501 more lines\)\n$/);
    expect(unifiedDiff([{ path: "a", before: null, after: "\0\0" }], plain)).toContain("(binary, 2 bytes)");
  });

  test("control characters are shown, not sent", () => {
    expect(unifiedDiff([{ path: "a\x1b[2J", before: null, after: "\x1b[31m\n" }], plain)).not.toContain("\x1b");
  });

  test("colours when asked for", () => {
    const write = { path: "a.md", before: "one\n", after: "two\n" };
    expect(unifiedDiff([write], { color: true })).toContain("\x1b[32m+two");
  });
});
