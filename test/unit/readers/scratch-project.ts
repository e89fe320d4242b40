import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { onTestFinished } from "vitest";
import { walk } from "../../../src/disk/walk.ts";
import type { Run } from "../../../src/model/run.ts";
import type { Tree } from "../../../src/model/tree.ts";
import { detectSources, readSource } from "../../../src/readers/index.ts";
import type { ReadResult, Source } from "../../../src/readers/reader.ts";

/** Writes files into a new folder, which is deleted when the test ends, and returns its path. */
export function makeProject(files: Record<string, string | Uint8Array>): string {
  const root = mkdtempSync(join(tmpdir(), "labdocs-readers-"));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), content);
  }
  return root;
}

/** The listings of a project. */
export function treeOf(root: string): Tree {
  return walk(root, { key: "test", skip: new Set(), previous: null }).tree;
}

/** What is found and read in a project made of these files. */
export function readProject(files: Record<string, string | Uint8Array>): {
  root: string;
  sources: Source[];
  results: ReadResult[];
} {
  const root = makeProject(files);
  const sources = detectSources(treeOf(root));
  return { root, sources, results: sources.map((source) => readSource(source, root)) };
}

/** The one run whose folder has these files, and the findings. */
export function readRun(files: Record<string, string | Uint8Array>): {
  root: string;
  run: Run;
  codes: string[];
  result: ReadResult;
} {
  const folder = "exp/runs/2026-11-21T16-50-00-one";
  const placed = Object.fromEntries(Object.entries(files).map(([path, content]) => [`${folder}/${path}`, content]));
  const { root, results } = readProject(placed);
  const [result] = results;
  const run = result?.runs[0];
  if (result === undefined || run === undefined) throw new Error("no run was read");
  return { root, run, codes: result.findings.map((one) => one.code), result };
}

/** Metrics as `name: literal@step #line`, in order. */
export function sayMetrics(run: Run): string[] {
  return run.metrics.map(({ name, last }) => {
    const { locator, literal } = last.evidence;
    const line = "line" in locator ? locator.line : "?";
    return `${name}: ${literal}@${last.step ?? "-"} #${line}`;
  });
}
