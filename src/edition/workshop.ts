import type { Citations, ExperimentEntries, ExperimentRequest, FileRequest } from "../publish/chapter.ts";
import { experimentChapter, filePages } from "../publish/chapter.ts";
import type { Desk } from "../publish/desk.ts";
import type { MadeFile } from "../publish/live-file.ts";
import type { PressJob, Printed, Sheets } from "./press.ts";
import { openPress } from "./press.ts";

/**
 * Pages to make and print: those of an experiment, of files, or such as are made already. `current`: the addresses and hashes of
 * pages that the output has already. Plain data, which can be sent to a thread.
 */
export type Task = { current: ReadonlyMap<string, string> } & (
  | { kind: "experiment"; request: ExperimentRequest }
  | { kind: "files"; files: FileRequest[] }
  | ({ kind: "pages" } & Sheets)
);

/** What came of a task. `entries`, `citations`: what the rest of the site needs of an experiment; null for other tasks. */
export interface Done extends Printed {
  entries: ExperimentEntries | null;
  citations: Citations | null;
}

/** Makes and prints pages, one task after the other. */
export type Workshop = (task: Task) => Promise<Done>;

/** Opens a workshop in this thread. */
export function openWorkshop(desk: Desk, job: PressJob): Workshop {
  const press = openPress(job);
  return async (task) => {
    const { current } = task;
    if (task.kind === "pages") return { ...(await press({ ...task, ...copiesOf(task, desk) }, current)), ...nothing };
    if (task.kind === "files") {
      desk.addresses.takeNotes();
      const pages = task.files.flatMap((file) => filePages(file, desk));
      const { media } = desk.addresses.takeNotes();
      return { ...(await press({ pages, ...copiesOf({ media }, desk) }, current)), ...nothing };
    }
    const { pages, files, entries, citations } = await experimentChapter(task.request, desk);
    const beside = copiesOf({ files, media: citations.media }, desk);
    return { ...(await press({ pages, ...beside }, current)), entries, citations };
  };
}

/** Of a text that is copied with something in it that is not to be published, the rest becomes a file of its own. */
function copiesOf({ files = [], media }: Pick<Sheets, "files" | "media">, desk: Desk): Pick<Sheets, "files" | "media"> {
  const made: MadeFile[] = [];
  const copied = new Map<string, string>();
  for (const [path, file] of media) {
    const text = desk.cleanCopy(file);
    if (text === null) copied.set(path, file);
    else made.push({ path, text });
  }
  return { files: [...files, ...made], media: copied };
}

const nothing = { entries: null, citations: null };
