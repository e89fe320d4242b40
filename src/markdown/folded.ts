import type { Html, Nodes, Parents, Root } from "mdast";

/** What stands between `<details>` and `</details>`, under a line of plain text; `summary` is null without one. */
export interface Folded {
  type: "folded";
  summary: string | null;
  open: boolean;
  children: Nodes[];
}

/** Deeper than this nobody folds, and a text that does must not exhaust the stack. */
const DEEPEST = 20;

/**
 * Puts what stands between `<details>` and `</details>` into nodes of type `folded`, where the two are HTML of their own
 * among the blocks of a text, as GitHub needs it too. Other HTML stays as it is. What is never closed ends with its block.
 */
export function foldDetails(root: Root): void {
  const pending: Parents[] = [root];
  for (let parent = pending.pop(); parent !== undefined; parent = pending.pop()) {
    for (const child of parent.children) if (isContainer(child)) pending.push(child);
    if (parent.children.some(isDetails)) parent.children = foldedChildren(parent.children) as typeof parent.children;
  }
}

function isContainer(node: Nodes): node is Parents {
  return node.type === "blockquote" || node.type === "list" || node.type === "listItem";
}

function isDetails(node: Nodes): node is Html {
  return node.type === "html" && /<\/?(?:details|summary)[\s>]/i.test(node.value);
}

function foldedChildren(children: readonly Nodes[]): (Nodes | Folded)[] {
  const all: (Nodes | Folded)[] = [];
  const open: Folded[] = [];
  let skipped = 0;
  const add = (node: Nodes | Folded) => void ((open.at(-1)?.children ?? all) as (Nodes | Folded)[]).push(node);
  for (const child of children) {
    const tokens = isDetails(child) ? tokensOf(child.value) : null;
    if (tokens === null) add(child);
    for (const token of tokens ?? []) {
      const inner = open.at(-1);
      if (token.kind === "open" && open.length < DEEPEST) {
        const folded: Folded = { type: "folded", summary: null, open: token.isOpen, children: [] };
        add(folded);
        open.push(folded);
      } else if (token.kind === "open") skipped += 1;
      else if (token.kind === "close" && skipped > 0) skipped -= 1;
      else if (token.kind === "close") open.pop();
      else if (token.kind === "html") add({ type: "html", value: token.value });
      else if (inner !== undefined && inner.summary === null && inner.children.length === 0) inner.summary = token.text;
    }
  }
  return all;
}

type Token =
  | { kind: "open"; isOpen: boolean }
  | { kind: "close" }
  | { kind: "summary"; text: string }
  | { kind: "html"; value: string };

const TOKEN =
  /\s*(?:<(details)(\s+open(?:="[^"]*")?)?\s*>|<(\/details)\s*>|<summary\s*>((?:(?!<\/?(?:summary|details)\b)[\s\S])*)<\/summary\s*>|(<!--[\s\S]*?-->))\s*/iy;

/** The tags of a piece of HTML, or null when anything else is in it. */
function tokensOf(value: string): Token[] | null {
  const tokens: Token[] = [];
  for (let at = 0; at < value.length; ) {
    TOKEN.lastIndex = at;
    const match = TOKEN.exec(value);
    if (match === null) return null;
    const [, details, open, close, summary, comment] = match;
    if (details !== undefined) tokens.push({ kind: "open", isOpen: open !== undefined });
    else if (close !== undefined) tokens.push({ kind: "close" });
    else if (summary !== undefined) tokens.push({ kind: "summary", text: textOf(summary) });
    else tokens.push({ kind: "html", value: comment ?? "" });
    at = TOKEN.lastIndex;
  }
  return tokens;
}

const ENTITIES: Record<string, string> = { amp: "&", lt: "<", gt: ">", quot: '"', "#39": "'" };

/** The text of a summary: without its tags, and with what we escape ourselves as it was. */
function textOf(html: string): string {
  const plain = html.replace(/<[^<>]*>/g, "");
  return plain
    .replace(/&(amp|lt|gt|quot|#39);/g, (entity, name: string) => ENTITIES[name] ?? entity)
    .replace(/\s+/g, " ")
    .trim();
}
