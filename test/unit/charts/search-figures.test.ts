import { describe, expect, test } from "vitest";
import { planFigures } from "../../../src/charts/figure.ts";
import { drawFigure } from "../../../src/charts/render.ts";
import { specOf } from "../../../src/charts/spec.ts";
import { compareExperiment } from "../../../src/compare/comparison.ts";
import { plainSentence } from "../../../src/model/comparison.ts";
import type { CompiledExperiment, Figure } from "../../../src/model/project.ts";
import type { Run } from "../../../src/model/run.ts";
import { seededRandom } from "../../../src/statistics/random.ts";
import { makeExperiment, makeRun } from "../run-factory.ts";

const HOSTILE = '<script>alert("1")</script>]]>&amp;\u0000 \'"`|\n](x)';

/** A search of so many trials over two objectives; a param has a hostile name, one is set in some trials only. */
function search(trials: number): Run[] {
  const random = seededRandom(4);
  return Array.from({ length: trials }, (_, i) => {
    const [lr, width, isAdam] = [10 ** (-4 + 3 * random()), 1 + Math.floor(8 * random()), random() < 0.5];
    const params = {
      lr,
      [HOSTILE]: width,
      optimizer: isAdam ? "adam" : "sgd",
      ...(isAdam ? {} : { momentum: random() }),
    };
    const f1 = 0.9 - 0.1 * (Math.log10(lr) + 2.5) ** 2 + 0.01 * width;
    return makeRun(`trial-${i}`, {
      params,
      metrics: { "test/f1": f1, latency_ms: 5 + 3 * width + random() },
      sweep: "s",
    });
  });
}

function compile(runs: Run[]): CompiledExperiment {
  const experiment = makeExperiment(runs);
  const comparison = compareExperiment(experiment, {});
  return { experiment, comparison, figures: planFigures(experiment, comparison) };
}

const KINDS = ["pareto", "parameter-importance", "partial-dependence", "parallel-coordinates"];
const isNew = ({ kind }: Figure) => KINDS.includes(kind);
const compiled = compile(search(60));
const figures = compiled.figures.filter(isNew);

describe("figures of a search", () => {
  test("are planned where their data exists, with every row's runs as sources", () => {
    expect(figures.map(({ kind }) => kind)).toEqual(KINDS);
    for (const figure of figures) {
      expect(figure.sources.length).toBeGreaterThanOrEqual(60);
      expect(new Set(figure.sources.map(({ run }) => run)).size).toBe(60);
    }
    expect(compile(search(1)).figures.filter(isNew)).toEqual([]);
    const plain = [0.8, 0.9].map((f1, i) => makeRun(`r${i}`, { metrics: { "test/f1": f1 } }));
    expect(compile(plain).figures.filter(isNew)).toEqual([]);
  });

  test.each(["light", "dark", "page"] as const)("are drawn the same twice, whatever names say: %s", async (theme) => {
    for (const figure of figures) {
      const request = { figure, compiled, theme, series: () => [] };
      const svg = await drawFigure(request);
      expect(await drawFigure(request)).toBe(svg);
      expect(svg).not.toMatch(/\sstyle=|<style|<script|\shref=|\son\w+=|@import|NaN|undefined|Infinity/);
      expect(svg).toMatch(/^<svg [^>]*role="img" aria-labelledby="\S+-title \S+-desc"><title id=/);
      if (theme === "page") expect(svg).not.toContain("#ffffff");
    }
  });

  test("name the knee and how many rows they show", () => {
    const [pareto] = figures;
    const { tradeoff } = compiled.comparison;
    expect(plainSentence(pareto?.caption ?? [])).toContain(
      `test/f1 against latency_ms of 60 rows. Filled: the ${tradeoff?.front.length} on the front`,
    );
    const large = compile(search(300)).figures.filter(isNew);
    expect(plainSentence(large.at(-1)?.caption ?? [])).toContain(
      "200 of 300 rows, spaced evenly from the best to the worst",
    );
  });

  test("draw a line for every row and the best one apart", () => {
    const figure = figures.at(-1);
    if (figure === undefined) throw new Error("no figure");
    const spec = specOf({ figure, compiled, theme: "light", series: () => [] });
    const layers = spec.layer as {
      data: { values: { row?: string }[] };
      mark: { type: string; strokeWidth?: number };
    }[];
    const lines = layers.filter(({ mark }) => mark.type === "line");
    const drawn = new Set(lines.flatMap(({ data }) => data.values.map(({ row }) => row)));
    expect(drawn.size).toBe(60);
    expect(new Set(lines.at(-1)?.data.values.map(({ row }) => row))).toEqual(new Set(["0"]));
    expect(lines.at(-1)?.mark.strokeWidth).toBeGreaterThan(3);
  });
});
