import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { walk } from "../../../src/disk/walk.ts";

const root = mkdtempSync(join(tmpdir(), "labdocs-walk-"));
afterAll(() => rmSync(root, { recursive: true, force: true }));

test("a site that was built into the project is no data of it, wherever it lies", () => {
  mkdirSync(join(root, "public/runs/a"), { recursive: true });
  writeFileSync(join(root, "public/.docs-site.json"), "{}");
  writeFileSync(join(root, "public/runs/a/index.html.md"), "# a\n");
  writeFileSync(join(root, "README.md"), "# b\n");
  const { tree } = walk(root, { key: "", skip: new Set(), previous: null });
  expect([...tree.listings.values()].flatMap(({ dir, files }) => files.map((file) => `${dir}/${file}`))).toEqual([
    "/README.md",
  ]);
});
