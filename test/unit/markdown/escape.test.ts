import fc from "fast-check";
import type { Nodes } from "mdast";
import { describe, expect, test } from "vitest";
import {
  codeSpan,
  escapeCell,
  escapeText,
  escapeTitle,
  escapeUrl,
  showHidden,
  unescapeUrl,
} from "../../../src/markdown/escape.ts";
import { parseMarkdown, plainText } from "../../../src/markdown/parser.ts";

/** Text made mostly of what means something in Markdown. */
const nasty = fc.oneof(
  fc.string({ unit: "binary" }),
  fc
    .array(
      fc.constantFrom(
        ..."\\`*_[]()<>#|~&!$@:{}=+-.1a0 é数😀\t\n\r".split(""),
        "\u{1F600}",
        "\u202E",
        "\u0000",
        "\uD800",
        "&lt;",
        "&#35",
        "https://",
        "www.",
        "a@b.de",
        "<b>",
        "<!--",
        "-->",
        "```",
        "~~~",
        "---",
        "===",
        "1. ",
        "- ",
        "[^1]",
        "![",
        "](",
        "\\|",
        "xmpp:",
        "mailto:",
        "  ",
        "***",
        "__",
      ),
      { maxLength: 12 },
    )
    .map((parts) => parts.join("")),
);

/** What a text should look like once it is rendered. */
function shown(text: string): string {
  const lines = text.replace(/\r\n|[\n\r\v\f\u0085\u2028\u2029]/g, " ").replace(/[ \t]+/g, " ");
  return showHidden(lines).replace(/^ | $/g, "");
}

function typesIn(node: Nodes): string[] {
  return [node.type, ...("children" in node ? node.children.flatMap(typesIn) : [])];
}

function onlyParagraph(markdown: string) {
  const root = parseMarkdown(markdown);
  return { types: [...new Set(typesIn(root))], text: plainText(root) };
}

describe("prose", () => {
  test.each([
    ["val_loss", "val_loss"],
    ["-0.2 and +0.1", "-0.2 and +0.1"],
    ["p < 0.01, n <5", "p < 0.01, n <5"],
    ["about ~0.87", "about ~0.87"],
    ["AT&T & co", "AT&T & co"],
    ["run #3 (v1.2)", "run #3 (v1.2)"],
    ["C:\\data", "C:\\\\data"],
    ["loss <val", "loss &lt;val"],
    ["# not a heading", "\\# not a heading"],
    ["1. not a list", "1\\. not a list"],
    ["- not a list", "\\- not a list"],
    ["--- not a rule", "\\--- not a rule"],
    ["_private", "\\_private"],
    ["https://x.de/a_b*", "https\\://x.de/a_b\\*"],
    ["me@x.de", "me\\@x.de"],
    ["{{NAME}}", "{\\{NAME}}"],
    ["a\u202Eb\u0000", "a\\\\u{202E}b\\\\u{0000}"],
    ["two\r\nlines", "two lines"],
    ["great!", "great\\!"],
  ])("%j is written %j", (text, markdown) => {
    expect(escapeText(text)).toBe(markdown);
  });

  test("any text shows as itself, in a paragraph of its own and inside one", () => {
    fc.assert(
      fc.property(nasty, (text) => {
        const alone = onlyParagraph(escapeText(text));
        expect(alone.text).toBe(shown(text));
        expect(alone.types.filter((type) => !["root", "paragraph", "text"].includes(type))).toEqual([]);
        const inside = onlyParagraph(`x ${escapeText(text)} y`);
        expect(inside.text.replace(/ +/g, " ")).toBe(`x ${shown(text)} y`.replace(/ +/g, " "));
      }),
      { numRuns: 400 },
    );
  });

  test("any text shows as itself in a heading, a list item, a quote and on a second line", () => {
    fc.assert(
      fc.property(nasty, fc.constantFrom("## ", "- ", "> ", "1. ", "x\n"), (text, before) => {
        fc.pre(shown(text) !== "");
        const expected = before === "x\n" ? `x\n${shown(text)}` : shown(text);
        expect(onlyParagraph(before + escapeText(text)).text).toBe(expected);
      }),
      { numRuns: 400 },
    );
  });

  test("texts side by side and a link after a text do not join into markup", () => {
    fc.assert(
      fc.property(nasty, nasty, (a, b) => {
        const { types, text } = onlyParagraph(`x${escapeText(a)}[1](u)${escapeText(b)}x`);
        expect(types.sort()).toEqual(["link", "paragraph", "root", "text"]);
        expect(text.replace(/ +/g, " ")).toBe(spaced(`x${a}1${b}x`));
      }),
      { numRuns: 400 },
    );
  });
});

