import type { Nodes, Root } from "mdast";
import remarkGfm from "remark-gfm";
import remarkParse from "remark-parse";
import { unified } from "unified";

/**
 * GitHub's Markdown as a syntax tree whose positions are those of the text. A byte order mark is read as a space, so
 * that offsets stay true. Literal addresses that are escaped (`https\://`) stay text, as on GitHub.
 */
export function parseMarkdown(text: string): Root {
  const known = recent.find((one) => one.text === text) ?? { text, root: parseAnew(text) };
  if (text.length > LONGEST_RECENT) return known.root;
  if (!recent.includes(known) && recent.unshift(known) > MOST_RECENT) recent.pop();
  return copyOf(known.root);
}

// A report is parsed to be judged and again to be published, and its syntax tree takes ten times longer to make than to copy.
const MOST_RECENT = 6;
const LONGEST_RECENT = 100_000;
const recent: { text: string; root: Root }[] = [];

/**
 * The tree of a text that has other letters than a text like it, of its length, in some places: words between spaces, in prose,
 * that mean nothing to Markdown in either. It is made of the other's, which was parsed already; if it cannot be, the text is parsed.
 */
export function parseLike(text: string, like: string): Root {
  const root = parseMarkdown(like);
  if (text === like) return root;
  let left = differencesIn(text, like);
  const pending: Nodes[] = [root];
  for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
    if ("children" in node) for (const child of node.children) pending.push(child);
    if (node.type !== "text") continue;
    const [start, end] = [node.position?.start.offset, node.position?.end.offset];
    const [own, other] = [text.slice(start, end), like.slice(start, end)];
    if (own === other || node.value !== other) continue;
    node.value = own;
    left -= differencesIn(own, other);
  }
  return left === 0 ? root : parseMarkdown(text);
}

/** How many units of two texts differ; not a number where one is longer. */
function differencesIn(text: string, other: string): number {
  let count = text.length === other.length ? 0 : Number.NaN;
  for (let at = 0; at < text.length; at += 1) if (text.charCodeAt(at) !== other.charCodeAt(at)) count += 1;
  return count;
}

/** A copy whose nodes may be changed; their positions and data are shared. */
function copyOf<N extends Nodes>(node: N): N {
  const copy = { ...node };
  if ("children" in copy) copy.children = (copy.children as Nodes[]).map(copyOf) as typeof copy.children;
  return copy;
}

function parseAnew(text: string): Root {
  const root = processor.parse(text.startsWith("\uFEFF") ? ` ${text.slice(1)}` : text);
  cutBelow(root, MAX_DEPTH);
  return root;
}

/** The text with spaces in place of its front matter, so that every offset, line and column stays. */
export function blankFrontMatter(text: string, bodyStart: number): string {
  return text.slice(0, bodyStart).replace(/[^\r\n]/g, " ") + text.slice(bodyStart);
}

/** What a reader sees of a node: the text below it without its markup. */
export function plainText(node: Nodes): string {
  if (node.type === "image" || node.type === "imageReference") return node.alt ?? "";
  if (node.type === "text" || node.type === "inlineCode" || node.type === "code") return node.value;
  if (node.type === "break") return " ";
  return "children" in node ? node.children.map(plainText).join("") : "";
}

const MAX_DEPTH = 200;

const processor = unified().use(remarkParse).use(remarkGfm).use(withoutTransforms).freeze();

/**
 * remark-gfm looks for addresses once more in the finished tree. That undoes escapes and makes nodes without positions.
 */
function withoutTransforms(this: { data(): { fromMarkdownExtensions?: unknown } }): void {
  const pending: unknown[] = [this.data().fromMarkdownExtensions];
  while (pending.length > 0) {
    const extension = pending.pop();
    if (Array.isArray(extension)) pending.push(...extension);
    else if (typeof extension === "object" && extension !== null && "transforms" in extension) {
      extension.transforms = [];
    }
  }
}

function cutBelow(root: Root, depth: number): void {
  let level: Nodes[] = [root];
  for (let at = 0; level.length > 0; at += 1) {
    const next: Nodes[] = [];
    for (const node of level) {
      if (!("children" in node)) continue;
      if (at >= depth) node.children = [];
      for (const child of node.children) next.push(child);
    }
    level = next;
  }
}
