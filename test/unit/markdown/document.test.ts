import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseDocument } from "../../../src/markdown/document.ts";

const parse = (text: string) => parseDocument(text, "docs/a.md").document;
const prose = (text: string) => parse(text).prose.map((part) => part.text);

describe("sections", () => {
  test("reach to the next heading of their level or above", () => {
    const text = "before\n\n# A\n\n## *B* `c`\n\ntext\n\n### C\n\nD\n---\n\n# E\n";
    const { sections, title } = parse(text);
    expect(title).toBe("A");
    expect(sections.map((s) => [s.title, s.depth, s.line])).toEqual([
      ["A", 1, 3],
      ["B c", 2, 5],
      ["C", 3, 9],
      ["D", 2, 11],
      ["E", 1, 14],
    ]);
    const ends = sections.map((section) => text.slice(section.end).split("\n")[0]);
    expect(ends).toEqual(["# E", "D", "D", "# E", ""]);
  });

  test("front matter gives a title where no heading does, and moves no place", () => {
    const text = "---\ntitle: T\n---\n\n## B\n\nx 0.5\n";
    const { title, sections, prose: parts } = parse(text);
    expect(title).toBe("T");
    expect(sections[0]).toMatchObject({ line: 5, start: text.indexOf("## B") });
    expect(parts.at(-1)?.span).toMatchObject({ line: 7, column: 1, start: text.indexOf("x 0.5") });
  });

  test("headings in code, comments and quotes are none", () => {
    expect(parse("```\n# a\n```\n<!--\n# b\n-->\n> # c\n").sections).toEqual([]);
  });
});

describe("links", () => {
  const text = [
    'See [0.87](runs/a%20b/eval.log#L42 "auc\\|x"), [**0.9** `x`][full.auc], [](cite:full/auc) and [full.auc].',
    "Not links: https://x.de <https://y.de> a@b.de [nothing] [a][nothing] `[b](c)`",
    "",
    "[full.auc]: metrics.json '/auc'",
    "[full.auc]: second.json",
  ].join("\r\n");
  const { links } = parse(text);

  test("inline, by reference and empty", () => {
    expect(links.map((link) => [link.text, link.url, link.title, link.reference])).toEqual([
      ["0.87", "runs/a%20b/eval.log#L42", "auc|x", null],
      ["0.9 x", "metrics.json", "/auc", "full.auc"],
      ["", "cite:full/auc", null, null],
      ["full.auc", "metrics.json", "/auc", "full.auc"],
    ]);
  });

  test("spans are those of the source", () => {
    expect(links.map(({ span }) => text.slice(span.start, span.end))).toEqual([
      '[0.87](runs/a%20b/eval.log#L42 "auc\\|x")',
      "[**0.9** `x`][full.auc]",
      "[](cite:full/auc)",
      "[full.auc]",
    ]);
    const inside = links.map(({ textSpan }) => text.slice(textSpan.start, textSpan.end));
    expect(inside).toEqual(["0.87", "**0.9** `x`", "", "full.auc"]);
    expect(links[0]?.textSpan).toMatchObject({ line: 1, column: 6 });
  });

  test("images, by reference too and inside links", () => {
    const { images } = parse('![a *b*](p/x.svg "t") ![c][d] [![e](f.png)](g)\n\n[d]: h.svg\n');
    expect(images.map(({ url, alt, title }) => [url, alt, title])).toEqual([
      ["p/x.svg", "a b", "t"],
      ["h.svg", "c", null],
      ["f.png", "e", null],
    ]);
  });

  test("in a table they know their heads", () => {
    const { links: inTable } = parse("| run | acc |\n|---|---|\n| *a* | [0.9](x) |\n");
    expect(inTable[0]).toMatchObject({ columnHead: "acc", rowHead: "a" });
  });
});

