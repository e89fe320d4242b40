import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { fileStamp } from "../../../src/disk/file.ts";
import { identities, isUnchanged, restamp } from "../../../src/disk/snapshot.ts";
import { walk } from "../../../src/disk/walk.ts";

let root = "";

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "labdocs-snapshot-"));
  writeFileSync(join(root, "a.md"), "one");
});
afterEach(() => rmSync(root, { recursive: true }));

const taken = () =>
  walk(root, { key: "k", skip: new Set(), previous: null, ours: new Set(["", "a.md", "b", "b/c.md"]) });

test("a file that we rewrote gets its new stamp", () => {
  const { snapshot } = taken();
  writeFileSync(join(root, "a.md"), "longer");
  expect(isUnchanged(root, snapshot)).toBe(false);
  expect(restamp(root, snapshot, ["a.md"])).toBe(true);
  expect(isUnchanged(root, snapshot)).toBe(true);
});

test("with a new folder the snapshot stays what it was, so that the next walk finds the folder", () => {
  const { snapshot } = taken();
  writeFileSync(join(root, "a.md"), "longer");
  mkdirSync(join(root, "b"));
  writeFileSync(join(root, "b/c.md"), "");
  expect(restamp(root, snapshot, ["a.md", "b/c.md"])).toBe(false);
  const again = walk(root, { key: "k", skip: new Set(), previous: snapshot });
  expect([...again.tree.listings.keys()]).toEqual(["", "b"]);
});

test("a folder that somebody made meanwhile is not overlooked", () => {
  const { snapshot } = taken();
  writeFileSync(join(root, "a.md"), "longer");
  mkdirSync(join(root, "theirs"));
  expect(restamp(root, snapshot, ["a.md"])).toBe(false);
});

test("a file is known by the same text whether the snapshot or the disk is asked", () => {
  const identity = identities(taken().snapshot);
  expect(identity("a.md")).toBe(fileStamp(root, "a.md"));
  expect(identity("b.md")).toBe(null);
  writeFileSync(join(root, "a.md"), "longer");
  expect(identity("a.md")).not.toBe(fileStamp(root, "a.md"));
});
