import { isFile, isInside } from "../disk/file.ts";
import type { Gone } from "../disk/git-renames.ts";
import { openRenames } from "../disk/git-renames.ts";
import { readRegion } from "../disk/region.ts";
import type { Catalog } from "../model/project.ts";
import type { Run } from "../model/run.ts";
import { baseName } from "../model/tree.ts";

/** What was cited of a file: its lines, with their hash where the lock remembers it. */
export interface FormerLines {
  line: number | null;
  endLine: number | null;
  hash: string | null;
}

/**
 * Tells where files that are gone lie now, as git saw them renamed; else the logs that say the same on the cited lines, or lie in a
 * run's folder of the same name. None where nothing tells, several where it is not clear which one is meant.
 */
export function openMoved(root: string, catalog: Catalog): (file: string, was: FormerLines) => string[] {
  const gone = openRenames(root);
  let files: Map<string, LogFile[]> | null = null;
  return (file, was) => {
    files ??= logsByName(catalog);
    if (files.size === 0) return [];
    const known = gone(file);
    const renamed = known === null ? null : follow(root, gone, known);
    if (renamed !== null) return [renamed];
    const alike = (files.get(baseName(file)) ?? []).filter((one) => one.path !== file && isFile(root, one.path));
    return nearest(
      alike.filter((one) => isLikely(root, { file, was, known }, one)),
      file,
    );
  };
}

interface LogFile {
  path: string;
  run: Run;
}

function logsByName(catalog: Catalog): Map<string, LogFile[]> {
  const runs = catalog.all().flatMap(({ experiment }) => experiment.runs);
  const files = runs.flatMap((run) => run.files.map((path) => ({ path, run })));
  const byPath = new Map(files.map((one) => [one.path, one]));
  return Map.groupBy(byPath.values(), ({ path }) => baseName(path));
}

/** Through several renames to a file that is there. */
function follow(root: string, gone: (path: string) => Gone | null, first: Gone): string | null {
  let at: Gone | null = first;
  for (let hops = 0; hops < 8 && at?.to != null; hops += 1) {
    if (isInside(root, at.to) && isFile(root, at.to)) return at.to;
    at = gone(at.to);
  }
  return null;
}

/**
 * Whether a log may be what was cited. One that lay beside it is another; without git's word for that the folder of the run has
 * to have the same name, since logs of several runs may well have a line in common.
 */
function isLikely(
  root: string,
  { file, was, known }: { file: string; was: FormerLines; known: Gone | null },
  { path, run }: LogFile,
): boolean {
  if (known?.beside.has(path)) return false;
  const isSameRun = run.dir !== "" && file.endsWith(`/${baseName(run.dir)}/${path.slice(run.dir.length + 1)}`);
  const { line, endLine, hash } = was;
  if (hash === null || line === null) return isSameRun;
  if (known === null && !isSameRun) return false;
  return readRegion(root, { file: path, line, endLine: endLine ?? line })?.hash === hash;
}

/** Those whose path ends most like the former one. */
function nearest(logs: readonly LogFile[], file: string): string[] {
  const most = Math.max(0, ...logs.map(({ path }) => tail(path, file)));
  return logs.map(({ path }) => path).filter((path) => tail(path, file) === most);
}

function tail(one: string, other: string): number {
  const [a, b] = [one.split("/").reverse(), other.split("/").reverse()];
  const differs = a.findIndex((part, at) => part !== b[at]);
  return differs < 0 ? a.length : differs;
}
