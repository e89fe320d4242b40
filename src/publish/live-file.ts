import type { LiveFigure } from "../charts/live/live-figure.ts";
import type { Page, SiteFigure } from "../contract/index.ts";
import { hashText } from "../disk/hash.ts";

/** A file of the site that is made and not copied; `path` is relative to its root. */
export interface MadeFile {
  path: string;
  text: string;
}

/** The folder of the data of figures. */
export const FIGURES_FOLDER = "figures/";

/**
 * The data of a figure as a file. A script and no JSON: pages that were opened from a disk may load nothing else. It is named by
 * its content, so that a figure that did not change keeps its file, and the same figure on two pages has one.
 */
export function liveFile(figure: LiveFigure): NonNullable<SiteFigure["live"]> {
  const body = asciiJson(figure);
  const name = hashText(body);
  const text = `(self.labdocsFigures??={})[${JSON.stringify(name)}]=${body}\n`;
  return { kind: figure.kind, address: `${FIGURES_FOLDER}${name}.js`, text };
}

/** A page without the data of its figures, and that data as files beside the pages. */
export function takeLiveFiles(page: Page): { page: Page; files: MadeFile[] } {
  const files: MadeFile[] = [];
  const without = (figure: SiteFigure): SiteFigure => {
    if (!figure.live) return figure;
    files.push({ path: figure.live.address, text: figure.live.text });
    return { ...figure, live: { ...figure.live, text: "" } };
  };
  if (page.kind === "experiment") return { page: { ...page, figures: page.figures.map(without) }, files };
  if (page.kind === "run") return { page: { ...page, curves: page.curves.map(without) }, files };
  return { page, files };
}

/** JSON that means the same in every encoding that a server may say. */
function asciiJson(value: object): string {
  const escaped = (character: string) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
  return JSON.stringify(value).replaceAll(/[^ -~]/g, escaped);
}
