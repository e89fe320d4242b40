import type { Html, Image, Nodes, Paragraph, Parents, Root } from "mdast";

/** Above this a width is a mistake. */
const WIDEST = 4000;

/**
 * Images that are written as HTML become ordinary ones: where nothing but `<img>` and what is put around it for its place
 * (`<p>`, `<div>`, `<center>`, `<a>`, `<picture>`) stands in a piece of HTML. Other HTML stays as it is.
 */
export function takeRawImages(root: Root): void {
  const pending: Parents[] = [root];
  for (let parent = pending.pop(); parent !== undefined; parent = pending.pop()) {
    const isFlow = !["paragraph", "heading", "tableCell", "emphasis", "strong", "link", "delete"].includes(parent.type);
    const children = parent.children as Nodes[];
    for (const [index, child] of children.entries()) {
      if (child.type === "html") children[index] = shown(child, isFlow) ?? child;
      else if ("children" in child) pending.push(child as Parents);
    }
  }
}

function shown(html: Html, isFlow: boolean): Nodes | null {
  const images = imagesIn(html.value).map((image) => ({ ...image, ...(html.position && { position: html.position }) }));
  const [only] = images;
  if (only === undefined) return null;
  if (!isFlow) return images.length === 1 ? only : null;
  const children = images.flatMap((image, at) => (at === 0 ? [image] : [{ type: "text" as const, value: " " }, image]));
  const paragraph: Paragraph = { type: "paragraph", children };
  return paragraph;
}

const TAG =
  /\s*(?:<(img)((?:\s+[\w-]+(?:\s*=\s*(?:"[^"]*"|'[^']*'|[^\s"'=<>`]+))?)*)\s*\/?>|<\/?(?:p|div|center|a|picture|source|br)(?:\s[^<>]*)?>|<!--(?!\s*docs:)(?:(?!-->)[\s\S])*-->)\s*/iy;

/** The images of a piece of HTML; none when there is anything else in it. */
function imagesIn(value: string): Image[] {
  const images: Image[] = [];
  for (let at = 0; at < value.length; at = TAG.lastIndex) {
    TAG.lastIndex = at;
    const match = TAG.exec(value);
    if (match === null) return [];
    const image = match[1] === undefined ? null : imageOf(match[2] ?? "");
    if (image !== null) images.push(image);
  }
  return images;
}

const ATTRIBUTE = /([\w-]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'=<>`]+))/g;

function imageOf(written: string): Image | null {
  const attributes = new Map<string, string>();
  for (const [, name = "", double, single, bare] of written.matchAll(ATTRIBUTE)) {
    attributes.set(name.toLowerCase(), plain(double ?? single ?? bare ?? ""));
  }
  const url = attributes.get("src")?.trim() ?? "";
  if (url === "") return null;
  const width = Number(/^(\d{1,4})(?:px)?$/.exec(attributes.get("width") ?? "")?.[1]);
  const data = width > 0 && width <= WIDEST ? { data: { hProperties: { width } } } : {};
  return { type: "image", url, alt: attributes.get("alt") ?? "", title: attributes.get("title") ?? null, ...data };
}

const ENTITIES: Record<string, string> = { amp: "&", lt: "<", gt: ">", quot: '"', "#39": "'" };

function plain(html: string): string {
  return html.replace(/&(amp|lt|gt|quot|#39);/g, (entity, name: string) => ENTITIES[name] ?? entity);
}
