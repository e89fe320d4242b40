import { escapeText, escapeUrl } from "../markdown/escape.ts";

/** The prefix that leads from a page to the site's root: `./` for home, `../` for each segment. */
export function rootOf(address: string): string {
  const depth = address.split("/").length - 1;
  return depth === 0 ? "./" : "../".repeat(depth);
}

/** Pages that show a file: what a machine reads of them is the file itself. */
export function isOfFile(address: string): boolean {
  return address.startsWith("files/");
}

/** Whether an address is that of a section: the first page of a list, or a page that stands alone. */
export function isSection(address: string): boolean {
  return /^[^/]+\/$/.test(address);
}

/** Where a page stands as Markdown, by its address. */
export function markdownOf(address: string): string {
  return `${address}index.html.md`;
}

/** Where a page's data stands as JSON, by its address. */
export function jsonOf(address: string): string {
  return `${address}index.html.json`;
}

/** A link in the Markdown of one page to another page: to its Markdown, but to the page itself where a line is meant. */
export function twinLink(text: string, href: string, from: string): string {
  const label = escapeText(text).trim() || escapeText(href);
  return `[${label}](${twinAddress(href, from)})`;
}

/** The address, relative to one page, of the Markdown of another; what is no page of ours stays. */
export function twinAddress(href: string, from: string): string {
  const at = href.indexOf("#");
  const path = at < 0 ? href : href.slice(0, at);
  const isPage = (path === "" || path.endsWith("/")) && !isOfFile(path);
  const file = fileAddress(isPage ? markdownOf(path) : path, from);
  if (isPage || at < 0) return file;
  const next = href.indexOf("#", at + 1);
  return file + (next < 0 ? href.slice(at) : href.slice(at, next));
}

/** Most links of a page lead to few files: what was made last is kept. */
const MOST_KEPT = 200;
const kept = new Map<string, string>();
let keptFrom = "";

function fileAddress(path: string, from: string): string {
  if (from !== keptFrom || kept.size > MOST_KEPT) kept.clear();
  keptFrom = from;
  const known = kept.get(path);
  if (known !== undefined) return known;
  const address = escapeUrl(`${rootOf(from)}${path}`.replace(/^\.\/(?=.)/, ""));
  kept.set(path, address);
  return address;
}
