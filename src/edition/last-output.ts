import { readBytes } from "../disk/file.ts";
import { isOccupied, sizeOf } from "../disk/folder.ts";
import { hashText } from "../disk/hash.ts";
import { UsageError } from "../errors.ts";
import type { Batch } from "./ledger.ts";
import { loadLedger } from "./ledger.ts";
import type { OutputEntry } from "./manifest.ts";
import { fileOf, MANIFEST, parseManifest } from "./manifest.ts";
import type { Printout } from "./printout.ts";
import { entriesOf, isPage } from "./printout.ts";

/**
 * What the last build left in an output folder, of which nothing is known to be there still before it is asked.
 *
 * - `manifest`: the text of its manifest; `stamp`, `count`: what that says of the components, and of how many files.
 * - `rules`: a hash of what was kept back from its pages; null where that is not known.
 * - `batches`: what was printed together, where that is known; `apart`: all other files. `entry`: one of either, for which the whole
 *   manifest has to be read unless it is `apart` or was `met` before.
 */
export interface LastOutput {
  out: string;
  manifest: string;
  stamp: string;
  count: number;
  rules: string | null;
  batches: ReadonlyMap<string, Batch>;
  apart: ReadonlyMap<string, OutputEntry>;
  met: Map<string, OutputEntry>;
  entry(place: string): OutputEntry | undefined;
}

/**
 * Reads what the last build left in a folder; null when it is empty. Throws a UsageError when it holds something else, or when the
 * manifest is damaged.
 */
export function readOutput(root: string, key: string, out: string): LastOutput | null {
  if (!isOccupied(out)) return null;
  if (sizeOf(out, MANIFEST) === null) {
    throw new UsageError(
      `${out} is not empty and was not made by an earlier build`,
      "Name another folder with --out, or delete this one.",
    );
  }
  const bytes = readBytes(out, MANIFEST);
  const manifest = bytes.toString("utf8");
  let all: ReadonlyMap<string, OutputEntry> | null = null;
  const parsed = () => {
    const { pages, files, stamp } = parseManifest(manifest) ?? damaged(out);
    return { stamp, all: new Map([...pages, ...files]) };
  };
  const ledger = loadLedger(root, key, out);
  if (ledger !== null && ledger.manifest === hashText(bytes)) {
    const { stamp, count, rules, batches, apart } = ledger;
    const met = new Map<string, OutputEntry>();
    const entry = (place: string) => {
      const known = apart.get(place) ?? met.get(place);
      if (known !== undefined) return known;
      all ??= parsed().all;
      return all.get(place);
    };
    return { out, manifest, stamp, count, rules, batches, apart, met, entry };
  }
  const { stamp, all: apart } = parsed();
  const entry = (place: string) => apart.get(place);
  const unknown = { rules: null, batches: new Map(), met: new Map() };
  return { out, manifest, stamp, count: apart.size, ...unknown, apart, entry };
}

/** Whether the folder has a file, of the size that the last build left it with, and that was made from data of that hash. */
export function isThere(output: LastOutput, place: string, hash: string): boolean {
  const known = output.entry(place);
  return known !== undefined && known[0] === hash && hasSize(output.out, place, known[1]);
}

/** What was printed under a name, if the last build left the same and all of it is there with the size that it had. */
export function batchThere(output: LastOutput, name: string, { digest }: Printout): Batch | null {
  const batch = output.batches.get(name);
  return batch !== undefined && batch.digest === digest && isWhole(output.out, batch) ? batch : null;
}

/** Of what was printed under a name, that which is still there: places and their hashes. */
export function partThere(output: LastOutput, name: string, printout: Printout): Map<string, string> {
  const batch = output.batches.get(name);
  const entries = entriesOf(printout);
  if (batch?.digest === printout.digest) {
    entries.forEach(([place, hash], at) => void output.met.set(place, [hash, batch.sizes[at] ?? Number.NaN]));
  }
  return new Map(entries.filter(([place, hash]) => isThere(output, place, hash)));
}

/** Whether everything that the last build left is there, with the size that it had. */
export function isComplete({ out, batches, apart }: LastOutput): boolean {
  for (const [place, [, bytes]] of apart) if (!hasSize(out, place, bytes)) return false;
  for (const batch of batches.values()) if (!isWhole(out, batch)) return false;
  return true;
}

function isWhole(out: string, { places, sizes }: Batch): boolean {
  return places.every((place, at) => hasSize(out, place, sizes[at]));
}

function hasSize(out: string, place: string, bytes: number | undefined): boolean {
  return sizeOf(out, isPage(place) ? fileOf(place) : place) === bytes;
}

function damaged(out: string): never {
  const help = "If nothing of your own is in it, delete the folder and build again.";
  throw new UsageError(`${MANIFEST} in ${out}, which lists what an earlier build made, is damaged`, help);
}
