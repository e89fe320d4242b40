import type { FileChanges } from "./file-changes.ts";
import type { ReviewState, RunState } from "./state.ts";

/** A run of the head that git does not carry: it ignores it, or it lies in a submodule. */
export interface HiddenRun {
  experiment: string;
  run: string;
  dir: string;
}

/** Runs of the head that the base does not have and git does not know: they were perhaps always there. */
export function hiddenRuns(base: ReviewState, head: ReviewState, changes: FileChanges): HiddenRun[] {
  const known = new Set(base.experiments.flatMap(({ runs }) => runs.map(({ id }) => id)));
  return head.experiments.flatMap(({ id, runs }) =>
    runs
      .filter((run) => !known.has(run.id) && !isCarried(run, changes))
      .map((run) => ({ experiment: id, run: run.id, dir: run.dir })),
  );
}

/** Runs of both states whose files were taken out of git and still lie here: whoever checks the change out does not have them. */
export function releasedRuns(base: ReviewState, head: ReviewState, { byBase }: FileChanges): HiddenRun[] {
  const here = new Set(head.experiments.flatMap(({ runs }) => runs.map(({ id }) => id)));
  return base.experiments.flatMap(({ id, runs }) =>
    runs
      .filter((run) => here.has(run.id) && run.files.length > 0)
      .filter(({ files }) => files.every((file) => byBase.get(file)?.path === null))
      .map((run) => ({ experiment: id, run: run.id, dir: run.dir })),
  );
}

function isCarried({ files, dir }: RunState, { byHead }: FileChanges): boolean {
  if (files.length === 0) return [...byHead.keys()].some((path) => path.startsWith(`${dir}/`));
  return files.some((file) => byHead.has(file));
}

/**
 * The head as git carries it: without documents that the base does not have and git does not know, and without what would be made
 * for experiments of such runs alone.
 */
export function carriedState(
  head: ReviewState,
  { base, hidden, changes }: { base: ReviewState; hidden: readonly HiddenRun[]; changes: FileChanges },
): ReviewState {
  const known = new Set(base.documents.map(({ file }) => file));
  const unknown = new Set(
    head.documents.map(({ file }) => file).filter((file) => !known.has(file) && !changes.byHead.has(file)),
  );
  const before = new Set(base.experiments.map(({ id }) => id));
  const alone = new Set(hidden.map(({ experiment }) => experiment).filter((id) => !before.has(id)));
  const folders = head.experiments.filter(({ id }) => alone.has(id)).map(({ place }) => `${place}/`);
  if (unknown.size === 0 && folders.length === 0) return head;
  const isOut = (file: string) => unknown.has(file) || folders.some((folder) => file.startsWith(folder));
  return {
    ...head,
    documents: head.documents.filter(({ file }) => !unknown.has(file)),
    findings: head.findings.filter(({ file }) => !isOut(file)),
    outdated: head.outdated.filter(({ file }) => !isOut(file)),
  };
}
