import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseDocument } from "../../../src/markdown/document.ts";

function links(text: string) {
  const { document } = parseDocument(text, "notes.md");
  for (const { span, textSpan } of document.links) {
    const lines = text.slice(0, span.start).split("\n");
    expect([span.line, span.column]).toEqual([lines.length, (lines.at(-1) ?? "").length + 1]);
    expect(text[span.start]).toBe("[");
    expect(text[textSpan.end]).toBe("]");
  }
  return document.links.map(({ text: shown, url, span }) => [shown, url, text.slice(span.start, span.end)]);
}

describe("a blank in a `cite:` link", () => {
  test.each([
    ["behind the colon", "It is [0.86](cite: full/auc).", "0.86", "cite:full/auc", "[0.86](cite: full/auc)"],
    ["in a name", "It is [0.86](cite:my run/auc).", "0.86", "cite:my run/auc", "[0.86](cite:my run/auc)"],
    ["in an expression", "[1](cite:pp(a/x, b/x)) so", "1", "cite:pp(a/x, b/x)", "[1](cite:pp(a/x, b/x))"],
    ["of a link without a text", "[](cite: a b)", "", "cite:a b", "[](cite: a b)"],
    ["with a title", '[1](cite: a b "why")', "1", "cite:a b", '[1](cite: a b "why")'],
    ["in bold", "[**0.86**](cite: a b)", "0.86", "cite:a b", "[**0.86**](cite: a b)"],
    ["around code", "see [about `0.86`](cite: a b)", "about 0.86", "cite:a b", "[about `0.86`](cite: a b)"],
    ["in a cell", "| a |\n|---|\n| [1](cite: a b) |\n", "1", "cite:a b", "[1](cite: a b)"],
    ["in a quote", "> [1](cite: a\n> b) is", "1", "cite:a b", "[1](cite: a\n> b)"],
    ["of an open parenthesis", "[1](cite: mean(a b) and [x]", "1", "cite:mean(a b", "[1](cite: mean(a b)"],
  ])("%s", (_, text, shown, url, whole) => {
    expect(links(text)).toEqual([[shown, url, whole]]);
  });

  test("several in one line, and the words between them stay prose", () => {
    const text = "First [1](cite: a b), then [2](cite:c d).\n";
    expect(links(text).map(([shown, url]) => [shown, url])).toEqual([
      ["1", "cite:a b"],
      ["2", "cite:c d"],
    ]);
    const { prose } = parseDocument(text, "notes.md").document;
    expect(prose.map(({ span }) => text.slice(span.start, span.end))).toEqual(["First ", ", then ", "."]);
  });

  test.each([
    "`[1](cite: a b)`",
    "\\[1](cite: a b)",
    "    [1](cite: a b)\n",
    "1](cite: a b)",
    "[1] of (cite: a b)",
    "[1](cites a b)",
  ])("no link: %s", (text) => {
    expect(links(text)).toEqual([]);
  });

  test("whatever stands around it, places stay those of the text", () => {
    const part = fc.constantFrom(
      "[",
      "]",
      "(",
      ")",
      "](cite: a b)",
      "[0.5](cite: a b)",
      "**",
      "`",
      "\n",
      "> ",
      "| ",
      "\\",
      "x ",
    );
    fc.assert(fc.property(fc.array(part, { maxLength: 14 }), (parts) => void links(parts.join(""))));
  });
});

test("three thousand of them in one paragraph are all read", () => {
  expect(parseDocument("[1](cite: a b) x ".repeat(3000), "notes.md").document.links).toHaveLength(3000);
});
