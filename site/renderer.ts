// Makes HTML of one page's data at a time, of the site's own components: a site of 10,000 pages costs what their markup costs.
import type { Page, Site } from "../src/contract/index.ts";
import Missing from "./Missing.astro";
import { renderWhole } from "./markup.ts";
import PageView from "./Page.astro";
import { rootOf } from "./root.ts";

const DOCTYPE = "<!DOCTYPE html>";

/** The HTML of a page. */
export async function renderPage(page: Page, site: Site): Promise<string> {
  return DOCTYPE + renderWhole(PageView, { page, site, root: rootOf(page.address) });
}

/** The HTML of the page that a server shows where there is none. It may stand under any address, so it links to nothing. */
export async function renderMissing(site: Site): Promise<string> {
  return DOCTYPE + renderWhole(Missing, { site });
}
