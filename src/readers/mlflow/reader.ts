import type { Run } from "../../model/run.ts";
import type { Reader } from "../reader.ts";
import { readDatabase, readDatabaseSeries } from "./database-run.ts";
import { readFolderSeries, readRunFolder } from "./run-folder.ts";
import { holdsRow, showRow } from "./show.ts";
import { storeIndex } from "./store-index.ts";

/** MLflow: file stores (`mlruns/<experiment>/<run>/`) and SQLite databases, each experiment of a store one experiment. */
export const mlflowReader: Reader = {
  name: "mlflow",
  detect: (listing, tree) => storeIndex(tree).get(listing.dir) ?? [],
  read: (source, root) => (source.many === true ? readDatabase(source, root) : readRunFolder(source, root)),
  series: (run, root, metrics) =>
    isInDatabase(run) ? readDatabaseSeries(run, root, metrics) : readFolderSeries(run, root, metrics),
  show: showRow,
  holds: holdsRow,
};

function isInDatabase(run: Run): boolean {
  return run.metrics.some(({ last }) => last.evidence.locator.kind === "row");
}
