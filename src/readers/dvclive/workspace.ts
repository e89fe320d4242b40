import type { Finding } from "../../model/finding.ts";
import type { Param, Run } from "../../model/run.ts";
import type { Series } from "../../model/series.ts";
import type { Listing, Tree } from "../../model/tree.ts";
import { baseName, joinPath, parentOf } from "../../model/tree.ts";
import { blankRun, seedAndFold, unknownStatus } from "../format/blank-run.ts";
import { metricsOfCsv } from "../format/csv-metrics.ts";
import { scanCsv } from "../format/csv-scan.ts";
import { folderPlace } from "../format/folder-place.ts";
import { findDivergence, mergeMetrics } from "../format/merge-metrics.ts";
import { readMetrics } from "../format/metrics.ts";
import { addParams, paramsOf } from "../format/param-values.ts";
import { readRunSeries } from "../format/run-folder.ts";
import { withoutSecrets } from "../format/secret.ts";
import type { ReadMetric } from "../format/table-metrics.ts";
import type { Value } from "../format/value.ts";
import { readMap } from "../format/value-file.ts";
import type { ReadResult, Source } from "../reader.ts";
import { isLive } from "./live.ts";
import type { Pipeline } from "./pipeline.ts";
import {
  changedParams,
  dataVersionOf,
  lockedData,
  lockedParams,
  lockedStages,
  mapAt,
  pathsOf,
  readPipeline,
} from "./pipeline.ts";

/** What a stage, or a stage for each of several items (`train@a`), has for results. */
interface Results {
  metrics: string[];
  plots: string[];
}

const TABLE = /\.[ct]sv$/i;
const SUMMARY = /\.(?:json|ya?ml)$/i;

/**
 * A pipeline of DVC with metrics that DVCLive did not write: `dvc.yaml` is opened, since only it tells. It holds as many runs as
 * its stages are repeated for items, so it is never a part of another run.
 */
export function detectWorkspace(listing: Listing, tree: Tree): Source[] {
  if (!listing.files.includes("dvc.yaml")) return [];
  const { dir } = listing;
  const files = ["dvc.yaml", "dvc.lock", "params.yaml"].filter((name) => listing.files.includes(name));
  const paths = files.map((name) => joinPath(dir, name));
  const pipeline = readPipeline(tree.root, { dir, files: paths }, []);
  const { metrics, plots } = allResults(pipeline);
  const isOwn = (path: string) => isListed(path, tree) && !isInLive(path, tree);
  const own = metrics.filter(isOwn);
  if (own.length === 0) return [];
  paths.push(...own, ...plots.filter(isOwn));
  const experiment = folderPlace(dir, { tracker: "dvclive", tree, ...(dir === "" && { name: "pipeline" }) });
  const id = joinPath(dir, "dvc.yaml");
  return [{ reader: "dvclive", id, dir, files: [...new Set(paths)].sort(), experiment, many: true }];
}

/** Reads a pipeline: one run of what was last run, or one for each item of a stage that is repeated. */
export function readWorkspace(source: Source, root: string): ReadResult {
  const findings: Finding[] = [];
  const pipeline = readPipeline(root, source, findings);
  const items = itemsOf(pipeline);
  const runs: Run[] = [];
  const repeated = new Set(items.flatMap(({ results }) => results.metrics));
  const { metrics, plots } = allResults(pipeline);
  const rest = metrics.filter((path) => !repeated.has(path) && source.files.includes(path));
  const names = [...lockedStages(pipeline).keys()];
  const context = { source, root, pipeline, findings };
  const single = names.filter((name) => !items.some((item) => item.stage === name));
  if (rest.length > 0) {
    const stages = items.length > 0 ? single : names;
    runs.push(
      readStages(context, { id: source.id, name: "workspace", group: null, stages, results: { metrics: rest, plots } }),
    );
  }
  for (const { stage, results } of items) {
    const group = stage.slice(0, stage.indexOf("@"));
    runs.push(readStages(context, { id: `${source.id}#${stage}`, name: stage, group, stages: [stage], results }));
  }
  const unread = metrics.filter((path) => !SUMMARY.test(path)).map((path) => ({ path, reason: "no JSON or YAML" }));
  return { runs, findings, unreadable: [], format: "DVC", unread };
}

/** Every point of some metrics of such a run. */
export function readWorkspaceSeries(run: Run, root: string, metrics: readonly string[] | null): Series[] {
  const names = metrics ?? run.metrics.map(({ name }) => name);
  return readRunSeries(run, root, names);
}

interface Context {
  source: Source;
  root: string;
  pipeline: Pipeline;
  findings: Finding[];
}

