import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { expect, test } from "vitest";
import { planFigures } from "../../../src/charts/figure.ts";
import { drawFigure, figureDrawings } from "../../../src/charts/render.ts";
import { compiledOf, seriesOf } from "../report/compiled-example.ts";
import { digitsExample } from "../report/digits-example.ts";
import { drawAll } from "./draw-example.ts";

const HOSTILE = '<script>alert("1")</script>]]>&amp;\u0000\u202E\uD800 \'"`|\n](x)';

test("is the same in two renders and in a process that may not make code from strings", async () => {
  const drawn = await drawAll(digitsExample(), "light");
  expect(await drawAll(digitsExample(), "light")).toEqual(drawn);
  const program = join(import.meta.dirname, "draw-example.ts");
  const options = { encoding: "utf8", env: { ...process.env, TZ: "Asia/Tokyo", LANG: "de_DE.UTF-8" } } as const;
  const other = execFileSync(process.execPath, ["--disallow-code-generation-from-strings", program], options);
  expect(other).toBe(`${drawn.join("\0")}\n`);
});

test("looks as it did", async () => {
  const [curves, , , bars, seeds] = await drawAll(digitsExample(), "light");
  await expect(curves).toMatchFileSnapshot("expected/learning-curves.light.svg");
  await expect(bars).toMatchFileSnapshot("expected/metric-bars.light.svg");
  await expect(seeds).toMatchFileSnapshot("expected/seed-distribution.light.svg");
});

test.each(["light", "dark", "page"] as const)(
  "%s: no style, script or outside reference, and well-formed",
  async (theme) => {
    for (const svg of await drawAll(digitsExample(), theme)) {
      expect(svg).not.toMatch(/\sstyle=|<style|<script|\shref=|\son\w+=|@import/);
      expect(svg.replaceAll(/ xmlns(:\w+)?="[^"]*"/g, "")).not.toMatch(/https?:|url\((?!#)/);
      expect(svg).toMatch(/^<svg [^>]*role="img" aria-labelledby="\S+-title \S+-desc"><title id=/);
      expect(openTags(svg)).toEqual([]);
    }
  },
);

test("light and dark have a ground of their own, the page theme takes the page's colours", async () => {
  const [light = "", dark = "", page = ""] = await Promise.all(
    (["light", "dark", "page"] as const).map(async (theme) => (await drawAll(digitsExample(), theme))[0]),
  );
  expect(light).toContain('fill="#ffffff"');
  expect(dark).toContain('fill="#16181d"');
  expect(page).toContain('stroke="var(--chart-1, #0072B2)"');
  expect(page).toContain('fill="currentColor"');
  expect(page).not.toContain("#ffffff");
});

test("what is drawn for one theme and recoloured for the other is as if it had been drawn", async () => {
  const run = (arm: string, seed: number) => ({
    name: `${arm}-${seed}`,
    arm,
    seed,
    values: { "#0072B2": seed },
    points: 3,
  });
  const named = compiledOf({ dir: "x", title: "#d8dde3", primary: "#0072B2", runs: [run("#16181d", 0), run("b", 1)] });
  for (const compiled of [digitsExample(), named]) {
    const series = (id: string, metrics: readonly string[]) => seriesOf(compiled, id, metrics);
    const figures = planFigures(compiled.experiment, compiled.comparison);
    expect(figures.length).toBeGreaterThan(1);
    for (const figure of figures) {
      const [light, dark] = figureDrawings({ figure, compiled, series });
      expect(await light?.draw()).toBe(await drawFigure({ figure, compiled, series, theme: "light" }));
      expect(await dark?.draw()).toBe(await drawFigure({ figure, compiled, series, theme: "dark" }));
    }
  }
});

test("ids differ between figures and experiments", async () => {
  const here = digitsExample();
  const there = digitsExample();
  there.experiment.id = "experiments/other";
  const all = [...(await drawAll(here, "page")), ...(await drawAll(there, "page"))].join("");
  const ids = Array.from(all.matchAll(/\sid="([^"]*)"/g), (match) => match[1]);
  expect(new Set(ids).size).toBe(ids.length);
});

test("metadata names the tool and every source", async () => {
  const compiled = digitsExample();
  const [figure] = planFigures(compiled.experiment, compiled.comparison);
  const [svg = ""] = await drawAll(compiled, "light");
  const json = /<metadata>(.*?)<\/metadata>/s.exec(svg)?.[1] ?? "";
  const unescaped = json
    .replaceAll("&quot;", '"')
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&amp;", "&");
  expect(JSON.parse(unescaped)).toMatchObject({ tool: "labdocs", figure: figure?.id, sources: figure?.sources });
});

test("hostile names are text", async () => {
  const run = (seed: number) => ({ name: HOSTILE, arm: HOSTILE, seed, values: { [HOSTILE]: seed + 1 }, points: 3 });
  const compiled = compiledOf({ dir: "experiments/x", title: HOSTILE, primary: HOSTILE, runs: [run(0), run(1)] });
  const drawn = await drawAll(compiled, "page");
  expect(drawn).toHaveLength(3);
  for (const svg of drawn) {
    expect(svg).not.toContain("<script");
    expect(svg).not.toMatch(/[\u0000-\u0008\u202E]|[\uD800-\uDFFF]/);
    expect(openTags(svg)).toEqual([]);
  }
});

test("a gap is left where values are not finite, with a mark before it", async () => {
  const runs = [{ name: "a", arm: "a", seed: 0, values: { loss: 1 }, points: 5 }];
  const compiled = compiledOf({ dir: "experiments/x", title: "X", primary: "loss", runs });
  const figure = planFigures(compiled.experiment, compiled.comparison)[0]!;
  const draw = (values: number[]) => {
    const value = Float64Array.from(values);
    const series = {
      metric: "loss",
      file: "a.log",
      stepName: "step",
      step: value.map((_, i) => i),
      value,
      line: new Uint32Array(5),
      wall: null,
    };
    return drawFigure({ figure, compiled, theme: "light", series: () => [series] });
  };
  const lines = (svg: string) => svg.match(/stroke-width="2"/g)?.length ?? 0;
  expect(lines(await draw([5, 4, Number.NaN, 3, 2]))).toBe(lines(await draw([5, 4, 3.5, 3, 2])) + 2);
});

/** The elements that are not closed in order; empty for a well-formed text. */
function openTags(xml: string): string[] {
  const open: string[] = [];
  for (const [, close, name = "", self] of xml.matchAll(/<(\/?)([\w:]+)(?:\s[^<>]*?)?(\/?)>/g)) {
    if (close === "/") {
      if (open.pop() !== name) return [`</${name}>`];
    } else if (self !== "/") open.push(name);
  }
  const text = xml.replaceAll(/<\/?[\w:]+(?:\s[^<>]*?)?\/?>/g, "");
  return /[<>]|&(?!amp;|lt;|gt;|quot;)/.test(text) ? ["text"] : open;
}
