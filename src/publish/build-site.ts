import { basename, dirname, join, resolve } from "node:path";
import type { Medium, Page, SiteData } from "../contract/index.ts";
import { pageSchema, siteSchema } from "../contract/index.ts";
import { absolute, readText } from "../disk/file.ts";
import {
  filesIn,
  isOccupied,
  makeScratch,
  place,
  removeScratch,
  sizeOf,
  withdraw,
  writeScratch,
} from "../disk/folder.ts";
import { hashText } from "../disk/hash.ts";
import { UsageError } from "../errors.ts";
import type { CompiledSite } from "./compiled-site.ts";
import { compiledSite } from "./compiled-site.ts";
import type { MadeFile } from "./live-file.ts";
import { FIGURES_FOLDER, takeLiveFiles } from "./live-file.ts";
import type { Manifest } from "./manifest.ts";
import { formatManifest, MANIFEST, parseManifest } from "./manifest.ts";
import { renderMissing } from "./press.ts";
import { openPrintShop } from "./print-shop.ts";
import type { RenderJob } from "./sheet.ts";

/** What to build. `out`: absolute, or relative to the root. */
export interface BuildInput {
  root: string;
  out: string;
  data: SiteData;
}

/** What a build did, in numbers of files. */
export interface BuildResult {
  files: number;
  written: number;
  removed: number;
}

interface Job {
  root: string;
  out: string;
  scratch: string;
  compiled: CompiledSite;
  site: string;
  stamp: string;
  before: Manifest | null;
}

/**
 * What was made of the pages. `hashes`: of every page's data by address; `fresh`: where the HTML of those lies that changed;
 * `figures`: the files of figures' data, each with its size.
 */
interface Made {
  hashes: Map<string, string>;
  fresh: { address: string; file: string }[];
  figures: Map<string, number>;
}

/**
 * Builds the site: only pages whose data has changed are rendered, and only files whose content has changed are written. Deletes
 * only files that an earlier build made, which `.docs-site.json` in the output folder lists.
 *
 * Throws a UsageError when the output folder holds something else, or when a page would not be safe to serve.
 */
export async function buildSite({ root, out, data }: BuildInput): Promise<BuildResult> {
  const target = resolve(root, out);
  const before = readManifest(target);
  const site = JSON.stringify(siteSchema.parse(data.site));
  const compiled = await compiledSite(root, null);
  const stamp = hashText(`${compiled.stamp}\n${site}`);
  const scratch = makeScratch(root, "site");
  try {
    const reusable = before?.stamp === stamp ? before : null;
    const job: Job = { root, out: target, scratch, compiled, site, stamp, before: reusable };
    const made = await renderPages(data.pages, job);
    return await sync({ made, media: data.media(), before }, job);
  } finally {
    removeScratch(scratch);
  }
}

/** Validates each page and renders those whose data has changed, into numbered files: folders are made where they end up. */
async function renderPages(pages: SiteData["pages"], job: Job): Promise<Made> {
  const made: Made = { hashes: new Map(), fresh: [], figures: new Map() };
  const shop = openPrintShop(jobOf(job));
  const sheets = async () => {
    for await (const page of pages) {
      const { address } = page;
      const whole = parsePage(page);
      const hash = hashText(JSON.stringify(whole));
      if (made.hashes.has(address)) throw new Error(`two pages have the address ${address}`);
      made.hashes.set(address, hash);
      const { page: bare, files } = takeLiveFiles(whole);
      for (const file of files) putFigure(file, made, job);
      if (isCurrent(address, hash, job)) continue;
      const text = JSON.stringify(bare);
      const file = `out/${made.fresh.length}.html`;
      made.fresh.push({ address, file });
      await shop.print({ address, text, file });
    }
  };
  await sheets().catch(async (error: unknown) => {
    await shop.finish();
    throw error;
  });
  const [misprint] = await shop.finish();
  if (misprint === undefined) return made;
  throw new UsageError(`${misprint.address}: ${misprint.problem}`, "Please report it with the page's data.");
}

