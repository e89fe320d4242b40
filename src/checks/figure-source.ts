import { readFrontMatter } from "../markdown/front-matter.ts";
import type { Document, DocumentImage } from "../model/document.ts";
import { baseName, resolvePath } from "../model/tree.ts";

/**
 * What a document says an image was made from.
 *
 * - `words`: the words of what is said, without fragments.
 * - `paths`: the project paths that each word may mean, from the document and from the root.
 * - `isStated`: it is called a source, so that it must be one; a title may also be an ordinary tooltip.
 */
export interface NamedSource {
  words: string[];
  paths: string[];
  isStated: boolean;
}

const STATED = /\bsources?\s*:\s*(.+)$/i;
const DATA = /\.(?:log|jsonl?|csv|tsv|txt|out|ya?ml|db|parquet|npz|wandb)$|tfevents|(?:^|\/)runs\/./i;

/** Whether a word looks like the path of a file that holds data. */
export function looksLikeData(word: string): boolean {
  return DATA.test(word) && !/^[a-z][a-z0-9+.-]*:\/\//i.test(word);
}

/** The sources that an image names: in its title, its alternative text, its caption, the link around it or the front matter. */
export function sourcesNamed(document: Document, image: DocumentImage): NamedSource[] {
  const stated = [image.title, image.alt, captionOf(document, image)]
    .map((text) => STATED.exec((text ?? "").replace(/\s+/g, " "))?.[1])
    .filter((text) => text !== undefined);
  const front = frontMatterOf(document, image);
  const around = linkAround(document, image);
  const sources = [...stated, ...front, ...around].map((text) => sourceOf(document, text, true));
  const isTitle = image.title !== null && !STATED.test(image.title);
  return isTitle ? [sourceOf(document, image.title ?? "", false), ...sources] : sources;
}

function sourceOf(document: Document, text: string, isStated: boolean): NamedSource {
  const bare = text.replace(/[`*_](?=[\s,;.]|$)|(?<=^|[\s(])[`*_]/g, "");
  const words = bare
    .split(/[\s,;()<>]+/)
    .map((word) => word.replace(/#.*$/, "").replace(/[.:]+$/, ""))
    .filter((word) => word !== "");
  const paths = words.flatMap((word) => [resolvePath(document.file, word), resolvePath("", word)]);
  const known = paths.filter((path): path is string => path !== null && path !== "");
  return { words, paths: [...new Set(known)], isStated };
}

/**
 * What stands right below an image, up to the next empty line: the rest of its paragraph, or the paragraph after it. Of its links
 * the addresses count, not the texts.
 */
function captionOf(document: Document, image: DocumentImage): string {
  const { text } = document;
  const own = text.slice(image.span.end).split(/\r?\n[ \t]*\r?\n/, 2);
  const isAlone = !/[\p{L}\p{N}]/u.test(own[0] ?? "");
  const caption = (isAlone ? (own[1] ?? "") : (own[0] ?? "")).trim();
  // A paragraph below an image is its caption only if it begins like one.
  if (isAlone && !/^(?:[*_>(<]|fig(?:ure)?\b|sources?\s*:|!?\[source)/i.test(caption)) return "";
  if (/^(?:!\[|<!--|[*_] )/.test(caption)) return "";
  return caption.replace(/\[[^\]]*\]\(<?([^)\s>]+)[^)]*\)/g, "$1");
}

/** `figures: { plots/a.png: runs/x/logs/train.log }` */
function frontMatterOf(document: Document, { url }: DocumentImage): string[] {
  if (!document.text.startsWith("---")) return [];
  const { figures } = readFrontMatter(document.text, document.file).data;
  if (typeof figures !== "object" || figures === null) return [];
  const stated = figures as Record<string, unknown>;
  const source = stated[url] ?? stated[baseName(url)];
  const list = Array.isArray(source) ? source : [source];
  return list.filter((one) => typeof one === "string");
}

/** `[![curves](a.png)](runs/x/logs/train.log)`; a link to anything but data only leads on. */
function linkAround(document: Document, { span }: DocumentImage): string[] {
  return document.links
    .filter((link) => link.span.start < span.start && span.end < link.span.end)
    .map(({ url }) => url.replace(/#.*$/, ""))
    .filter(looksLikeData);
}
