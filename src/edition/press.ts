import { pathToFileURL } from "node:url";
import type { Page, Site } from "../contract/index.ts";
import { address as addressShape } from "../contract/part.ts";
import { absolute } from "../disk/file.ts";
import { hashText } from "../disk/hash.ts";
import type { ScratchFolder } from "../disk/scratch.ts";
import { openScratch } from "../disk/scratch.ts";
import { messageOf } from "../errors.ts";
import type { MadeFile } from "../publish/live-file.ts";
import { takeLiveFiles } from "../publish/live-file.ts";
import type { PageRecord } from "../publish/page-record.ts";
import { pageRecord } from "../publish/page-record.ts";
import { portablePage } from "../publish/portable.ts";
import { pageData, twinsOf } from "../publish/twin.ts";
import { checkPage } from "./output-check.ts";

/** What site/renderer.ts gives. */
interface Renderer {
  renderPage(page: Page, site: Site): Promise<string>;
  renderMissing(site: Site): Promise<string>;
}

/**
 * What every page is rendered with. `renderer`: the path of the compiled components; `site`: the Site as JSON; `scratch`: the
 * folder that everything is written to.
 */
export interface PressJob {
  root: string;
  renderer: string;
  site: string;
  scratch: ScratchFolder;
}

/** A page that may not be served, or that could not be rendered. */
export interface Misprint {
  address: string;
  problem: string;
}

/** A page's address, the hash of its data, and the size of its HTML; null where the output has it already. */
export type PrintedPage = [address: string, hash: string, bytes: number | null];

/** A file beside the pages, the same way; the hash of a large copy is empty: only its bytes can tell whether it is the same. */
export type PrintedFile = [path: string, hash: string, bytes: number | null];

/**
 * What is to be printed. `files`: data for scripts, beside the pages; `media`: files of the project that are copied, by the path
 * that they have in the site.
 */
export interface Sheets {
  pages: Iterable<Page>;
  files?: readonly MadeFile[];
  media: ReadonlyMap<string, string>;
}

/** What was printed, what the files over all pages hold of the pages that are new, and which pages must not be published. */
export interface Printed {
  pages: PrintedPage[];
  files: PrintedFile[];
  records: PageRecord[];
  misprints: Misprint[];
}

/**
 * Renders pages into files of the scratch folder, each at the path that it has in the site, with the files that stand beside them.
 * What `current` has under an address or path with the same hash is not written.
 */
export type Press = (sheets: Sheets, current: ReadonlyMap<string, string>) => Promise<Printed>;

/** Opens a press. The components are loaded by the first page that is rendered. */
export function openPress({ root, renderer, site, scratch }: PressJob): Press {
  const shared = JSON.parse(site) as Site;
  const output = openScratch(scratch);
  let loaded: Promise<Renderer> | null = null;
  const render = async (page: Page): Promise<string> => {
    loaded ??= load(renderer);
    const html = await (await loaded).renderPage({ ...page, address: addressShape.parse(page.address) }, shared);
    return shared.portable ? portablePage(html) : html;
  };
  const printOne = async (page: Page, hash: string, printed: Printed): Promise<void> => {
    const { address } = page;
    try {
      const html = await render(page);
      const problem = checkPage(html);
      if (problem === null) {
        printed.pages.push([address, hash, output.write(`${address}index.html`, html)]);
        printed.records.push(pageRecord(page));
      } else printed.misprints.push({ address, problem });
    } catch (error) {
      printed.misprints.push({ address, problem: messageOf(error) });
    }
  };
  return async ({ pages, files = [], media }, current) => {
    const printed: Printed = { pages: [], files: [], records: [], misprints: [] };
    const printFile = ({ path, text, hash }: MadeFile) => {
      const digest = hash ?? hashText(text);
      printed.files.push([path, digest, current.get(path) === digest ? null : output.write(path, text)]);
    };
    files.forEach(printFile);
    for (const page of pages) {
      const { address } = page;
      // The files of live figures are named by what they hold, so that the page's data without them says all.
      const made = takeLiveFiles(page);
      const data = pageData(made.page);
      const { hash } = data;
      made.files.forEach(printFile);
      // Twins follow from the page's data alone, so that its hash stands for theirs.
      for (const { name, text } of twinsOf(made.page, data)) {
        const path = `${address}${name}`;
        printed.files.push([path, hash, current.get(path) === hash ? null : output.write(path, text(shared))]);
      }
      if (current.get(address) === hash) printed.pages.push([address, hash, null]);
      else await printOne(made.page, hash, printed);
    }
    for (const [path, file] of media) {
      printed.files.push([path, ...output.copy(absolute(root, file), path, current.get(path))]);
    }
    return printed;
  };
}

/** What was printed one after the other. */
export function joinPrinted(all: readonly Printed[]): Printed {
  return {
    pages: all.flatMap((one) => one.pages),
    files: all.flatMap((one) => one.files),
    records: all.flatMap((one) => one.records),
    misprints: all.flatMap((one) => one.misprints),
  };
}

/** The HTML of the page that a server shows where there is none. */
export async function renderMissing({ renderer, site }: PressJob): Promise<string> {
  return (await load(renderer)).renderMissing(JSON.parse(site) as Site);
}

async function load(file: string): Promise<Renderer> {
  return (await import(pathToFileURL(file).href)) as Renderer;
}
