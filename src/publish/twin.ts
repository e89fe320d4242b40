import type { Page, Site, SiteFigure } from "../contract/index.ts";
import { hashText } from "../disk/hash.ts";
import { cardImage, hasCard } from "./card-image.ts";
import { pageMarkdown } from "./page-markdown.ts";
import { tableFiles } from "./table-csv.ts";

/** Raised when twins of the same data come out otherwise, so that all of them are made anew. */
export const TWINS = 2;

/** A file beside a page. `name`: in the page's folder; its text is made when it is asked for. */
export interface Twin {
  name: string;
  text(site: Site): string;
}

/**
 * What stands beside a page for machines: its data as JSON, the page as Markdown, its tables as CSV, and a picture where it is
 * likely to be shared. The JSON has the tables of figures and not their drawings. Pages of files have none: their twin is the file. A run has no CSV: the tables of its experiment hold its
 * numbers, and so do its JSON and Markdown.
 */
export function twinsOf(page: Page, data: PageData = pageData(page)): Twin[] {
  if (page.kind === "file" || page.kind === "record") return [];
  const tables = page.kind === "run" ? [] : tableFiles(page);
  return [
    { name: "index.html.json", text: () => `${data.json}\n` },
    { name: "index.html.md", text: () => pageMarkdown(page) },
    ...tables,
    ...(hasCard(page) ? [{ name: "card.svg", text: (site: Site) => cardImage(page, site) }] : []),
  ];
}

/** A page's data as JSON, without the drawings of figures, and a hash of all of it: pages with the same one are the same. */
export interface PageData {
  json: string;
  hash: string;
}

/** Writes down a page's data: once, as that is what takes long. */
export function pageData(page: Page): PageData {
  const drawings: string[] = [];
  const undrawn = (figure: SiteFigure): SiteFigure => {
    drawings.push(figure.svg);
    return { ...figure, svg: "" };
  };
  const json = JSON.stringify(withoutDrawings(page, undrawn));
  return { json, hash: hashText([json, ...drawings].join("\n")) };
}

function withoutDrawings(page: Page, undrawn: (figure: SiteFigure) => SiteFigure): Page {
  if (page.kind === "experiment") return { ...page, figures: page.figures.map(undrawn) };
  if (page.kind === "run") return { ...page, curves: page.curves.map(undrawn) };
  if (page.kind !== "progress") return page;
  return { ...page, series: page.series.map((one) => ({ ...one, figure: undrawn(one.figure) })) };
}
