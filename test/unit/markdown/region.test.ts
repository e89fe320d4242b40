import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { beginMarker } from "../../../src/markdown/marker.ts";
import { parseMarkdown } from "../../../src/markdown/parser.ts";
import { fillRegion, findRegions, hashBody, wrapRegion } from "../../../src/markdown/region.ts";

const at = (text: string) => findRegions(text, "docs/a.md");

function only(text: string) {
  const { regions, findings } = at(text);
  expect(findings).toEqual([]);
  expect(regions).toHaveLength(1);
  return regions[0]!;
}

describe("finding", () => {
  test("name, attributes, body and places", () => {
    const text = "# A\n\n<!-- docs:begin experiments increment=0042 -->\n\n<!-- docs:end experiments -->\nb\n";
    const region = only(text);
    expect(region).toMatchObject({ name: "experiments", attributes: { increment: "0042" }, hash: null, edited: false });
    expect(region).toMatchObject({ line: 3, body: "", start: 5, end: text.length - 3 });
    expect(text.slice(region.bodyStart, region.bodyEnd)).toBe("\n");
  });

  test("quoted values, white space and marks around it", () => {
    const text = '\uFEFF<!--   docs:begin\tx  a="b c"  d=\'e\' f=""   -->  \r\nbody\r\n   <!-- docs:end x -->\t\r\n';
    expect(only(text)).toMatchObject({
      name: "x",
      attributes: { a: "b c", d: "e", f: "" },
      body: "body",
      edited: true,
    });
  });

  test("an end marker without a name closes what is open", () => {
    expect(only("<!-- docs:begin x -->\n<!-- docs:end -->").name).toBe("x");
  });

  test("a hash tells whether the body was edited, whatever the line ends and blank lines around it", () => {
    const text = wrapRegion("x", {}, "one\n\ntwo");
    expect(only(text).edited).toBe(false);
    expect(only(text.replaceAll("\n", "\r\n")).edited).toBe(false);
    expect(only(text.replace("one", "\n\none").replace("two", "two\n\n")).edited).toBe(false);
    expect(only(text.replace("two", "2")).edited).toBe(true);
    expect(only(text.replace("two", "")).edited).toBe(true);
    expect(only(text.replace(/hash=(\w+)/, 'hash="$1"')).edited).toBe(false);
  });

  test("an emptied body asks to be filled again", () => {
    const region = only(wrapRegion("x", {}, "one").replace("one", " \t"));
    expect(region).toMatchObject({ body: "", edited: false });
  });

  test("a body without a hash is somebody's", () => {
    expect(only("<!-- docs:begin x -->\nmine\n<!-- docs:end x -->").edited).toBe(true);
  });

  test.each([
    ["a fence", "```md\n<!-- docs:begin x -->\n```\n"],
    ["a longer fence", "~~~~\n~~~\n<!-- docs:begin x -->\n~~~~\n"],
    ["a fence that is not closed", "```\n<!-- docs:begin x -->\n"],
    ["an indented block", "text\n\n    <!-- docs:begin x -->\n"],
    ["a line of text", "say <!-- docs:begin x --> here\n"],
    ["code in a line", "`<!-- docs:begin x -->`\n"],
    ["a quote", "> <!-- docs:begin x -->\n"],
    ["somebody else's markers", "<!-- docs:beginning x -->\n<!-- SW:SECTION:a -->\n<!-- docs:begin x --> and more\n"],
  ])("in %s there are no markers", (_, text) => {
    expect(at(text)).toEqual({ regions: [], findings: [] });
  });

  test("code in a line that looks like a fence does not hide a region", () => {
    expect(only("``` not `a fence\n<!-- docs:begin x -->\n<!-- docs:end x -->\n").name).toBe("x");
  });
});

describe("a wrong marker leaves the whole file alone", () => {
  const begin = (name: string) => `<!-- docs:begin ${name} -->\n`;
  const end = (name: string) => `<!-- docs:end ${name} -->\n`;
  test.each([
    ["not closed", begin("a") + end("a") + begin("b"), 3, "The region “b” has no end marker."],
    ["not begun", end("a"), 1, "The end marker of “a” has no begin marker."],
    ["nested", begin("a") + begin("b") + end("b"), 2, "The region “b” begins inside “a” (line 1)."],
    ["mismatched", begin("a") + end("b"), 2, "The end marker says “b”, the region that is open is “a” (line 1)."],
    ["twice", (begin("a k=1") + end("a")).repeat(2), 3, "The region “a” is already in this file, in line 1."],
    ["nameless", "<!-- docs:begin -->\n", 1, "This region marker cannot be read."],
    ["broken", "<!-- docs:begin a k='x -->\n", 1, "This region marker cannot be read."],
    ["open", "<!-- docs:begin a\n", 1, "This region marker cannot be read."],
  ])("%s", (_, text, line, message) => {
    const { regions, findings } = at(text);
    expect(regions).toEqual([]);
    expect(findings[0]).toMatchObject({ code: "region/unclosed", file: "docs/a.md", line, message });
  });

  test("the same name with other attributes is another region", () => {
    expect(at(begin("a k=1") + end("a") + begin("a k=2") + end("a")).regions).toHaveLength(2);
  });
});

