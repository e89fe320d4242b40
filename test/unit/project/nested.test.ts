import { mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { compile } from "../../../src/compile.ts";
import type { Page } from "../../../src/contract/index.ts";
import { publicationOf } from "../../../src/endings/publication.ts";
import { findProject, loadConfig } from "../../../src/project/setup.ts";
import { docs } from "../../host.ts";

const LOG = (run: string) => `demo/lab/runs/${run}/logs/eval.log`;
const line = (auc: number, f1: number) =>
  `2026-11-21 16:38:53 | INFO | metric {"step":100,"split":"test","auc":${auc},"f1":${f1}}\n`;
const INNER = `experiments:\n  lab:\n    primaryMetric: f1\n    baseline: small\n`;

let root = "";

beforeEach(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), "labdocs-nested-")));
  write({
    "docs.config.yaml": "title: Outer\nreports: all\n",
    "own/runs/one/logs/eval.log": line(0.7, 0.6),
    "demo/docs.config.yaml": INNER,
    "demo/README.md": 'A number that is wrong: [0.99](lab/runs/small/logs/eval.log#L1 "test/auc").\n',
    "demo/lab/JOURNAL.md": "# Lab\n\n## Hypothesis\n\nLarge is better.\n",
    [LOG("small")]: line(0.9, 0.5),
    [LOG("large")]: line(0.8, 0.75),
  });
});
afterEach(() => rmSync(root, { recursive: true }));

