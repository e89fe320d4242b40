import type { Site } from "../contract/index.ts";
import { absolute } from "../disk/file.ts";
import { copyScratch, filesIn, isOccupied, moveFolder, place, sizeOf, withdraw } from "../disk/folder.ts";
import { hashText } from "../disk/hash.ts";
import { openScratch, scratchPath } from "../disk/scratch.ts";
import type { MadeFile } from "../publish/live-file.ts";
import type { LookFile } from "../publish/look.ts";
import type { CompiledSite } from "./compiled-site.ts";
import type { Edition } from "./gathering.ts";
import type { LastOutput } from "./last-output.ts";
import type { Ledger } from "./ledger.ts";
import type { OutputEntry } from "./manifest.ts";
import { changeManifest, fileOf, formatManifest, MANIFEST } from "./manifest.ts";
import type { PressJob } from "./press.ts";
import { renderMissing } from "./press.ts";
import { entriesOf, isPage } from "./printout.ts";
import { openSiteFiles } from "./site-files.ts";

/** What a build did, in numbers of files. */
export interface BuildResult {
  files: number;
  written: number;
  removed: number;
}

/** What a build did, and what it knows of the files that are there now. */
export interface PutOut {
  result: BuildResult;
  ledger: Ledger;
}

/**
 * What is put out, and where. `own`: files that only this project's site has; `before`: what the last build left there; `reusable`: the same if it was made by the same
 * components.
 */
export interface PutOutJob {
  out: string;
  job: PressJob;
  compiled: CompiledSite;
  edition: Edition;
  own: readonly LookFile[];
  stamp: string;
  before: LastOutput | null;
  reusable: LastOutput | null;
}

/** A file that stands in the scratch folder, or elsewhere and is copied. */
interface Extra {
  path: string;
  from: string | null;
  entry: OutputEntry;
}

/**
 * Puts what is new into the output folder, deletes what is gone, and writes the list of what is there. An empty output folder gets
 * everything at once, by being replaced.
 */
export async function putOut(given: PutOutJob): Promise<PutOut> {
  const { out, job, edition, before } = given;
  const former = formerOf(given);
  const extras = await extrasOf(given, former);
  const entries = entriesIn(given, extras);
  const gone = goneOf(given, { former, entries });
  const { manifest, count } = manifestOf(given, { entries, former, gone });
  const ledger = ledgerOf(given, { manifest, count, entries });
  if (!isOccupied(out) && !job.scratch.isFlat) {
    for (const { path, from } of extras) if (from !== null) copyScratch(from, scratchPath(job.scratch, path));
    openScratch(job.scratch).write(MANIFEST, manifest);
    if (moveFolder(job.scratch.folder, out))
      return { result: { files: count, written: count + 1, removed: 0 }, ledger };
  }
  let written = 0;
  const put = (path: string, from: string | null) => {
    const placed = place(out, { from: from ?? scratchPath(job.scratch, path), path, isOurs: from === null });
    if (placed) written += 1;
  };
  for (const [address, , bytes] of edition.pages.values()) if (bytes !== null) put(fileOf(address), null);
  for (const [path, , bytes] of edition.files.values()) if (bytes !== null) put(path, null);
  for (const extra of extras) if (!isThere(extra, given)) put(extra.path, extra.from);
  // Another version may have listed as a file what is a page now.
  const now = new Set([...entries.keys()].map(pathOf));
  const removed = gone.map(pathOf).filter((path) => !now.has(path));
  for (const path of removed) withdraw(out, path);
  if (before === null || sizeOf(out, MANIFEST) === null || before.manifest !== manifest) {
    openScratch(job.scratch).write(MANIFEST, manifest);
    put(MANIFEST, null);
  }
  return { result: { files: count, written, removed: removed.length }, ledger };
}

function pathOf(place: string): string {
  return isPage(place) ? fileOf(place) : place;
}

/** What the last build left besides the batches that stay. */
function formerOf({ before, edition }: PutOutJob): Set<string> {
  const kept = new Set(edition.batches.map(({ name }) => name));
  const others = [...(before?.batches.values() ?? [])].filter(({ name }) => !kept.has(name));
  return new Set([...(before?.apart.keys() ?? []), ...others.flatMap(({ places }) => places)]);
}

/** Every file that is in no batch that stays. */
function entriesIn({ edition, before }: PutOutJob, extras: readonly Extra[]): Map<string, OutputEntry> {
  const entries = new Map<string, OutputEntry>();
  for (const [place, hash, bytes] of [...edition.pages.values(), ...edition.files.values()]) {
    const size = bytes ?? before?.entry(place)?.[1];
    if (size === undefined) throw new Error(`nothing is known of ${place}`);
    entries.set(place, [hash, size]);
  }
  for (const { path, entry } of extras) entries.set(path, entry);
  return entries;
}

