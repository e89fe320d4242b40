import { expect, test } from "vitest";
import { planFigures } from "../../../src/charts/figure.ts";
import { dataHash, readDrawing } from "../../../src/charts/metadata.ts";
import type { CompiledExperiment } from "../../../src/model/project.ts";
import { seriesOf } from "../report/compiled-example.ts";
import { digitsExample } from "../report/digits-example.ts";
import { drawAll } from "./draw-example.ts";

test("a drawing says what it was drawn from, and that it is as it was drawn", async () => {
  const compiled = digitsExample();
  const figures = planFigures(compiled.experiment, compiled.comparison);
  for (const theme of ["light", "dark"] as const) {
    const drawn = await drawAll(compiled, theme);
    expect(drawn.map((svg) => readDrawing(svg)?.data)).toEqual(hashes(compiled, theme));
    expect(drawn.map((svg) => readDrawing(svg)?.figure)).toEqual(figures.map(({ id }) => id));
    expect(drawn.map((svg) => readDrawing(svg)?.edited)).toEqual(figures.map(() => false));
    expect(drawn.map((svg) => readDrawing(svg.replaceAll("\n", "\r\n"))?.edited)).toEqual(figures.map(() => false));
  }
  expect(hashes(compiled, "light")).not.toEqual(hashes(compiled, "dark"));
});

test("an edited drawing is noticed, whatever was edited", async () => {
  const [svg = ""] = await drawAll(digitsExample(), "light");
  const edits = [
    svg.replace(/<path d="M[\d.]+/, '<path d="M1'),
    svg.replace(/baseline/, "Baseline"),
    svg.replace(/&quot;run&quot;:&quot;[^&]+/, "&quot;run&quot;:&quot;other"),
    svg.replace(/(&quot;data&quot;:&quot;)[^&]+/, "$1 0"),
    `${svg}<!-- -->`,
  ];
  for (const edited of edits) {
    expect(edited).not.toBe(svg);
    expect(readDrawing(edited)?.edited).toBe(true);
  }
});

test("names that XML cannot hold change nothing", async () => {
  const compiled = digitsExample();
  const hostile = compiled.experiment.runs[0];
  if (hostile !== undefined) hostile.id = "a\u202e\u0000\u0085\ud800<&>\"'";
  const rows = compiled.comparison.rows.map((row) => ({
    ...row,
    runs: row.runs.map((id, index) => (index === 0 && hostile !== undefined ? hostile.id : id)),
  }));
  const drawn = await drawAll({ ...compiled, comparison: { ...compiled.comparison, rows } }, "light");
  for (const svg of drawn) expect(readDrawing(svg)?.edited).toBe(false);
});

test.each(["", "<svg/>", "<metadata>{}</metadata>", "<metadata>[1</metadata>", '<metadata>{"tool":"x"}</metadata>'])(
  "%j is none of ours",
  (svg) => {
    expect(readDrawing(svg)).toBeNull();
  },
);

test("an older drawing does not say what it was drawn from", () => {
  const said = { tool: "labdocs", figure: "a", sources: [{ run: "r", metric: "m", file: "f", line: null }, 1, null] };
  expect(readDrawing(`<svg><metadata>${JSON.stringify(said).replaceAll('"', "&quot;")}</metadata></svg>`)).toEqual({
    figure: "a",
    data: null,
    sources: [{ run: "r", metric: "m", file: "f" }],
    edited: false,
  });
});

function hashes(compiled: CompiledExperiment, theme: "light" | "dark"): string[] {
  const series = (run: string, metrics: readonly string[]) => seriesOf(compiled, run, metrics);
  const figures = planFigures(compiled.experiment, compiled.comparison);
  return figures.map((figure) => dataHash({ figure, compiled, series, theme }));
}
