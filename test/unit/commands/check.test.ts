import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { problemsWith } from "../../../src/schemas.ts";
import { docs } from "../../host.ts";

const LOG = "e/runs/full/logs/eval.log";
const line = (auc: number) => `2026-11-21 16:38:53 | INFO | metric {"step":100,"split":"test","auc":${auc}}\n`;

let root = "";

beforeEach(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), "labdocs-check-")));
});
afterEach(() => rmSync(root, { recursive: true }));

describe("what is printed", () => {
  test("contradictions first, then by severity, then what was found and the next command", async () => {
    write({
      [LOG]: line(0.8612),
      "notes.md": `Typed: [0.86](cite:full/test/auc).\n\nGone: [0.86](e/runs/no.log#L1).\n\nAUC is [0.89](${LOG}#L1 "test/auc").\n`,
    });
    const { stdout, exit } = await docs(root, ["check", "notes.md"]);
    expect(exit).toBe(1);
    expect(stdout.match(/^\w+\[[^\]]+\]/gm)).toEqual([
      "error[claim/contradicted]",
      "error[claim/source-missing]",
      "warning[claim/unresolved]",
    ]);
    expect(stdout.trimEnd().split("\n").slice(-3)).toEqual([
      "1 run found in 1 experiment (e): 1 used",
      "3 claims: 1 contradicted, 1 source-missing, 1 supported; 0 generated numbers",
      "next: `docs explain notes.md:5` shows how the first of these came about",
    ]);
  });

  test("a README nobody prepared: numbers without evidence are counted, and listed when asked for", async () => {
    write({ [LOG]: line(0.8612), "README.md": numbers(31) });
    const { stdout, exit } = await docs(root, ["check", "README.md"]);
    expect(exit).toBe(0);
    expect(stdout).toContain("README.md: 31 numbers have no evidence; `docs check README.md --verbose` lists them\n");
    expect(stdout).not.toContain("warning[");
    const all = await docs(root, ["check", "README.md", "--verbose"]);
    expect(all.stdout.match(/^warning\[claim\/unbound\]/gm)).toHaveLength(31);
    expect((await docs(root, ["check", "README.md", "--strict"])).exit).toBe(1);
  });

  test("a few are shown, each with what to write", async () => {
    write({ [LOG]: line(0.8612), "README.md": numbers(2) });
    const { stdout } = await docs(root, ["check", "README.md"]);
    expect(stdout.match(/^warning\[claim\/unbound\]/gm)).toHaveLength(2);
    expect(stdout).toContain("help: link the line that states it: `[1.5 ms](path/to/train.log#L42)`");
  });

  test("a folder without runs: where they are looked for, what lies here instead, and a command that helps", async () => {
    write({ "README.md": "Accuracy is 0.91 on 2026-01-02.\n" });
    const empty = await docs(root, ["check", "README.md"]);
    expect(empty.exit).toBe(0);
    expect(empty.stdout).toBe(`README.md: 1 number has no evidence; \`docs check README.md --verbose\` lists them

no runs found: they are looked for in <experiment>/runs/<run>/ below ${root}
2 claims: 1 exempt, 1 unbound; 0 generated numbers
exempt: date (1)
next: \`docs new experiment <name>\` makes the folders that runs go into
`);
    write({ "output/train.log": "loss 0.1\n" });
    const { stdout } = await docs(root, ["check", "README.md"]);
    expect(stdout).toContain("not read: output/train.log, which no run folder holds\n");
    expect(stdout).toContain("next: `docs doctor`");
  });

  test("where there are no runs, no help speaks of their names", async () => {
    write({ "notes.md": "AUC is [0.9](cite:full/auc).\n" });
    const { stdout } = await docs(root, ["check", "notes.md"]);
    expect(stdout).toContain("error[claim/no-such-value]: notes says 0.9, but no run or group is called full\n");
    expect(stdout).toContain("help: there are no runs here to name; link the line that says it");
  });

  test("every operand of a computed number, with its value and line", async () => {
    const logs = [0.91, 0.92, 0.93].map((auc, seed) => [`e/runs/a-seed${seed}/logs/eval.log`, line(auc)] as const);
    write({
      ...Object.fromEntries(logs),
      "notes.md": 'AUC is [0.94](e/runs/a-seed0/logs/eval.log#L1 "mean(a/test/auc)").\n',
    });
    const { stdout } = await docs(root, ["check", "notes.md"]);
    for (const [path, text] of logs) expect(stdout).toContain(`::: ${path}:1  ${/0\.\d+/.exec(text)?.[0]}\n`);
    expect(stdout).toContain("= note: mean(a/test/auc) of 3 values: 0.91, 0.92, 0.93\n");
  });
});

