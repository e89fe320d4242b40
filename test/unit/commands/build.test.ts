import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
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
