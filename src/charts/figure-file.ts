import type { Experiment } from "../model/experiment.ts";
import type { Figure } from "../model/project.ts";
import { joinPath } from "../model/tree.ts";

/** What a figure is drawn for: a file on a light or dark page, or inline in a page whose colours it takes. */
export type Theme = "light" | "dark" | "page";

/** The project path of a figure's SVG file: `experiments/a/plots/learning-curves-val-loss.light.svg`. */
export function figureFile(experiment: Experiment, figure: Figure, theme: "light" | "dark"): string {
  return joinPath(experiment.dir, `plots/${figure.id}.${theme}.svg`);
}
