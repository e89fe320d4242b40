import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { docs } from "../../host.ts";

const LINE = 'metric {"step":100,"split":"test","auc":0.8612}\n';
const RUNS = { "e/runs/a/logs/eval.log": LINE, "e/runs/b/logs/eval.log": LINE.replace("8612", "8712") };
const merged = (ours: string, theirs: string, base: string | null = null) =>
  `<<<<<<< HEAD\n${ours}${base === null ? "" : `||||||| 1a2b3c4\n${base}`}=======\n${theirs}>>>>>>> other\n`;

let root = "";

beforeEach(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), "labdocs-conflict-")));
});
afterEach(() => rmSync(root, { recursive: true }));

describe("what a merge left in a note", () => {
  test("of a journal: each conflict is told once at its marker, and the entries of both sides are read", async () => {
    const ours = "## 2026-11-21 16:50 [TODO] ours\n\nWords.\n";
    const theirs = "## 2026-11-21 17:50 [TODO] theirs\n\nOthers.\n";
    const base = "## 2026-11-20 10:00 [TODO] before\n";
    write({ ...RUNS, "e/JOURNAL.md": `# Journal\n\n${merged(ours, theirs)}\n${merged("", "- x\n", base)}` });
    const { findings, exit } = await check();
    expect(findings).toEqual([
      ["document/conflict", "e/JOURNAL.md", 3, 1],
      ["document/conflict", "e/JOURNAL.md", 13, 1],
    ]);
    expect(exit).toBe(1);
    const journal = JSON.parse((await docs(root, ["journal", "--json"])).stdout);
    expect(JSON.stringify(journal)).toContain("theirs");
    expect(JSON.stringify(journal)).toContain("ours");
    expect(JSON.stringify(journal)).not.toMatch(/before|<<<<|====|>>>>/);
  });

  test("of an ignore list: the runs of both sides are ignored", async () => {
    write({ ...RUNS, "e/IGNORED_RUNS.md": merged("runs/a # broken\n", "runs/b # too old\n") });
    expect((await check()).findings).toEqual([["document/conflict", "e/IGNORED_RUNS.md", 1, 1]]);
    const { runs } = JSON.parse((await docs(root, ["runs", "list", "--all", "--json"])).stdout);
    expect(runs.map(({ ignored }: { ignored: boolean }) => ignored)).toEqual([true, true]);
  });

  test.each([
    ["a heading that is underlined", "# Journal\n\nResults\n=======\n\n## 2026-11-21 16:50 [TODO] it\n"],
    ["markers in a code block", `# Journal\n\n\`\`\`\n${merged("a\n", "b\n")}\`\`\`\n`],
    ["markers that are talked of", "# Journal\n\n- `<<<<<<< HEAD` and `>>>>>>> other` were in it\n"],
  ])("%s is no conflict", async (_, text) => {
    write({ ...RUNS, "e/JOURNAL.md": text });
    expect((await check()).findings).toEqual([]);
  });
});

describe("what a merge left in data", () => {
  const sides = merged("name: a\nparams:\n  lr: 0.1\n", "name: a2\nparams:\n  lr: 0.2\n", "name: z\n");

  test("of metadata.yaml: the conflict is told, and not what the parser met", async () => {
    write({ ...RUNS, "e/runs/a/metadata.yaml": `kind: x\n${sides}` });
    const { findings, text } = await check();
    expect(findings).toEqual([["document/conflict", "e/runs/a/metadata.yaml", 2, 1]]);
    expect(text).toContain("so that it cannot be read");
    expect(text).toContain("Keep what is right, delete the three marker lines");
  });

  test("of a JSON file and of a log", async () => {
    write({
      ...RUNS,
      "e/runs/a/metrics.json": `{\n${merged('  "f1": 0.5\n', '  "f1": 0.6\n')}}\n`,
      "e/runs/b/metrics.jsonl": merged('{"step":1,"f1":0.5}\n', '{"step":1,"f1":0.6}\n'),
    });
    expect((await check()).findings.filter(([code]) => code !== "series/duplicate-step")).toEqual([
      ["document/conflict", "e/runs/a/metrics.json", 2, 1],
      ["document/conflict", "e/runs/b/metrics.jsonl", 1, 1],
    ]);
  });

  test.each([
    ["docs.config.yaml", `title: T\n${merged("reports: all\n", "reports: none\n")}`, 2],
    ["docs.config.json", `{\n${merged('"title": "a"\n', '"title": "b"\n')}}\n`, 2],
    ["pyproject.toml", `[tool.labdocs]\n${merged('title = "a"\n', 'title = "b"\n')}`, 2],
  ])("of %s: the place is told, with the code of a wrong configuration", async (file, text, line) => {
    write({ ...RUNS, [file]: text });
    const { exit, stderr } = await docs(root, ["check"]);
    expect(exit).toBe(2);
    expect(stderr).toContain(`${file}:${line}:1: [document/conflict] a merge left two versions of the configuration`);
    expect(stderr).toContain("help: Keep what is right, delete the marker lines");
  });
});

async function check() {
  const { stdout, exit } = await docs(root, ["check", "--json"]);
  const { stdout: text } = await docs(root, ["check"]);
  const { findings } = JSON.parse(stdout) as {
    findings: { code: string; file: string; line: number; column: number }[];
  };
  return { exit, text, findings: findings.map(({ code, file, line, column }) => [code, file, line, column]) };
}

function write(files: Record<string, string>): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
}
