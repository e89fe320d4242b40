import type { Packed } from "../disk/cache.ts";
import { loadCache, saveCache } from "../disk/cache.ts";
import type { Citations, ExperimentEntries } from "../publish/chapter.ts";
import type { DocumentEntry } from "../publish/index-page.ts";
import type { Printout } from "./printout.ts";

/**
 * What is kept of pages that were made together: while `key` and every entry of `outside` are what they were, making them again
 * would give the same.
 *
 * - `key`: of all that they are made from. `outside`: what they asked about besides, each with what it was.
 * - `citations`: packed, as most builds look into few of them.
 */
export interface Kept<Entries> {
  key: string;
  printed: Printout;
  outside: [path: string, signature: string][];
  entries: Entries;
  citations: Packed<Citations>;
}

/** The experiments that show and cite no files but their own. `places`: where all experiments were when that was found. */
export interface SelfContained {
  places: string;
  ids: ReadonlySet<string>;
}

/** What one build leaves for the next, by the id of the experiment or the path of the document; `files` by experiment. */
export interface SiteMemory {
  experiments: Map<string, Kept<ExperimentEntries>>;
  documents: Map<string, Kept<DocumentEntry>>;
  progress: Kept<null> | null;
  files: Map<string, { key: string; printed: Printout }>;
  contained: SelfContained;
}

type KeptExperiment = SiteMemory["experiments"] extends Map<string, infer E> ? E : never;
type KeptFiles = SiteMemory["files"] extends Map<string, infer E> ? E : never;

/** What lies apart for each experiment, so that a change of one writes only that. */
interface Part {
  experiment: KeptExperiment | undefined;
  files: KeptFiles | undefined;
}

/** What lies together: what belongs to no experiment, and the ids of those that have a part. */
type Whole = Pick<SiteMemory, "documents" | "progress" | "contained"> & { ids: string[]; rest: KeptFiles | undefined };

/** The memory of no build. */
export function blankMemory(): SiteMemory {
  const contained = { places: "", ids: new Set<string>() };
  return { experiments: new Map(), documents: new Map(), progress: null, files: new Map(), contained };
}

/** What the last build under the same key left; empty when there is nothing. */
export function loadSiteMemory(root: string, key: string): SiteMemory {
  const memory = blankMemory();
  const whole = loadCache<Whole>(root, "site", key);
  if (whole === null) return memory;
  if (whole.rest !== undefined) memory.files.set("", whole.rest);
  for (const id of whole.ids) {
    const part = loadCache<Part>(root, partOf(id), key);
    if (part?.experiment !== undefined) memory.experiments.set(id, part.experiment);
    if (part?.files !== undefined) memory.files.set(id, part.files);
  }
  const { documents, progress, contained } = whole;
  return { ...memory, documents, progress, contained };
}

/** Keeps what a build leaves. `past`: what the build before it left, of which what stayed is not written again. */
export function saveSiteMemory(
  root: string,
  key: string,
  { memory, past }: { memory: SiteMemory; past: SiteMemory },
): void {
  const { experiments, files, documents, progress, contained } = memory;
  const ids = [...experiments.keys()];
  for (const id of ids) {
    const part: Part = { experiment: experiments.get(id), files: files.get(id) };
    const isSame = past.experiments.get(id) === part.experiment && past.files.get(id) === part.files;
    if (!isSame) saveCache(root, partOf(id), { key, value: part });
  }
  const whole: Whole = { ids, documents, progress, contained, rest: files.get("") };
  saveCache(root, "site", { key, value: whole });
}

function partOf(id: string): string {
  return `site of ${id}`;
}
