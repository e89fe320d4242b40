import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { parseLike, parseMarkdown } from "../../../src/markdown/parser.ts";

const examples = join(import.meta.dirname, "../../../examples");

it.each([
  ["a cell", "| a | b |\n| --- | --- |\n| x ✅ | y |\n| z ✅ **selected** | 1 |\n"],
  ["a paragraph of several lines", "⚠ One.\n⚠ Two\nthree.\n"],
  ["a list and a quote", "- ⚠ one\n  two ✅\n\n> ⚠ three\n> ✅ four\n"],
  ["code, which is parsed again", "```\n⚠ one\n```\n\n`two ✅`\n"],
  ["what is escaped, which is parsed again", "a \\* b ✅ c &amp; d\n"],
])("the tree of a text that differs in a sign is that of another: %s", (_, text) => {
  const other = text.replace(/✅/g, "\ue0f1").replace(/⚠/g, "\ue0f2");
  expect(parseLike(other, text)).toEqual(parseMarkdown(other));
  expect(parseLike(text, text)).toEqual(parseMarkdown(text));
});

it("a text of another length is parsed", () => {
  expect(parseLike("# One\n", "One\n")).toEqual(parseMarkdown("# One\n"));
});

it("is the same for every document of the examples", () => {
  const entries = readdirSync(examples, { recursive: true, withFileTypes: true });
  // A site that was built there has folders whose names end like those of documents.
  const files = entries.filter(
    (one) => one.isFile() && one.name.endsWith(".md") && !/[\\/](?:\.docs|docs-site)\b/.test(one.parentPath),
  );
  expect(files.length).toBeGreaterThan(5);
  for (const { parentPath, name } of files) {
    const text = readFileSync(join(parentPath, name), "utf8");
    const other = text.replace(/(?<= )✅(?= \||(?: \*\*selected\*\*)?$)/gm, "\ue0f1").replace(/^⚠(?= )/gm, "\ue0f2");
    expect(parseLike(other, text)).toEqual(parseMarkdown(other));
  }
});
