import fc from "fast-check";
import remarkGfm from "remark-gfm";
import remarkParse from "remark-parse";
import { unified } from "unified";
import { describe, expect, test } from "vitest";
import {
  hostedCell,
  hostedCode,
  hostedFence,
  hostedHtml,
  hostedSentence,
  hostedText,
  shortened,
  shortenedPath,
} from "../../../src/markdown/hosted-text.ts";
import { HOSTILE, hostile } from "../hostile-text.ts";

interface Node {
  type: string;
  value?: string;
  children?: Node[];
}

function parse(text: string): Node {
  return unified().use(remarkParse).use(remarkGfm).parse(text) as Node;
}

function all(node: Node): Node[] {
  return [node, ...(node.children ?? []).flatMap(all)];
}

/** What a host would link or act on in rendered text. */
const ACTED_ON =
  /@[a-z0-9]|[#!]\d|\bGH-\d|:\/\/|(?<![a-z0-9])www\.|(?<![\w.])(?=\d*[a-f])[0-9a-f]{7,64}(?![0-9a-z])|:[a-z][\w+-]*:/i;

/** The text as a reader sees it, without code. */
function prose(markdown: string): string[] {
  return all(parse(markdown)).flatMap((one) => (one.type === "text" || one.type === "html" ? [one.value ?? ""] : []));
}

const printers: [string, (text: string) => string][] = [
  ["text", hostedText],
  ["text in a sentence", (text) => `It says ${hostedText(text)}.`],
  ["cell", (text) => `| a | b |\n| :--- | :--- |\n| ${hostedCell(text)} | ${hostedCell(text)} |`],
  ["sentence", hostedSentence],
  ["code", (text) => `It says ${hostedCode(text)}.`],
  ["code in a cell", (text) => `| a |\n| :--- |\n| ${hostedCode(text, "cell")} |`],
  ["summary", (text) => `<details><summary>${hostedHtml(text)}</summary>\n\nx\n\n</details>`],
  ["block", (text) => hostedFence([{ before: "1 | ", text }])],
];

test.each(["/close", "\r/close", " \t/close"])("%j is no command to a host", (text) => {
  expect(hostedText(text)).not.toMatch(/^\s*\//);
});

describe.each(printers)("%s", (name, print) => {
  test("names nobody, links nothing, and is no markup", () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const printed = print(text);
        expect(printed).not.toContain("<!--");
        expect(printed).not.toMatch(/^\s*\//m);
        const nodes = all(parse(printed));
        const kinds = new Set(nodes.map((one) => one.type));
        for (const kind of [
          "link",
          "image",
          "heading",
          "list",
          "blockquote",
          "thematicBreak",
          "definition",
          "footnoteReference",
        ])
          expect(kinds).not.toContain(kind);
        if (name !== "summary") expect(kinds).not.toContain("html");
        if (name !== "block") expect(kinds).not.toContain("code");
        for (const value of prose(printed))
          expect(value.replace(/<\/?(?:details|summary)>/g, "").replaceAll("&#8203;", "\u200B")).not.toMatch(ACTED_ON);
      }),
      { examples: HOSTILE.map((text) => [text]) },
    );
  });
});

test("what is shown is the text itself", () => {
  const shown = (text: string) => prose(hostedText(text)).join("").replaceAll("\u200B", "");
  for (const text of [
    "@org/team",
    "fixes #12, GH-13",
    "deadbeefcafe",
    "https://a.example/x?y=1",
    "a|b",
    "val_loss = 0.2",
  ])
    expect(shown(text)).toBe(text);
});

test("plain words and numbers are left alone", () => {
  for (const text of [
    "AUC rose to 0.87 (+1.2 pp)",
    "val_loss",
    "lr 1e-4, seed 3",
    "12:30:00",
    "runs/wide/eval.log:3",
    "50 %",
  ])
    expect(hostedText(text)).toBe(text);
});

test("what stands between back-ticks in a sentence is code", () => {
  expect(hostedSentence("the run `a|b` of `@x` is gone, says @x")).toBe(
    "the run `a|b` of `@x` is gone, says @&#8203;x",
  );
  expect(hostedSentence("the run `a|b` is gone", "cell")).toBe("the run `a\\|b` is gone");
  expect(hostedSentence("one ` is none")).toBe("one \\` is none");
});

test("a fence is longer than what is in it, and its lines are one line each", () => {
  expect(hostedFence([{ before: "1 | ", text: "````\nx" }])).toBe("`````text\n1 | ```` x\n`````");
});

test("texts keep their beginning, paths their end, characters are not parted", () => {
  expect(shortened("abcdef", 4)).toBe("abc…");
  expect(shortened("abcd", 4)).toBe("abcd");
  expect(shortenedPath("a/b/c.log", 8)).toBe("…/c.log");
  expect(shortenedPath("abcdefgh.log", 6)).toBe("…h.log");
  expect(shortened("ab\u{1F600}cd", 4)).toBe("ab…");
  expect(shortenedPath("ab\u{1F600}cd", 4)).toBe("…cd");
});
