import type { Comment, Element, ElementContent, Nodes as HtmlNodes, Properties } from "hast";
import { toHtml } from "hast-util-to-html";
import type { Heading, Html, Image, ImageReference, Link, LinkReference, Parents, Root, Table } from "mdast";
import type { Handlers, State } from "mdast-util-to-hast";
import { defaultHandlers, toHast } from "mdast-util-to-hast";
import type { AddressUse, RewriteUrl } from "./address.ts";
import { isRemote, safeUrl } from "./address.ts";
import { showAlerts } from "./alert.ts";
import type { Folded } from "./folded.ts";
import { foldDetails } from "./folded.ts";
import { readFrontMatter } from "./front-matter.ts";
import { headingIds } from "./heading-id.ts";
import type { Mark, Marked } from "./mark.ts";
import { markText } from "./mark.ts";
import { blankFrontMatter, parseLike, plainText } from "./parser.ts";
import { takeRawImages } from "./raw-image.ts";

/**
 * How a document becomes HTML.
 *
 * - `rewriteUrl`: gets each address as the document has it; without it addresses stay.
 * - `decorateLink`: attributes for the link that starts at an offset of the text (`data-*`, `aria-*`, `class`, `id`,
 *   `title`, `role`), or null. They are kept, on a `span`, when the link itself goes.
 * - `marks`: stretches of the text that get attributes, and a link where there is none.
 * - `idPrefix`: goes before every id, for pages made of several documents.
 * - `like`: the text with other letters in some places (see `parseLike`), if that was parsed already.
 */
export interface HtmlOptions {
  rewriteUrl?: RewriteUrl;
  decorateLink?: (offset: number) => Record<string, string> | null;
  marks?: readonly Mark[];
  idPrefix?: string;
  like?: string;
}

/**
 * Renders a Markdown text as HTML that is safe whatever the text: raw HTML is dropped (but for `<br>`, `<details>` with its
 * `<summary>`, images, and the comments that mark our regions), and addresses are relative, `http`, `https` or `mailto`. Images from elsewhere become links.
 * Headings get GitHub's ids, tables stand in a `div` of class `table`.
 */
export function renderHtml(text: string, options: HtmlOptions = {}): string {
  const { bodyStart } = readFrontMatter(text, "");
  const root = parseLike(blankFrontMatter(text, bodyStart), blankFrontMatter(options.like ?? text, bodyStart));
  markText(root, text, options.marks ?? []);
  const idPrefix = options.idPrefix ?? "";
  const handlers = { ...handlersFor(root, options), folded: detailsElement, marked: markElement };
  foldDetails(root);
  takeRawImages(root);
  showAlerts(root);
  const tree = toHast(root, { clobberPrefix: idPrefix, handlers });
  labelCheckboxes(tree);
  return toHtml(tree);
}

function handlersFor(root: Root, options: HtmlOptions): Handlers {
  const headings = root.children.filter((node) => node.type === "heading");
  const ids = headingIds(headings.map((heading) => plainText(heading).trim()));
  const idOf = new Map(headings.map((heading, index) => [heading, `${options.idPrefix ?? ""}${ids[index]}`]));
  return {
    html: (_state: State, node: Html) => htmlElement(node),
    table: (state: State, node: Table) =>
      element("div", { className: ["table"], tabIndex: 0 }, [defaultHandlers.table(state, node)]),
    heading: (state: State, node: Heading) => element(`h${node.depth}`, { id: idOf.get(node) }, state.all(node)),
    link: (state: State, node: Link) => linkElement(state, { node, url: node.url, title: node.title }, options),
    linkReference: (state: State, node: LinkReference) => {
      const definition = state.definitionById.get(node.identifier.toUpperCase());
      return linkElement(state, { node, url: definition?.url ?? "", title: definition?.title }, options);
    },
    image: (_state: State, node: Image, parent: Parents | undefined) =>
      imageElement({ node, parent, ...node }, options),
    imageReference: (state: State, node: ImageReference, parent: Parents | undefined) => {
      const definition = state.definitionById.get(node.identifier.toUpperCase());
      return imageElement({ node, parent, url: definition?.url ?? "", title: definition?.title }, options);
    },
  };
}

