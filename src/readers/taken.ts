import { joinPath, parentOf } from "../model/tree.ts";
import type { Source } from "./reader.ts";

/**
 * What trackers were found to hold, for the readers of files that people keep without a tracker: a log or a table beside tracked
 * runs is most likely their console output or a summary of them, and counting it would count those runs twice.
 */
export interface Taken {
  /** Whether a folder lies in a run or an experiment of a tracker, or is the one around its store. */
  holds(dir: string): boolean;
  /** Whether experiments of a tracker lie somewhere below a folder; the project's root is around everything and says nothing. */
  isAround(dir: string): boolean;
}

/** What the sources found so far hold. */
export function takenBy(sources: readonly Source[]): Taken {
  const inside = new Set<string>();
  const exact = new Set<string>();
  const around = new Set<string>();
  for (const { dir, many, experiment } of sources) {
    if (many !== true && dir !== "") inside.add(dir);
    if (experiment.dir === "") exact.add("");
    else inside.add(experiment.dir);
    if (experiment.outputDir !== undefined) exact.add(besideStore(experiment.outputDir));
    for (let above = parentOf(experiment.dir); above !== "" && !around.has(above); above = parentOf(above)) {
      around.add(above);
    }
  }
  return {
    holds: (dir) => exact.has(dir) || isBelow(dir, inside),
    isAround: (dir) => around.has(dir),
  };
}

/** `lab` for `lab/docs/experiments/mnist`: where the store lies for which outputs go there (`storeOutputDir`). */
function besideStore(outputDir: string): string {
  const beside = parentOf(parentOf(parentOf(outputDir)));
  return joinPath(beside, "docs/experiments") === parentOf(outputDir) ? beside : parentOf(outputDir);
}

function isBelow(dir: string, folders: ReadonlySet<string>): boolean {
  for (let at = dir; at !== ""; at = parentOf(at)) if (folders.has(at)) return true;
  return false;
}
