import { readText } from "../../disk/file.ts";
import { messageOf } from "../../errors.ts";
import type { Finding } from "../../model/finding.ts";
import { finding } from "../../model/finding.ts";
import type { Param, Run } from "../../model/run.ts";
import type { Series } from "../../model/series.ts";
import { baseName, joinPath, parentOf } from "../../model/tree.ts";
import { readArtifacts } from "../format/artifacts.ts";
import type { ReadMetric } from "../format/table-metrics.ts";
import { metricsOfTable, seriesOfTable } from "../format/table-metrics.ts";
import { unreadable } from "../format/value-file.ts";
import type { ReadResult, Source } from "../reader.ts";
import type { Fields, Stated } from "./meta-file.ts";
import { parseMeta } from "./meta-file.ts";
import { scanMetricFile } from "./metric-file.ts";
import { paramValueOf } from "./param-text.ts";
import { primaryMetricIn } from "./primary-metric.ts";
import { readRequirements } from "./requirements.ts";
import type { DatasetInput } from "./run.ts";
import { makeRun } from "./run.ts";

/** A run folder of a file store (mlflow/store/tracking/file_store.py): one small file for each param, tag and metric. */
export function readRunFolder(source: Source, root: string): ReadResult {
  const folder = openFolder(source, root);
  const { findings } = folder;
  const format = "MLflow file store";
  const fields = readMeta(folder, joinPath(source.dir, "meta.yaml"));
  if (fields === null) {
    const reason = findings.at(-1)?.message ?? "meta.yaml could not be read";
    return { runs: [], findings, unreadable: [{ path: source.dir, reason }], format };
  }
  const uuid = baseName(source.dir);
  const experimentDir = parentOf(source.dir);
  checkExperiment(folder, fields, experimentDir);
  const artifacts = readArtifacts(root, { dir: source.dir, paths: folder.artifacts }, findings);
  const run = makeRun({
    id: source.id,
    dir: source.dir,
    uuid,
    fields,
    tags: new Map(namedTexts(folder, folder.tags, `${folder.dir}/tags`)),
    params: readParams(folder),
    metrics: readMetrics(folder),
    inputs: readInputs(folder, experimentDir),
    artifacts,
    dependencies: readRequirements(root, folder.artifacts),
    files: folder.read,
    isDeleted: parentOf(experimentDir).endsWith(".trash"),
    idOf: (other) => joinPath(experimentDir, other),
  });
  const directions = primaryMetricIn(new Map(namedTexts(folder, folder.experimentTags, `${experimentDir}/tags`)));
  return { runs: [run], findings, unreadable: [], format, directions };
}

/** Every point of some metrics of such a run. */
export function readFolderSeries(run: Run, root: string, metrics: readonly string[] | null): Series[] {
  const known = new Map(run.metrics.map((metric) => [metric.name, metric]));
  return (metrics ?? [...known.keys()]).flatMap((name) => {
    const metric = known.get(name);
    if (metric === undefined) return [];
    return seriesOfTable(scanMetricFile({ root, path: metric.file, name, keep: metric.points }).table);
  });
}

interface Folder {
  root: string;
  dir: string;
  findings: Finding[];
  params: string[];
  metrics: string[];
  tags: string[];
  inputs: string[];
  artifacts: string[];
  experimentTags: string[];
  read: string[];
}

/** The files of the run by what they are; a logged model lies beside the run and is an artifact of it. */
function openFolder(source: Source, root: string): Folder {
  const { dir } = source;
  const folder: Folder = {
    ...{ root, dir, findings: [], params: [], metrics: [], tags: [], inputs: [], artifacts: [] },
    experimentTags: [],
    read: [joinPath(dir, "meta.yaml")],
  };
  const start = dir.length + 1;
  for (const path of source.files) {
    if (!path.startsWith(`${dir}/`)) {
      const isTag = parentOf(path) === `${parentOf(dir)}/tags`;
      folder[isTag ? "experimentTags" : "artifacts"].push(path);
      continue;
    }
    const slash = path.indexOf("/", start);
    const part = slash < 0 ? "" : path.slice(start, slash);
    if (part === "artifacts") folder.artifacts.push(path);
    else if (part === "params" || part === "metrics" || part === "tags" || part === "inputs") {
      folder[part].push(path);
      folder.read.push(path);
    }
  }
  return folder;
}

