import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { citeDocument } from "../../../src/claims/cite.ts";
import { verdictOf } from "../../../src/claims/judge/judging.ts";
import { findClaims } from "../../../src/claims/text/claims.ts";
import { parseDocument } from "../../../src/markdown/document.ts";
import { parseMarkdown } from "../../../src/markdown/parser.ts";
import { splice } from "../../../src/markdown/splice.ts";
import type { Candidate, Verdict } from "../../../src/model/claim.ts";
import type { Document } from "../../../src/model/document.ts";
import { logOf, makeProject, REPORT } from "./project.ts";

const project = makeProject({ full: [{ auc: 0.5 }, { auc: 0.8612 }] });
const LINK = `](${logOf("full")}#L2 "full/auc")`;
const evidence = {
  file: `experiments/e/${logOf("full")}`,
  locator: { kind: "line", line: 2 },
  literal: "0.8612",
} as const;
const candidate: Candidate = {
  selector: "full/auc",
  value: 0.8612,
  evidence,
  run: "full",
  metric: "auc",
  score: 1,
  chance: 0,
  why: [],
};

/** As if the checker had bound every bare number of the document. */
function bound(document: Document): Verdict[] {
  return findClaims(document, "all").map(({ claim }) => {
    const isBare = claim.kind === "bare" && /\d/.test(claim.text);
    return verdictOf(
      claim,
      isBare ? { verdict: "supported", score: 1, candidates: [candidate] } : { verdict: "exempt" },
    );
  });
}

function cite(text: string) {
  const { document } = parseDocument(text, REPORT);
  const options = { catalog: project.catalog, near: "e", propose: { bound: 0.75, unbound: null } };
  const cited = citeDocument(document, bound(document), options);
  return { changes: cited.changes, text: splice(text, cited.edits) };
}

const linked = (text: string) => `[${text}${LINK}`;

