import { planFigures } from "../../../src/charts/figure.ts";
import { drawFigure } from "../../../src/charts/render.ts";
import type { Theme } from "../../../src/charts/theme.ts";
import type { CompiledExperiment } from "../../../src/model/project.ts";
import { seriesOf } from "../report/compiled-example.ts";
import { digitsExample } from "../report/digits-example.ts";

/** Every figure of a compiled example as SVG. */
export async function drawAll(compiled: CompiledExperiment, theme: Theme): Promise<string[]> {
  const drawn: string[] = [];
  for (const figure of planFigures(compiled.experiment, compiled.comparison)) {
    drawn.push(
      await drawFigure({ figure, compiled, theme, series: (run, metrics) => seriesOf(compiled, run, metrics) }),
    );
  }
  return drawn;
}

// As a program it prints the figures, so that a test can compare them with those of another process.
if (import.meta.main) console.log((await drawAll(digitsExample(), "light")).join("\0"));
