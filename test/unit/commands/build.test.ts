import { mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { docs } from "../../host.ts";

let root = "";

beforeEach(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), "labdocs-build-")));
});
afterEach(() => rmSync(root, { recursive: true }));

test("how many numbers are generated is said with where: the site has comparisons apart from documents", async () => {
  for (const run of ["a", "b"]) {
    mkdirSync(join(root, `e/runs/${run}/logs`), { recursive: true });
    writeFileSync(join(root, `e/runs/${run}/logs/eval.log`), 'metric {"step":100,"split":"test","auc":0.86}\n');
  }
  const region = "<!-- docs:begin results-table experiment=e -->\n<!-- docs:end results-table -->";
  writeFileSync(join(root, "README.md"), `# Notes\n\n${region}\n`);
  const { stdout } = await docs(root, ["build", "--out", "site"]);
  expect(stdout).toMatch(/^0 claims; \d+ generated numbers in documents and comparisons$/m);
  const { coverage } = JSON.parse(readFileSync(join(root, "site/index.html.json"), "utf8"));
  expect(coverage.text).toMatch(/^\d+ generated numbers? in documents, comparisons not counted$/);
});

test("a list on several lines of a configuration is linked to all of them, and what is generated of it is not called wrong", async () => {
  for (const [run, lr] of [
    ["a", 0.1],
    ["b", 0.2],
  ] as const) {
    mkdirSync(join(root, `e/runs/${run}/logs`), { recursive: true });
    writeFileSync(join(root, `e/runs/${run}/params.yaml`), `lr: ${lr}\nbetas:\n- 0.9\n- 0.999\nname: x\n`);
    writeFileSync(join(root, `e/runs/${run}/logs/eval.log`), 'metric {"step":100,"split":"test","auc":0.86}\n');
  }
  mkdirSync(join(root, "docs"));
  writeFileSync(
    join(root, "docs/experiments.md"),
    "# Notes\n\n<!-- docs:begin experiments -->\n<!-- docs:end experiments -->\n",
  );
  await docs(root, ["build", "--out", "site"]);
  const text = readFileSync(join(root, "e/comparison.md"), "utf8");
  const label = /`betas`: \[`\[0\.9, 0\.999\]`\]\[(\w+)\]/.exec(text)?.[1];
  expect(text).toContain(`[${label}]: runs/a/params.yaml#L3-L4`);
  expect(readFileSync(join(root, "docs/experiments.md"), "utf8")).toContain("params.yaml#L3-L4");
  const { claims } = JSON.parse(readFileSync(join(root, "site/claims.json"), "utf8"));
  expect(claims.filter((one: { verdict: string }) => one.verdict !== "supported")).toEqual([]);
  const run = JSON.parse(readFileSync(join(root, "site/runs/e/a/index.html.json"), "utf8"));
  expect(JSON.stringify(run)).toContain("params.yaml/#L3-L4");
});

test("an experiment that is the whole project says so, where others name their folder", async () => {
  mkdirSync(join(root, "runs/a/logs"), { recursive: true });
  writeFileSync(join(root, "runs/a/logs/eval.log"), 'metric {"step":100,"split":"test","auc":0.86}\n');
  await docs(root, ["build", "--out", "site"]);
  const [page] = readdirSync(join(root, "site/experiments"), { withFileTypes: true }).filter((one) =>
    one.isDirectory(),
  );
  const { facts } = JSON.parse(
    readFileSync(join(root, "site/experiments", page?.name ?? "", "index.html.json"), "utf8"),
  );
  expect(facts).toEqual([{ label: "Folder", value: ["the project itself"] }]);
});