function readMeta({ root, findings }: Folder, path: string): Fields | null {
  let text: string;
  try {
    text = readText(root, path);
  } catch (error) {
    findings.push(unreadable(path, error));
    return null;
  }
  const { fields, error } = parseMeta(text.charCodeAt(0) === 0xfeff ? text.slice(1) : text, path);
  if (error === null) return fields;
  const { line, column } = error;
  const message = `the run could not be read: ${error.message}`;
  findings.push(finding({ code: "source/bad-yaml", file: path, line, column, message }));
  return null;
}

/** MLflow leaves out a run whose experiment is another than that of its folder, as it is after copying. */
function checkExperiment({ findings, dir }: Folder, fields: Fields, experimentDir: string): void {
  const stated = fields.get("experiment_id");
  if (stated === undefined || stated.text === baseName(experimentDir)) return;
  const { locator, file } = stated.evidence;
  const line = "line" in locator ? locator.line : null;
  const message = `the run says that it belongs to experiment ${stated.text}, but it lies in ${experimentDir}: MLflow does not show it`;
  const help = `Move ${dir} into the folder of its experiment, or correct experiment_id.`;
  findings.push(finding({ code: "source/bad-field", severity: "warning", file, line, message, help }));
}

/** One text a file; the name is the path below the folder, since a `/` in a name makes folders. */
function namedTexts(folder: Folder, paths: readonly string[], dir: string): [string, Stated][] {
  const start = dir.length + 1;
  return paths.flatMap((file) => {
    try {
      const text = readText(folder.root, file);
      const evidence = { file, locator: { kind: "line", line: 1 } as const, literal: text };
      return [[file.slice(start), { text, evidence }] as [string, Stated]];
    } catch (error) {
      folder.findings.push(unreadable(file, error));
      return [];
    }
  });
}

function readParams(folder: Folder): Param[] {
  return namedTexts(folder, folder.params, `${folder.dir}/params`).map(([name, { text, evidence }]) => {
    // MLflow before 2 ended a file with a newline; a text of several lines is kept as it is.
    const literal = text.replace(/\r?\n$/, "");
    const endLine = literal.includes("\n") ? { endLine: literal.split("\n").length } : {};
    const locator = { ...evidence.locator, line: 1, ...endLine };
    return {
      name,
      value: paramValueOf(literal),
      evidence: { file: evidence.file, locator, literal } as Param["evidence"],
    };
  });
}

function readMetrics(folder: Folder): ReadMetric[] {
  const start = folder.dir.length + "metrics".length + 2;
  return folder.metrics.flatMap((path) => {
    try {
      const scan = scanMetricFile({ root: folder.root, path, name: path.slice(start), keep: 0 });
      folder.findings.push(...scan.findings);
      return metricsOfTable(scan.table, ({ line, offset }) => ({ kind: "line", line, offset }));
    } catch (error) {
      folder.findings.push(unreadable(path, error));
      return [];
    }
  });
}

/** The data sets of `inputs/<id>/meta.yaml`, which name one of the experiment's `datasets/<id>/meta.yaml`. */
function readInputs(folder: Folder, experimentDir: string): DatasetInput[] {
  return folder.inputs.flatMap((path) => {
    if (baseName(path) !== "meta.yaml") return [];
    const fields = readMeta(folder, path);
    const id = fields?.get("source_id");
    if (id === undefined || fields?.get("source_type")?.text !== "DATASET" || /[\\/]|^\.+$/.test(id.text)) return [];
    const file = `${experimentDir}/datasets/${id.text}/meta.yaml`;
    const dataset = parseMeta(textOrNone(folder, file), file).fields;
    const digest = dataset.get("digest") ?? id;
    const context = fields?.get("tags.mlflow.data.context")?.text ?? null;
    return [{ name: dataset.get("name")?.text ?? "dataset", digest: digest.text, context, evidence: digest.evidence }];
  });
}

function textOrNone(folder: Folder, path: string): string {
  try {
    const text = readText(folder.root, path);
    folder.read.push(path);
    return text;
  } catch (error) {
    const message = `the data set that a run names could not be read (${messageOf(error)})`;
    folder.findings.push(finding({ code: "source/unreadable", severity: "warning", file: path, message }));
    return "";
  }
}