/** What is no longer made. Several experiments may show the same file: what one no longer does may be in a batch that stays. */
function goneOf(
  { edition }: PutOutJob,
  { former, entries }: { former: ReadonlySet<string>; entries: ReadonlyMap<string, OutputEntry> },
): string[] {
  const gone = new Set([...former].filter((one) => !entries.has(one)));
  // A hundred thousand places: most differ from all that is gone in length already, and looking them up takes long.
  const lengths = new Set(Array.from(gone, (one) => one.length));
  for (const { places } of gone.size > 0 ? edition.batches : []) {
    for (const one of places) if (lengths.has(one.length)) gone.delete(one);
  }
  return [...gone];
}

function manifestOf(
  { stamp, reusable, edition }: PutOutJob,
  of: { entries: ReadonlyMap<string, OutputEntry>; former: ReadonlySet<string>; gone: readonly string[] },
): { manifest: string; count: number } {
  const { entries, former, gone } = of;
  if (reusable === null || edition.batches.length === 0) {
    const pages = [...entries].filter(([one]) => isPage(one));
    const files = [...entries].filter(([one]) => !isPage(one));
    const manifest = formatManifest({ stamp, pages: new Map(pages), files: new Map(files) });
    return { manifest, count: entries.size };
  }
  const changes = new Map([...gone.map((one) => [one, null] as const), ...entries]);
  const { text, count, replaced } = changeManifest(reusable.manifest, changes);
  const twice = replaced.find((one) => isPage(one) && !former.has(one));
  if (twice !== undefined) throw new Error(`two pages have the address ${twice}`);
  return { manifest: text, count };
}

/** What the next build is told of the files. */
function ledgerOf(
  { stamp, edition }: PutOutJob,
  of: { manifest: string; count: number; entries: ReadonlyMap<string, OutputEntry> },
): Ledger {
  const batches = new Map(edition.batches.map((batch) => [batch.name, batch]));
  const apart = new Map(of.entries);
  for (const [name, printout] of edition.printouts) {
    const places = entriesOf(printout).map(([one]) => one);
    const sizes = Float64Array.from(places, (one) => of.entries.get(one)?.[1] ?? Number.NaN);
    batches.set(name, { name, digest: printout.digest, places, sizes });
    for (const one of places) apart.delete(one);
  }
  return { manifest: hashText(of.manifest), rules: edition.rules, stamp, count: of.count, batches, apart };
}

/** Everything that is made once: styles and scripts, the page for what is missing, and data for scripts. */
async function extrasOf(given: PutOutJob, former: ReadonlySet<string>): Promise<Extra[]> {
  const { job, compiled, edition, stamp, reusable } = given;
  const scratch = openScratch(job.scratch);
  const assets = filesIn(compiled.files).map((path) => copied(path, `${compiled.files}/${path}`, stamp));
  const over = overAll(given, former);
  const made = ({ path, text }: MadeFile): Extra => {
    const extra: Extra = { path, from: null, entry: [hashText(text), Buffer.byteLength(text)] };
    if (!isThere(extra, given)) scratch.write(path, text);
    return extra;
  };
  const data = [...edition.data, ...over.files].map(made);
  const own = given.own.map((one) =>
    "file" in one ? copied(one.path, absolute(job.root, one.file), one.path) : made(one),
  );
  const known = reusable?.apart.get("404.html");
  const missing = known === undefined ? await renderMissing(job) : null;
  if (missing !== null) scratch.write("404.html", missing);
  const entry: OutputEntry = missing === null ? (known as OutputEntry) : [stamp, Buffer.byteLength(missing)];
  return [...assets, ...own, ...data, ...over.kept, { path: "404.html", from: null, entry }];
}

/** The files over all pages: those to write, and those of the last build that are still true. */
function overAll(
  { job, edition, reusable }: PutOutJob,
  former: ReadonlySet<string>,
): { files: MadeFile[]; kept: Extra[] } {
  const site = openSiteFiles({ before: reusable, site: JSON.parse(job.site) as Site });
  edition.records.forEach(site.add);
  const { files, kept } = site.finish([...former].filter((one) => isPage(one) && !edition.pages.has(one)));
  const extras = kept.map((path): Extra => ({ path, from: null, entry: reusable?.apart.get(path) ?? ["", 0] }));
  return { files, kept: extras };
}

function copied(path: string, from: string, hash: string): Extra {
  return { path, from, entry: [hash, sizeOf(from, "") ?? 0] };
}

/** Whether the output has a file already. */
function isThere({ path, entry }: Extra, { out, reusable }: PutOutJob): boolean {
  const known = reusable?.apart.get(path);
  return known?.[0] === entry[0] && sizeOf(out, path) === known[1];
}
