import type { Database } from "../../disk/database.ts";
import { isDatabase, withDatabase } from "../../disk/database.ts";
import type { Listing, Tree } from "../../model/tree.ts";
import { joinPath, parentOf } from "../../model/tree.ts";
import { filesBelow } from "../format/files-below.ts";
import type { Source } from "../reader.ts";

/**
 * An experiment inside a database.
 *
 * - `id`: `<database>#<its id>`; `experiment`: its id as text, since it may be greater than 2^53.
 * - `source`: all but its place; `dir` is the database.
 */
export interface DatabaseExperiment {
  id: string;
  experiment: string;
  name: string;
  isDeleted: boolean;
  source: Omit<Source, "experiment">;
}

/** Where a run or experiment belongs whose own place is another's: the id of that place. */
export interface Moved {
  runs: Map<string, string>;
  experiments: Map<string, string>;
}

/** The experiments with runs in the databases of a folder; none where a file is no MLflow database or cannot be opened. */
export function findExperiments(listing: Listing, tree: Tree): DatabaseExperiment[] {
  // Few of the names end like these, and all names of a project come by.
  const names = listing.files.filter((name) => /[be3]$/i.test(name) && /\.(?:db|sqlite3?)$/i.test(name));
  return names.flatMap((name) => {
    const path = joinPath(listing.dir, name);
    if (!isDatabase(tree.root, path)) return [];
    try {
      const rows = withDatabase(tree.root, path, listExperiments);
      const log = listing.files.includes(`${name}-wal`) ? [`${path}-wal`] : [];
      return rows.map(({ experiment, ...row }) => {
        const id = `${path}#${experiment}`;
        const files = [path, ...log, ...artifactFiles(tree, path, experiment)];
        return { id, experiment, ...row, source: { reader: "mlflow", id, dir: path, files, many: true } as const };
      });
    } catch {
      return [];
    }
  });
}

/** Whether the tables are those of an MLflow tracking store of any version. */
export function isTrackingStore(database: Database): boolean {
  const tables = database.tables();
  return ["experiments", "runs", "metrics", "params", "tags"].every((name) => tables.has(name));
}

/**
 * Runs that are in a database and in another store too: they belong to the experiment of the database (of the first of several),
 * where they are seen to be copies. This is how `mlflow migrate-filestore` leaves a project, and a copied database.
 */
export function samePlaces(databases: readonly DatabaseExperiment[], at: { root: string; hasFolders: boolean }): Moved {
  const moved: Moved = { runs: new Map(), experiments: new Map() };
  const files = [...new Set(databases.map(({ source }) => source.dir))];
  if (!at.hasFolders && files.length < 2) return moved;
  for (const path of files) {
    for (const [uuid, experiment] of runsOf(at.root, path)) {
      const id = `${path}#${experiment}`;
      const place = moved.experiments.get(id) ?? id;
      const known = moved.runs.get(uuid);
      if (known === undefined) moved.runs.set(uuid, place);
      else if (known !== place && !moved.experiments.has(id)) moved.experiments.set(id, known);
    }
  }
  for (const [uuid, place] of moved.runs) moved.runs.set(uuid, moved.experiments.get(place) ?? place);
  return moved;
}

function listExperiments(database: Database): { experiment: string; name: string; isDeleted: boolean }[] {
  if (!isTrackingStore(database)) return [];
  const rows = database.rows(
    "SELECT CAST(experiment_id AS TEXT) AS id, name, lifecycle_stage AS stage FROM experiments " +
      "WHERE experiment_id IN (SELECT experiment_id FROM runs) ORDER BY experiment_id",
  );
  return [...rows].map(({ id, name, stage }) => {
    const number = String(id);
    return { experiment: number, name: String(name ?? "").trim() || number, isDeleted: stage === "deleted" };
  });
}

function runsOf(root: string, path: string): [string, string][] {
  try {
    return withDatabase(root, path, (database) => {
      const rows = database.rows("SELECT run_uuid AS uuid, CAST(experiment_id AS TEXT) AS experiment FROM runs");
      return [...rows].map(({ uuid, experiment }) => [String(uuid), String(experiment)]);
    });
  } catch {
    return [];
  }
}

/**
 * Artifacts of a database's runs, where MLflow puts them by default (`mlruns/<experiment>/<run>/artifacts` beside it, `mlartifacts`
 * for a server). The addresses in the database are of the machine that wrote it.
 */
function artifactFiles(tree: Tree, path: string, experiment: string): string[] {
  return ["mlruns", "mlartifacts"].flatMap((store) => {
    const dir = joinPath(parentOf(path), `${store}/${experiment}`);
    const runs = tree.listings.get(dir)?.dirs ?? [];
    return runs.flatMap((name) => filesBelow(tree, name === "models" ? `${dir}/models` : `${dir}/${name}/artifacts`));
  });
}
