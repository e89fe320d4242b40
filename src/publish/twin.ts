import type { Page, Site } from "../contract/index.ts";
import { cardImage, hasCard } from "./card-image.ts";
import { pageMarkdown } from "./page-markdown.ts";
import { tableFiles } from "./table-csv.ts";

/** Raised when twins of the same data come out otherwise, so that all of them are made anew. */
export const TWINS = 1;

/** A file beside a page. `name`: in the page's folder; its text is made when it is asked for. */
export interface Twin {
  name: string;
  text(site: Site): string;
}

/**
 * What stands beside a page for machines: its data as JSON, the page as Markdown, its tables as CSV, and a picture where it is
 * likely to be shared. Pages of files have none: their twin is the file. A run has no CSV: the tables of its experiment hold its
 * numbers, and so do its JSON and Markdown.
 */
export function twinsOf(page: Page): Twin[] {
  if (page.kind === "file" || page.kind === "record") return [];
  const tables = page.kind === "run" ? [] : tableFiles(page);
  return [
    { name: "index.html.json", text: () => `${JSON.stringify(page)}\n` },
    { name: "index.html.md", text: () => pageMarkdown(page) },
    ...tables.map(({ name, text }) => ({ name, text: () => text })),
    ...(hasCard(page) ? [{ name: "card.svg", text: (site: Site) => cardImage(page, site) }] : []),
  ];
}
