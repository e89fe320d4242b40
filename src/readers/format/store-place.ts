import { storeOutputDir } from "../../model/output.ts";
import type { Tracker } from "../../model/run.ts";
import type { Listing } from "../../model/tree.ts";
import { joinPath, parentOf } from "../../model/tree.ts";
import type { ExperimentPlace } from "../reader.ts";

/** The experiment of that name in a file that holds several; its outputs go beside the file. */
export function storePlace(of: { id: string; name: string; file: string; tracker: Tracker }): ExperimentPlace {
  const { id, name, file, tracker } = of;
  const outputDir = storeOutputDir(parentOf(file), name);
  return { id, name, dir: outputDir, runsDir: outputDir, outputDir, tracker, increment: null };
}

const DATABASE = /\.(?:db|sqlite3?)$/i;

/** The files in a folder that have a database's ending, each with its write-ahead log where there is one. */
export function databaseFiles({ dir, files }: Listing): { path: string; files: string[] }[] {
  return files
    .filter((name) => DATABASE.test(name))
    .map((name) => {
      const path = joinPath(dir, name);
      return { path, files: files.includes(`${name}-wal`) ? [path, `${path}-wal`] : [path] };
    });
}