describe("a number gets its link wherever Markdown reads one, and nothing else changes", () => {
  test.each([
    ["a paragraph", "AUC is 0.8612 now.", 1],
    ["bold", "AUC is **0.8612** now.", 1],
    ["nested emphasis", "AUC is ***very _much 0.8612_*** now.", 1],
    ["a heading", "## AUC of 0.8612", 1],
    ["a setext heading", "AUC of 0.8612\n=============", 1],
    ["a list", "- first\n  1. second 0.8612\n     third\n", 1],
    ["a task", "- [ ] reach 0.8612\n- [x] 0.8612 was reached", 2],
    ["a quote", "> > quoted 0.8612\n> > and more", 1],
    ["a table", "| a\\|b | auc |\n|:--|--:|\n| x \\| y | **0.8612** |\n| `a|b` | 0.8612 |", 2],
    ["a table without outer pipes", "a | auc\n--|--\nx | 0.8612", 1],
    ["a footnote", "Text.[^1]\n\n[^1]: It is 0.8612 there.", 1],
    ["inline HTML", "It is <b>0.8612</b> and <span title='0.8612'>x</span>.", 1],
    ["after a reference link", "See [the log][log]: 0.8612.\n\n[log]: a.log", 1],
    ["in brackets", "It is [0.8612] and (0.8612).", 2],
    ["before brackets", "It is 0.8612(see below) or 0.8612[^1].\n\n[^1]: x", 2],
    ["beside code with the same number", "`0.8612` is 0.8612, not `x = 0.8612`.", 2],
    ["CJK", "精度は 0.8612 です。", 1],
    ["a hard break", "It is 0.8612  \nnow\\\nand 0.8612", 2],
    ["tabs and a carriage return", "-\tIt is\t0.8612\r\n\tand 0.8612\r\n", 2],
    ["a byte-order mark", "\uFEFF# Title\n\nIt is 0.8612", 1],
    ["front matter", "---\nauc: 0.8612\n---\nIt is 0.8612\n", 1],
  ])("%s", (_, text, count) => {
    const done = cite(text);
    expect(done.changes).toHaveLength(count);
    expect(withoutLinks(done.text)).toBe(text);
    expect(done.text.match(/\[`?0\.8612`?\]\(runs/g)).toHaveLength(count);
    const { links } = parseDocument(done.text, REPORT).document;
    expect(links.filter(({ title }) => title === "full/auc")).toHaveLength(count);
    expect(cite(done.text).changes).toEqual([]);
  });

  test.each([
    ["a link", "See [0.8612](a.log#L1)."],
    ["a reference link", "See [0.8612][a].\n\n[a]: a.log#L1"],
    ["a link in bold in a link", "See [it is **0.8612**](a.md)."],
    ["a heading that is a link", "## [Reached 0.8612](a.md)"],
    ["an image", "![AUC of 0.8612](a.png)"],
    ["code that is more", "Set `--target 0.8612`."],
    ["fenced code", "```\nauc 0.8612\n```"],
    ["indented code", "Text\n\n    auc 0.8612\n"],
    ["an HTML block", "<table><tr><td>0.8612</td></tr></table>"],
    ["an attribute", "<img alt='0.8612' src='a.png'>"],
    ["a comment", "Text <!-- 0.8612 --> here"],
    ["an address", "https://example.org/0.8612 and <https://example.org/0.8612>"],
    ["a definition", "[a]: https://example.org/0.8612 'AUC 0.8612'"],
    ["what would become an image", "Wow!0.8612"],
    ["what would take a reference's place", "[a]0.8612\n\n[a]: x.md"],
    ["emphasis that the bracket would end", "精度**0.8612**です"],
    ["struck out", "It is ~~0.8612~~ gone."],
    ["a generated region", "<!-- docs:begin x -->\n0.8612\n<!-- docs:end x -->"],
  ])("not in %s", (_, text) => {
    expect(cite(text)).toEqual({ changes: [], text });
  });
});

/** Pieces of Markdown around a number that can be linked (`N`) and one that never is (`0.7777`). */
const blocks = fc.constantFrom(
  "Plain N text",
  "**bold N** and *it N*",
  "~~old~~ `x=0.7777` then N",
  "# Heading N",
  "Setext N\n---",
  "- item N\n- [link 0.7777](a.md) N\n\t- deeper N",
  "1. one N\n2. ![alt 0.7777](a.png)",
  "> quote N\n> > deeper N",
  "| a | b |\n|---|---|\n| N | `x=0.7777` \\| N |\n| [0.7777](x.log#L1) | **N** |",
  "<div>\n0.7777\n</div>",
  "Inline <b>N</b> <!-- 0.7777 -->",
  "```py\nx = 0.7777\n```",
  "Ref [0.7777][r] N",
  "Foot N[^n]",
  "精度はN，**太字 N** 増加",
  "e\u0301🙂 N \u202f%",
  "wide\u00a0N\u2009ms",
  "a\\*b N \\[x\\] &amp; N",
  "trailing N  \nbreak N",
  "Again [0.7777][r], N",
  "---",
  "https://example.org/0.7777",
);
const DEFINITIONS = "\n\n[^n]: note\n\n[r]: some.log#L3 'title 0.7777'";
const number = fc.constantFrom("0.8612", "86.12 %", "1,234.5", "−0.5", "1.2e-3", "0.861 ± 0.004");
const documents = fc.record({
  pieces: fc.array(fc.tuple(blocks, number), { minLength: 1, maxLength: 12 }),
  eol: fc.constantFrom("\n", "\r\n"),
  start: fc.constantFrom("", "\uFEFF", "---\ntitle: N 0.7777\n---\n"),
  end: fc.constantFrom("", "\n", "\n\n", " "),
});

test("every other byte stays, and the document reads as before with the links in place", () => {
  fc.assert(
    fc.property(documents, ({ pieces, eol, start, end }) => {
      const body = pieces
        .map(([block, text]) => block.replaceAll("N", text))
        .join("\n\n")
        .concat(DEFINITIONS);
      const text = (start + body + end).replaceAll("\n", eol);
      const done = cite(text);
      expect(withoutLinks(done.text)).toBe(text);
      expect(done.text).not.toContain(linked("0.7777"));
      const before = parseDocument(text, REPORT).document;
      const after = parseDocument(done.text, REPORT).document;
      expect(after.links).toHaveLength(before.links.length + done.changes.length);
      expect(after.sections.map(({ title, depth }) => [title, depth])).toEqual(
        before.sections.map(({ title, depth }) => [title, depth]),
      );
      expect(shapeOf(done.text)).toEqual(shapeOf(text));
    }),
    { numRuns: 150 },
  );
});

/** The text as it was before links were put into it. */
function withoutLinks(text: string): string {
  let plain = text;
  for (let at = plain.indexOf(LINK); at >= 0; at = plain.indexOf(LINK)) {
    const open = plain.lastIndexOf("[", at);
    plain = plain.slice(0, open) + plain.slice(open + 1, at) + plain.slice(at + LINK.length);
  }
  return plain;
}

interface Shape {
  type: string;
  children?: Shape[];
}

/** The kinds of blocks and emphasis, nested as they are, without texts and without the links to evidence. */
function shapeOf(text: string): unknown {
  const strip = (node: { type: string; title?: string | null; children?: unknown[] }): Shape[] => {
    const children = (node.children ?? []).flatMap((child) => strip(child as Parameters<typeof strip>[0]));
    if (node.type === "text" || (node.type === "link" && node.title === "full/auc")) return children;
    return [children.length === 0 ? { type: node.type } : { type: node.type, children }];
  };
  return strip(parseMarkdown(text) as Parameters<typeof strip>[0]);
}
