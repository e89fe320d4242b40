import { hashText } from "../disk/hash.ts";
import { compareText } from "../model/finding.ts";
import type { ExperimentPlace } from "../readers/reader.ts";

/**
 * The places by experiment, no two with one folder for their outputs: two stores side by side may have experiments of one name
 * (a study in each of two databases). The first by id keeps the folder, the others get a few letters made of their id behind it.
 */
export function distinctPlaces(places: readonly ExperimentPlace[]): Map<string, ExperimentPlace> {
  const taken = new Set<string>();
  const found = new Map<string, ExperimentPlace>();
  for (const place of [...places].sort((a, b) => compareText(a.id, b.id))) {
    const { id, dir, runsDir, outputDir } = place;
    if (outputDir === undefined || !taken.has(outputDir.toLowerCase())) found.set(id, place);
    else {
      const own = `${outputDir}-${hashText(id).slice(0, 6)}`;
      const moved = (folder: string) => (folder === outputDir ? own : folder);
      found.set(id, { ...place, dir: moved(dir), runsDir: moved(runsDir), outputDir: own });
    }
    taken.add((found.get(id)?.outputDir ?? "").toLowerCase());
  }
  return found;
}
