import type { Nodes, Parents, PhrasingContent, Root, Text } from "mdast";

/**
 * A stretch of a text that gets attributes of its own, between two offsets: `attributes` as of a link; `href`: where it leads;
 * `note`: the link that follows it where it holds links and cannot be one.
 */
export interface Mark {
  start: number;
  end: number;
  href: string;
  note: { href: string; text: string };
  attributes: Record<string, string>;
}

/** What is marked in the tree. `isLink`: whether it can be a link itself. */
export interface Marked {
  type: "marked";
  mark: Mark;
  isLink: boolean;
  children: PhrasingContent[];
}

/**
 * Puts what marks cover into nodes of type `marked`: text is cut where a mark begins and ends. A mark that begins or ends
 * within an emphasis or a link takes all of it. What stands in two paragraphs is not marked, and what
 * stands in a link is not, since links cannot be in links.
 */
export function markText(root: Root, text: string, marks: readonly Mark[]): void {
  if (marks.length === 0) return;
  const sorted = [...marks].sort((a, b) => a.start - b.start || b.end - a.end);
  const pending: Parents[] = [root];
  for (let parent = pending.pop(); parent !== undefined; parent = pending.pop()) {
    for (const mark of sorted) markIn(parent, mark, text);
    for (const child of parent.children as (Nodes | Marked)[]) {
      const isLink = child.type === "link" || child.type === "linkReference";
      if (!isLink && child.type !== "marked" && "children" in child) pending.push(child);
    }
  }
}

const FLOW = new Set(["root", "blockquote", "list", "listItem", "table", "tableRow", "footnoteDefinition", "folded"]);

/** Marks in a parent what belongs to it and to none of its children alone. */
function markIn(parent: Parents, mark: Mark, text: string): void {
  if (FLOW.has(parent.type) || !covers(parent, mark)) return;
  const children = parent.children as PhrasingContent[];
  const first = children.findIndex((child) => endOf(child) > mark.start);
  const last = children.findLastIndex((child) => startOf(child) < mark.end);
  const [head, tail] = [children[first], children[last]];
  if (head === undefined || tail === undefined || last < first) return;
  // It stands within one child: that child's turn comes.
  if (first === last && "children" in head) return;
  const inner = children.slice(first, last + 1);
  const before = head.type === "text" ? cut(head, mark.start, text) : null;
  if (before !== null) inner[0] = before[1];
  const end = inner.at(-1);
  const after = end?.type === "text" ? cut(end, mark.end, text) : null;
  if (after !== null) inner[inner.length - 1] = after[0];
  const isLink = !inner.some(holdsLink);
  const marked = { type: "marked", mark, isLink, children: inner } as unknown as PhrasingContent;
  const parts = [...(before === null ? [] : [before[0]]), marked, ...(after === null ? [] : [after[1]])];
  children.splice(first, last - first + 1, ...parts.filter((one) => one.type !== "text" || one.value !== ""));
}

function covers(node: Nodes, { start, end }: Mark): boolean {
  return startOf(node) <= start && end <= endOf(node);
}

function holdsLink(node: PhrasingContent): boolean {
  if (node.type === "link" || node.type === "linkReference" || node.type === "footnoteReference") return true;
  return "children" in node && node.children.some(holdsLink);
}

function startOf(node: { position?: Nodes["position"] }): number {
  return node.position?.start.offset ?? -1;
}

function endOf(node: { position?: Nodes["position"] }): number {
  return node.position?.end.offset ?? -1;
}

/** A text in two, at an offset of the file. */
function cut(node: Text, offset: number, text: string): [Text, Text] {
  const [start, end] = [startOf(node), endOf(node)];
  const at = valueOffset(node.value, text.slice(start, end), offset - start);
  const middle = Math.min(Math.max(offset, start), end);
  const [before, after] = [node.value.slice(0, at), node.value.slice(at)];
  return [part(node, before, [start, middle]), part(node, after, [middle, end])];
}

function part(node: Text, value: string, [start, end]: [number, number]): Text {
  const { position } = node;
  if (position === undefined) return { type: "text", value };
  const [from, to] = [
    { ...position.start, offset: start },
    { ...position.end, offset: end },
  ];
  return { type: "text", value, position: { start: from, end: to } };
}

const ENTITY = /&(?:#\d+|#x[0-9a-f]+|\w+);/iy;

/** How much of a text's value stands before an offset of its source, which has escapes, entities and quote marks besides. */
function valueOffset(value: string, source: string, offset: number): number {
  if (value.length === source.length) return Math.min(Math.max(offset, 0), value.length);
  let at = 0;
  for (let from = 0; from < offset && at < value.length; ) {
    ENTITY.lastIndex = from;
    const entity = value[at] === source[from] ? null : ENTITY.exec(source);
    if (entity !== null || value[at] === source[from]) at += 1;
    from += entity?.[0].length ?? 1;
  }
  return at;
}
