import type { Definition, Nodes, Root, Table, Text } from "mdast";
import type { Document, DocumentImage, DocumentLink, Prose, Section, Span, TextBlock } from "../model/document.ts";
import type { Finding } from "../model/finding.ts";
import { linkCites } from "./cite-link.ts";
import { readFrontMatter } from "./front-matter.ts";
import { blankFrontMatter, parseMarkdown, plainText } from "./parser.ts";
import { findRegions } from "./region.ts";

/**
 * Parses a Markdown file for places; the text itself is kept and never rebuilt. Never throws for bad input.
 *
 * `prose` holds what a reader reads as sentences: no code, links, literal addresses, HTML or struck-out text. The text of
 * a prose entry has the length of its span, so that an offset in it is an offset in the file: escapes and entities stay
 * as written, and the `>` of a quoted line is a space.
 */
export function parseDocument(text: string, file: string): ParsedDocument {
  const known = recent.find((one) => one.document.file === file && one.document.text === text);
  if (known !== undefined) return known;
  const parsed = parseAnew(text, file);
  if (recent.unshift(parsed) > MOST_RECENT) recent.pop();
  return parsed;
}

interface ParsedDocument {
  document: Document;
  findings: Finding[];
}

// A document is asked for again soon: before and after its regions are filled, and when it is published. Nobody changes one.
const MOST_RECENT = 12;
const recent: ParsedDocument[] = [];

function parseAnew(text: string, file: string): ParsedDocument {
  const frontMatter = readFrontMatter(text, file);
  const { regions, findings } = findRegions(text, file);
  const root = parseMarkdown(blankFrontMatter(text, frontMatter.bodyStart));
  linkCites(root, text);
  const parts = collect(root, text);
  const sections = sectionsOf(root, text.length);
  const title = sections.find((section) => section.depth === 1)?.title ?? titleIn(frontMatter.data);
  const document: Document = { file, text, title, sections, regions, ...parts };
  return { document, findings: [...frontMatter.findings, ...findings] };
}

type Parts = Required<Pick<Document, "links" | "images" | "prose" | "codeSpans" | "blocks">>;

/** What is known of a node from those around it. */
interface Surroundings {
  context: Prose["context"];
  quotes: number;
  isLink: boolean;
  columnHead: string | null;
  rowHead: string | null;
}

interface Collector {
  text: string;
  definitions: Map<string, Definition>;
  parts: Parts;
}

/** Walks the tree in the order of the text. */
function collect(root: Root, text: string): Parts {
  const parts: Parts = { links: [], images: [], prose: [], codeSpans: [], blocks: [] };
  const collector: Collector = { text, definitions: definitionsIn(root), parts };
  const outside: Surroundings = { context: "paragraph", quotes: 0, isLink: false, columnHead: null, rowHead: null };
  const pending: [Nodes, Surroundings][] = [[root, outside]];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const [node, around] = next;
    take(node, around, collector);
    if (node.type === "delete" || !("children" in node)) continue;
    const inside = node.type === "table" ? cellsOf(node, around) : childrenOf(node, around);
    for (const child of inside.reverse()) pending.push(child);
  }
  return parts;
}

function take(node: Nodes, around: Surroundings, { text, definitions, parts }: Collector): void {
  if (node.type === "text") {
    if (!around.isLink) parts.prose.push(proseOf(node, around, text));
  } else if (node.type === "link" || node.type === "linkReference") {
    const definition = node.type === "link" ? node : definitions.get(node.identifier);
    const span = spanOf(node);
    // A literal address and `<address>` are no links that somebody wrote about something.
    if (definition !== undefined && text[span.start] === "[") parts.links.push(linkOf(node, definition, around));
  } else if (node.type === "image" || node.type === "imageReference") {
    const definition = node.type === "image" ? node : definitions.get(node.identifier);
    if (definition !== undefined) parts.images.push(imageOf(node, definition));
  } else if (node.type === "inlineCode") {
    parts.codeSpans.push({ span: spanOf(node), text: node.value });
  } else if (node.type === "paragraph" || node.type === "heading" || node.type === "tableCell") {
    const block = blockOf(node, around);
    if (block !== null) parts.blocks.push(block);
  }
}

