import type { Experiment } from "./experiment.ts";
import { joinPath } from "./tree.ts";

/** What decides where the outputs of an experiment lie. */
export type OutputPlace = Pick<Experiment, "dir" | "runsDir" | "tracker" | "outputDir">;

/** The folder that gets an experiment's comparison, report and figures: beside its runs, but never in a tracker's store. */
export function homeOf(place: OutputPlace): string {
  return place.outputDir ?? (place.tracker === "specweave" ? place.runsDir : place.dir);
}

/** Where the outputs of an experiment go whose runs lie in a tracker's store: `docs/experiments/<name>` beside the store. */
export function storeOutputDir(besideStore: string, name: string): string {
  const slug = name
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}._-]+/gu, "-")
    .replace(/^[-.]+|[-.]+$/g, "");
  return joinPath(besideStore, `docs/experiments/${slug === "" ? "experiment" : slug}`);
}

/** The project paths of what is made for an experiment. */
export function outputPaths(place: OutputPlace): { comparison: string; report: string; plots: string } {
  const home = homeOf(place);
  return {
    comparison: joinPath(home, "comparison.md"),
    report: joinPath(home, "report.md"),
    plots: joinPath(home, "plots"),
  };
}

/** Whether a path is something we make for an experiment, and so not an input of it. */
export function isOutput(place: OutputPlace, path: string): boolean {
  const paths = outputPaths(place);
  return (
    path === homeOf(place) ||
    path === paths.comparison ||
    path === paths.report ||
    path === paths.plots ||
    path.startsWith(`${paths.plots}/`)
  );
}
