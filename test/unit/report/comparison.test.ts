import type { Root, Table } from "mdast";
import remarkGfm from "remark-gfm";
import remarkParse from "remark-parse";
import { unified } from "unified";
import { visit } from "unist-util-visit";
import { expect, test } from "vitest";
import { findRegions } from "../../../src/markdown/region.ts";
import type { CompiledExperiment } from "../../../src/model/project.ts";
import { renderComparison } from "../../../src/report/comparison.ts";
import { builtIn } from "./built-in-templates.ts";
import { compiledOf } from "./compiled-example.ts";
import { digitsExample } from "./digits-example.ts";

const render = (compiled: CompiledExperiment) => renderComparison(compiled, { templates: builtIn });
const parse = (text: string): Root => unified().use(remarkParse).use(remarkGfm).parse(text);

test("says what was selected, compares the rows and accounts for every run", async () => {
  await expect(await render(digitsExample())).toMatchFileSnapshot("expected/comparison.md");
});

test("says beside the selection what to look at first, and of which row", async () => {
  const compiled = digitsExample();
  const { selection, rows } = compiled.comparison;
  if (selection === null) throw new Error("the example selects a row");
  const escalation = { kind: "data-version", sentence: ["Another data version: v2 in it."] } as const;
  const places = [{ name: "a-seed0", file: "experiments/e/runs/a/metadata.yaml", line: 3 }];
  const escalations = [{ ...escalation, sentence: [...escalation.sentence], places }];
  const comparison = { ...compiled.comparison, selection: { ...selection, escalations } };
  const text = await render({ ...compiled, comparison });
  const name = rows.find(({ id }) => id === selection.row)?.name ?? "";
  expect(text).toMatch(/\n\nBefore you rely on .*:\n- Another data version: v2 in it\. \(\[a-seed0\]\[\w+\]\)\n\n/);
  expect(/Before you rely on (.*):/.exec(text)?.[1]).toContain(name);
});

test("is the same text each time and one region under a heading", async () => {
  const text = await render(digitsExample());
  expect(await render(digitsExample())).toBe(text);
  expect(text.endsWith("-->\n")).toBe(true);
  expect(text).not.toContain("\r");
  const { regions, findings } = findRegions(text, "comparison.md");
  expect(findings).toEqual([]);
  expect(regions.map((region) => [region.name, region.edited])).toEqual([["comparison", false]]);
});

test("defines every reference that it uses, and no other", async () => {
  const used = new Set<string>();
  const defined = new Set<string>();
  visit(parse(await render(digitsExample())), (node) => {
    if (node.type === "linkReference") used.add(node.identifier);
    if (node.type === "definition") defined.add(node.identifier);
  });
  expect([...used].sort()).toEqual([...defined].sort());
  expect(used.size).toBeGreaterThan(20);
});

test("keeps what decides in the first table and folds the other metrics, eight a table", async () => {
  const names = Array.from({ length: 12 }, (_, i) => `m${i}`);
  const run = (arm: string) => ({
    name: arm,
    arm,
    seed: 0,
    values: Object.fromEntries(names.map((name, i) => [name, i + arm.charCodeAt(0)])),
  });
  const compiled = compiledOf({ dir: "experiments/wide", title: "Wide", primary: "m0", runs: [run("a"), run("b")] });
  const tables = tablesOf(await render(compiled));
  expect(tables.map((table) => table.children[0]?.children.length)).toEqual([2 + 4, 1 + 8]);
  expect(await render(compiled)).toMatch(/<summary>The other metrics<\/summary>\n\n\| Run \|/);
});

test("lists metrics that one row alone has instead of comparing them", async () => {
  const run = (arm: string, own: object) => ({ name: arm, arm, seed: 0, values: { m: 1, shared: arm.length, ...own } });
  const runs = [run("folded", { "fold0/m": 3, "fold1/m": 4 }), run("plain", {})];
  const text = await render(compiledOf({ dir: "experiments/x", title: "X", primary: "m", runs }));
  expect(text).toMatch(/^- `folded`: `fold0\/m` \[3\.0000\]\[\w+\], `fold1\/m` \[4\.0000\]\[\w+\]$/m);
  for (const table of tablesOf(text)) expect(table.children[0]?.children).toHaveLength(4);
});

test("leaves parameters out of the table when many differ, and lists them below", async () => {
  const compiled = digitsExample();
  compiled.comparison.differing = ["a", "b", "c", "d", "arm"];
  const text = await render(compiled);
  expect(text).toContain("## Parameters that differ");
  expect(tablesOf(text).map((table) => table.children[0]?.children.length)).toContain(6);
});

test("folds rows beyond the twentieth, but not the baseline, and says how many", async () => {
  const runs = Array.from({ length: 40 }, (_, i) => ({
    name: `r${i}`,
    arm: `r${i}`,
    seed: 0,
    values: { m: 1 - i / 100 },
  }));
  const text = await render(
    compiledOf({ dir: "experiments/long", title: "Long", primary: "m", baseline: "r33", runs }),
  );
  expect(text).toContain("<summary>19 more rows</summary>");
  const [first, second] = tablesOf(text);
  expect(first?.children.length).toBe(1 + 21);
  expect(second?.children.length).toBe(1 + 19);
  const few = { dir: "experiments/few", title: "Few", primary: "m", runs: runs.slice(0, 25) };
  expect(await render(compiledOf(few))).not.toContain("more rows");
});

