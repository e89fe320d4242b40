import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "vitest";
import type { Run } from "../../../src/model/run.ts";
import { metricOf } from "../../../src/model/run.ts";
import { detectSources, readSeries, readSource } from "../../../src/readers/index.ts";
import type { ReadResult, Source } from "../../../src/readers/reader.ts";
import { treeOf } from "./scratch-project.ts";

/** Everything that is found and read below a folder. */
export interface Reading {
  root: string;
  sources: Source[];
  results: ReadResult[];
  runs: Map<string, Run>;
}

/** The folder of the fixtures that the real tool wrote. */
export function fixtureFolder(tool: string): string {
  return join(import.meta.dirname, "../../fixtures/trackers", tool);
}

/** Reads a folder as the project it is. */
export function readFolder(root: string): Reading {
  const sources = detectSources(treeOf(root));
  const results = sources.map((source) => readSource(source, root));
  return { root, sources, results, runs: new Map(results.flatMap((one) => one.runs).map((run) => [run.id, run])) };
}

/** What the tool's own code says of its fixtures; `NaN` and `Infinity` are read as Python writes them. */
export function expectedOf<T>(tool: string): T {
  const text = readFileSync(join(fixtureFolder(tool), "expected.json"), "utf8");
  const plain = text.replace(/(?<=[[ :,])(-?Infinity|NaN)(?=[,\]\s}])/g, '"$1"');
  return JSON.parse(plain, (_, value) => (value === "NaN" || /^-?Infinity$/.test(value) ? Number(value) : value)) as T;
}

/**
 * Compares a metric with the points that were logged: every one of its series, and what is kept of it without. Points are
 * `[step, value]`. Returns how many values agreed.
 */
export function expectPoints(
  reading: Reading,
  at: { run: string; metric: string },
  points: readonly [number | null, number][],
): number {
  const run = reading.runs.get(at.run);
  const metric = run === undefined ? undefined : metricOf(run, at.metric);
  if (run === undefined || metric === undefined)
    throw new Error(`no ${at.metric} in ${at.run}: ${[...reading.runs.keys()].join(" ")}`);
  const [series] = readSeries(run, reading.root, [at.metric]);
  const steps = points.map(([step], index) => step ?? index);
  const values = points.map(([, value]) => value);
  expect([...(series?.step ?? [])], `${at.run} ${at.metric}`).toEqual(steps);
  expect([...(series?.value ?? [])], `${at.run} ${at.metric}`).toEqual(values);
  const finite = values.filter(Number.isFinite);
  expect([metric.last.value, metric.points, metric.nonFinite]).toEqual([
    values.at(-1),
    values.length,
    values.length - finite.length,
  ]);
  const extremes = finite.length === 0 ? [undefined, undefined] : [Math.min(...finite), Math.max(...finite)];
  expect([metric.min?.value, metric.max?.value]).toEqual(extremes);
  return points.length;
}

/** The folder of a real repository, or null where the corpora are not there (`LABDOCS_CORPORA`). */
export function corpus(name: string): string | null {
  const { LABDOCS_CORPORA: folder } = process.env;
  return folder === undefined || folder === "" ? null : join(folder, name);
}