/** What a block holds, without its markers; null for an empty one. */
function blockOf(node: Extract<Nodes, { children: unknown[] }>, around: Surroundings): TextBlock | null {
  const [first, last] = [node.children[0], node.children.at(-1)];
  if (first === undefined || last === undefined) return null;
  const context = node.type === "heading" ? "heading" : around.context;
  const { columnHead, rowHead } = around;
  return { start: spanOf(first).start, end: spanOf(last).end, context, columnHead, rowHead };
}

function childrenOf(node: Extract<Nodes, { children: unknown[] }>, around: Surroundings): [Nodes, Surroundings][] {
  let inside = around;
  if (node.type === "heading") inside = { ...around, context: "heading" };
  else if (node.type === "listItem") inside = { ...around, context: "list" };
  else if (node.type === "blockquote") inside = { ...around, quotes: around.quotes + 1 };
  else if (node.type === "link" || node.type === "linkReference") inside = { ...around, isLink: true };
  return node.children.map((child) => [child, inside]);
}

/** The cells of a table with the texts of their column's and row's heads. */
function cellsOf(table: Table, around: Surroundings): [Nodes, Surroundings][] {
  const heads = table.children[0]?.children.map(plainText) ?? [];
  return table.children.flatMap((row, rowAt) => {
    const first = row.children[0];
    const head = first === undefined ? null : plainText(first);
    return row.children.map((cell, column): [Nodes, Surroundings] => {
      const columnHead = rowAt === 0 ? null : (heads[column] ?? null);
      const rowHead = rowAt === 0 || column === 0 ? null : head;
      return [cell, { ...around, context: "cell", columnHead, rowHead }];
    });
  });
}

function proseOf(node: Text, around: Surroundings, text: string): Prose {
  const span = spanOf(node);
  const { context, columnHead, rowHead } = around;
  return { span, text: unquote(text.slice(span.start, span.end), around.quotes), context, columnHead, rowHead };
}

/** The `>` at the start of quoted lines as spaces, at most as many as there are quotes. */
function unquote(source: string, quotes: number): string {
  if (quotes === 0 || !source.includes("\n")) return source;
  return source.replace(/(?<=\n)[ \t>]+/g, (prefix) => {
    let left = quotes;
    return prefix.replaceAll(">", (mark) => {
      left -= 1;
      return left >= 0 ? " " : mark;
    });
  });
}

function linkOf(
  node: Extract<Nodes, { type: "link" | "linkReference" }>,
  { url, title }: { url: string; title?: string | null | undefined },
  around: Surroundings,
): DocumentLink {
  const span = spanOf(node);
  const end = node.children.at(-1)?.position?.end.offset ?? span.start + 1;
  return {
    span,
    textSpan: { start: span.start + 1, end, line: span.line, column: span.column + 1 },
    text: plainText(node),
    url,
    title: title ?? null,
    reference: node.type === "linkReference" ? node.identifier : null,
    columnHead: around.columnHead,
    rowHead: around.rowHead,
  };
}

function imageOf(
  node: Extract<Nodes, { type: "image" | "imageReference" }>,
  { url, title }: { url: string; title?: string | null | undefined },
): DocumentImage {
  return { span: spanOf(node), url, alt: node.alt ?? "", title: title ?? null };
}

/** Where several definitions have one name, the first counts. */
function definitionsIn(root: Root): Map<string, Definition> {
  const definitions = new Map<string, Definition>();
  const pending: Nodes[] = [root];
  for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
    if (node.type === "definition" && !definitions.has(node.identifier)) definitions.set(node.identifier, node);
    if ("children" in node) for (const child of node.children.toReversed()) pending.push(child);
  }
  return definitions;
}

function sectionsOf(root: Root, textEnd: number): Section[] {
  const sections: Section[] = [];
  let open: Section[] = [];
  for (const node of root.children) {
    if (node.type !== "heading") continue;
    const { start, line } = spanOf(node);
    const section = { title: plainText(node).trim(), depth: node.depth, line, start, end: textEnd };
    for (const before of open) if (before.depth >= node.depth) before.end = start;
    open = [...open.filter((before) => before.depth < node.depth), section];
    sections.push(section);
  }
  return sections;
}

function titleIn(data: Record<string, unknown>): string | null {
  return typeof data.title === "string" ? data.title : null;
}

function spanOf(node: Nodes): Span {
  const { start, end } = node.position ?? { start: { line: 1, column: 1 }, end: {} };
  return { start: start.offset ?? 0, end: end.offset ?? start.offset ?? 0, line: start.line, column: start.column };
}
