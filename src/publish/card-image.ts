import type { Page, Site } from "../contract/index.ts";
import { xml } from "./feed.ts";

const WIDTH = 1200;
const HEIGHT = 630;
const MOST_LINES = 4;
const LINE = 30;

/** Pages that people share: the others have no card. */
export function hasCard(page: Page): boolean {
  return page.kind === "home" || page.kind === "experiment" || page.kind === "document";
}

/**
 * The picture of a page for where it is linked (1200 × 630, SVG): the project, the title, the verdict if there is one, and the
 * first sentences. Without a font of our own the breaks of lines are by numbers of characters, so that every machine draws the
 * same bytes; services that take no SVG show the title and description.
 */
export function cardImage(page: Page, site: Site): string {
  const title = linesOf(page.title, LINE, 2);
  const top = 250 - 30 * (title.length - 1);
  const verdict = page.kind === "experiment" ? page.verdict : null;
  const text = linesOf(page.description, 2 * LINE, MOST_LINES - title.length + 1);
  const below = top + 78 * title.length + (verdict === null ? 0 : 64);
  const parts = [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${HEIGHT}" viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img">`,
    `<title>${xml(page.title)}</title>`,
    `<rect width="${WIDTH}" height="${HEIGHT}" fill="#fdfdfc"/><rect width="${WIDTH}" height="12" fill="#1f4fbf"/>`,
    `<g font-family="system-ui, -apple-system, 'Segoe UI', Roboto, Helvetica, Arial, sans-serif" fill="#1c1f24">`,
    `<text x="80" y="130" font-size="34" fill="#5a626d">${xml(cut(site.title, 2 * LINE))}</text>`,
    ...title.map(
      (line, at) => `<text x="80" y="${top + 78 * at}" font-size="64" font-weight="650">${xml(line)}</text>`,
    ),
    ...(verdict === null
      ? []
      : [
          `<text x="80" y="${top + 78 * title.length}" font-size="40" font-weight="600" fill="${COLORS[verdict.tone]}">${xml(verdict.text)}</text>`,
        ]),
    ...text.map((line, at) => `<text x="80" y="${below + 46 * at}" font-size="34" fill="#5a626d">${xml(line)}</text>`),
    "</g></svg>",
  ];
  return `${parts.join("\n")}\n`;
}

const COLORS = { good: "#14713a", bad: "#b3261e", warn: "#845400", info: "#1f4fbf", plain: "#5a626d" };

function linesOf(text: string, length: number, most: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(/\s+/).filter(Boolean)) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= length) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(cut(word, length));
  }
  return lines.length <= most ? lines : [...lines.slice(0, most - 1), `${cut(lines[most - 1] ?? "", length - 2)} …`];
}

function cut(text: string, length: number): string {
  return text.length <= length ? text : `${text.slice(0, length - 1).toWellFormed()}…`;
}