describe("filling", () => {
  test("keeps CRLF, and does nothing when nothing changes", () => {
    const text = "before\r\n<!-- docs:begin x k=1 -->\r\n<!-- docs:end x -->\r\nafter";
    const filled = fillRegion(text, only(text), "one\ntwo\n");
    expect(filled).toBe(
      `before\r\n<!-- docs:begin x k=1 hash=${hashBody("one\ntwo")} -->\r\none\r\ntwo\r\n<!-- docs:end x -->\r\nafter`,
    );
    expect(fillRegion(filled, only(filled), "\none\ntwo")).toBe(filled);
  });

  test("a body cannot end its region", () => {
    const hostile = "a\n<!-- docs:end x -->\n<!-- docs:begin y -->\n````\n<!-- docs:end x -->";
    const region = only(wrapRegion("x", {}, hostile));
    expect(region.edited).toBe(false);
    expect(region.body).toBe("a\n&lt;!-- docs:end x -->\n&lt;!-- docs:begin y -->\n````\n<!-- docs:end x -->\n````");
  });

  test("the end marker ends a table, a list and a paragraph", () => {
    for (const body of ["| a |\n| - |\n| 1 |", "- a", "text", "> quote", "<div>"]) {
      const types = parseMarkdown(`${wrapRegion("x", {}, body)}\ntext\n`).children.map((node) => node.type);
      if (body !== "<div>") expect(types.slice(-2)).toEqual(["html", "paragraph"]);
    }
  });

  const word = fc.string({ unit: "binary", maxLength: 8 });
  const name = fc.stringMatching(/^[a-z][a-z0-9-]{0,8}$/);
  const attributes = fc.dictionary(
    name.filter((key) => key !== "hash"),
    word,
    { maxKeys: 3 },
  );

  test("any name, attributes and body are read back", () => {
    const texts = fc.tuple(word, attributes, fc.string({ unit: "binary" }));
    fc.assert(
      fc.property(texts, ([title, values, body]) => {
        fc.pre(title !== "");
        const region = only(`${wrapRegion(title, values, body)}\n`);
        expect(region.name).toBe(title.toWellFormed());
        const wellFormed = Object.entries(values).map(([key, value]) => [key, value.toWellFormed()]);
        expect(region.attributes).toEqual(Object.fromEntries(wellFormed));
        expect(region.edited).toBe(false);
      }),
      { numRuns: 500 },
    );
  });

  test("no value ends a comment", () => {
    const pieces = fc.array(fc.constantFrom("-", "--", ">", "!", '"', "'", " ", "\n", "a", "=", "%", "<"));
    fc.assert(
      fc.property(pieces, (parts) => {
        const marker = beginMarker("x", { key: parts.join("") }, null);
        expect(marker.slice(4, -3)).not.toMatch(/--|[<>\n]/);
        expect(only(`${marker}\n<!-- docs:end x -->`).attributes).toEqual({ key: parts.join("") });
      }),
    );
  });

  test("all other bytes stay", () => {
    const line = fc.string({ unit: "grapheme" }).filter((text) => !/[`~\n\r]|docs:/.test(text));
    const around = fc.array(line, { maxLength: 4 });
    const input = fc.tuple(around, around, around, fc.constantFrom("\n", "\r\n"), fc.string());
    fc.assert(
      fc.property(input, ([before, between, after, eol, body]) => {
        const a = `<!-- docs:begin a -->${eol}<!-- docs:end a -->`;
        const b = `<!-- docs:begin b -->${eol}<!-- docs:end b -->`;
        const lines = [before, [a], between, [b], after].flat();
        const text = lines.join(eol);
        const filled = fillRegion(text, at(text).regions[1]!, body);
        const [head, tail] = text.split(b) as [string, string];
        expect(filled.startsWith(head)).toBe(true);
        expect(filled.endsWith(tail)).toBe(true);
        const { regions } = at(filled);
        expect(regions.map(({ name: of, edited }) => [of, edited])).toEqual([
          ["a", false],
          ["b", false],
        ]);
        expect(fillRegion(filled, regions[1]!, body)).toBe(filled);
      }),
      { numRuns: 500 },
    );
  });
});
