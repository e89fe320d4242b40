import { loadCache, saveCache } from "../disk/cache.ts";
import type { Citations, ExperimentEntries } from "../publish/chapter.ts";
import type { DocumentEntry } from "../publish/index-page.ts";

/** Addresses with the hashes of their pages' data, and the paths of the files beside them with theirs. */
export interface PrintedHashes {
  pages: [address: string, hash: string][];
  files: [path: string, hash: string][];
}

/**
 * What is kept of pages that were made together: while `key` and every entry of `outside` are what they were, making them again
 * would give the same.
 *
 * - `key`: of all that they are made from. `outside`: what they asked about besides, each with what it was.
 */
export interface Kept<Entries> extends PrintedHashes {
  key: string;
  outside: [path: string, signature: string][];
  entries: Entries;
  citations: Citations;
}

/** What one build leaves for the next, by the id of the experiment or the path of the document; `files` by experiment. */
export interface SiteMemory {
  experiments: Map<string, Kept<ExperimentEntries>>;
  documents: Map<string, Kept<DocumentEntry>>;
  progress: Kept<null> | null;
  files: Map<string, { key: string } & PrintedHashes>;
}

/** What the last build under the same key left; empty when there is nothing. */
export function loadSiteMemory(root: string, key: string): SiteMemory {
  const none = { experiments: new Map(), documents: new Map(), progress: null, files: new Map() };
  return loadCache<SiteMemory>(root, "site", key) ?? none;
}

/** Keeps what a build leaves. */
export function saveSiteMemory(root: string, key: string, memory: SiteMemory): void {
  saveCache(root, "site", { key, value: memory });
}
