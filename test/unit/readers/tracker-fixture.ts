import { cpSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import type { Run } from "../../../src/model/run.ts";
import { detectSources, readSeries, readSource } from "../../../src/readers/index.ts";
import type { ReadResult, Source } from "../../../src/readers/reader.ts";
import { treeOf } from "./scratch-project.ts";

/** What was read of a project: its sources, results and runs. */
export interface ReadProject {
  root: string;
  sources: Source[];
  results: ReadResult[];
  runs: Run[];
}

/** A copy of a fixture in a new folder, which is deleted when the test ends. */
export function copyFixture(name: string): string {
  const root = mkdtempSync(join(tmpdir(), "labdocs-fixture-"));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  cpSync(fixturePath(name), root, { recursive: true });
  return root;
}

/** Where the fixture of a tracker lies. */
export function fixturePath(name: string): string {
  return join(import.meta.dirname, "../../fixtures/trackers", name);
}

/** What the tracker's own API said of a fixture. */
export function expectedOf<T>(name: string, file = "expected.json"): T {
  return JSON.parse(readFileSync(join(fixturePath(name), file), "utf8")) as T;
}

/** Everything in a project that readers find. */
export function readAll(root: string): ReadProject {
  const sources = detectSources(treeOf(root));
  const results = sources.map((source) => readSource(source, root));
  return { root, sources, results, runs: results.flatMap(({ runs }) => runs) };
}

/** The points of a metric as `[step, value]`; an infinite or undefined value as Python prints it. */
export function pointsOf(run: Run, root: string, metric: string): (number | string)[][] {
  const [series] = readSeries(run, root, [metric]);
  if (series === undefined) return [];
  return [...series.value].map((value, at) => [series.step[at] ?? Number.NaN, said(value)]);
}

/** A number as JSON keeps it: what is not finite as Python prints it. */
export function said(value: number): number | string {
  if (Number.isFinite(value)) return value;
  return Number.isNaN(value) ? "nan" : value > 0 ? "inf" : "-inf";
}
