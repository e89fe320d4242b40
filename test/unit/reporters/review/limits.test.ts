import fc from "fast-check";
import remarkGfm from "remark-gfm";
import remarkParse from "remark-parse";
import { unified } from "unified";
import { describe, expect, test } from "vitest";
import type { Review } from "../../../../src/model/review.ts";
import { reviewComment } from "../../../../src/reporters/review/comment.ts";
import { reviewSummary } from "../../../../src/reporters/review/summary.ts";
import { HOSTILE, hostile } from "../../hostile-text.ts";
import {
  claim,
  claims,
  eventful,
  evidence,
  experimentChange,
  GITHUB,
  NOWHERE,
  quantity,
  review,
  rowChange,
  runChange,
  tampering,
} from "./review-builder.ts";

interface Node {
  type: string;
  value?: string;
  url?: string;
  position?: { start: { offset: number } };
  children?: Node[];
}

function parse(text: string): Node {
  return unified().use(remarkParse).use(remarkGfm).parse(text) as Node;
}

function all(node: Node): Node[] {
  return [node, ...(node.children ?? []).flatMap(all)];
}

/** What a text must be, whatever the data was: all that it says is ours apart from plain text, code and links to the repository. */
function assertWhole(text: string): void {
  const nodes = all(parse(text));
  const html = nodes.filter((one) => one.type === "html").map((one) => one.value ?? "");
  for (const one of html)
    expect(one).toMatch(
      /^(?:<details><summary>(?:[^<]|<(?=[ \d=.]))*<\/summary>|<\/details>|<\/?(?:b|sub)>|<details><summary>[^<]*<\/summary>\n*)$/,
    );
  const count = (tag: RegExp) => html.filter((one) => tag.test(one)).length;
  expect(count(/^<details>/)).toBe(count(/^<\/details>/));
  expect(count(/^<b>/)).toBe(count(/^<\/b>/));
  expect(text).not.toContain("<!--");
  for (const table of nodes.filter((one) => one.type === "table")) {
    const widths = new Set(table.children?.map((row) => row.children?.length));
    expect(widths.size).toBe(1);
  }
  // A row of a table that is torn would be read as a paragraph.
  for (const paragraph of nodes.filter((one) => one.type === "paragraph"))
    expect(text[paragraph.position?.start.offset ?? 0]).not.toBe("|");
  const fences = text.split("\n").filter((line) => /^`{3,}(?:text|diff|sh)?$/.test(line));
  expect(fences.length % 2).toBe(0);
  expect(nodes.filter((one) => one.type === "code")).toHaveLength(fences.length / 2);
  for (const one of nodes)
    if (one.type === "link" || one.type === "definition")
      expect(one.url).toMatch(/^https:\/\/github\.com\/lab\/digits\//);
  expect(nodes.some((one) => one.type === "image" || one.type === "footnoteReference")).toBe(false);
}

/** A review in which every text is `name`, with so many of each thing. */
function reviewOf(name: string, n: { runs: number; claims: number }): Review {
  const some = <T>(count: number, make: (at: number) => T) => Array.from({ length: count }, (_, at) => make(at));
  const number = quantity(name, { evidence: [evidence(name, 3, name)] });
  const one = (at: number) =>
    claim({
      id: `${at}`,
      file: name,
      line: at + 1,
      text: name,
      sentence: `${name} ${name}`,
      logged: name,
      why: name,
      evidence: [evidence(name, at + 1, name)],
      excerpt: { file: name, line: at + 1, endLine: at + 3, text: `${name}\n${name}`, hash: "h" },
      before: name,
      was: { verdict: "supported", text: `${name}!` },
      help: name,
    });
  const many = Math.ceil(n.claims / 4);
  return review({
    mood: "false",
    verdict: [name, number, name],
    fails: some(5, () => name),
    base: { ref: name, commit: null, tree: null },
    claims: claims({
      broken: some(many, one),
      moved: some(many, one),
      added: some(many, one),
      mended: some(many, one),
    }),
    tampered: some(n.runs, (at) =>
      tampering({ file: name, lines: some(at % 9, (line) => ({ line, before: name, after: name })), cited: name }),
    ),
    runs: some(n.runs, (at) =>
      runChange({
        kind: (["added", "removed", "grown", "rewritten", "counted otherwise", "renamed"] as const)[at % 6] ?? "added",
        name,
        experiment: at % 2 === 0 ? name : "e",
        place: name,
        from: name,
        reason: name,
        reasonPlace: { file: name, line: 3 },
        metric: name,
        value: number,
        was: number,
        sparkline: name,
        files: some(at % 5, () => name),
        decided: at % 3 === 0,
      }),
    ),
    experiments: some(Math.ceil(n.runs / 10), () =>
      experimentChange({
        title: name,
        id: name,
        comparison: name,
        from: name,
        metric: name,
        selected: { base: name, head: `${name}2` },
        recommendation: { base: name, head: null },
        hypothesis: { base: name, head: "not decidable" },
        sentences: some(6, () => [name, number]),
        rows: some(n.runs, () => rowChange({ name, value: number, delta: number, against: name })),
        escalations: some(6, () => [name]),
      }),
    ),
    outOfDate: some(n.runs, () => ({ file: name, line: 1, region: name, why: name, command: name })),
    steps: some(n.runs, () => ({ text: name, command: name })),
    notes: some(n.runs, () => name),
  });
}

describe("limits", () => {
  test("300 runs and 5,000 claims", () => {
    const large = reviewOf("a run of the width 64", { runs: 300, claims: 5000 });
    const comment = reviewComment(large, GITHUB);
    expect(comment.length).toBeLessThanOrEqual(60_000);
    expect(comment.length).toBeGreaterThan(30_000);
    expect(comment).toContain("False now: 1250 claims");
    expect(comment).toContain("Not everything fits here: `docs review --base main` says all of it.");
    assertWhole(comment);
    const summary = reviewSummary(large, GITHUB);
    expect(Buffer.byteLength(summary)).toBeLessThanOrEqual(900_000);
    expect(summary.length).toBeGreaterThan(comment.length);
    assertWhole(summary);
  });

  test("names of a megabyte", () => {
    for (const letter of ["x", "|", "`", "@", "\u202E", "漢", "\u{1F600}"]) {
      const large = reviewOf(letter.repeat(1_000_000 / letter.length), { runs: 3, claims: 4 });
      const comment = reviewComment(large, GITHUB);
      expect(comment.length).toBeLessThanOrEqual(60_000);
      assertWhole(comment);
    }
  });

  test("what is left of a summary's room may be little", () => {
    const large = reviewOf("wide", { runs: 300, claims: 500 });
    for (const budget of [50_000, 5000, 2000]) {
      const summary = reviewSummary(large, GITHUB, budget);
      expect(Buffer.byteLength(summary)).toBeLessThanOrEqual(budget);
      assertWhole(summary);
    }
  });

  test("where the rest is", () => {
    const large = reviewOf("a run of the width 64", { runs: 300, claims: 5000 });
    const rest = { text: "the summary of the job", href: "https://github.com/lab/digits/actions/runs/1" };
    expect(reviewComment(large, { ...GITHUB, rest })).toContain(`in [the summary of the job](${rest.href}).`);
    expect(reviewComment(eventful(), { ...GITHUB, rest })).not.toContain("Not everything");
  });
});

describe("whatever the data says", () => {
  const sizes = fc.record({ runs: fc.integer({ min: 0, max: 12 }), claims: fc.integer({ min: 0, max: 20 }) });

  test("the Markdown is whole", () => {
    fc.assert(
      fc.property(hostile, sizes, fc.constantFrom(GITHUB, NOWHERE), (name, size, about) => {
        const made = reviewOf(name, size);
        const comment = reviewComment(made, about);
        expect(comment.length).toBeLessThanOrEqual(60_000);
        assertWhole(comment);
        assertWhole(reviewSummary(made, about));
      }),
      { numRuns: 10, examples: HOSTILE.map((name) => [name, { runs: 6, claims: 8 }, GITHUB]) },
    );
  });
});
