import type { Blockquote, Paragraph, Parents, Root } from "mdast";

const MARKER = /^\[!(NOTE|TIP|IMPORTANT|WARNING|CAUTION)\][^\S\n]*(?:\n|$)/i;

/** GitHub's alerts, quotations that begin with `[!NOTE]` on a line of its own, become boxes under a title. */
export function showAlerts(root: Root): void {
  const pending: Parents[] = [root];
  for (let parent = pending.pop(); parent !== undefined; parent = pending.pop()) {
    for (const child of parent.children) {
      if (child.type === "blockquote") makeAlert(child);
      if ("children" in child) pending.push(child as Parents);
    }
  }
}

function makeAlert(quote: Blockquote): void {
  const [head] = quote.children;
  const [text] = head?.type === "paragraph" ? head.children : [];
  const kind = text?.type === "text" ? MARKER.exec(text.value)?.[1]?.toLowerCase() : undefined;
  if (head?.type !== "paragraph" || text?.type !== "text" || kind === undefined) return;
  // The marker stands alone on its line: what follows on the same line is an ordinary quotation.
  text.value = text.value.replace(MARKER, "");
  if (text.value === "") head.children.shift();
  if (head.children[0]?.type === "break") head.children.shift();
  if (head.children.length === 0) quote.children.shift();
  const title: Paragraph = {
    type: "paragraph",
    data: { hProperties: { className: ["alert-title"] } },
    children: [{ type: "text", value: `${kind.charAt(0).toUpperCase()}${kind.slice(1)}` }],
  };
  quote.data = { hName: "div", hProperties: { className: ["alert", `alert-${kind}`] } };
  quote.children.unshift(title);
}
