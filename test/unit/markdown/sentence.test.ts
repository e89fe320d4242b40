import fc from "fast-check";
import { expect, test } from "vitest";
import { parseDocument } from "../../../src/markdown/document.ts";
import { sentenceAt, sentencesOf } from "../../../src/markdown/sentence.ts";

function documentOf(text: string) {
  return parseDocument(text, "report.md").document;
}

/** The sentence around the first X. */
function around(text: string): string {
  return sentenceAt(documentOf(text), text.indexOf("X")).text;
}

test.each([
  ["One. Two X is 0.97 of it. Three.", "Two X is 0.97 of it."],
  ["One!\nX goes\non. Two.", "X goes\non."],
  ["Before\n\nX is\r\nhere\r\n\r\nAfter.", "X is\r\nhere"],
  ["- a\n- X here\n- c", "X here"],
  ["| a | X here | c |", "X here"],
  ["| a | b |\n|---|---|\n| X here | 0.9 |", "X here"],
  ["## 1. X here. Yes\ntext", "1. X here. Yes"],
  ["第一。X 在。第三。", "X 在。"],
  ["(One.) “X two.” Three", "“X two.”"],
  ["X", "X"],
  ["> quoted X\n> goes on. Next", "quoted X\n> goes on."],
  ["A first line  \nX second  \nthird", "X second"],
  ["A note.[^1] X follows.\n\n[^1]: The note.", "X follows."],
  ["**Bold.** X follows. It ends", "X follows."],
  ["We ran it. 3 runs of X fail.", "3 runs of X fail."],
])("the sentence of X in %j is %j", (text, sentence) => {
  expect(around(text)).toBe(sentence);
});

test.each([
  "X vs. Baseline is better",
  "X, e.g. ResNet, i.e. A or B, is shown by Smith et al. (2020) in Fig. 2 and Eq. 3",
  "X is approx. 0.87, cf. No. 5",
  "X reaches 0.87 and .5 of v1.2.3",
  'X is [0.87](runs/a.b/x.log#L3 "auc. Best step") of [it. All](a.md)',
  "X is `a. B` here",
  "X ends ... somewhere",
  "X norm. accuracy",
  "Zhou, Z. Angew says X",
])("no sentence ends within %j", (text) => {
  expect(around(text)).toBe(text);
});

test.each([
  ["X is better than model B. The rest", "X is better than model B."],
  ["X took 5 min. The rest", "X took 5 min."],
  ["X is best. shift-long is worse.", "X is best."],
  ["X is the accuracy. popularity is worse.", "X is the accuracy."],
  ["X is [0.87](a.log#L1). It", "X is [0.87](a.log#L1)."],
  ["X? Yes", "X?"],
])("a sentence ends within %j", (text, sentence) => {
  expect(around(text)).toBe(sentence);
});

test("a cell has the heads of its column and row", () => {
  const text = "| run | auc (%) |\n|---|---|\n| full | 86.0 |\n| half | 87.1. X |";
  expect(sentenceAt(documentOf(text), text.indexOf("86"))).toMatchObject({
    text: "86.0",
    context: "cell",
    columnHead: "auc (%)",
    rowHead: "full",
  });
  expect(sentenceAt(documentOf(text), text.indexOf("X"))).toMatchObject({ columnHead: "auc (%)", rowHead: "half" });
});

test("outside of paragraphs the line is what counts", () => {
  const text = "```\nfirst\nX here. And here\n```\n";
  expect(around(text)).toBe("X here. And here");
});

test("sentences tile their paragraph, and each is found at every offset of it", () => {
  const word = fc.constantFrom("run", "vs.", "0.87", "e.g.", "Fig. 2", "It", "A.", "end.", "why?", "`a. B`", "\n", "|");
  const link = fc.constant('[1. 2](a.b#L1 "c. D")');
  fc.assert(
    fc.property(fc.array(fc.oneof({ weight: 5, arbitrary: word }, { weight: 1, arbitrary: link })), (words) => {
      const document = documentOf(`Start ${words.join(" ")}`);
      const sentences = sentencesOf(document);
      for (const block of document.blocks ?? []) {
        const own = sentences.filter(({ start, end }) => block.start <= start && end <= block.end);
        expect(own[0]?.start).toBe(block.start);
        expect(own.at(-1)?.end).toBe(block.end);
        for (const [index, { start }] of own.entries()) if (index > 0) expect(own[index - 1]?.end).toBe(start);
      }
      for (const sentence of sentences) {
        expect(document.text.startsWith(sentence.text, sentence.start)).toBe(true);
        expect(sentenceAt(document, sentence.start)).toBe(sentence);
        expect(sentenceAt(document, sentence.end - 1)).toBe(sentence);
      }
    }),
  );
});

test("a table of many rows is read in one pass", () => {
  const rows = Array.from({ length: 5000 }, (_, row) => `| run ${row} | 0.${row} |`);
  const document = documentOf(`| run | auc |\n|---|---|\n${rows.join("\n")}\n`);
  const offsets = document.prose.map(({ span }) => span.start);
  sentencesOf(document);
  const began = performance.now();
  for (const offset of offsets) sentenceAt(document, offset);
  expect(performance.now() - began).toBeLessThan(1000);
});
