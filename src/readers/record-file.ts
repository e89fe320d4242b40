import { isDatabase } from "../disk/database.ts";
import { isFile, isInside } from "../disk/file.ts";
import { baseName } from "../model/tree.ts";
import { isEventFile } from "./tensorboard/event-file.ts";

/**
 * Whether a file is of a binary format whose records or rows can be shown as text (`showRecords`): an event file, a `.wandb`
 * recording, a Parquet file or a SQLite database. False for what is missing or lies outside the root.
 */
export function holdsRecords(root: string, path: string): boolean {
  if (!isInside(root, path) || !isFile(root, path)) return false;
  const name = baseName(path);
  return isEventFile(name) || /\.(wandb|parquet)$/.test(name) || isDatabase(root, path);
}
