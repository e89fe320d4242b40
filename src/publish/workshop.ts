import type { Citations, ExperimentEntries, ExperimentRequest, FileRequest } from "./chapter.ts";
import { experimentChapter, filePages } from "./chapter.ts";
import type { Desk } from "./desk.ts";
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
    if (task.kind === "pages") return { ...(await press(task, current)), ...nothing };
    if (task.kind === "files") {
      desk.addresses.takeNotes();
      const pages = task.files.flatMap((file) => filePages(file, desk));
      const { media } = desk.addresses.takeNotes();
      return { ...(await press({ pages, media }, current)), ...nothing };
    }
    const { pages, files, entries, citations } = await experimentChapter(task.request, desk);
    return { ...(await press({ pages, files, media: citations.media }, current)), entries, citations };
  };
}

const nothing = { entries: null, citations: null };
