import { loadCache, saveCache } from "../disk/cache.ts";
import type { Digest } from "./digest-shape.ts";
import type { DocumentMemory } from "./judge-all.ts";

/** What one compile leaves for the next: the digest of each experiment and the result of each document. */
export interface Memory {
  digests: Map<string, Digest>;
  documents: DocumentMemory;
}

/** The memory of the last compile under the same key, or null. */
export function loadMemory(root: string, key: string): Memory | null {
  return loadCache<Memory>(root, "memory", key);
}

/** Stores the memory of a compile. `written`: the files that were given their content since, which are no longer pending. */
export function saveMemory(setup: { root: string; key: string }, memory: Memory, written: ReadonlySet<string>): void {
  const digests = new Map<string, Digest>();
  for (const [id, digest] of memory.digests) {
    digests.set(id, { ...digest, pending: digest.pending.filter((path) => !written.has(path)) });
  }
  saveCache(setup.root, "memory", { key: setup.key, value: { ...memory, digests } satisfies Memory });
}
