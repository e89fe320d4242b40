import { codeSpan, escapeCell, escapeText, showHidden } from "../markdown/escape.ts";
import type { HtmlToken } from "./html-text.ts";
import { attributeOf, htmlTokens } from "./html-text.ts";
import { twinAddress } from "./page-link.ts";
import { writtenTags } from "./tag-mark.ts";

/** Where the written text stands. `heading`: how much deeper its headings are than they were. */
interface Place {
  address: string;
  root: string;
  heading: number;
}

/** What is being written: finished blocks, the inline text at hand, and what encloses it. */
interface Writer {
  place: Place;
  blocks: string[];
  inline: string;
  lists: { ordered: boolean; count: number }[];
  marker: string;
  quotes: number;
  links: (string | null)[];
  code: string | null;
  block: string | null;
  cells: string[] | null;
  isHead: boolean;
}

/**
 * Markdown of HTML that we made of Markdown. What is text there is text here, whatever it holds. Links between pages lead to the
 * Markdown of these pages.
 */
export function markdownOfHtml(html: string, place: Place): string {
  const writer: Writer = {
    place,
    blocks: [],
    inline: "",
    lists: [],
    marker: "",
    quotes: 0,
    links: [],
    code: null,
    block: null,
    cells: null,
    isHead: false,
  };
  for (const token of htmlTokens(writtenTags(html))) {
    if (token.kind === "text") writeText(token.text, writer);
    else if (token.kind === "open") open(token, writer);
    else close(token.name, writer);
  }
  endBlock("", writer);
  return joinBlocks(writer.blocks);
}

/** A blank line between blocks, but none between the items of a list. */
function joinBlocks(blocks: readonly string[]): string {
  const isItem = (block: string | undefined) => block !== undefined && /^[ >]*(?:-|\d+\.) [^\n]*$/.test(block);
  return blocks.reduce((text, block, at) => {
    const between = at === 0 ? "" : isItem(block) && isItem(blocks[at - 1]) ? "\n" : "\n\n";
    return text + between + block;
  }, "");
}

function writeText(text: string, writer: Writer): void {
  if (writer.block !== null) writer.block += text;
  else if (writer.code !== null) writer.code += text;
  else if (text.trim() === "") writer.inline += writer.inline === "" || text === "" ? "" : " ";
  else {
    const edge = (pattern: RegExp) => (pattern.test(text) ? " " : "");
    const escaped = writer.cells === null ? escapeText(text.trim()) : escapeCell(text);
    writer.inline += `${edge(/^\s/)}${escaped}${edge(/\s$/)}`;
  }
}

function open({ name, attributes }: Extract<HtmlToken, { kind: "open" | "close" }>, writer: Writer): void {
  if (/^(p|h[1-6]|ul|ol|blockquote|table|div|details|summary|hr)$/.test(name)) endBlock("", writer);
  if (name === "pre") {
    endBlock("", writer);
    writer.block = "";
  } else if (name === "code" && writer.block === null) writer.code = "";
  else if (name === "ul" || name === "ol") writer.lists.push({ ordered: name === "ol", count: 0 });
  else if (name === "li") openItem(writer);
  else if (name === "blockquote") writer.quotes += 1;
  else if (name === "hr") writer.blocks.push("---");
  else if (name === "br") writer.inline += writer.cells === null ? "\\\n" : " ";
  else if (name === "strong" || name === "b") writer.inline += "**";
  else if (name === "em" || name === "i") writer.inline += "*";
  else if (name === "del") writer.inline += "~~";
  else if (name === "tr") writer.cells = [];
  else if (name === "th") writer.isHead = true;
  else if (name === "img") writer.inline += imageOf(attributes, writer);
  else if (name === "input") writer.inline += /\schecked/.test(attributes) ? "[x]" : "[ ]";
  else if (name === "a") {
    const href = attributeOf(attributes, "href");
    writer.links.push(href);
    if (href !== null) writer.inline += "[";
  }
}

