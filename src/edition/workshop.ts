import type { Page } from "../contract/index.ts";
import type { Progress } from "../model/progress.ts";
import type { Citations, ExperimentEntries, ExperimentRequest, FileRequest } from "../publish/chapter.ts";
import { experimentChapter, filePages, progressChapter } from "../publish/chapter.ts";
import type { Desk } from "../publish/desk.ts";
import type { MadeFile } from "../publish/live-file.ts";
import type { PressJob, Printed, Sheets } from "./press.ts";
import { joinPrinted, openPress } from "./press.ts";

/**
 * Pages to make and print: those of an experiment, of the series over all, of files, or such as are made already. `current`: the addresses and hashes of
 * pages that the output has already. Plain data, which can be sent to a thread.
 */
export type Task = { current: ReadonlyMap<string, string> } & (
  | { kind: "experiment"; request: ExperimentRequest }
  | { kind: "progress"; progress: Progress }
  | { kind: "files"; files: FileRequest[] }
  | ({ kind: "pages"; pages: readonly Page[] } & Omit<Sheets, "pages">)
);

/** What came of a task. `entries`: what the rest of the site needs of an experiment; `citations`: of it or of a series. Else null. */
export interface Done extends Printed {
  entries: ExperimentEntries | null;
  citations: Citations | null;
}

/** Makes and prints pages, one task after the other. */
export type Workshop = (task: Task) => Promise<Done>;

/** Opens a workshop in this thread. A page is printed before the next one is made, so that hardly more than one is in memory. */
export function openWorkshop(desk: Desk, job: PressJob): Workshop {
  const press = openPress(job);
  const printBeside = (sheets: Pick<Sheets, "files" | "media">, current: Task["current"]) =>
    press({ pages: [], ...copiesOf(sheets, desk) }, current);
  const printFile = async (file: FileRequest, current: Task["current"]): Promise<Printed> => {
    desk.addresses.takeNotes();
    const printed = await press({ pages: filePages(file, desk), media: new Map() }, current);
    const { media } = desk.addresses.takeNotes();
    return joinPrinted([printed, await printBeside({ media }, current)]);
  };
  const printExperiment = async (request: ExperimentRequest, current: Task["current"]): Promise<Done> => {
    const chapter = await experimentChapter(request, desk);
    const printed = await press({ pages: chapter.pages, media: new Map() }, current);
    const { files = [], entries, citations } = chapter.finish();
    const beside = await printBeside({ files, media: citations.media }, current);
    return { ...joinPrinted([printed, beside]), entries, citations };
  };
  const printProgress = async (progress: Progress, current: Task["current"]): Promise<Done> => {
    const { pages, citations } = await progressChapter(progress, desk);
    const beside = copiesOf({ media: citations.media }, desk);
    return { ...(await press({ pages, ...beside }, current)), entries: null, citations };
  };
  return async (task) => {
    const { current } = task;
    if (task.kind === "progress") return printProgress(task.progress, current);
    if (task.kind === "experiment") return printExperiment(task.request, current);
    if (task.kind === "pages") return { ...(await press({ ...task, ...copiesOf(task, desk) }, current)), ...nothing };
    const printed: Printed[] = [];
    for (const file of task.files) printed.push(await printFile(file, current));
    return { ...joinPrinted(printed), ...nothing };
  };
}

/** A text that is at hand, or what is left of one with something in it that is not to be published, is written; all else is copied. */
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
