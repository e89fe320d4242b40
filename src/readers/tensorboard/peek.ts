import { readEvent } from "./event.ts";
import { readSession } from "./hparams.ts";
import { forEachRecord } from "./record.ts";
import { startScan } from "./scan.ts";

const FILES = 3;
const RECORDS = 64;

/** What the beginnings of a folder's event files tell: the first tags, and the hyperparameters as text, if there are any. */
export function peekFolder(root: string, files: readonly string[]): { tags: string[]; session: string | null } {
  const scan = startScan(files, null);
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
