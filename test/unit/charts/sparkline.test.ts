import { describe, expect, test } from "vitest";
import { runCurve } from "../../../src/charts/run-curve.ts";
import { sparkline } from "../../../src/charts/sparkline.ts";

const curve = (values: number[]) => ({ step: Float64Array.from(values.keys()), value: Float64Array.from(values) });

describe("a sparkline", () => {
  test("is one path in the colour of the text, thinned however many points there are", () => {
    const svg = sparkline(curve(Array.from({ length: 100_000 }, (_, at) => Math.sin(at / 1000)))) ?? "";
    expect(svg.length).toBeLessThan(1000);
    expect(svg).toContain('stroke="currentColor"');
    expect(svg).not.toMatch(/style=|NaN|Infinity/);
  });

  test("keeps a gap, with a cross where it begins", () => {
    const svg = sparkline(curve([1, 2, Number.NaN, 2, 1])) ?? "";
    const d = / d="([^"]*)"/.exec(svg)?.[1] ?? "";
    expect(d.match(/M/g)).toHaveLength(3);
    expect(sparkline(curve([1, 2, 3]))?.match(/M/g)).toHaveLength(1);
  });

  test.each([
    ["the same large number", [2 ** 60, 2 ** 60, 2 ** 60]],
    ["both ends of what a number can be", [-1.7e308, 1.7e308, 0]],
    ["the smallest numbers", [0, 5e-324, 0]],
  ])("has a place for every point: %s", (_name, values) => {
    expect(sparkline(curve(values))).not.toMatch(/NaN|Infinity|undefined/);
  });

  test("is not drawn of fewer than two finite points", () => {
    expect(sparkline(curve([1]))).toBeNull();
    expect(sparkline(curve([1, Number.NaN]))).toBeNull();
    expect(sparkline(curve([3, 3]))).not.toBeNull();
  });
});

describe("the curve of a run", () => {
  const drawn = (values: number[], title = "loss") =>
    runCurve({ title, summary: "It falls.", stepName: "epoch", curve: curve(values), others: [] }) ?? "";

  test("has a name for those who cannot see it, and nothing in it is markup that came from outside", () => {
    const svg = drawn([3, 2, 1], `"><script>alert(1)</script>`);
    expect(svg).toContain("It falls.");
    expect(svg).not.toContain("<script>");
  });

  test("has ticks that can be told apart", () => {
    for (const values of [
      [0.001, 0.0012],
      [2.931e-5, 2.932e-5, 2.933e-5],
      [1e-9, 1],
      [5, 5],
      [0, 1e12],
      [-3, 3],
      [1e35, 1e6],
    ]) {
      const labels = [...drawn(values).matchAll(/text-anchor="end">([^<]*)</g)].map((one) => one[1]).slice(0, -1);
      expect(labels.length, String(values)).toBeGreaterThan(0);
      expect(new Set(labels).size, `${values}: ${labels}`).toBe(labels.length);
    }
  });

  test("without a finite value shows from where to where it was none, and no value axis", () => {
    const svg = drawn([Number.NaN, Number.NaN, Number.NaN]);
    expect(svg).toContain("not finite at epoch 0");
    expect(svg).toMatch(/<path d="M[\d.]+ \d+l8 8m0-8l-8 8M[\d.]+ \d+H\d+" fill="none" stroke="var\(--bad\)"/);
    expect(svg).not.toContain("var(--chart-grid)");
    expect(svg).not.toMatch(/NaN|Infinity/);
    expect(drawn([0.5, Number.NaN, Number.NaN])).toContain("not finite at epoch 1");
    expect(drawn([Number.NaN])).toBe("");
    expect(drawn([0.5])).toBe("");
  });
});