test("of many parameters shows those that differ among the rows at the top, and folds the others", async () => {
  const compiled = compiledOf({
    dir: "experiments/wide",
    title: "Wide",
    primary: "m",
    runs: ["a", "b"].map((arm, i) => ({ name: arm, arm, seed: 0, values: { m: i } })),
  });
  const names = Array.from({ length: 12 }, (_, i) => `p${String(i).padStart(2, "0")}`);
  compiled.comparison.differing = names;
  for (const [at, row] of compiled.comparison.rows.entries())
    row.params = Object.fromEntries(
      names.map((name, i) => [
        name,
        { value: i > 8 ? at : 0, literal: String(i > 8 ? at : 0), file: "a.log", line: 1 },
      ]),
    );
  const text = await render(compiled);
  expect(text).toMatch(/\| Run \| `p09` \| `p10` \| `p11` \| `m` ↑ \|/);
  expect(text).toMatch(/## Parameters that differ\n\n\| Run \| `p09` \| `p10` \| `p11` \| `p00` /);
  expect(text).toContain("<summary>4 more parameters</summary>");
});

test("marks the best value only where nothing ties with it", async () => {
  const compiled = digitsExample();
  const [best] = compiled.comparison.best;
  const winner = compiled.comparison.rows[0]?.id ?? "";
  if (best !== undefined) best.ties = [winner];
  const alone = await render(compiled);
  expect(alone).toContain("**[");
  expect(alone).toContain("Bold: the best of the rows of three or more runs");
  if (best !== undefined) best.ties = compiled.comparison.rows.slice(0, 2).map((row) => row.id);
  const tied = await render(compiled);
  expect(tied).not.toMatch(/\*\*\[\d/);
  expect(tied.match(/ ≈ \|/g)).toHaveLength(2);
  expect(tied).toContain("≈ not shown to be worse");
});

test("says under n which runs a mean lacks, and what a row's note says", async () => {
  const compiled = digitsExample();
  const row = compiled.comparison.rows.find((one) => one.n === 3);
  if (row !== undefined)
    Object.assign(row, { lost: ["x", "y"], note: "mean of the 3 runs that survived of 5: 2 failed" });
  const text = await render(compiled);
  expect(text).toContain("| 3 of 5 |");
  expect(text).toContain(`- \`${row?.name}\`: mean of the 3 runs that survived of 5: 2 failed`);
});

test("says what is missing", async () => {
  const compiled = compiledOf({
    dir: "experiments/empty",
    title: "Empty",
    primary: "m",
    runs: [
      {
        name: "a",
        arm: "a",
        seed: 0,
        values: { m: 1 },
        overrides: { status: { value: "failed", how: "recorded", because: "out of memory", evidence: null } },
      },
    ],
  });
  const text = await render(compiled);
  expect(text).toContain("**No run is selected.** No run was finished.");
  expect(text).toContain("No run counts.");
  expect(text).toContain("(failed): out of memory ([train.log]");
  expect(text).toContain("1 run found: 0 used, 1 failed.");
});

test.each([
  ["a pipe", "a|b"],
  ["an escaped pipe", "a\\|b"],
  ["a tag", "<script>alert(1)</script>"],
  ["the end of a link", "x](https://example.com) [y"],
  ["back-ticks", "a`b``c"],
  ["line breaks", "a\n| b |\r\n\n# c"],
  ["a marker", "<!-- docs:end comparison -->"],
])("a run name with %s cannot break the table", async (_, name) => {
  const run = (arm: string, value: number) => ({ name: arm, arm, seed: 0, values: { m: value } });
  const compiled = compiledOf({
    dir: "experiments/x",
    title: name,
    primary: "m",
    baseline: "ok",
    selected: name,
    runs: [run(name, 1), run("ok", 2)],
  });
  const text = await render(compiled);
  for (const table of tablesOf(text)) {
    expect(new Set(table.children.map((row) => row.children.length))).toEqual(new Set([table.align?.length]));
    expect(table.children.length).toBe(3);
  }
  const html: string[] = [];
  const urls: string[] = [];
  visit(parse(text), (node) => {
    if (node.type === "html") html.push(node.value);
    // The parser links an address in text even where its colon is escaped; that is the text it shows, so no harm.
    const isAddressInText =
      node.type === "link" &&
      node.children.length === 1 &&
      "value" in node.children[0]! &&
      node.children[0].value === node.url;
    if ((node.type === "link" && !isAddressInText) || node.type === "definition") urls.push(node.url);
  });
  const tags = html.map((value) => value.replace(/ hash=\w+/, "").replace(/<summary>[\w ,]+<\/summary>/, ""));
  expect(new Set(tags)).toEqual(
    new Set(["<!-- docs:begin comparison -->", "<details>\n", "</details>", "<!-- docs:end comparison -->"]),
  );
  expect(urls.filter((url) => !url.startsWith("runs/"))).toEqual([]);
  expect(findRegions(text, "comparison.md").findings).toEqual([]);
});

function tablesOf(text: string): Table[] {
  const tables: Table[] = [];
  visit(parse(text), "table", (table) => void tables.push(table));
  return tables;
}
