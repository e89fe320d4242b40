import type { Locator } from "../../model/evidence.ts";
import type { Finding } from "../../model/finding.ts";
import type { Param, Run, StatedStatus } from "../../model/run.ts";
import type { Series } from "../../model/series.ts";
import { baseName } from "../../model/tree.ts";
import { parseScriptMetadata } from "../pep723.ts";
import type { ReadResult, Source } from "../reader.ts";
import { readArtifacts } from "./artifacts.ts";
import { metricsOfCsv } from "./csv-metrics.ts";
import { scanCsv } from "./csv-scan.ts";
import { statusOfEnding } from "./log-ending.ts";
import type { LogScan } from "./log-scan.ts";
import { scanLog } from "./log-scan.ts";
import { findDivergence, mergeMetrics } from "./merge-metrics.ts";
import type { Metadata } from "./metadata.ts";
import { emptyMetadata, readMetadata } from "./metadata.ts";
import { isMetricsFile, readMetrics, readMetricsSeries } from "./metrics.ts";
import { addParams } from "./param-values.ts";
import { paramsFiles, readParams } from "./params.ts";
import type { RunFiles } from "./run-files.ts";
import { readRunName, sortRunFiles } from "./run-files.ts";
import { orderFindings } from "./step-order.ts";
import type { ReadMetric } from "./table-metrics.ts";
import { metricsOfTable, seriesOfTable } from "./table-metrics.ts";
import { readSource } from "./value-file.ts";

const MOVED = /(?:^|\/)_?ignored(?=\/)/;

/** Reads a run folder of the project's own conventions: logs, params, metrics and metadata files, artifacts. */
export function readRunFolder(source: Source, root: string): ReadResult {
  const findings: Finding[] = [];
  const files = sortRunFiles(source.dir, source.files);
  const read = readFiles(root, files, findings);
  const tried =
    files.params.length + files.metadata.length + files.metrics.length + files.logs.length + files.tables.length;
  const failed = findings.filter((one) => one.code === "source/unreadable");
  if (tried > 0 && failed.length === tried) {
    return { runs: [], findings, unreadable: [{ path: source.dir, reason: failed[0]?.message ?? "" }] };
  }
  const artifacts = readArtifacts(root, { dir: source.dir, paths: read.artifacts }, findings);
  return { runs: [makeRun(source, read, artifacts)], findings, unreadable: [] };
}

/** Every point of some metrics of such a run (of all its metrics when `metrics` is null), read again from its files. */
export function readRunSeries(run: Run, root: string, metrics: readonly string[] | null): Series[] {
  const wanted = new Map(run.metrics.map((metric) => [metric.name, metric]));
  const names = metrics ?? [...wanted.keys()];
  // An epoch logged beside a step is no metric, but it can be asked for.
  const sources = names.map((name) => wanted.get(name)?.file ?? null);
  const fallback = names.some((name) => /(?:^|\/)epoch$/.test(name)) ? run.metrics.map((metric) => metric.file) : [];
  const files = new Set([...sources, ...fallback].filter((file) => file !== null));
  const found = new Map<string, Series>();
  for (const file of files) {
    const isLoose = run.metrics.some((metric) => metric.file === file && metric.loose);
    for (const series of readFileSeries(root, file, isLoose)) {
      const file = wanted.get(series.metric)?.file ?? series.file;
      if (series.file === file && !found.has(series.metric)) found.set(series.metric, series);
    }
  }
  return names.flatMap((name) => found.get(name) ?? []);
}

interface FilesRead {
  params: Param[];
  metadata: Metadata;
  metrics: ReadMetric[];
  logs: LogScan[];
  dependencies: string[];
  artifacts: string[];
  read: string[];
}

function readFiles(root: string, files: RunFiles, findings: Finding[]): FilesRead {
  const params: Param[] = [];
  for (const path of paramsFiles(files.params)) addParams(params, readParams(root, path, findings));
  const [metadataFile] = files.metadata;
  const metadata = metadataFile === undefined ? emptyMetadata() : readMetadata(root, metadataFile, findings);
  const stated = files.metrics.flatMap((path) => readMetrics(root, path, findings));
  const logs = files.logs.map((path) => scanLog({ root, path, keep: false }));
  const tables = files.tables.map((path) => scanCsv({ root, path, keep: false }));
  const records = [...logs.flatMap(metricsOfLog), ...tables.flatMap(metricsOfCsv)];
  const loose = logs.flatMap(looseMetricsOfLog);
  for (const log of logs) {
    addParams(params, log.records.params);
    findings.push(...log.records.findings, ...orderFindings(log.records.table));
  }
  const used = tables.filter((table) => table.table.tracks.length > 0);
  for (const table of used) findings.push(...table.findings, ...orderFindings(table.table));
  const unused = tables.filter((table) => !used.includes(table));
  for (const table of unused) findings.push(...table.findings.filter((one) => one.code === "source/unreadable"));
  const { params: a, metadata: b, metrics: c, logs: d } = files;
  return {
    params,
    metadata,
    metrics: mergeMetrics({ records, stated, loose }),
    logs,
    dependencies: dependenciesOf(root, files.scripts),
    artifacts: [...unused.map((table) => table.path), ...files.scripts, ...files.others],
    read: [...a, ...b, ...c, ...d, ...used.map((table) => table.path)].sort(),
  };
}

