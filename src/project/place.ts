import type { ExperimentPlace } from "../readers/reader.ts";
import { joinPath } from "../model/tree.ts";

/** The folder that gets an experiment's comparison, report and figures: beside its runs. */
export function homeOf(place: Pick<ExperimentPlace, "dir" | "runsDir" | "tracker">): string {
  return place.tracker === "specweave" ? place.runsDir : place.dir;
}

/** The paths of what is made for an experiment. */
export function outputPaths(place: Pick<ExperimentPlace, "dir" | "runsDir" | "tracker">): {
  comparison: string;
  report: string;
  plots: string;
} {
  const home = homeOf(place);
  return {
    comparison: joinPath(home, "comparison.md"),
    report: joinPath(home, "report.md"),
    plots: joinPath(home, "plots"),
  };
}

/** Whether a path is something we make, and so not an input of its experiment. */
export function isOutput(place: ExperimentPlace, path: string): boolean {
  const paths = outputPaths(place);
  return (
    path === homeOf(place) ||
    path === paths.comparison ||
    path === paths.report ||
    path === paths.plots ||
    path.startsWith(`${paths.plots}/`)
  );
}