describe("which documents are meant", () => {
  beforeEach(() =>
    write({
      [LOG]: line(0.8612),
      "README.md": "# R\n",
      "docs/a.md": "# A\n",
      "docs/deep/b.md": "# B\n",
      "data.csv": "a\n",
    }),
  );

  test.each([
    [["README.md"], ["README.md"]],
    [["docs"], ["docs/a.md", "docs/deep/b.md"]],
    [["docs/*.md"], ["docs/a.md"]],
    [["**/*.md"], ["README.md", "docs/a.md", "docs/deep/b.md"]],
    [["{README,docs/a}.md"], ["README.md", "docs/a.md"]],
    [["."], ["README.md", "docs/a.md", "docs/deep/b.md"]],
    [
      ["./README.md", "docs/deep/"],
      ["README.md", "docs/deep/b.md"],
    ],
  ])("%j", async (args, files) => {
    for (const file of ["README.md", "docs/a.md", "docs/deep/b.md"]) write({ [file]: "It takes 1.5 ms.\n" });
    const { stdout } = await docs(root, ["check", ...args, "--json"]);
    expect(JSON.parse(stdout).claims.map((one: { file: string }) => one.file)).toEqual(files);
  });

  test.each([
    ["results.txt", "results.txt does not exist", "There are 3 documents, such as README.md"],
    ["readme.md", "readme.md does not exist", "Did you mean `README.md`?"],
    ["data.csv", "data.csv is not a Markdown file", "name the document"],
    ["e", "no document lies in e", "outside run folders"],
    ["x/*.md", "no document fits x/*.md", "`**` means any folders"],
    ["../other/README.md", "../other/README.md lies outside this project", "docs check -C ../other"],
  ])("%s means nothing, and it is said what to do", async (argument, message, help) => {
    const { stderr, exit } = await docs(root, ["check", argument]);
    expect(exit).toBe(2);
    expect(stderr).toContain(message);
    expect(stderr).toContain(help);
  });
});

test("--json: every claim with its place, sentence, candidates and evidence, as the schema says", async () => {
  write({
    [LOG]: line(0.8612),
    "e/runs/full/params.json": '{"lr": 0.001}\n',
    "README.md": `The test AUC of full is 0.8612, not [0.89](${LOG}#L1\n"test/auc").\n\n| run | latency |\n| --- | --- |\n| full | 1.5 ms |\n`,
  });
  const said = JSON.parse((await docs(root, ["check", "README.md", "--json"])).stdout);
  expect(problemsWith("check", said)).toEqual([]);
  expect(said.coverage.total).toBe(said.claims.length);
  const linked = said.claims.find((one: { kind: string }) => one.kind === "evidence");
  expect(linked).toMatchObject({
    line: 1,
    column: 37,
    endLine: 2,
    endColumn: 12,
    verdict: "contradicted",
    value: 0.8612,
    sentence: expect.stringContaining("The test AUC of full"),
    evidence: [{ file: LOG, literal: "0.8612" }],
  });
  const bare = said.claims.find((one: { text: string }) => one.text === "0.8612");
  expect(bare.candidates[0]).toMatchObject({ run: "full", metric: "test/auc", evidence: { file: LOG } });
  expect(said.experiments).toMatchObject([{ dir: "e", accounting: { found: 1 } }]);
  expect(said.next[0]).toBe("docs explain README.md:1");
});

/** A README with so many numbers that nothing logged can mean. */
function numbers(count: number): string {
  return Array.from(
    { length: count },
    (_, index) => `- Request ${"abcdefgh"[index % 8]} takes ${index + 1}.5 ms.\n`,
  ).join("");
}

function write(files: Record<string, string>): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
}