function readStages(
  context: Context,
  of: { id: string; name: string; group: string | null; stages: string[]; results: Results },
): Run {
  const { source, root, pipeline, findings } = context;
  const has = (path: string) => source.files.includes(path);
  const stated = of.results.metrics.filter((path) => has(path) && SUMMARY.test(path));
  const metrics = stated.flatMap((path) => readMetrics(root, path, findings));
  const records = of.results.plots
    .filter((path) => has(path) && TABLE.test(path))
    .flatMap((path) => readPlot(root, path));
  const merged = mergeMetrics({ records, stated: metrics, loose: [] });
  const params = readParams(context, of.stages);
  const data = dataVersionOf(lockedData(pipeline));
  const facts = seedAndFold(params);
  const files = [
    ...stated,
    ...records.map(({ metric }) => metric.file),
    ...params.map(({ evidence }) => evidence.file),
  ];
  return {
    ...blankRun(source),
    id: of.id,
    name: of.name,
    group: of.group,
    ...facts,
    status: unknownStatus("DVC records no end"),
    params,
    metrics: merged.map(({ metric }) => metric),
    dataVersion: data?.text ?? null,
    provenance: { ...facts.provenance, ...(data && { dataVersion: data.evidence }) },
    diverged: findDivergence(merged),
    files: [...new Set(files)].sort(),
  };
}

/** A plot is a series where it has a column of steps; curves of other axes, as a ROC, are none. */
function readPlot(root: string, path: string): ReadMetric[] {
  const scan = scanCsv({ root, path, keep: false });
  return scan.table.tracks.some(({ stepName }) => stepName !== null) ? metricsOfCsv(scan) : [];
}

/** What the lock says that was run; without a lock, what params.yaml says now. */
function readParams({ source, root, pipeline, findings }: Context, stages: readonly string[]): Param[] {
  const params = lockedParams(pipeline, stages);
  findings.push(...changedParams(root, pipeline, params));
  const path = joinPath(pipeline.dir, "params.yaml");
  const map = pipeline.lock === null && source.files.includes(path) ? readMap(root, path, findings) : null;
  if (map !== null) addParams(params, paramsOf(map, path));
  return withoutSecrets(params).params;
}

/** All metrics and plots that dvc.yaml names, of items too, as project paths. */
function allResults(pipeline: Pipeline): Results {
  const top = pipeline.yaml?.map;
  const at = (path: string) => joinPath(pipeline.dir, path);
  const items = itemsOf(pipeline).map(({ results }) => results);
  const stages = [...(mapAt(top, "stages")?.entries ?? [])].map(([, stage]) => resultsOf(stage, pipeline));
  const found = [
    { metrics: pathsOf(top?.entries.get("metrics")).map(at), plots: pathsOf(top?.entries.get("plots")).map(at) },
    ...stages,
    ...items,
  ];
  const of = (key: keyof Results) =>
    [...new Set(found.flatMap((one) => one[key]))].filter((path) => !path.includes("${"));
  return { metrics: of("metrics"), plots: of("plots") };
}

/** The results of a stage; its paths begin at its `wdir`. Templates (`${item}`) are never evaluated. */
function resultsOf(stage: Value, pipeline: Pipeline): Results {
  const body = mapAt(stage, "do") ?? (stage.kind === "map" ? stage : null);
  const wdir = body?.entries.get("wdir");
  const dir = wdir?.kind === "scalar" ? joinPath(pipeline.dir, wdir.literal.replace(/^\.\/?|\/$/g, "")) : pipeline.dir;
  const paths = (key: string) => pathsOf(body?.entries.get(key)).map((path) => joinPath(dir, path));
  return { metrics: paths("metrics"), plots: paths("plots") };
}

/** Stages with `foreach` or `matrix`: the lock has one for each item, whose outputs fit the stage's templates. */
function itemsOf(pipeline: Pipeline): { stage: string; results: Results }[] {
  const stages = mapAt(pipeline.yaml?.map, "stages");
  return [...lockedStages(pipeline)].flatMap(([name, { stage }]) => {
    const [, base] = /^([^@]+)@/.exec(name) ?? [];
    const template = base === undefined ? undefined : stages?.entries.get(base);
    const outs = stage.entries.get("outs");
    if (template === undefined || outs?.kind !== "list") return [];
    const { metrics, plots } = resultsOf(template, pipeline);
    const made = outs.items.flatMap((item) => {
      const path = item.kind === "map" ? item.entries.get("path") : undefined;
      return path?.kind === "scalar" ? [joinPath(pipeline.dir, path.literal)] : [];
    });
    const fitting = (templates: string[]) => made.filter((path) => templates.some((one) => fits(path, one)));
    return [{ stage: name, results: { metrics: fitting(metrics), plots: fitting(plots) } }];
  });
}

/** Whether a path is what a template may give: each `${…}` stands for anything, and the texts between follow one another. */
function fits(path: string, template: string): boolean {
  const parts = template.split(/\$\{[^}]*\}/);
  const [first = "", ...others] = parts;
  if (others.length === 0) return path === template;
  if (!path.startsWith(first) || !path.endsWith(others.at(-1) ?? "")) return false;
  let at = first.length;
  for (const part of others) {
    const next = path.indexOf(part, at);
    if (next < 0) return false;
    at = next + part.length;
  }
  return true;
}

function isListed(path: string, tree: Tree): boolean {
  return tree.listings.get(parentOf(path))?.files.includes(baseName(path)) ?? false;
}

function isInLive(path: string, tree: Tree): boolean {
  for (let dir = parentOf(path); dir !== ""; dir = parentOf(dir)) {
    const listing = tree.listings.get(dir);
    if (listing !== undefined && isLive(listing, tree)) return true;
  }
  return false;
}
