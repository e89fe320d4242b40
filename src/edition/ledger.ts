import { loadCache, saveCache } from "../disk/cache.ts";
import type { OutputEntry } from "./manifest.ts";

/** The files of one printout in the output folder: their places and sizes, in its order. */
export interface Batch {
  name: string;
  digest: string;
  places: readonly string[];
  sizes: Float64Array;
}

/**
 * What a build knows of the files that it left in an output folder: the same as its manifest says, by what was printed together,
 * in a form that is read in a fraction of the time.
 *
 * - `manifest`: the hash of the manifest's text; where the folder has another, nothing of this is to be trusted.
 * - `apart`: the files that no batch holds. `rules`: a hash of what was kept back.
 */
export interface Ledger {
  manifest: string;
  rules: string;
  stamp: string;
  count: number;
  batches: Map<string, Batch>;
  apart: Map<string, OutputEntry>;
}

/** As it is stored: the places of all batches in one text, and their sizes in one column. */
interface Stored extends Omit<Ledger, "batches"> {
  batches: [name: string, digest: string, length: number][];
  places: string;
  sizes: Float64Array;
}

const BETWEEN = "\0";

/** The ledger of the last build of an output folder under the same key; null when there is none. */
export function loadLedger(root: string, key: string, out: string): Ledger | null {
  const stored = loadCache<Stored>(root, nameOf(out), key);
  if (stored === null) return null;
  const all = stored.places.split(BETWEEN);
  const batches = new Map<string, Batch>();
  let at = 0;
  for (const [name, digest, length] of stored.batches) {
    const sizes = stored.sizes.subarray(at, at + length);
    batches.set(name, { name, digest, places: all.slice(at, at + length), sizes });
    at += length;
  }
  const { manifest, rules, stamp, count, apart } = stored;
  return { manifest, rules, stamp, count, batches, apart };
}

/** Keeps what a build knows of the files that it left. */
export function saveLedger(root: string, key: string, { out, ledger }: { out: string; ledger: Ledger }): void {
  const batches = [...ledger.batches.values()];
  const sizes = new Float64Array(batches.reduce((sum, one) => sum + one.sizes.length, 0));
  let at = 0;
  for (const batch of batches) {
    sizes.set(batch.sizes, at);
    at += batch.sizes.length;
  }
  const { manifest, rules, stamp, count, apart } = ledger;
  const value: Stored = {
    manifest,
    rules,
    stamp,
    count,
    apart,
    batches: batches.map(({ name, digest, places }) => [name, digest, places.length]),
    places: batches.flatMap(({ places }) => places).join(BETWEEN),
    sizes,
  };
  saveCache(root, nameOf(out), { key, value });
}

function nameOf(out: string): string {
  return `files in ${out}`;
}
