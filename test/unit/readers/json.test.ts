import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseJson } from "../../../src/readers/format/json.ts";
import type { Value } from "../../../src/readers/format/value.ts";
import { jsonText, leavesOf } from "../../../src/readers/format/value.ts";

function plain(value: Value | null): unknown {
  if (value === null) return null;
  if (value.kind === "scalar") return value.value;
  if (value.kind === "list") return value.items.map(plain);
  return Object.fromEntries([...value.entries].map(([key, item]) => [key, plain(item)]));
}

describe("parseJson", () => {
  it("reads what JSON.stringify writes", () => {
    const check = (data: unknown) => {
      expect(plain(parseJson(JSON.stringify(data)).value)).toEqual(JSON.parse(JSON.stringify(data)));
    };
    fc.assert(
      fc.property(
        fc.jsonValue({ noUnicodeString: false }).filter((data) => !JSON.stringify(data).includes("__proto__")),
        check,
      ),
    );
  });

  it("fails exactly where JSON.parse fails, the three words of Python aside", () => {
    const texts = fc.string({
      unit: fc.constantFrom(...'{}[]",:0123456789.eE+-truefalsn \\u\n\t'.split("")),
      maxLength: 30,
    });
    const check = (text: string) => {
      let isValid = true;
      try {
        JSON.parse(text);
      } catch {
        isValid = false;
      }
      expect(parseJson(text).error === null).toBe(isValid);
    };
    fc.assert(fc.property(texts, check), { numRuns: 2000 });
  });

  it("reads NaN and infinities outside texts only", () => {
    const { value } = parseJson('{"a": NaN, "b": -Infinity, "c": "NaN", "d": Infinity}');
    expect(plain(value)).toEqual({ a: Number.NaN, b: Number.NEGATIVE_INFINITY, c: "NaN", d: Number.POSITIVE_INFINITY });
  });

  it("keeps literals and lines", () => {
    const { value } = parseJson('{\n  "lr": 1e-4,\n  "big": 1152921504606846977,\n  "dropout": 0.10\n}');
    const leaves = value?.kind === "map" ? leavesOf(value) : [];
    expect(leaves.map((leaf) => [leaf.name, leaf.value.literal, leaf.value.line])).toEqual([
      ["lr", "1e-4", 2],
      ["big", "1152921504606846977", 3],
      ["dropout", "0.10", 4],
    ]);
  });

  it("says line and column of an error", () => {
    expect(parseJson('{\n  "a": 1,\n  "b": }\n').error).toMatchObject({ line: 3, column: 8 });
    expect(parseJson("").error).toMatchObject({ line: 1, column: 1 });
    expect(parseJson("{} x").error).toMatchObject({ line: 1, column: 4 });
  });

  it("refuses to nest without end", () => {
    expect(parseJson("[".repeat(100_000)).error?.message).toContain("nested deeper");
  });

  it("reads a byte-order mark and, when asked, what Python prints", () => {
    expect(plain(parseJson('\ufeff{"a": 1}').value)).toEqual({ a: 1 });
    const printed = "{'loss': 0.5, 'ok': True, 'none': None, 'nan': nan, 'inf': -inf, 'text': 'it\\'s',}";
    expect(parseJson(printed).error).not.toBeNull();
    expect(plain(parseJson(printed, { python: true }).value)).toEqual({
      loss: 0.5,
      ok: true,
      none: null,
      nan: Number.NaN,
      inf: Number.NEGATIVE_INFINITY,
      text: "it's",
    });
  });

  it("writes lists as JSON with their literals", () => {
    const { value } = parseJson('[1e-4, 0.10, "a\\"b", {"x": [true, null]}]');
    expect(value && jsonText(value)).toBe('[1e-4, 0.10, "a\\"b", {"x": [true, null]}]');
  });
});
