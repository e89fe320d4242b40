import { expect, test } from "vitest";
import { drawProgress, isDrawn } from "../../../src/charts/progress.ts";
import type { ProgressEntry, ProgressSeries } from "../../../src/model/progress.ts";
import type { Quantity } from "../../../src/model/quantity.ts";

function quantity(value: number): Quantity {
  const evidence = { file: "a.log", locator: { kind: "line" as const, line: 1 }, literal: String(value) };
  return { value, text: String(value), selector: "a/acc", derived: false, evidence: [evidence] };
}

/** Experiments of one run with these values, the best so far marked; the titles are hostile. */
function seriesOf(values: readonly number[], title: string): ProgressSeries {
  const entries = values.map((value, index): ProgressEntry => {
    const isBest = values.slice(0, index).every((other) => other < value);
    const against = values.indexOf(Math.max(...values.slice(0, index)));
    const outcome = { outcome: "not decidable" as const, p: null, because: [], changed: null, more: 0 };
    return {
      experiment: { id: `e${index}`, name: `e${index}`, title, page: "comparison.md", startedAt: null },
      row: { id: "a", name: "a", dir: null, data: null, derivation: null, params: [] },
      how: "only",
      of: 1,
      value: quantity(value),
      spread: index % 2 === 0 ? null : quantity(0.01),
      n: 1,
      independent: 1,
      isBest,
      hypothesis: null,
      step: index === 0 ? null : { ...outcome, against, delta: quantity(0), relative: null },
      track: null,
      target: null,
    };
  });
  const about = { metric: "acc", label: "acc", reduction: "last", direction: "higher" as const };
  return {
    ...about,
    entries,
    best: 0,
    tracks: [],
    warnings: [],
    regressions: [],
    changes: null,
    leastForChanges: 7,
    family: 0,
  };
}

const drawing = (values: readonly number[], title = "first", theme: "light" | "dark" | "page" = "light") => ({
  series: seriesOf(values, title),
  id: "progress-acc",
  theme,
});

test("the same series is drawn as the same bytes, and known by what it was drawn from", async () => {
  const svg = await drawProgress(drawing([0.1, 0.3, 0.2]));
  expect(await drawProgress(drawing([0.1, 0.3, 0.2]))).toBe(svg);
  expect(isDrawn(svg, drawing([0.1, 0.3, 0.2]))).toBe(true);
  expect(isDrawn(svg.replaceAll("\n", "\r\n"), drawing([0.1, 0.3, 0.2]))).toBe(true);
  expect(isDrawn(svg, drawing([0.1, 0.3, 0.25]))).toBe(false);
  expect(isDrawn(svg, drawing([0.1, 0.3, 0.2], "first", "dark"))).toBe(false);
  expect(isDrawn(svg.replace("<path", "<path "), drawing([0.1, 0.3, 0.2]))).toBe(false);
  expect(isDrawn("<svg/>", drawing([0.1, 0.3, 0.2]))).toBe(false);
});

test("a new best is labelled with its experiment, escaped and shortened", async () => {
  const svg = await drawProgress(drawing([0.1, 0.2], "<script>alert(1)</script> & a long name"));
  expect(svg).not.toContain("<script>");
  expect(svg).toContain("&lt;script&gt;alert(1)&lt;/scr…");
});

test("names beside dots that lie close together do not overlap", async () => {
  const svg = await drawProgress(drawing([0.9, 0.9001, 0.9002, 0.9003, 0.9004, 0.2], "a rather long name"));
  const places = [...svg.matchAll(/translate\(([\d.]+),([\d.]+)\)"[^>]*>a rather long name</g)];
  const at = places.map(([, x, y]) => ({ x: Number(x), y: Number(y) }));
  expect(at.length).toBeGreaterThan(1);
  const isNear = (a: { x: number; y: number }, b: { x: number; y: number }) =>
    a !== b && Math.abs(a.x - b.x) < 100 && Math.abs(a.y - b.y) < 12;
  expect(at.some((a) => at.some((b) => isNear(a, b)))).toBe(false);
});

test("each track has a line of its own and its name beside its best", async () => {
  const series = seriesOf([0.1, 0.3, 0.2], "first");
  const tracks = ["short", "short", "long"];
  const entries = series.entries.map((entry, at) => ({ ...entry, track: tracks[at] ?? null }));
  const parted = {
    ...series,
    entries,
    tracks: [
      { name: "short", best: 1 },
      { name: "long", best: 2 },
    ],
  };
  const svg = await drawProgress({ series: parted, id: "progress-acc", theme: "light" });
  expect(svg).toContain(">short<");
  expect(svg).toContain(">long<");
  expect(svg).toContain("line: the best so far of each track");
});

test("equal values, and an experiment that every object has a member of, are drawn too", async () => {
  expect(await drawProgress(drawing([0.5, 0.5, 0.5], "constructor", "page"))).toContain("Progress of acc");
});