function close(name: string, writer: Writer): void {
  const level = /^h([1-6])$/.exec(name)?.[1];
  if (level !== undefined) endBlock(`${"#".repeat(Math.min(6, Number(level) + writer.place.heading))} `, writer);
  else if (/^(p|div|summary)$/.test(name)) endBlock("", writer);
  else if (name === "li") endBlock("", writer);
  else if (name === "ul" || name === "ol") {
    endBlock("", writer);
    writer.lists.pop();
  } else if (name === "blockquote") {
    endBlock("", writer);
    writer.quotes -= 1;
  } else if (name === "pre") endCode(writer);
  else if (name === "code" && writer.code !== null) {
    writer.inline += codeSpan(writer.code, writer.cells === null ? "prose" : "cell");
    writer.code = null;
  } else if (name === "strong" || name === "b") writer.inline += "**";
  else if (name === "em" || name === "i") writer.inline += "*";
  else if (name === "del") writer.inline += "~~";
  else if (name === "td" || name === "th") {
    writer.cells?.push(writer.inline.trim());
    writer.inline = "";
  } else if (name === "tr") endRow(writer);
  else if (name === "a") {
    const href = writer.links.pop();
    if (href) writer.inline += `](${targetOf(href, writer)})`;
  }
}

function openItem(writer: Writer): void {
  endBlock("", writer);
  const list = writer.lists.at(-1);
  if (list === undefined) return;
  list.count += 1;
  writer.marker = list.ordered ? `${list.count}. ` : "- ";
}

function endBlock(prefix: string, writer: Writer): void {
  const text = writer.inline.trim();
  writer.inline = "";
  if (text === "") return;
  const { marker } = writer;
  writer.marker = "";
  const depth = writer.lists.length - (marker === "" ? 0 : 1);
  const indent = "   ".repeat(Math.max(0, depth));
  const quote = "> ".repeat(writer.quotes);
  const first = `${quote}${indent}${marker}${prefix}`;
  writer.blocks.push(`${first}${text.replaceAll("\n", `\n${quote}${indent}${" ".repeat(marker.length)}`)}`);
}

function endCode(writer: Writer): void {
  const text = (writer.block ?? "").replace(/\n$/, "").split("\n").map(showTabs).join("\n");
  writer.block = null;
  const longest = (text.match(/`+/g) ?? []).reduce((length, run) => Math.max(length, run.length), 2);
  const fence = "`".repeat(longest + 1);
  writer.blocks.push(`${fence}\n${text}\n${fence}`);
}

function showTabs(line: string): string {
  return line.split("\t").map(showHidden).join("\t");
}

function endRow(writer: Writer): void {
  const { cells, blocks } = writer;
  writer.cells = null;
  if (cells === null) return;
  const row = `| ${cells.join(" | ")} |`;
  if (writer.isHead) blocks.push(`${row}\n|${cells.map(() => " --- |").join("")}`);
  else blocks[blocks.length - 1] = `${blocks.at(-1)}\n${row}`;
  writer.isHead = false;
}

function imageOf(attributes: string, writer: Writer): string {
  const source = attributeOf(attributes, "src") ?? "";
  return `![${escapeText(attributeOf(attributes, "alt") ?? "")}](${targetOf(source, writer)})`;
}

/** What prose links to is relative to its page; what leaves the site stays as it is. */
function targetOf(href: string, { place }: Writer): string {
  if (/^[a-z][a-z0-9+.-]*:/i.test(href)) return href.replace(/[()\s<>]/g, encodeURIComponent);
  if (href.startsWith("#")) return href;
  const inside = decodePath(href.startsWith(place.root) ? href.slice(place.root.length) : href);
  return twinAddress(inside, place.address);
}

function decodePath(path: string): string {
  try {
    return decodeURI(path);
  } catch {
    return path;
  }
}