function spaced(text: string): string {
  return shown(text).replace(/ +/g, " ");
}

describe("tables", () => {
  const table = (cell: string) => parseMarkdown(`| head | next |\n| --- | --- |\n| ${cell} | 2 |\n`);

  test("any text shows as itself in a cell", () => {
    fc.assert(
      fc.property(nasty, (text) => {
        const root = table(escapeCell(text));
        expect(root.children).toHaveLength(1);
        const row = (root.children[0] as { children: Nodes[] }).children[1] as { children: Nodes[] };
        expect(row.children.map((cell) => plainText(cell))).toEqual([shown(text), "2"]);
        expect(new Set(row.children.flatMap(typesIn))).toEqual(new Set(["tableCell", "text"]));
      }),
      { numRuns: 400 },
    );
  });

  test("any text shows as itself in a code span in a cell", () => {
    fc.assert(
      fc.property(nasty, (text) => {
        const row = (table(codeSpan(text, "cell")).children[0] as { children: Nodes[] }).children[1] as {
          children: Nodes[];
        };
        expect(row.children).toHaveLength(2);
        expect(
          plainText(row.children[0] as Nodes)
            .trim()
            .replace(/\s+/g, " "),
        ).toBe(shown(text).trim().replace(/\s+/g, " "));
      }),
      { numRuns: 400 },
    );
  });
});

describe("code", () => {
  test.each([
    ["x", "`x`"],
    ["a`b", "``a`b``"],
    ["`", "`` ` ``"],
    [" x ", "`  x  `"],
    ["", ""],
    ["a\nb", "`a b`"],
  ])("%j is written %j", (text, markdown) => {
    expect(codeSpan(text)).toBe(markdown);
  });

  test("any text shows as itself", () => {
    fc.assert(
      fc.property(nasty, (text) => {
        fc.pre(text !== "");
        const { types, text: got } = onlyParagraph(`x${codeSpan(text)}x`);
        expect(types).toContain("inlineCode");
        expect(got).toBe(`x${showHidden(text.replace(/\r\n|[\t\n\r\v\f\u0085\u2028\u2029]/g, " "))}x`);
      }),
      { numRuns: 400 },
    );
  });
});

describe("addresses and titles", () => {
  test.each([
    ["../runs/a b/(1).log", "../runs/a%20b/%281%29.log"],
    ["数据/größe.log", "数据/größe.log"],
    ["C:x/#1?.log", "C%3Ax/%231%3F.log"],
    ["a\u202E|<>[]`.log", "a%E2%80%AE%7C%3C%3E%5B%5D%60.log"],
  ])("%j is written %j", (path, url) => {
    expect(escapeUrl(path)).toBe(url);
    expect(unescapeUrl(`${url}#L42`)).toBe(path);
  });

  test("any path and title come back from a link, in prose and in a table", () => {
    fc.assert(
      fc.property(nasty, nasty, fc.boolean(), (path, title, isCell) => {
        fc.pre(path !== "");
        const link = `[1](${escapeUrl(path)} "${escapeTitle(title)}")`;
        const markdown = isCell ? `| a \\\`| b |\n| --- | --- |\n| ${link} | ${link} |` : `a \\\` ${link}`;
        const found: Nodes[] = [];
        const walk = (node: Nodes) => {
          if (node.type === "link") found.push(node);
          if ("children" in node) node.children.forEach(walk);
        };
        walk(parseMarkdown(markdown));
        expect(found).toHaveLength(isCell ? 2 : 1);
        for (const node of found) {
          if (node.type !== "link") throw new Error("not a link");
          expect(unescapeUrl(node.url)).toBe(path.toWellFormed());
          expect(node.title ?? "").toBe(shown(title));
        }
      }),
      { numRuns: 400 },
    );
  });

  test("a broken encoding has no path", () => {
    expect(unescapeUrl("50%.log")).toBeNull();
  });
});