function jobOf({ compiled, site, scratch }: Job): RenderJob {
  return { renderer: compiled.renderer, site, scratch };
}

/** Names of these files are made of their content: one that is there is right. */
function putFigure({ path, text }: MadeFile, { figures }: Made, { out, scratch }: Job): void {
  if (!figures.has(path) && sizeOf(out, path) !== text.length) writeScratch(scratch, path, text);
  figures.set(path, text.length);
}

function parsePage(page: Page): Page {
  const result = pageSchema.safeParse(page);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  throw new Error(`page ${page.address}: ${issue?.path.join(".")}: ${issue?.message}`);
}

function isCurrent(address: string, hash: string, { before, out }: Job): boolean {
  if (before?.pages[address] !== hash) return false;
  const file = before.files[fileOf(address)];
  return file !== undefined && sizeOf(out, fileOf(address)) === file.bytes;
}

/** Moves what is new into place, deletes what is gone, and writes the list of what is there. */
async function sync(
  all: { made: Made; media: readonly Medium[]; before: Manifest | null },
  job: Job,
): Promise<BuildResult> {
  const { out, scratch, before: reusable, stamp, root, compiled } = job;
  const { hashes, fresh } = all.made;
  const files: Manifest["files"] = {};
  let written = 0;
  const put = (path: string, from: { path: string; isOurs: boolean }) => {
    const bytes = sizeOf(dirname(from.path), basename(from.path)) ?? 0;
    if (place(out, { from: from.path, path, isOurs: from.isOurs })) written += 1;
    files[path] = { bytes };
  };
  for (const { address, file } of fresh) put(fileOf(address), { path: join(scratch, file), isOurs: true });
  if (reusable === null) {
    for (const path of filesIn(compiled.files)) put(path, { path: join(compiled.files, path), isOurs: false });
    writeScratch(scratch, "404.html", await renderMissing(jobOf(job)));
    put("404.html", { path: join(scratch, "404.html"), isOurs: true });
  }
  for (const [path, bytes] of all.made.figures) {
    if (sizeOf(scratch, path) === null) files[path] = { bytes };
    else put(path, { path: join(scratch, path), isOurs: true });
  }
  for (const { address, file } of all.media) put(address, { path: absolute(root, file), isOurs: false });
  if (reusable !== null) keepOthers(reusable, files, hashes);
  const gone = Object.keys(all.before?.files ?? {}).filter((path) => files[path] === undefined);
  for (const path of gone) withdraw(out, path);
  writeScratch(scratch, MANIFEST, formatManifest({ stamp, pages: Object.fromEntries(hashes), files }));
  if (place(out, { from: join(scratch, MANIFEST), path: MANIFEST, isOurs: true })) written += 1;
  return { files: Object.keys(files).length, written, removed: gone.length };
}

/** Files of the last build that are still true: pages whose data is the same, and what every build has. */
function keepOthers(before: Manifest, files: Manifest["files"], pages: ReadonlyMap<string, string>): void {
  const current = new Set([...pages.keys()].map(fileOf));
  for (const [path, file] of Object.entries(before.files)) {
    const isPage = before.pages[addressOf(path) ?? "?"] !== undefined;
    const isAsked = path.startsWith("media/") || path.startsWith(FIGURES_FOLDER);
    if (files[path] === undefined && !isAsked && (!isPage || current.has(path))) files[path] = file;
  }
}

function readManifest(out: string): Manifest | null {
  if (!isOccupied(out)) return null;
  const manifest = sizeOf(out, MANIFEST) === null ? null : parseManifest(readText(out, MANIFEST));
  if (manifest !== null) return manifest;
  throw new UsageError(
    `${out} is not empty and was not made by an earlier build`,
    "Name another folder with --out, or delete this one.",
  );
}

function fileOf(address: string): string {
  return `${address}index.html`;
}

function addressOf(file: string): string | null {
  return file.endsWith("index.html") ? file.slice(0, -"index.html".length) : null;
}
