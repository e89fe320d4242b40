import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { renderHtml } from "../../../src/markdown/html.ts";

/** The text with a mark over each of some parts of it. */
function marked(text: string, ...parts: string[]): string {
  const marks = parts.map((part, at) => {
    const start = text.indexOf(part);
    const note = { href: `#n${at}`, text: String(at + 1) };
    return { start, end: start + part.length, href: "#e", note, attributes: { class: "claim" } };
  });
  return renderHtml(text, { marks });
}

describe("marks", () => {
  test.each([
    ["it is 0.97 here", "0.97", '<p>it is <a href="#e" class="claim">0.97</a> here</p>'],
    ["a \\* b &lt; 0.5", "0.5", '<p>a * b &#x3C; <a href="#e" class="claim">0.5</a></p>'],
    ["> quoted\n> 0.5 on", "0.5", '<blockquote>\n<p>quoted\n<a href="#e" class="claim">0.5</a> on</p>\n</blockquote>'],
    ["now `0.5`.", "`0.5`", '<p>now <a href="#e" class="claim"><code>0.5</code></a>.</p>'],
    ["**is 0.5** x", "0.5", '<p><strong>is <a href="#e" class="claim">0.5</a></strong> x</p>'],
    ["better than *all*.", "better than *all*", '<p><a href="#e" class="claim">better than <em>all</em></a>.</p>'],
    ["[0.5](a.md)", "0.5", '<p><a href="a.md">0.5</a></p>'],
  ])("%j with %j marked", (text, part, html) => {
    expect(marked(text, part)).toBe(html);
  });

  test("what holds a link gets a link to its note instead", () => {
    expect(marked("better than [b](b.md)", "better than [b](b.md)")).toBe(
      '<p><span class="claim">better than <a href="b.md">b</a><a href="#n0" class="noted">1</a></span></p>',
    );
  });

  test("wherever marks lie, no text is lost and none is added", () => {
    const text = "a *b 1.5* `c` [d](e) \\* &amp; f\n> g 2.5 **h**\n";
    const plain = (html: string) => html.replace(/<a href="#n"[^>]*>1<\/a>/g, "").replace(/<[^>]*>/g, "");
    fc.assert(
      fc.property(fc.nat(text.length), fc.nat(text.length), (a, b) => {
        const note = { href: "#n", text: "1" };
        const mark = { start: Math.min(a, b), end: Math.max(a, b), href: "#e", note, attributes: {} };
        expect(plain(renderHtml(text, { marks: [mark] }))).toBe(plain(renderHtml(text)));
      }),
    );
  });
});

describe("what GitHub shows", () => {
  test("an alert is a box with a title", () => {
    expect(renderHtml("> [!TIP]\n> Do.")).toBe(
      '<div class="alert alert-tip">\n<p class="alert-title">Tip</p>\n<p>Do.</p>\n</div>',
    );
    expect(renderHtml("> [!TIP] Do.")).toContain("<blockquote>");
  });

  test("images written as HTML are shown when nothing else is, and only from here", () => {
    expect(renderHtml('<p align="center"><img src="a.png" alt="A" width="120" onerror="x()"></p>')).toBe(
      '<p><img src="a.png" alt="A" width="120"></p>',
    );
    expect(renderHtml('<img src="https://e.org/a.png" alt="A">')).toContain('<a href="https://e.org/a.png"');
    expect(renderHtml("<script>x()</script><img src=a.png>")).toBe("");
    expect(renderHtml('<img src="javascript:x()" alt="A">')).toBe("<p>A</p>");
  });
});
