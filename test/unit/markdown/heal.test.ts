import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { chunksOf, findConflicts } from "../../../src/markdown/conflict.ts";
import { healRegions } from "../../../src/markdown/heal.ts";
import { mergeDocument } from "../../../src/markdown/merge-regions.ts";
import { findRegions, wrapRegion } from "../../../src/markdown/region.ts";

const LINES = ["a", "", "b", "```", "=======", "<<<<<<< HEAD", "||||||| base", ">>>>>>> other", "- c"];
const lines = fc.array(fc.constantFrom(...LINES), { maxLength: 20 });
const region = (name: string, body: string) => wrapRegion("experiments", { experiment: name }, body);
const conflict = (ours: string, theirs: string) => `<<<<<<< HEAD\n${ours}=======\n${theirs}>>>>>>> other\n`;

describe("conflicts in a text", () => {
  test("are taken apart and put together without loss", () => {
    fc.assert(
      fc.property(lines, fc.constantFrom("\n", "\r\n"), (all, newline) => {
        const text = all.join(newline);
        const parts = chunksOf(text).map((chunk) => (typeof chunk === "string" ? chunk : chunk.raw));
        expect(parts.join("")).toBe(text);
      }),
    );
  });

  test("in what people wrote stay as they are, whatever stands around them", () => {
    fc.assert(
      fc.property(lines, (all) => {
        const text = all.join("\n");
        const healed = healRegions(text);
        expect(healed.text).toBe(text);
        expect(healed.left).toEqual(findConflicts(text).map(({ line }) => line));
      }),
    );
  });

  test("that are shown in code are text", () => {
    expect(findConflicts(`\`\`\`\n${conflict("a\n", "b\n")}\`\`\`\n`)).toEqual([]);
    expect(findConflicts("Title\n=======\n\ntext\n")).toEqual([]);
  });
});

describe("a conflict in generated text", () => {
  test("around the begin marker is resolved", () => {
    const [ours = "", theirs = ""] = ["one\nsame\n", "two\nsame\n"].map(
      (body) => `${region("a", body).split("\n")[0]}\n`,
    );
    const text = `# T\n\n${conflict(`${ours}one\n`, `${theirs}two\n`)}same\n<!-- docs:end experiments -->\nwords\n`;
    const healed = healRegions(text);
    expect(healed).toMatchObject({ mended: [3], left: [] });
    expect(healed.text).toBe(`# T\n\n${ours}one\nsame\n<!-- docs:end experiments -->\nwords\n`);
    expect(healed.merged.size).toBe(1);
  });

  test("of two regions that were added at one place keeps both, in one order", () => {
    const [a, b] = [region("a", "A"), region("b", "B")];
    const wanted = `# T\n\n${a}\n\n${b}\n`;
    for (const [ours, theirs] of [
      [a, b],
      [b, a],
    ])
      expect(healRegions(`# T\n\n${conflict(`${ours}\n`, `${theirs}\n`)}`).text).toBe(wanted);
  });

  test("that runs through words leaves the markers around the words alone", () => {
    const sides = ["mine", "yours"].map((word) => `${word}\n\n${region("a", word)}\n`);
    const { text, left, merged } = healRegions(conflict(sides[0] ?? "", sides[1] ?? ""));
    expect(text).toBe(`${conflict("mine\n", "yours\n")}\n${region("a", "mine")}\n`);
    expect([left, merged.size]).toEqual([[1], 1]);
    expect(findRegions(text, "").regions).toHaveLength(1);
  });
});

describe("a merge of documents", () => {
  const take = (side: "ours" | "theirs") => (versions: { ours: string; theirs: string }) => versions[side];

  test("gives lines of words to git, and takes regions from our side", () => {
    const of = (word: string, body: string) => `${word}\n\n${region("a", body)}\n`;
    const merge = {
      base: of("x", "0"),
      ours: of("x", "1"),
      theirs: of("y", "2"),
      entries: null,
      lines: take("theirs"),
    };
    expect(mergeDocument(merge)).toEqual({ text: of("y", "1"), conflicts: 0 });
  });

  test("keeps what both sides added to a journal, whichever is ours", () => {
    const [early, late] = ["\n## 2026-01-01\n\nA.\n", "\n## 2026-01-02\n\nB.\n"];
    for (const [ours, theirs] of [
      [early, late],
      [late, early],
    ]) {
      const lines = () => `# J\n<<<<<<< ours\n${ours}||||||| base\n=======\n${theirs}>>>>>>> theirs\n`;
      expect(mergeDocument({ base: "", ours: "", theirs: "", entries: "paragraphs", lines })?.text).toBe(
        `# J\n${early}${late}`,
      );
    }
  });
});
