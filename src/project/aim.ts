import { isDatabase, withDatabase } from "../disk/database.ts";
import { joinPath } from "../model/tree.ts";

/** Why runs of Aim are not read, and what to do (aim/storage: everything logged lies in RocksDB). */
export const AIM_HELP =
  "Aim keeps params and metrics in RocksDB, which is not read. Write them out with its SDK (`Repo.query_metrics`) as CSV or JSONL.";

/** How many runs an Aim repository (`.aim`) lists in the one database of it that can be read; null when it cannot be told. */
export function countAimRuns(root: string, folder: string): number | null {
  const path = joinPath(folder, "run_metadata.sqlite");
  if (!isDatabase(root, path)) return null;
  try {
    return withDatabase(root, path, (database) => {
      const [row] = database.rows("SELECT count(*) AS runs FROM run");
      return Number(row?.runs ?? 0);
    });
  } catch {
    return null;
  }
}
