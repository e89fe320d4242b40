import { readEvent } from "./event.ts";
import { readSession } from "./hparams.ts";
import { forEachRecord } from "./record.ts";
import { startScan } from "./scan.ts";

const FILES = 3;
const RECORDS = 64;

/** What the beginnings of a folder's event files tell: the first tags, and the hyperparameters as text, if there are any. */
export function peekFolder(root: string, files: readonly string[]): { tags: string[]; session: string | null } {
  const scan = startScan(files, false);
  for (const file of files.slice(0, FILES)) {
    try {
      forEachRecord(root, file, (record) => {
        if (record.at >= 0) readEvent(scan, record.window, record);
        return record.number < RECORDS;
      });
    } catch {
      // What cannot be read is said when it is read.
    }
  }
  const stated = scan.sessions.map(({ bytes }) => readSession(bytes)).filter(({ hparams }) => hparams.length > 0);
  const session = stated.length === 0 ? null : JSON.stringify(stated.map(({ hparams }) => hparams));
  return { tags: scan.lanes.all.map(({ tag }) => tag.toString("utf8")), session };
}

/**
 * The metric that a tag in a sub-run of `add_scalars` means, or null where the folder is none: torch writes
 * `add_scalars("loss", {"a": …})` to the folder `loss_a`, tensorboardX to `loss/a`, both under the tag `loss`.
 */
export function sayTag(folder: string, tag: string): string | null {
  if (tag === "") return null;
  if (folder.startsWith(`${tag}/`)) return folder;
  const slug = `${tag.replaceAll("/", "_")}_`;
  return folder.startsWith(slug) && folder.length > slug.length ? `${tag}/${folder.slice(slug.length)}` : null;
}
