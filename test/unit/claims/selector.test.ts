import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Expression } from "../../../src/claims/value/selector.ts";
import { formatExpression, parseExpression, selectorsOf } from "../../../src/claims/value/selector.ts";

function selector(path: string, rest: object = {}) {
  return { kind: "selector", path: path.split("/"), reduction: null, place: null, ...rest };
}

describe("parseExpression", () => {
  test.each([
    ["auc", selector("auc")],
    ["full/test/auc@best", selector("full/test/auc", { reduction: { kind: "best" } })],
    ["full/auc@step=2000", selector("full/auc", { reduction: { kind: "at", name: "step", step: 2000 } })],
    ["full/auc@mean5", selector("full/auc", { reduction: { kind: "meanOfLast", count: 5 } })],
    ["full/auc@area", selector("full/auc", { reduction: { kind: "area" } })],
    ["recall@10@area", selector("recall@10", { reduction: { kind: "area" } })],
    ["recall@10", selector("recall@10")],
    ["full/auc@steps-to-0.9", selector("full/auc", { reduction: { kind: "stepsTo", target: 0.9 } })],
    ["full/loss@time-to--1e-3", selector("full/loss", { reduction: { kind: "timeTo", target: -0.001 } })],
    ["full/test/auc@best(val/auc)", selector("full/test/auc", { reduction: { kind: "bestOf", metric: "val/auc" } })],
    ["f/t@best(mAP50%28B%29)", selector("f/t", { reduction: { kind: "bestOf", metric: "mAP50(B)" } })],
    ["auc step=2000", selector("auc", { reduction: { kind: "at", name: "step", step: 2000 } })],
    ["metrics/mAP@0.5", selector("metrics/mAP@0.5")],
    ["metrics/mAP50(B)", selector("metrics/mAP50(B)")],
    ["Total params", selector("Total params")],
    ["a%2Fb/c%20d", { ...selector(""), path: ["a/b", "c d"] }],
    ["/test/auc", selector("", { path: [], place: { kind: "pointer", pointer: "/test/auc" } })],
    ["col=auc row=7", selector("", { path: [], place: { kind: "cell", column: "auc", row: 7 } })],
    ["record=57", selector("", { path: [], place: { kind: "record", record: 57 } })],
  ])("%s", (text, expected) => {
    expect(parseExpression(text)).toEqual(expected);
  });

  test("functions nest, and names with parentheses are no functions", () => {
    const found = parseExpression("pp(mean(shift/test/acc), mean(base/mAP50(B)))");
    expect(found).toMatchObject({ kind: "call", name: "pp" });
    expect(selectorsOf(found as Expression).map((s) => s.path.join("/"))).toEqual(["shift/test/acc", "base/mAP50(B)"]);
    expect(parseExpression("n(a/x)")).toMatchObject({ name: "count" });
  });

  test.each(["", "  ", "a//b", "/", "diff(a)", "mean()", "mean(a", "mean(a))", "a\nb", "rel(a, b, c)"])(
    "%j is refused, or not a call",
    (text) => {
      const found = parseExpression(text);
      expect(found === null || found.kind === "selector").toBe(true);
    },
  );

  test("format and parse are inverse", () => {
    // A name's own slash and that between its parts are the same once it is joined.
    const slashed = (parts: string[]) =>
      parts
        .join("/")
        .split("/")
        .filter((one) => one !== "")
        .join("/") || "m";
    const part = fc.string({ minLength: 1, maxLength: 8 }).filter((s) => s.trim() === s && !/[\n\r]/.test(s));
    const reduction = fc.oneof(
      fc.constant(null),
      fc.constantFrom("last", "best", "min", "max", "first").map((kind) => ({ kind })),
      fc.nat().map((step) => ({ kind: "at", name: "step", step })),
      fc.constant({ kind: "area" }),
      fc.integer({ min: 1, max: 1e6 }).map((count) => ({ kind: "meanOfLast", count })),
      fc.record({
        kind: fc.constantFrom("stepsTo", "timeTo"),
        target: fc.double({ noNaN: true, noDefaultInfinity: true }).filter((target) => !Object.is(target, -0)),
      }),
      fc.array(part, { minLength: 1, maxLength: 3 }).map((parts) => ({ kind: "bestOf", metric: slashed(parts) })),
    );
    const leaf = fc
      .record({ path: fc.array(part, { minLength: 1, maxLength: 4 }), reduction })
      .map((s) => ({ kind: "selector", ...s, place: null }) as Expression);
    const call = fc
      .record({ name: fc.constantFrom("diff", "pp", "rel"), args: fc.array(leaf, { minLength: 2, maxLength: 2 }) })
      .map((c) => ({ kind: "call", ...c }) as Expression);
    fc.assert(
      fc.property(fc.oneof(leaf, call), (expression) => {
        expect(parseExpression(formatExpression(expression))).toEqual(expression);
      }),
      { numRuns: 2000 },
    );
  });
});
