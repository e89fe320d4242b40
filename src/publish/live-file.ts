import type { LiveFigure } from "../charts/live/live-figure.ts";
import type { Page, SiteFigure } from "../contract/index.ts";
import { hashText } from "../disk/hash.ts";

/** A file of the site that is made and not copied; `path` is relative to its root. `hash`: of what it holds, where that is known. */
export interface MadeFile {
  path: string;
  text: string;
  hash?: string;
}

/** The folder of the data of figures. */
const FIGURES_FOLDER = "figures/";

/** A figure's data as part of its page, until `takeLiveFiles` puts it beside the page. */
export function liveOf(data: LiveFigure): NonNullable<SiteFigure["live"]> {
  return { kind: data.kind, address: "", data };
}

/** A page without the data of its figures, and that data as files: one a figure, and one for all the small curves of a run. */
export function takeLiveFiles(page: Page): { page: Page; files: MadeFile[] } {
  const files: MadeFile[] = [];
  if (page.kind === "experiment") {
    const figures = page.figures.map((figure) => moveOut([figure], files)[0] ?? figure);
    return { page: { ...page, figures }, files };
  }
  if (page.kind === "progress") {
    const series = page.series.map((one) => ({ ...one, figure: moveOut([one.figure], files)[0] ?? one.figure }));
    return { page: { ...page, series }, files };
  }
  if (page.kind === "run") return { page: { ...page, curves: moveOut(page.curves, files) }, files };
  return { page, files };
}

/**
 * The data of figures as one file. A script and no JSON: pages that were opened from a disk may load nothing else. It is named by
 * its content, so that what did not change keeps its file. After `#` an address says which of the figures in it is meant.
 */
function moveOut(figures: readonly SiteFigure[], files: MadeFile[]): SiteFigure[] {
  const data = figures.flatMap((figure) => (figure.live ? [figure.live.data] : []));
  if (data.length === 0) return [...figures];
  const body = asciiJson(data);
  const name = hashText(body);
  const path = `${FIGURES_FOLDER}${name}.js`;
  files.push({ path, text: `(self.labdocsFigures??={})[${JSON.stringify(name)}]=${body}\n`, hash: name });
  let index = 0;
  return figures.map((figure) => {
    if (!figure.live) return figure;
    const address = `${path}${index === 0 ? "" : `#${index}`}`;
    index += 1;
    return { ...figure, live: { kind: figure.live.kind, address, data: null } };
  });
}

/** JSON that means the same in every encoding that a server may say. */
function asciiJson(value: unknown): string {
  const escaped = (character: string) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
  const json = JSON.stringify(value);
  return /[^ -~]/.test(json) ? json.replaceAll(/[^ -~]/g, escaped) : json;
}
