import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { compile } from "vega-lite";
import { expect, test } from "vitest";
import { PLAIN } from "../../../../src/charts/live/chart-state.ts";
import { curvesCsv, curvesVegaLite } from "../../../../src/charts/live/download.ts";
import { liveCurves } from "../../../../src/charts/live/live-curves.ts";
import { panelOf } from "../../../../src/charts/live/panel.ts";
import { curveTemplate } from "../../../../src/charts/live/template.ts";
import { viewSpec } from "../../../../src/charts/live/view-spec.ts";
import { seriesOf, setOf } from "./curve-example.ts";

const wall = [1_700_000_000, 1_700_000_600, 1_700_001_200];
const live = liveCurves(
  setOf({ '=a,"b"': [seriesOf([3, Number.NaN, 1], { wall })], c: [seriesOf([4, 2, 1]), seriesOf([2, 2, 1])] }),
);

test("the template is the same whenever it is compiled, and a figure does not change it", () => {
  const template = curveTemplate();
  const before = JSON.stringify(template);
  const spec = viewSpec(template, live, panelOf(live, { ...PLAIN, y: "log", x: "wall" }));
  expect(JSON.stringify(template)).toBe(before);
  expect(JSON.stringify(curveTemplate())).toBe(before);
  expect(spec.width).toBe(400);
  expect((spec.scales as { type: string }[]).map(({ type }) => type)).toEqual([
    "utc",
    "log",
    "ordinal",
    "ordinal",
    "ordinal",
  ]);
});

test("it is drawn where no code may be made from strings", () => {
  const program = join(import.meta.dirname, "draw-view.ts");
  const svg = execFileSync(process.execPath, ["--disallow-code-generation-from-strings", program], {
    encoding: "utf8",
  });
  expect(svg).toContain("var(--chart-2");
  expect(svg).toContain("loss (logarithmic)");
  expect(svg).not.toMatch(/\sstyle=|<style|<script|="[^"]*NaN/);
});

test("CSV has every drawn point with its places and words for what is not finite; no cell is a formula", () => {
  const lines = curvesCsv(live).split("\r\n");
  expect(lines[0]).toBe(
    "row,run,step,time since the first point (minutes),time,loss,standard deviation,lowest,highest",
  );
  expect(lines[1]).toBe(`"'=a,""b""","'=a,""b""-seed0",1,0,2023-11-14T22:13:20.000Z,3,,,`);
  expect(lines[2]).toContain(",NaN,,,");
  expect(lines[4]).toBe("c,,1,,,3,1.414213562,2,4");
  expect(lines.at(-1)).toBe("");
});

test("the Vega-Lite specification that is downloaded is one", () => {
  const spec = curvesVegaLite(live, panelOf(live, PLAIN));
  expect(JSON.stringify(spec)).not.toContain("var(");
  const problems: string[] = [];
  const warn = (...words: unknown[]) => void problems.push(words.join(" "));
  const logger = { level: () => logger, warn, error: warn, info: () => logger, debug: () => logger };
  compile(spec as never, { logger: logger as never });
  expect(problems).toEqual([]);
});

test("where no value is finite, the value axis has no labels of values that nobody logged", () => {
  const lost = liveCurves(setOf({ a: [seriesOf([Number.NaN, Number.NaN, Number.NaN])] }));
  const axesOf = (figure: typeof lost) => {
    const { axes } = viewSpec(curveTemplate(), figure, panelOf(figure, PLAIN));
    return (axes as { scale: string; values?: unknown }[])
      .filter(({ scale }) => scale === "y")
      .map(({ values }) => values);
  };
  expect(axesOf(lost).length).toBeGreaterThan(0);
  expect(axesOf(lost).every((values) => Array.isArray(values) && values.length === 0)).toBe(true);
  expect(axesOf(live).some((values) => Array.isArray(values) && values.length === 0)).toBe(false);
});
