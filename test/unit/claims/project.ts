import { createHash } from "node:crypto";
import type { JudgeContext } from "../../../src/claims/judge/judge.ts";
import { judgeDocument } from "../../../src/claims/judge/judge.ts";
import { compareExperiment } from "../../../src/compare/comparison.ts";
import { parseDocument } from "../../../src/markdown/document.ts";
import type { Verdict } from "../../../src/model/claim.ts";
import type { Document } from "../../../src/model/document.ts";
import type { Catalog } from "../../../src/model/project.ts";
import type { Metric, Point, Run } from "../../../src/model/run.ts";
import type { Series } from "../../../src/model/series.ts";
import { makeExperiment, makeRun } from "../run-factory.ts";

/** Logs as lists of records (`{step, "test/auc"}`) by run name; each record is one line of the run's log. */
export type Logs = Record<string, Record<string, number>[]>;

/** A small project without a disk: runs whose log lines say what their metrics hold. */
export interface FakeProject {
  files: Map<string, string[]>;
  catalog: Catalog;
  check(text: string, context?: Partial<JudgeContext>): Verdict[];
  document(text: string): Document;
}

export const REPORT = "experiments/e/report.md";

/** The log of a run, as links in the report write it. */
export function logOf(name: string): string {
  return `runs/${name}/logs/train.log`;
}

/** Makes the project. `change` may spoil runs (ignore them, let them fail) before they are compared. */
export function makeProject(logs: Logs, change: (run: Run) => Run = (run) => run): FakeProject {
  const files = new Map<string, string[]>();
  const runs = Object.entries(logs).map(([name, records]) => {
    const file = `experiments/e/${logOf(name)}`;
    files.set(
      file,
      records.map((record, index) => lineOf(record, index)),
    );
    return change({ ...makeRun(name), metrics: metricsOf(records, file), files: [file] });
  });
  const experiment = makeExperiment(runs);
  const comparison = compareExperiment(experiment, {});
  const compiled = { experiment, comparison, figures: [] };
  const catalog: Catalog = {
    root: "/project",
    ids: [experiment.id],
    at: (path) => (path.startsWith(`${experiment.dir}/`) ? compiled : null),
    get: () => compiled,
    all: () => [compiled],
    series: (_, id, names) =>
      seriesOf(
        runs.find((run) => run.id === id),
        logs,
        names,
      ),
  };
  const document = (text: string) => parseDocument(text, REPORT).document;
  const check = (text: string, context: Partial<JudgeContext> = {}) =>
    judgeDocument(document(text), { ...contextOf(files, catalog), ...context });
  return { files, catalog, check, document };
}

function contextOf(files: Map<string, string[]>, catalog: Catalog): JudgeContext {
  return {
    catalog,
    near: catalog.ids[0] ?? null,
    lock: { schemaVersion: 1, claims: [] },
    bareSections: "report",
    region: ({ file, line, endLine }) => {
      const lines = files.get(file)?.slice(line - 1, endLine);
      if (lines === undefined || lines.length < endLine - line + 1) return null;
      const text = lines.join("\n");
      return { file, line, endLine, text, hash: createHash("sha256").update(text).digest("hex").slice(0, 16) };
    },
    isFile: (path) => files.has(path),
  };
}

/** One line of a log as the examples write it. */
export function lineOf(record: Record<string, number>, index: number): string {
  return `2026-11-21 16:38:${String(index % 60).padStart(2, "0")} | INFO | metric ${JSON.stringify(record)}`;
}

function pointsOf(records: Record<string, number>[], metric: string, file: string): Point[] {
  return records.flatMap((record, index) => {
    const value = record[metric];
    if (value === undefined) return [];
    const evidence = { file, locator: { kind: "line" as const, line: index + 1 }, literal: String(value) };
    return [{ value, step: record.step ?? null, evidence }];
  });
}

function metricsOf(records: Record<string, number>[], file: string): Metric[] {
  const names = new Set(records.flatMap((record) => Object.keys(record)).filter((name) => name !== "step"));
  return [...names].map((name): Metric => {
    const points = pointsOf(records, name, file);
    const finite = points.filter(({ value }) => Number.isFinite(value));
    const last = points.at(-1) as Point;
    return {
      name,
      file,
      last,
      min: finite.reduce<Point | null>((a, b) => (a === null || b.value < a.value ? b : a), null),
      max: finite.reduce<Point | null>((a, b) => (a === null || b.value > a.value ? b : a), null),
      points: points.length,
      nonFinite: points.length - finite.length,
      loose: false,
      stepName: points[0]?.step == null ? null : "step",
      firstStep: points[0]?.step ?? null,
      lastStep: last.step,
    };
  });
}

function seriesOf(run: Run | undefined, logs: Logs, names: readonly string[] | null): Series[] {
  return (run?.metrics ?? [])
    .filter(({ name }) => names === null || names.includes(name))
    .map(({ name, file, stepName }) => {
      const points = pointsOf(logs[run?.name ?? ""] ?? [], name, file);
      const line = (point: Point) => (point.evidence.locator.kind === "line" ? point.evidence.locator.line : 0);
      return {
        metric: name,
        file,
        stepName,
        step: Float64Array.from(points, (point, index) => point.step ?? index),
        value: Float64Array.from(points, (point) => point.value),
        line: Uint32Array.from(points, line),
        wall: null,
      };
    });
}
