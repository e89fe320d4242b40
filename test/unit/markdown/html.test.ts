import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { headingIds } from "../../../src/markdown/heading-id.ts";
import { renderHtml } from "../../../src/markdown/html.ts";

/** A tag or comment as a browser reads it, and what we may make. */
const TAG = /<!--[\s\S]*?-->|<\/?[a-z][a-z0-9]*(?:\s+[^\s=>"]+(?:="[^"]*")?)*>/g;
const ELEMENTS =
  "p a img h1 h2 h3 h4 h5 h6 ul ol li pre code em strong del blockquote hr br table thead tbody tr th td div span sup section input details summary";
const ATTRIBUTES =
  "href src alt title rel id class align start type checked disabled tabindex data-[a-z-]+ aria-[a-z]+ role dir open";
const KNOWN = new RegExp(
  `^(?:<!-- *docs:|</?(?:${ELEMENTS.replaceAll(" ", "|")})(?: (?:${ATTRIBUTES.replaceAll(" ", "|")})(?:="[^"]*")?)*>)`,
);

describe("what is rendered", () => {
  test("front matter is left out, headings get GitHub's ids", () => {
    expect(renderHtml("---\na: b\n---\n\n# A & *b*\n\n## Größe 1.2\n\n## A & b\n\n> # q\n", { idPrefix: "x-" })).toBe(
      '<h1 id="x-a--b">A &#x26; <em>b</em></h1>\n<h2 id="x-größe-12">Größe 1.2</h2>\n<h2 id="x-a--b-1">A &#x26; b</h2>\n' +
        "<blockquote>\n<h1>q</h1>\n</blockquote>",
    );
    expect(headingIds(["A & b", "Größe 1.2", "A & b"])).toEqual(["a--b", "größe-12", "a--b-1"]);
  });

  test("tables stand in a box that scrolls, line breaks in cells stay", () => {
    const html = renderHtml("| a |\n|--:|\n| 1<br>2 |\n");
    expect(html).toMatch(/^<div class="table" tabindex="0"><table>[\s\S]*<\/table><\/div>$/);
    expect(html).toContain('<td align="right">1<br>2</td>');
  });

  test("check boxes have labels", () => {
    expect(renderHtml("- [x] a\n- [ ] b\n")).toMatch(
      /checked disabled aria-label="done"[\s\S]*disabled aria-label="not done"/,
    );
  });

  test("footnotes and code", () => {
    const html = renderHtml("a[^1]\n\n[^1]: note\n\n```py\nx < 1\n```\n", { idPrefix: "p-" });
    expect(html).toContain('href="#p-fn-1"');
    expect(html).toContain('<code class="language-py">x &#x3C; 1\n</code>');
  });

  test("the markers of regions stay as comments, other HTML goes", () => {
    const html = renderHtml(
      "<!-- docs:begin x a=1 -->\n\n<!-- secret -->\n<div onclick=x>gone</div>\n\n<b>kept</b>\n\n<!-- docs:end x -->\n",
    );
    expect(html.replaceAll("\n", "")).toBe("<!-- docs:begin x a=1 --><p>kept</p><!-- docs:end x -->");
  });
});

describe("what is folded", () => {
  test("details hold Markdown under a summary of plain text, and headings in them keep their ids", () => {
    const html = renderHtml(
      "# a\n\n<details>\n<summary>2 &lt;b&gt; &amp; <i>more</i></summary>\n\n## a\n\n| x |\n|--|\n| [1][r] |\n\n</details>\n\nafter\n\n[r]: l.log\n",
    );
    expect(html).toMatch(
      /^<h1 id="a">a<\/h1>\n<details><summary>2 &#x3C;b> &#x26; more<\/summary>\n<h2 id="a-1">a<\/h2>/,
    );
    expect(html).toMatch(/<a href="l.log">1<\/a>[\s\S]*<\/div>\n<\/details>\n<p>after<\/p>$/);
  });

  test("a marker right behind a fold stays", () => {
    expect(renderHtml("<details open>\n\nx\n\n</details>\n<!-- docs:end a -->\n")).toBe(
      "<details open>\n<p>x</p>\n</details>\n<!-- docs:end a -->",
    );
  });

  test("folds lie in one another, in lists and quotes; one that is never closed ends with its block", () => {
    const html = renderHtml("> <details>\n>\n> a\n>\n> <details>\n> <summary>s</summary>\n>\n> b\n\nc\n");
    expect(html.replaceAll("\n", "")).toBe(
      "<blockquote><details><p>a</p><details><summary>s</summary><p>b</p></details></details></blockquote><p>c</p>",
    );
  });

  test.each([
    "<details onclick=alert(1)>\n\nx\n\n</details>",
    '<details>\n<summary onclick="alert(1)">s</summary>\n\nx\n\n</details>',
    "<details><script>alert(1)</script>\n\nx\n\n</details>",
  ])("with anything else in its HTML it is no fold: %j", (text) => {
    expect(renderHtml(text).replaceAll("\n", "")).toBe("<p>x</p>");
  });

  test("a summary cannot bring tags, and ten thousand folds in one another are no harm", () => {
    expect(renderHtml("<details>\n<summary>&lt;img src=x onerror=alert(1)></summary>\n\nx\n\n</details>")).toContain(
      "<summary>&#x3C;img src=x onerror=alert(1)></summary>",
    );
    expect(renderHtml(`${"<details>\n\n".repeat(10000)}x`)).toContain("<p>x</p>");
  });
});

describe("links and images", () => {
  test("addresses are rewritten, and null removes the link and keeps its text", () => {
    const rewriteUrl = (url: string, use: string) => (url === "gone" ? null : `../${use}/${url}`);
    expect(
      renderHtml('[a](b c.log#L1 "t") [x](gone) ![i](p.svg "s") ![j](gone)\n'.replace("b c", "b%20c"), { rewriteUrl }),
    ).toBe('<p><a href="../link/b%20c.log#L1" title="t">a</a> x <img src="../image/p.svg" alt="i" title="s"> j</p>');
    expect(renderHtml("[a][r] ![b][r]\n\n[r]: c.svg 't'\n", { rewriteUrl })).toBe(
      '<p><a href="../link/c.svg" title="t">a</a> <img src="../image/c.svg" alt="b" title="t"></p>',
    );
  });

  test("links are decorated by their offset, links that go too", () => {
    const text = "---\na: b\n---\né [1](x) [2](cite:y)\n";
    const decorateLink = (offset: number) => ({
      "data-claim": String(offset),
      class: "supported",
      onclick: "x",
      href: "y",
    });
    const [a, b] = [text.indexOf("[1]"), text.indexOf("[2]")];
    expect(renderHtml(text, { decorateLink })).toBe(
      `<p>é <a href="x" data-claim="${a}" class="supported">1</a> <span data-claim="${b}" class="supported">2</span></p>`,
    );
  });

  test("other hosts: links do not tell where they come from, images are not loaded", () => {
    expect(renderHtml("[a](https://x.de) ![b](http://x.de/y.png) [![c](https://x.de/z.png)](d)")).toBe(
      '<p><a href="https://x.de" rel="noopener noreferrer">a</a> <a href="http://x.de/y.png" rel="noopener noreferrer">b</a> <a href="d">c</a></p>',
    );
  });

  test.each([
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    "java&#10;script:alert(1)",
    "data:text/html,x",
    "vbscript:x",
    "file:///etc/passwd",
    "//evil.example/x",
    "/\\evil.example/x",
    "cite:full/auc",
  ])("%s is no address", (url) => {
    expect(renderHtml(`[a](<${url}>) ![b](<${url}>)`)).toBe("<p>a b</p>");
    expect(renderHtml("[a](b)", { rewriteUrl: () => url.replace("&#10;", "\n\u0001") })).toBe("<p>a</p>");
  });

  test("no text makes anything but known elements and attributes", () => {
    const pieces = fc.array(
      fc.oneof(
        fc.constantFrom(
          "<script>",
          "<img src=x onerror=y>",
          "<!-- docs:begin -->",
          "-->",
          "<!--",
          "<a href='javascript:x'>",
          "&lt;script&gt;",
        ),
        fc.constantFrom(
          "[a](",
          "javascript:x)",
          '"><script>',
          '](x "\'><b onload=1>")',
          "![",
          "`",
          "\n",
          "\n\n",
          "> ",
          "| a |\n|---|\n| ",
          "[^1]",
        ),
        fc.string({ unit: "binary", maxLength: 4 }),
      ),
    );
    fc.assert(
      fc.property(pieces, (parts) => {
        const html = renderHtml(parts.join(""), { decorateLink: () => ({ "data-x": parts.join("") }) });
        for (const [tag] of html.matchAll(TAG)) expect(tag).toMatch(KNOWN);
        expect(html.replace(TAG, "")).not.toContain("<");
        expect(html).not.toMatch(/(href|src)="\s*(javascript|data|vbscript):/i);
      }),
      { numRuns: 400 },
    );
  });

  test("depth does not break it", () => {
    for (const text of [">".repeat(3000), "- ".repeat(2000), `${"*a **b ".repeat(1500)}${"** *".repeat(1500)}`]) {
      expect(renderHtml(text)).toContain("<");
    }
  });
});
