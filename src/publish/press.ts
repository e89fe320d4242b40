import { pathToFileURL } from "node:url";
import type { Page, Site } from "../contract/index.ts";
import { writeScratch } from "../disk/folder.ts";
import { messageOf } from "../errors.ts";
import { checkPage } from "./output-check.ts";
import type { Misprint, RenderJob, Sheet } from "./sheet.ts";

/** What site/renderer.ts gives. */
interface Renderer {
  renderPage(page: Page, site: Site): Promise<string>;
  renderMissing(site: Site): Promise<string>;
}

/** Renders pages into files of the scratch folder; what must not be published is returned instead. */
export type Press = (sheets: readonly Sheet[]) => Promise<Misprint[]>;

/** Loads the compiled components and returns what renders pages with them. */
export async function openPress({ renderer, site, scratch }: RenderJob): Promise<Press> {
  const { renderPage } = await load(renderer);
  const shared = JSON.parse(site) as Site;
  const print = async ({ address, text, file }: Sheet): Promise<Misprint[]> => {
    try {
      const html = await renderPage(JSON.parse(text) as Page, shared);
      const problem = checkPage(html);
      if (problem !== null) return [{ address, problem }];
      writeScratch(scratch, file, html);
      return [];
    } catch (error) {
      return [{ address, problem: messageOf(error) }];
    }
  };
  return async (sheets) => {
    const misprints: Misprint[] = [];
    for (const sheet of sheets) misprints.push(...(await print(sheet)));
    return misprints;
  };
}

/** The HTML of the page that a server shows where there is none. */
export async function renderMissing({ renderer, site }: RenderJob): Promise<string> {
  return (await load(renderer)).renderMissing(JSON.parse(site) as Site);
}

async function load(file: string): Promise<Renderer> {
  return (await import(pathToFileURL(file).href)) as Renderer;
}
