import { nearestNames } from "../model/nearest.ts";
import { baseName } from "../model/tree.ts";
import type { RunRow } from "./run-row.ts";

/** The runs that a text means, or those that were perhaps meant when it means none. */
export type Choice = { found: RunRow[] } | { found: []; near: string[] };

/**
 * Finds a run by its id, its folder, the folder's name, its name, or a tracker's id after `#`. A trailing slash and `./` do
 * not matter. What fits as an id wins over what fits as a name, so only names can mean several.
 */
export function chooseRun(rows: readonly RunRow[], text: string): Choice {
  const wanted = text.replace(/^\.\//, "").replace(/\/+$/, "");
  const ways: ((row: RunRow) => boolean)[] = [
    ({ run }) => run.id === wanted,
    ({ run }) => run.dir === wanted || baseName(run.dir) === wanted || run.id.endsWith(`#${wanted}`),
    ({ run, compiled }) => run.name === wanted || `${compiled.experiment.name}/${run.name}` === wanted,
  ];
  for (const fits of ways) {
    const found = rows.filter(fits);
    if (found.length > 0) return { found };
  }
  return {
    found: [],
    near: nearestNames(
      wanted,
      rows.map(({ run }) => run.name),
    ),
  };
}
