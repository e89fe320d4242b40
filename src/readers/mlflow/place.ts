import { compareText } from "../../model/finding.ts";
import { storeOutputDir } from "../../model/output.ts";
import type { ExperimentPlace } from "../reader.ts";

/**
 * An experiment before it is known where its outputs go.
 *
 * - `dir`: its folder, null inside a database.
 * - `number`: MLflow's id of it (text: it may be greater than 2^53).
 * - `besides`: the folder that its store lies in; `store`: the name of the store.
 */
export interface Place {
  id: string;
  dir: string | null;
  name: string;
  number: string;
  besides: string;
  store: string;
  isDeleted: boolean;
}

/**
 * The experiments by id, each with a folder of its own for its outputs. Of several with one name the first keeps it: one that is
 * not deleted before one that is, a database before a file store, the lower number; the others get their number behind it.
 */
export function placesOf(places: readonly Place[]): Map<string, ExperimentPlace> {
  const taken = new Set<string>();
  const found = new Map<string, ExperimentPlace>();
  for (const place of [...places].sort(byRank)) {
    const { id, name, number, besides, store } = place;
    const names = [name, `${name}-${number}`, `${name}-${number}-${store}`, `${name}-${id}`];
    const dirs = names.map((one) => storeOutputDir(besides, one));
    const outputDir = dirs.find((dir) => !taken.has(dir.toLowerCase())) ?? `${dirs[3]}-${taken.size}`;
    taken.add(outputDir.toLowerCase());
    const dir = place.dir ?? outputDir;
    found.set(id, { id, name, dir, runsDir: dir, outputDir, tracker: "mlflow", increment: null });
  }
  return found;
}

function byRank(a: Place, b: Place): number {
  return (
    Number(a.isDeleted) - Number(b.isDeleted) ||
    Number(a.dir !== null) - Number(b.dir !== null) ||
    a.number.length - b.number.length ||
    compareText(a.number, b.number) ||
    compareText(a.id, b.id)
  );
}
