import { cpSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { docs } from "../../host.ts";

const root = mkdtempSync(join(tmpdir(), "labdocs-record-"));
afterAll(() => rmSync(root, { recursive: true }));

test("evidence in a database is shown as the row that it is", async () => {
  cpSync(join(import.meta.dirname, "../../fixtures/trackers/mlflow/sqlite-v3/mlflow.db"), join(root, "mlflow.db"));
  writeFileSync(join(root, "notes.md"), "The loss of order is [0.4](cite:order/loss).\n");
  const { stdout } = await docs(root, ["explain", "notes.md:1"]);
  expect(stdout).toMatch(/^evidence +mlflow\.db, metrics row \d+ +0\.4$/m);
  expect(stdout).toMatch(/^record +table: metrics\n +key: loss\n +value: 0\.4\n/m);
});
