import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { walk } from "../../../src/disk/walk.ts";
import type { Tree } from "../../../src/model/tree.ts";

const made: string[] = [];

/** A project of these files in a folder of its own, as the walk sees it. */
export function project(files: Readonly<Record<string, string | Buffer>>): Tree {
  const root = mkdtempSync(join(tmpdir(), "labdocs-loose-"));
  made.push(root);
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), content);
  }
  return walk(root, { key: "test", skip: new Set(), previous: null }).tree;
}

/** Takes all of them away. */
export function cleanUp(): void {
  for (const root of made.splice(0)) rmSync(root, { recursive: true, force: true });
}