describe("a project in a project", () => {
  test("its runs are read and counted, and nothing in it is written or judged", async () => {
    const before = filesBelow("demo");
    const sync = await docs(root, ["sync"]);
    expect(sync).toMatchObject({ exit: 0 });
    expect(filesBelow("demo")).toEqual(before);
    expect(filesBelow("own")).toHaveProperty(["own/comparison.md"]);
    const check = await docs(root, ["check"]);
    expect(check.exit).toBe(0);
    expect(check.stdout).toContain("3 runs found in 2 experiments (own, 1 in the project demo): 3 used\n");
    expect(check.stdout).not.toMatch(/^(?:error|warning)/m);
    expect(await docs(root, ["sync", "--check"])).toMatchObject({ exit: 0 });
    expect((await docs(root, ["check"])).stdout).toBe(check.stdout);
  });

  test("what the outer project says of its runs is judged, by line and by comparison", async () => {
    await docs(join(root, "demo"), ["sync"]);
    write({
      "README.md": `AUC is [0.9](${LOG("small")}#L1 "test/auc"), F1 [0.75](demo/lab/comparison.md#runs-of-large "large/test/f1").\n`,
    });
    await docs(root, ["sync"]);
    expect(JSON.parse((await docs(root, ["check", "--json"])).stdout).coverage).toMatchObject({ contradicted: 0 });
    write({ "README.md": `AUC is [0.7](${LOG("small")}#L1 "test/auc").\n` });
    const { exit, stdout } = await docs(root, ["check"]);
    expect(exit).toBe(1);
    expect(stdout.match(/^ +--> .*/gm)).toEqual([" --> README.md:1:9"]);
  });

  test("what it generated stays as it is, though the outer project would make it otherwise", async () => {
    await docs(join(root, "demo"), ["sync"]);
    expect(readFileSync(join(root, "demo/lab/comparison.md"), "utf8")).toContain(
      "primary metric named in the settings",
    );
    const before = filesBelow("demo");
    write({ "templates/regions/comparison.hbs": "Nothing.\n" });
    await docs(root, ["sync", "--restore", "demo/lab/comparison.md"]);
    await docs(root, ["report", "--all"]);
    expect(filesBelow("demo")).toEqual(before);
    const inner = await docs(join(root, "demo"), ["sync", "--check", "--json"]);
    expect(JSON.parse(inner.stdout).wouldWrite).toEqual([]);
  });

  test("a living document or figure in it is left to it", async () => {
    write({
      "docs.config.yaml":
        "livingDocs:\n  - {file: demo/all.md, region: experiments}\n  - {file: demo/series.md, region: progress}\n  - {file: all.md, region: experiments}\n",
    });
    const before = filesBelow("demo");
    await docs(root, ["sync"]);
    expect(filesBelow("demo")).toEqual(before);
    expect(readFileSync(join(root, "all.md"), "utf8")).toContain("experiment=demo/lab");
  });

  test("its settings hold for its experiments, and when they change", async () => {
    expect(await primaryMetric()).toBe("test/f1");
    await docs(root, ["sync"]);
    expect(await selected()).toBe("large");
    write({ "demo/docs.config.yaml": INNER.replace("f1", "auc") });
    await docs(root, ["sync"]);
    expect(await primaryMetric()).toBe("test/auc");
    expect(await selected()).toBe("small");
    write({ "demo/docs.config.yaml": "ignore: [lab]\n" });
    expect((await docs(root, ["check"])).stdout).toContain("1 run found in 1 experiment (own)");
  });

  test("a site of the outer project shows its runs, and publishes no document of it", async () => {
    await docs(join(root, "demo"), ["sync"]);
    write({ "README.md": `F1 is [0.75](demo/lab/comparison.md#runs-of-large "large/test/f1").\n` });
    await docs(root, ["sync"]);
    const setup = findProject(root, null);
    const config = await loadConfig(setup);
    const compiled = await compile({ setup, config, judge: "before" });
    const pages: Page[] = [];
    const site = publicationOf(compiled, { title: "Outer", description: null });
    for await (const page of site.pages) pages.push(page);
    const addresses = pages.map((page) => page.address);
    expect(addresses).toEqual(
      expect.arrayContaining(["experiments/lab/", "experiments/lab/comparison/", "runs/lab/large/"]),
    );
    expect(addresses.filter((one) => one.startsWith("documents/demo"))).toEqual([]);
    const readme = pages.find((page) => page.address === "documents/README/");
    expect(JSON.stringify(readme)).toContain("experiments/lab/comparison/");
  });

  test("a mistake in its configuration is told there alone", async () => {
    write({ "demo/docs.config.yaml": "experimental: true\n" });
    expect((await docs(root, ["sync"])).exit).toBe(0);
    expect((await docs(join(root, "demo"), ["sync"])).exit).toBe(2);
  });

  test("a configuration that is a program is not run for another project", async () => {
    rmSync(join(root, "demo/docs.config.yaml"));
    write({ "demo/docs.config.mjs": 'throw new Error("it was run");\n' });
    expect(await docs(root, ["sync"])).toMatchObject({ exit: 0 });
    expect(filesBelow("demo")).not.toHaveProperty(["demo/lab/comparison.md"]);
    expect((await docs(join(root, "demo"), ["sync"])).stderr).toContain("it was run");
  });

  test("a table of pyproject.toml makes a project too, and without it the folder is the outer project's", async () => {
    rmSync(join(root, "demo/docs.config.yaml"));
    write({ "demo/pyproject.toml": "[project]\nname = 'demo'\n\n[tool.labdocs]\ntitle = 'Demo'\n" });
    await docs(root, ["sync"]);
    expect(filesBelow("demo")).not.toHaveProperty(["demo/lab/comparison.md"]);
    write({ "demo/pyproject.toml": "[project]\nname = 'demo'\n" });
    await docs(root, ["sync"]);
    expect(filesBelow("demo")).toHaveProperty(["demo/lab/comparison.md"]);
    expect((await docs(root, ["check"])).exit).toBe(1);
  });

  test("naming a document or an experiment of it says where to go", async () => {
    const named = await docs(root, ["check", "demo/README.md"]);
    expect(named.exit).toBe(2);
    expect(named.stderr + named.stdout).toContain("-C demo");
    const report = await docs(root, ["report", "demo/lab"]);
    expect(report.exit).toBe(2);
    expect(report.stderr + report.stdout).toContain("-C demo");
  });
});

async function primaryMetric(): Promise<unknown> {
  const { comparison } = JSON.parse((await docs(root, ["compare", "demo/lab", "--json"])).stdout);
  return comparison.metrics.find((one: { primary: boolean }) => one.primary).name;
}

async function selected(): Promise<string | null> {
  const { experiments } = JSON.parse((await docs(root, ["sync", "--json"])).stdout);
  return experiments.find((one: { id: string }) => one.id === "demo/lab").selected;
}

function write(files: Record<string, string>): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
}

/** The files below a folder with their texts; what a compile remembers is none of them. */
function filesBelow(dir: string): Record<string, string> {
  const files = readdirSync(join(root, dir), { recursive: true, withFileTypes: true }).filter((one) => one.isFile());
  const paths = files.map((one) => join(one.parentPath, one.name)).filter((path) => !path.includes("/.docs/"));
  return Object.fromEntries(paths.sort().map((path) => [path.slice(root.length + 1), readFileSync(path, "utf8")]));
}
