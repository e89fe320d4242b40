import { dirname, join, resolve } from "node:path";
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
import { packageRoot } from "../disk/package.ts";
import { runProgram } from "../disk/program.ts";
import { UsageError } from "../errors.ts";
import type { Manifest } from "./manifest.ts";
import { formatManifest, MANIFEST, parseManifest } from "./manifest.ts";
import { checkPage } from "./output-check.ts";

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
  stamp: string;
  before: Manifest | null;
}

/**
 * Builds the site: only pages whose data has changed are rendered, in a process of their own, and only files whose content
 * has changed are written. Deletes only files that an earlier build made, which `.docs-site.json` in the output folder lists.
 *
 * Throws a UsageError when the output folder holds something else, or when a page would not be safe to serve.
 */
export async function buildSite({ root, out, data }: BuildInput): Promise<BuildResult> {
  const target = resolve(root, out);
  const before = readManifest(target);
  const site = siteSchema.parse(data.site);
  const stamp = hashText(`${sourcesStamp()}\n${JSON.stringify(site)}`);
  const scratch = makeScratch(root, "site");
  try {
    const job: Job = { root, out: target, scratch, stamp, before: before?.stamp === stamp ? before : null };
    const { pages, changed } = await stagePages(data.pages, job);
    if (changed.length > 0) await render({ site, changed }, job);
    return sync({ pages, media: data.media(), before }, job);
  } finally {
    removeScratch(scratch);
  }
}

/** Validates each page and stores those whose data has changed. Returns the hash of every page's data by address. */
async function stagePages(
  pages: SiteData["pages"],
  job: Job,
): Promise<{ pages: Map<string, string>; changed: { address: string; file: string }[] }> {
  const hashes = new Map<string, string>();
  const changed: { address: string; file: string }[] = [];
  for await (const page of pages) {
    const text = JSON.stringify(parsePage(page));
    const hash = hashText(text);
    if (hashes.has(page.address)) throw new Error(`two pages have the address ${page.address}`);
    hashes.set(page.address, hash);
    if (isCurrent(page.address, hash, job)) continue;
    const file = `data/${changed.length}.json`;
    writeScratch(job.scratch, file, text);
    changed.push({ address: page.address, file });
  }
  return { pages: hashes, changed };
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

async function render(what: { site: SiteData["site"]; changed: { address: string; file: string }[] }, job: Job) {
  writeScratch(job.scratch, "data/site.json", JSON.stringify(what.site));
  writeScratch(job.scratch, "data/pages.json", JSON.stringify(what.changed));
  const program = join(packageRoot(), "site/build.mjs");
  const { code, output } = await runProgram(program, { args: [job.scratch], cwd: job.scratch });
  if (code !== 0) throw new Error(`the site could not be rendered (exit ${code}):\n${output.trim()}`);
  for (const path of filesIn(join(job.scratch, "out"))) {
    if (!path.endsWith(".html")) continue;
    const problem = checkPage(readText(join(job.scratch, "out"), path));
    if (problem !== null) throw new UsageError(`${path}: ${problem}`, "Please report it with the page's data.");
  }
}

/** Moves what is new into place, deletes what is gone, and writes the list of what is there. */
function sync(
  made: { pages: Map<string, string>; media: readonly Medium[]; before: Manifest | null },
  job: Job,
): BuildResult {
  const { out, scratch, before: reusable, stamp, root } = job;
  const files: Manifest["files"] = {};
  let written = 0;
  const put = (path: string, from: { path: string; isOurs: boolean }) => {
    const bytes = sizeOf(dirname(from.path), from.path.slice(dirname(from.path).length + 1)) ?? 0;
    if (place(out, { from: from.path, path, isOurs: from.isOurs })) written += 1;
    files[path] = { bytes };
  };
  const staged = join(scratch, "out");
  for (const path of filesIn(staged)) put(path, { path: join(staged, path), isOurs: true });
  for (const { address, file } of made.media) put(address, { path: absolute(root, file), isOurs: false });
  if (reusable !== null) keepOthers(reusable, files, made.pages);
  const gone = Object.keys(made.before?.files ?? {}).filter((path) => files[path] === undefined);
  for (const path of gone) withdraw(out, path);
  writeScratch(scratch, MANIFEST, formatManifest({ stamp, pages: Object.fromEntries(made.pages), files }));
  if (place(out, { from: join(scratch, MANIFEST), path: MANIFEST, isOurs: true })) written += 1;
  return { files: Object.keys(files).length, written, removed: gone.length };
}

/** Files of the last build that are still true: pages whose data is the same, and what every build has. */
function keepOthers(before: Manifest, files: Manifest["files"], pages: ReadonlyMap<string, string>): void {
  const current = new Set([...pages.keys()].map(fileOf));
  for (const [path, file] of Object.entries(before.files)) {
    const isPage = before.pages[addressOf(path) ?? "?"] !== undefined;
    if (files[path] === undefined && !path.startsWith("media/") && (!isPage || current.has(path))) files[path] = file;
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

/** Differs when the site's own sources differ, and is the same on every machine. */
function sourcesStamp(): string {
  const root = packageRoot();
  const files = filesIn(join(root, "site")).map((path) => `${path}\n${readText(join(root, "site"), path)}`);
  return hashText(files.join("\n"));
}

function fileOf(address: string): string {
  return `${address}index.html`;
}

function addressOf(file: string): string | null {
  return file.endsWith("index.html") ? file.slice(0, -"index.html".length) : null;
}
