import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { leavesOf } from "../../../src/readers/format/value.ts";
import { parseYaml } from "../../../src/readers/format/yaml.ts";

function leaves(text: string) {
  const { value } = parseYaml(text);
  return value?.kind === "map"
    ? leavesOf(value).map((leaf) => [leaf.name, leaf.value.value, leaf.value.literal, leaf.value.line])
    : null;
}

describe("parseYaml", () => {
  it("follows YAML 1.2 core and keeps literals and lines", () => {
    expect(
      leaves(
        "lr: 1e-4\ndrop: 0.10\nyes: yes\ndate: 2026-11-21\nclock: 12:30:45\nnan: .nan\ninf: -.inf\nnothing:\nhex: 0x1F\n",
      ),
    ).toEqual([
      ["lr", 1e-4, "1e-4", 1],
      ["drop", 0.1, "0.10", 2],
      ["yes", "yes", "yes", 3],
      ["date", "2026-11-21", "2026-11-21", 4],
      ["clock", "12:30:45", "12:30:45", 5],
      ["nan", Number.NaN, ".nan", 6],
      ["inf", Number.NEGATIVE_INFINITY, "-.inf", 7],
      ["nothing", null, "", 8],
      ["hex", 31, "0x1F", 9],
    ]);
  });

  it("keeps quoted numbers as text and joins nested names with dots", () => {
    expect(leaves('a:\n  b:\n    - 1e-3\n    - 0.50\n  c: "7"\n')).toEqual([
      ["a.b", "[1e-3, 0.50]", "[1e-3, 0.50]", 3],
      ["a.c", "7", "7", 5],
    ]);
  });

  it("never constructs tags, and joins the parts of a path", () => {
    const text =
      "path: !!python/object/apply:pathlib.PosixPath\n- /\n- data\n- x.csv\nt: !!python/tuple [1, 2]\ns: !!str 1\n";
    expect(leaves(text)?.map(([name, value]) => [name, value])).toEqual([
      ["path", "/data/x.csv"],
      ["t", "[1, 2]"],
      ["s", "1"],
    ]);
  });

  it("follows anchors and merges, without letting them multiply", () => {
    expect(leaves("base: &b {lr: 0.1}\nrun:\n  <<: *b\n  wd: 0\n")?.map(([name]) => name)).toEqual([
      "base.lr",
      "run.wd",
      "run.lr",
    ]);
    const bomb = [
      "a0: &a0 {x: 1}",
      ...Array.from({ length: 30 }, (_, i) => `a${i + 1}: &a${i + 1} {l: *a${i}, r: *a${i}}`),
    ].join("\n");
    expect(leaves(bomb)?.length).toBeLessThanOrEqual(20_000);
    expect(leaves("a: &a\n  b: *a\n")).toEqual([["a.b", null, "", 2]]);
  });

  it("says where an error is", () => {
    expect(parseYaml("a: 1\nb: [1,\n").error).toMatchObject({ line: expect.any(Number) });
    expect(parseYaml("a: 1\n\tb: 2\n").error?.line).toBe(2);
  });

  it("reads an empty text as no fields and CRLF as LF", () => {
    expect(leaves("")).toEqual([]);
    expect(leaves("# only a comment\n")).toEqual([]);
    expect(leaves("a: 1\r\nb: x\r\n")?.map(([, value]) => value)).toEqual([1, "x"]);
  });

  it("never throws", () => {
    const texts = fc.string({ unit: fc.constantFrom(..."ab:-?[]{}&*!|>'\"%@`#,\n\t 01.".split("")), maxLength: 60 });
    fc.assert(
      fc.property(texts, (text) => void parseYaml(text)),
      { numRuns: 3000 },
    );
  });
});
