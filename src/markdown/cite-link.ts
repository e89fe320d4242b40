import type { Link, Nodes, Parents, PhrasingContent, Root, Text } from "mdast";

/**
 * Makes links of what Markdown takes for text because a blank stands in the address: `[0.86](cite: my run/auc)`. Names of runs and
 * expressions hold blanks, and whoever types a `cite:` link means one. Code, and brackets that are escaped, stay what they are.
 * Changes the tree; positions stay those of the text.
 */
export function linkCites(root: Root, text: string): void {
  if (!START.test(text)) return;
  const place = placesIn(text);
  const pending: Nodes[] = [root];
  for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
    if (!("children" in node) || node.type === "link" || node.type === "linkReference") continue;
    if (node.children.some(({ type }) => type === "text")) linkIn(node, text, place);
    pending.push(...node.children);
  }
}

const START = /\]\(cite:/i;

type Points = (offset: number) => { line: number; column: number; offset: number };

function linkIn(parent: Parents, text: string, place: Points): void {
  const left = (parent.children as PhrasingContent[]).toReversed();
  const done: PhrasingContent[] = [];
  // What stands behind the last link: no bracket before that can open another.
  let open: PhrasingContent[] = [];
  const piece = (start: number, end: number): Text[] =>
    start === end
      ? []
      : [{ type: "text", value: text.slice(start, end), position: { start: place(start), end: place(end) } }];
  for (let node = left.pop(); node !== undefined; node = left.pop()) {
    const found = node.type === "text" ? addressIn(node, text) : null;
    const opened = found === null ? null : openingIn([...open, ...piece(startOf(node), found.start)], text);
    if (found === null || opened === null) {
      open.push(node);
      continue;
    }
    const { start, end } = found;
    const inner = opened.inner.length === 0 ? piece(opened.at + 1, start) : opened.inner;
    const link = linkOf(found.url, inner, { start: place(opened.at), end: place(end) });
    done.push(...opened.before, ...piece(opened.from, opened.at), link);
    open = [];
    left.push(...piece(end, endOf(node)));
  }
  parent.children = [...done, ...open] as typeof parent.children;
}

/** The first `](cite: …)` of a text, from its bracket to behind its parenthesis. */
function addressIn(node: Text, text: string): { start: number; end: number; url: string } | null {
  const [from, to] = [startOf(node), endOf(node)];
  const source = text.slice(from, to);
  const start = source.search(START);
  if (start < 0) return null;
  const end = closingIn(source, start + 1);
  if (end === null) return null;
  const stated = source.slice(start + 2, end).replace(/\s+"[^"]*"\s*$/, "");
  const name = stated
    .slice("cite:".length)
    .replace(/\s*\n[\s>]*/g, " ")
    .trim();
  return { start: from + start, end: from + end + 1, url: `cite:${name}` };
}

/** The parenthesis that closes the one at `from`; the last before another bracket where one was forgotten, so that it is told. */
function closingIn(source: string, from: number): number | null {
  let depth = 0;
  let last: number | null = null;
  for (let at = from; at < source.length && source[at] !== "["; at += 1) {
    if (source[at] === "(") depth += 1;
    if (source[at] !== ")") continue;
    depth -= 1;
    last = at;
    if (depth === 0) break;
  }
  return last;
}

interface Opening {
  before: PhrasingContent[];
  from: number;
  at: number;
  inner: PhrasingContent[];
}

/** The bracket that a link opens with: the last one, with what stands before its text (from `from` on) and behind it. */
function openingIn(nodes: readonly PhrasingContent[], text: string): Opening | null {
  for (let index = nodes.length - 1; index >= 0; index -= 1) {
    const node = nodes[index];
    if (node === undefined || node.type === "link" || node.type === "linkReference") return null;
    if (node.type !== "text") continue;
    const from = startOf(node);
    const source = text.slice(from, endOf(node));
    const at = source.lastIndexOf("[");
    if (at < 0) continue;
    const slashes = /\\*$/.exec(source.slice(0, at))?.[0].length ?? 0;
    if (slashes % 2 === 1 || source.slice(at).includes("]")) return null;
    const rest = nodes.slice(index + 1);
    const tail: Text[] =
      rest.length === 0 || at + 1 === source.length
        ? []
        : [{ ...node, value: source.slice(at + 1), position: shifted(node, from + at + 1) }];
    return { before: nodes.slice(0, index), from, at: from + at, inner: [...tail, ...rest] };
  }
  return null;
}

function shifted({ position }: Text, offset: number): Text["position"] {
  if (position === undefined) return undefined;
  const by = offset - (position.start.offset ?? 0);
  return { ...position, start: { ...position.start, column: position.start.column + by, offset } };
}

function linkOf(url: string, children: PhrasingContent[], position: NonNullable<Link["position"]>): Link {
  return { type: "link", url, title: null, children, position };
}

function placesIn(text: string): Points {
  const starts = [0, ...[...text.matchAll(/\n/g)].map(({ index }) => index + 1)];
  return (offset) => {
    let [low, high] = [0, starts.length];
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if ((starts[middle] as number) <= offset) low = middle;
      else high = middle;
    }
    return { line: low + 1, column: offset - (starts[low] as number) + 1, offset };
  };
}

function startOf(node: Nodes): number {
  return node.position?.start.offset ?? 0;
}

function endOf(node: Nodes): number {
  return node.position?.end.offset ?? startOf(node);
}
