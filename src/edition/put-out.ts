import type { Site } from "../contract/index.ts";
import { absolute, readText } from "../disk/file.ts";
import { copyScratch, filesIn, isOccupied, moveFolder, place, sizeOf, withdraw } from "../disk/folder.ts";
import { hashText } from "../disk/hash.ts";
import { openScratch, scratchPath } from "../disk/scratch.ts";
import type { MadeFile } from "../publish/live-file.ts";
import type { LookFile } from "../publish/look.ts";
import type { CompiledSite } from "./compiled-site.ts";
import type { Edition } from "./edition.ts";
import type { Manifest, OutputEntry } from "./manifest.ts";
import { fileOf, formatManifest, MANIFEST } from "./manifest.ts";
import type { PressJob, PrintedFile } from "./press.ts";
import { renderMissing } from "./press.ts";
import { openSiteFiles } from "./site-files.ts";

/** What a build did, in numbers of files. */
export interface BuildResult {
  files: number;
  written: number;
  removed: number;
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
  before: Manifest | null;
  reusable: Manifest | null;
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
export async function putOut(given: PutOutJob): Promise<BuildResult> {
  const { out, job, edition, stamp, before } = given;
  const pages = pageEntries(given);
  const extras = await extrasOf(given);
  const files = new Map([...besides(given), ...extras.map(({ path, entry }) => [path, entry] as const)]);
  const manifest = formatManifest({ stamp, pages, files });
  const total = pages.size + files.size;
  if (!isOccupied(out) && !job.scratch.isFlat) {
    for (const { path, from } of extras) if (from !== null) copyScratch(from, scratchPath(job.scratch, path));
    openScratch(job.scratch).write(MANIFEST, manifest);
    if (moveFolder(job.scratch.folder, out)) return { files: total, written: total + 1, removed: 0 };
  }
  let written = 0;
  const put = (path: string, from: string | null) => {
    const placed = place(out, { from: from ?? scratchPath(job.scratch, path), path, isOurs: from === null });
    if (placed) written += 1;
  };
  for (const [address, , bytes] of edition.pages.values()) if (bytes !== null) put(fileOf(address), null);
  for (const [path, , bytes] of edition.files.values()) if (bytes !== null) put(path, null);
  for (const extra of extras) if (!isThere(extra, given)) put(extra.path, extra.from);
  const gone = [...(before === null ? [] : [...before.pages.keys()].map(fileOf)), ...(before?.files.keys() ?? [])];
  const now = new Set([...[...pages.keys()].map(fileOf), ...files.keys()]);
  const removed = gone.filter((path) => !now.has(path));
  for (const path of removed) withdraw(out, path);
  if (sizeOf(out, MANIFEST) === null || readText(out, MANIFEST) !== manifest) {
    openScratch(job.scratch).write(MANIFEST, manifest);
    put(MANIFEST, null);
  }
  return { files: total, written, removed: removed.length };
}

function pageEntries({ edition, before }: PutOutJob): Map<string, OutputEntry> {
  return entriesOf([...edition.pages.values()], before?.pages);
}

/** The files that stand beside the pages and are made with them. */
function besides({ edition, before }: PutOutJob): Map<string, OutputEntry> {
  return entriesOf([...edition.files.values()], before?.files);
}

function entriesOf(all: readonly PrintedFile[], before: Manifest["files"] | undefined): Map<string, OutputEntry> {
  const entries = all.map(([path, hash, bytes]): [string, OutputEntry] => {
    const size = bytes ?? before?.get(path)?.[1];
    if (size === undefined) throw new Error(`nothing is known of ${path}`);
    return [path, [hash, size]];
  });
  return new Map(entries);
}

/** Everything that is made once: styles and scripts, the page for what is missing, and data for scripts. */
async function extrasOf(given: PutOutJob): Promise<Extra[]> {
  const { job, compiled, edition, stamp, reusable } = given;
  const scratch = openScratch(job.scratch);
  const assets = filesIn(compiled.files).map((path) => copied(path, `${compiled.files}/${path}`, stamp));
  const over = overAll(given);
  const data = [...edition.data, ...over.files].map(({ path, text }): Extra => {
    scratch.write(path, text);
    return { path, from: null, entry: [hashText(text), Buffer.byteLength(text)] };
  });
  const own = given.own.map((one): Extra => {
    if ("file" in one) return copied(one.path, absolute(job.root, one.file), one.path);
    scratch.write(one.path, one.text);
    return { path: one.path, from: null, entry: [hashText(one.text), Buffer.byteLength(one.text)] };
  });
  const known = reusable?.files.get("404.html");
  const missing = known === undefined ? await renderMissing(job) : null;
  if (missing !== null) scratch.write("404.html", missing);
  const entry: OutputEntry = missing === null ? (known as OutputEntry) : [stamp, Buffer.byteLength(missing)];
  return [...assets, ...own, ...data, ...over.kept, { path: "404.html", from: null, entry }];
}

/** The files over all pages: those to write, and those of the last build that are still true. */
function overAll({ out, job, edition, reusable }: PutOutJob): { files: MadeFile[]; kept: Extra[] } {
  const site = openSiteFiles({ out, before: reusable, site: JSON.parse(job.site) as Site });
  edition.records.forEach(site.add);
  const { files, kept } = site.finish(edition.pages.keys());
  const extras = kept.map((path): Extra => ({ path, from: null, entry: reusable?.files.get(path) ?? ["", 0] }));
  return { files, kept: extras };
}

function copied(path: string, from: string, hash: string): Extra {
  return { path, from, entry: [hash, sizeOf(from, "") ?? 0] };
}

/** Whether the output has a file already. */
function isThere({ path, entry }: Extra, { out, reusable }: PutOutJob): boolean {
  const known = reusable?.files.get(path);
  return known?.[0] === entry[0] && sizeOf(out, path) === known[1];
}