function makeRun(source: Source, read: FilesRead, artifacts: Run["artifacts"]): Run {
  const { metadata, logs, params } = read;
  const folder = readRunName(baseName(source.dir));
  const status = metadata.status ?? inferStatus(logs);
  const firstTime = earliest(logs.map((log) => log.firstTime));
  const lastTime = status.value === "finished" ? latest(logs.map((log) => log.lastTime)) : null;
  const seeds = logs.map((log) => log.records.seed).find((seed) => seed !== null) ?? null;
  return {
    id: source.id,
    name: folder.name,
    dir: source.dir,
    tracker: source.reader,
    status,
    startedAt: metadata.started ?? firstTime ?? folder.startedAt,
    endedAt: metadata.ended ?? lastTime,
    description: metadata.description ?? (metadata.name === folder.name ? null : metadata.name),
    params,
    metrics: read.metrics.map((one) => one.metric),
    tags: metadata.tags,
    notes: metadata.notes,
    artifacts,
    environment: metadata.environment,
    dependencies: read.dependencies,
    gitCommit: metadata.gitCommit,
    dataVersion: metadata.dataVersion,
    author: metadata.author,
    seed: metadata.seed ?? numberOrText(params, ["seed", "random_state", "random_seed"]) ?? seeds,
    fold: metadata.fold ?? numberOrText(params, ["fold"]),
    parent: metadata.parent,
    group: null,
    deleted: false,
    ignored: movedAway(source),
    duplicateOf: null,
    diverged: findDivergence(read.metrics),
    files: read.read,
  };
}

/** A run folder that was moved into `ignored/` or `_ignored/` of its experiment does not count. */
function movedAway(source: Source): Run["ignored"] {
  const { dir } = source.experiment;
  const below = dir === "" ? source.dir : source.dir.slice(dir.length + 1);
  const match = MOVED.exec(below);
  if (match === null) return null;
  const end = source.dir.length - below.length + match.index + match[0].length;
  return { reason: "moved to ignored/", file: source.dir.slice(0, end), line: 1 };
}

/** A failure in any log outweighs a finish in another. */
function inferStatus(logs: readonly LogScan[]): StatedStatus {
  const stated = logs.flatMap((log) => statusOfEnding(log.ending, { file: log.path, lastLine: log.lastLine }) ?? []);
  const worst = ["failed", "killed", "finished"].flatMap((value) => stated.find((one) => one.value === value) ?? []);
  return (
    worst[0] ?? {
      value: "unknown",
      how: "inferred",
      because: "nothing in its files tells how it ended",
      evidence: null,
    }
  );
}

function metricsOfLog(log: LogScan): ReadMetric[] {
  return metricsOfTable(log.records.table, lineLocator);
}

function looseMetricsOfLog(log: LogScan): ReadMetric[] {
  return log.records.count === 0 ? metricsOfTable(log.loose.table, lineLocator) : [];
}

function lineLocator({ line, offset }: { line: number; offset: number }): Locator {
  return { kind: "line", line, offset };
}

function readFileSeries(root: string, path: string, isLoose: boolean): Series[] {
  if (isMetricsFile(baseName(path))) return readMetricsSeries(root, path);
  if (/\.[ct]sv$/i.test(path)) return seriesOfTable(scanCsv({ root, path, keep: true }).table);
  const log = scanLog({ root, path, keep: true });
  return seriesOfTable(isLoose ? log.loose.table : log.records.table);
}

function dependenciesOf(root: string, scripts: readonly string[]): string[] {
  const texts = scripts.map((path) => readSource(root, path, []) ?? "");
  return [...new Set(texts.flatMap((text) => parseScriptMetadata(text)?.dependencies ?? []))];
}

/** The value of the first param that has one of the names, or else whose last part has. */
function numberOrText(params: readonly Param[], names: readonly string[]): number | string | null {
  const match = (test: (param: Param, name: string) => boolean) =>
    names.flatMap((name) => params.find((param) => test(param, name)) ?? [])[0]?.value;
  const value = match((param, name) => param.name === name) ?? match((param, name) => param.name.endsWith(`.${name}`));
  return typeof value === "number" || typeof value === "string" ? value : null;
}

function earliest(times: readonly (string | null)[]): string | null {
  return byClock(times)[0] ?? null;
}

function latest(times: readonly (string | null)[]): string | null {
  return byClock(times).at(-1) ?? null;
}

/** ISO-like times sort as text once the letter between date and time is the same. */
function byClock(times: readonly (string | null)[]): string[] {
  const key = (time: string) => time.replace("T", " ");
  return times.filter((time) => time !== null).sort((a, b) => (key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0));
}