function linkElement(
  state: State,
  { node, url, title }: { node: Link | LinkReference; url: string; title: string | null | undefined },
  options: HtmlOptions,
): Element | ElementContent[] {
  const href = addressOf({ url, use: "link", title: title ?? null }, options);
  const children = state.all(node) as ElementContent[];
  const decoration = decorationOf(options.decorateLink?.(node.position?.start.offset ?? -1) ?? null);
  if (href === null) return decoration === null ? children : element("span", decoration, children);
  const rel = isRemote(href) ? { rel: ["noopener", "noreferrer"] } : {};
  return element("a", { href, ...rel, ...(title ? { title } : {}), ...decoration }, children);
}

function imageElement(
  image: { node: Image | ImageReference; parent: Parents | undefined; url: string; title?: string | null | undefined },
  options: HtmlOptions,
): ElementContent {
  const { node, parent, url, title } = image;
  const alt = node.alt ?? "";
  const src = addressOf({ url, use: "image", title: title ?? null }, options);
  const size = node.data?.hProperties ?? {};
  if (src !== null && !isRemote(src)) return element("img", { src, alt, ...(title ? { title } : {}), ...size }, []);
  const isInLink = parent?.type === "link" || parent?.type === "linkReference";
  if (src === null || isInLink) return { type: "text", value: alt };
  return element("a", { href: src, rel: ["noopener", "noreferrer"] }, [{ type: "text", value: alt || src }]);
}

function htmlElement({ value }: Html): Element | Comment | undefined {
  if (/^<br\s*\/?>$/i.test(value)) return element("br", {}, []);
  const comment = /^<!--(\s*docs:(?:begin|end)\b.*)-->$/s.exec(value)?.[1];
  return comment === undefined || comment.includes("-->") ? undefined : { type: "comment", value: comment };
}

function detailsElement(state: State, node: Folded): Element {
  const { summary, open } = node;
  const title = summary === null ? [] : [element("summary", {}, [{ type: "text", value: summary }])];
  const body = state.wrap(state.all(node as unknown as Parents), true) as ElementContent[];
  return element("details", open ? { open: true } : {}, [...title, ...body]);
}

/** Part of a text that is marked: a link, or with a link to its note behind it. */
function markElement(state: State, { mark, isLink, children }: Marked): Element {
  const content = state.all({ type: "paragraph", children }) as ElementContent[];
  const decoration = decorationOf(mark.attributes) ?? {};
  const href = safeUrl(mark.href);
  if (isLink && href !== null) return element("a", { href, ...decoration }, content);
  const note = safeUrl(mark.note.href);
  const text: ElementContent = { type: "text", value: mark.note.text };
  const link = note === null ? [] : [element("a", { href: note, className: ["noted"] }, [text])];
  return element("span", decoration, [...content, ...link]);
}

function addressOf(
  { url, use, title }: { url: string; use: AddressUse; title: string | null },
  { rewriteUrl }: HtmlOptions,
): string | null {
  if (safeUrl(url) === null) return null;
  const rewritten = rewriteUrl === undefined ? url : rewriteUrl(url, use, title);
  return rewritten === null ? null : safeUrl(rewritten);
}

function decorationOf(attributes: Record<string, string> | null): Properties | null {
  if (attributes === null) return null;
  const allowed = Object.entries(attributes).filter(([name]) =>
    /^(data-|aria-)[\w-]+$|^(class|id|title|role)$/.test(name),
  );
  return Object.fromEntries(allowed);
}

/** A check box without a label says nothing to those who do not see it. */
function labelCheckboxes(tree: HtmlNodes): void {
  const pending: HtmlNodes[] = [tree];
  for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
    if (node.type === "element" && node.tagName === "input") {
      node.properties.ariaLabel = node.properties.checked ? "done" : "not done";
    }
    if ("children" in node) for (const child of node.children) pending.push(child);
  }
}

function element(tagName: string, properties: Properties, children: ElementContent[]): Element {
  return { type: "element", tagName, properties, children };
}
