import { describe, expect, test } from "vitest";
import type { ChartSpec } from "../../../src/charts/chart.ts";
import { drawPlain } from "../../../src/charts/drawing/plain.ts";
import { drawSpec } from "../../../src/charts/drawing/svg.ts";
import { planFigures } from "../../../src/charts/figure.ts";
import { specOf } from "../../../src/charts/spec.ts";
import type { CompiledExperiment } from "../../../src/model/project.ts";
import { seriesOf } from "../report/compiled-example.ts";
import { digitsExample } from "../report/digits-example.ts";
import { recommenderExample } from "../report/recommender-example.ts";

function specsOf(compiled: CompiledExperiment): [string, ChartSpec][] {
  const series = (run: string, metrics: readonly string[]) => seriesOf(compiled, run, metrics);
  return planFigures(compiled.experiment, compiled.comparison).map((figure) => [
    figure.kind,
    specOf({ figure, compiled, series, theme: "page" }),
  ]);
}

const all = [...specsOf(digitsExample()), ...specsOf(recommenderExample())];
const name = { id: "f", title: "T", caption: "C", owner: "e" };

const textsIn = (svg: string) => Array.from(svg.matchAll(/<text[^>]*>([^<]*)<\/text>/g), ([, text]) => text).sort();

/** The coordinates of the curves, which have more points than anything else that is one line. */
function curvesIn(svg: string): number[][] {
  const paths = Array.from(svg.matchAll(/ ?d="(M[-\d., L]+)"/g), ([, path = ""]) => path);
  const curves = paths.map((path) => path.slice(1).split(/[L, ]/).map(Number)).filter((one) => one.length > 10);
  return curves.sort((a, b) => a.length - b.length || (a[1] ?? 0) - (b[1] ?? 0));
}

describe("a figure that is drawn without the chart library", () => {
  test("curves, bars and dots are", () => {
    const kinds = new Set(all.filter(([, spec]) => drawPlain(spec) !== null).map(([kind]) => kind));
    expect([...kinds].sort()).toEqual(["learning-curves", "metric-bars", "seed-distribution"]);
  });

  test.each(all.filter(([, spec]) => drawPlain(spec) !== null))(
    "%s has the words and the lines that the library draws",
    async (_, spec) => {
      const plain = drawPlain(spec) ?? "";
      const drawn = await drawSpec(spec, name);
      const head = /^<svg[^>]*?(width="[^"]*" height="[^"]*" viewBox="[^"]*")/;
      expect(head.exec(plain)?.[1]).toBe(head.exec(drawn)?.[1]);
      expect(textsIn(plain)).toEqual(textsIn(drawn));
      const [ours, theirs] = [curvesIn(plain), curvesIn(drawn)];
      expect(ours.map((one) => one.length)).toEqual(theirs.map((one) => one.length));
      expect(
        Math.max(0, ...ours.flatMap((one, i) => one.map((at, j) => Math.abs(at - (theirs[i]?.[j] ?? 0))))),
      ).toBeLessThan(0.01);
    },
  );

  test("names are text", () => {
    const bars = all.find(([kind]) => kind === "metric-bars")?.[1];
    const hostile = JSON.parse(JSON.stringify(bars).replaceAll('"title":"', '"title":"<script>&')) as ChartSpec;
    expect(drawPlain(hostile)).not.toContain("<script>");
  });

  test("what it does not know is left to the library", () => {
    const [, bars = {}] = all.find(([kind]) => kind === "metric-bars") ?? [];
    expect(drawPlain({ ...bars, hconcat: [], layer: undefined })).toBeNull();
    const layers = (bars.layer as { mark: object }[]).map((layer) => ({
      ...layer,
      mark: { ...layer.mark, type: "arc" },
    }));
    expect(drawPlain({ ...bars, layer: layers })).toBeNull();
  });
});
