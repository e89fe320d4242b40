import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readFrontMatter } from "../../../src/markdown/front-matter.ts";

const read = (text: string) => readFrontMatter(text, "a.md");

describe("front matter", () => {
  test("numbers and dates stay as they were written", () => {
    const text = "---\nincrement: 0042\nlr: 1e-3\nx: [0.10]\nday: 2024-01-02\ndraft: true\nnone:\n---\n# A\n";
    const { data, bodyStart, findings } = read(text);
    expect(data).toEqual({ increment: "0042", lr: "1e-3", x: ["0.10"], day: "2024-01-02", draft: true, none: null });
    expect(text.slice(bodyStart)).toBe("# A\n");
    expect(findings).toEqual([]);
  });

  test.each([
    ["CRLF", "---\r\na: b\r\n---\r\nbody", { a: "b" }, "body"],
    ["a byte order mark", "\uFEFF---\na: b\n---\nbody", { a: "b" }, "body"],
    ["the language said", "--- yaml\na: b\n---  \nbody", { a: "b" }, "body"],
    ["nothing after it", "---\na: b\n---", { a: "b" }, ""],
    ["nothing in it", "---\n---\nbody", {}, "body"],
  ])("with %s", (_, text, data, body) => {
    const found = read(text);
    expect(found).toMatchObject({ data, findings: [] });
    expect(text.slice(found.bodyStart)).toBe(body);
  });

  test.each([
    "",
    "# A",
    "---\nnever closed",
    "----\na: b\n----\n",
    "---\n\nA paragraph.\n\n---\n",
    " ---\na: b\n---\n",
    "--- a b\nc: d\n---\n",
  ])("%j has none", (text) => {
    expect(read(text)).toEqual({ data: {}, bodyStart: 0, findings: [] });
  });

  test.each(["js", "javascript", "JS", "coffee", "cson", "json", "toml", "sh"])(
    "%s is refused and never run",
    (language) => {
      const text = `---${language}\nmodule.exports = (globalThis.ran = true, {})\n---\nbody`;
      const { data, bodyStart, findings } = read(text);
      expect(data).toEqual({});
      expect(text.slice(bodyStart)).toBe("body");
      expect(findings).toMatchObject([{ code: "document/front-matter-language", line: 1 }]);
      expect(globalThis).not.toHaveProperty("ran");
    },
  );

  test("bad YAML is a finding with its place, every time it is read", () => {
    for (const _ of [1, 2]) {
      const { data, findings } = read("---\ntitle: a\nruns: [1, 2\nend: b\n---\n");
      expect(data).toEqual({});
      expect(findings).toMatchObject([{ code: "document/bad-front-matter", file: "a.md", line: 4, column: 1 }]);
    }
    expect(read("---\n- a\n- b\n---\n").findings).toMatchObject([{ code: "document/bad-front-matter", line: 2 }]);
    expect(read("---\na: !!js/function 'x'\n---\n").findings).toHaveLength(1);
  });

  test("data of two files are two objects, and no prototype is touched", () => {
    const text = "---\n__proto__: {polluted: yes}\na: {b: c}\n---\n";
    const first = read(text).data;
    (first.a as Record<string, string>).b = "changed";
    expect(read(text).data).toMatchObject({ a: { b: "c" } });
    expect({}).not.toHaveProperty("polluted");
  });

  test("no text makes it throw", () => {
    const pieces = fc.array(
      fc.constantFrom("---", "\n", "\r\n", "a: ", "[", "{", "&a ", "*a", "!!x", "\t", "- ", "'", "|", "?", "\u0000"),
    );
    fc.assert(
      fc.property(pieces, (parts) => void read(`---\n${parts.join("")}\n---\n`)),
      { numRuns: 500 },
    );
  });
});
