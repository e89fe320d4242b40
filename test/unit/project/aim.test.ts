import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { expect, onTestFinished, test } from "vitest";
import { countAimRuns } from "../../../src/project/aim.ts";

test("runs of an Aim repository are counted, and what is none is not", () => {
  const root = mkdtempSync(join(tmpdir(), "aim-"));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  mkdirSync(join(root, ".aim"));
  mkdirSync(join(root, "other"));
  writeFileSync(join(root, "other/run_metadata.sqlite"), "no database");
  const database = new DatabaseSync(join(root, ".aim/run_metadata.sqlite"));
  database.exec("CREATE TABLE run (id INTEGER, hash TEXT); INSERT INTO run VALUES (1, 'a'), (2, 'b')");
  database.close();
  expect(countAimRuns(root, ".aim")).toBe(2);
  expect(countAimRuns(root, "other")).toBeNull();
  expect(countAimRuns(root, "nowhere")).toBeNull();
});
