import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { renderHtml } from "../../../src/markdown/html.ts";
import { markdownOfHtml } from "../../../src/publish/html-markdown.ts";
import { htmlSections, htmlText } from "../../../src/publish/html-text.ts";

const place = { address: "documents/notes/", root: "../../", heading: 0 };
const back = (markdown: string) => markdownOfHtml(renderHtml(markdown), place);

describe("Markdown of HTML that was made of Markdown", () => {
  test.each([
    "## Why\n\nBecause *of* the **shift**, see `val/acc` and ~~this~~.",
    "- one\n- two\n   - inner\n- three",
    "1. one\n2. two",
    "> quoted\n\nplain",
    "```\nloss = `nan` * 2\n\tend\n```",
    "| run | acc |\n| --- | --- |\n| a \\| b | 0.9 |",
    "a \\* b \\_ c &lt;script> 1 < 2",
    "- [x] done\n- [ ] open",
  ])("%j says the same again", (markdown) => {
    expect(renderHtml(back(markdown))).toBe(renderHtml(markdown));
  });

  test("links lead to the Markdown of pages, to lines of files and elsewhere", () => {
    const html =
      '<p><a href="../../runs/a/b/">run</a> <a href="../../files/x.log/#L3">3</a> <a href="https://e.org/a?b">e</a> <a href="#why">why</a></p>';
    expect(markdownOfHtml(html, place)).toBe(
      "[run](../../runs/a/b/index.html.md) [3](../../files/x.log/#L3) [e](https://e.org/a?b) [why](#why)",
    );
  });

  test("drawings and comments are left out", () => {
    expect(markdownOfHtml("<p>a<!--docs:begin x--><svg><text>b</text></svg> c</p>", place)).toBe("a c");
  });

  test("whatever a text says, it stays a text", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), (given) => {
        const escaped = given.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
        expect(renderHtml(markdownOfHtml(`<p>${escaped}</p>`, place))).not.toMatch(/<(?!\/?p>)/);
      }),
    );
  });
});

describe("the words of HTML", () => {
  test("on one line, with character references read", () => {
    expect(htmlText("<p>a &amp; <b>b</b>&#x27;s</p><p>c</p>")).toBe("a & b's c");
  });

  test("by headings", () => {
    const html = renderHtml("before\n\n# Title\n\none\n\ntwo\n\n## Next *part*\n\n- three\n- four");
    expect(htmlSections(html)).toEqual([
      { id: null, title: "", paragraphs: ["before"] },
      { id: "title", title: "Title", paragraphs: ["one", "two"] },
      { id: "next-part", title: "Next part", paragraphs: ["three four"] },
    ]);
  });
});
