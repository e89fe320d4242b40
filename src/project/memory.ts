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

/** Stores the memory of a compile. */
export function saveMemory(root: string, key: string, memory: Memory): void {
  saveCache(root, "memory", { key, value: memory });
}