describe("prose", () => {
  test("is what people read, not code, links, HTML, addresses, comments, definitions or struck-out text", () => {
    const text =
      "a 1 `2` [3](4) <b title='5'>6</b> <!-- 7 --> https://x.de/8 ~~9~~ **b _c 10_** [^1]\n\n[^1]: note 11\n";
    expect(prose(`${text}\n\`\`\`\n12\n\`\`\`\n\n    13\n\n<div>14</div>\n\n[d]: 15\n`).join("·")).toBe(
      "a 1 · · ·6· · · · ·b ·c 10· ·note 11",
    );
    expect(parse(text).codeSpans).toMatchObject([{ text: "2", span: { start: 4, end: 7 } }]);
  });

  test("says what it stands in", () => {
    const { prose: parts } = parse("# h\n\np\n\n- l\n\n  > q\n\n| c | d |\n|---|---|\n| e | f |\n| g |\n");
    expect(parts.map((p) => [p.text, p.context, p.columnHead, p.rowHead])).toEqual([
      ["h", "heading", null, null],
      ["p", "paragraph", null, null],
      ["l", "list", null, null],
      ["q", "list", null, null],
      ["c", "cell", null, null],
      ["d", "cell", null, null],
      ["e", "cell", "c", null],
      ["f", "cell", "d", "e"],
      ["g", "cell", "c", null],
    ]);
  });

  test("stays as it is written, with the marks of quoted lines as spaces", () => {
    expect(prose("0.87&nbsp;% val\\_loss \\~5\n")).toEqual(["0.87&nbsp;% val\\_loss \\~5"]);
    expect(prose("> a\n> 0.5\n>  > 3\nlazy\n")).toEqual(["a\n  0.5", "3\nlazy"]);
    expect(prose("> n\n> > 3\n")).toEqual(["n", "3"]);
    expect(prose("> a b\n> \\> 3\n")).toEqual(["a b\n  \\> 3"]);
    expect(prose("\ta\n")).toEqual([]);
    expect(prose("-\ta 数 0.5 😀\n\tb\n")).toEqual(["a 数 0.5 😀\n\tb"]);
  });

  test("a byte order mark moves nothing", () => {
    const text = "\uFEFF# A\n\nb\n";
    const document = parse(text);
    expect(document.text).toBe(text);
    expect(document.prose.map(({ span }) => text.slice(span.start, span.end))).toEqual(["A", "b"]);
  });
});

test("findings of front matter and markers come together, and the rest is still parsed", () => {
  const { document, findings } = parseDocument("---js\nx\n---\n# A\n<!-- docs:begin b -->\n", "a.md");
  expect(findings.map((finding) => [finding.code, finding.line])).toEqual([
    ["document/front-matter-language", 1],
    ["region/unclosed", 5],
  ]);
  expect(document.sections).toHaveLength(1);
  expect(document.regions).toEqual([]);
});

test("every span holds its source, on the line and column it says, whatever the text", () => {
  const pieces = fc.array(
    fc.oneof(
      fc.constantFrom(
        "\n",
        "\r\n",
        "\n\n",
        "> ",
        "- ",
        "| a | b |\n|---|---|\n| 1 | ",
        "# ",
        "*",
        "**",
        "`",
        "[",
        "](u)",
        "&amp;",
      ),
      fc.constantFrom(
        "~~",
        "\t",
        "    ",
        "\\",
        "😀",
        "数",
        "é",
        "0.5",
        " ",
        "![",
        "[^1]",
        "[^1]: ",
        "<b>",
        "<!--",
        "-->",
        "---\n",
      ),
      fc.string({ unit: "grapheme", maxLength: 3 }),
    ),
  );
  fc.assert(
    fc.property(pieces, (parts) => {
      const text = parts.join("");
      const document = parse(text);
      expect(document.text).toBe(text);
      const spans = [...document.prose, ...document.links, ...document.images].map((part) => part.span);
      for (const { start, line, column, end } of spans) {
        expect(start).toBeLessThanOrEqual(end);
        const before = text.slice(0, start).split(/\r\n|\r|\n/);
        expect([line, column]).toEqual([before.length, (before.at(-1)?.length ?? 0) + 1]);
      }
      for (const { span, text: shown } of document.prose) expect(shown).toHaveLength(span.end - span.start);
    }),
    { numRuns: 400 },
  );
});

test.each([
  ["quotes", ">".repeat(3000)],
  ["brackets", "[".repeat(20_000)],
  ["emphasis", "*a ".repeat(5000)],
  ["many links", "[1](a) ".repeat(2000)],
  ["many headings", "# a\n## b\n".repeat(3000)],
])("a hostile file with %s is parsed", (_, text) => {
  expect(parse(text).text).toBe(text);
});
