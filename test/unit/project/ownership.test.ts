import { cpSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { wrapRegion } from "../../../src/markdown/region.ts";
import { docs } from "../../host.ts";

const folder = mkdtempSync(join(tmpdir(), "labdocs-ownership-"));
cpSync(join(import.meta.dirname, "../../../examples/digits"), folder, {
  recursive: true,
  filter: (path) => ![".docs", "docs-site"].includes(basename(path)),
});
afterAll(() => rmSync(folder, { recursive: true }));

const log = "experiments/augment-shift/runs/2026-11-21T16-38-52-baseline-seed0/logs/eval.log#L3";
const forged = (attributes: Record<string, string>) =>
  `# Notes\n\n${wrapRegion("comparison", attributes, `Best is [0.9999](${log} "test/accuracy").`)}\n`;

const attempts: Record<string, string>[] = [{}, { experiment: "experiments/augment-shift" }];

test.each(attempts)("a region that nobody fills is judged: %j", async (attributes) => {
  writeFileSync(join(folder, "NOTES.md"), forged(attributes));
  const { exit, stdout } = await docs(folder, ["check", "NOTES.md", "--json"]);
  expect(exit).toBe(1);
  expect(JSON.parse(stdout).claims).toMatchObject([{ text: "0.9999", verdict: "contradicted", region: null }]);
});
