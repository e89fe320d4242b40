import type { Finding } from "../../model/finding.ts";
import type { Param, Run } from "../../model/run.ts";
import type { Series } from "../../model/series.ts";
import type { Listing, Tree } from "../../model/tree.ts";
import { baseName, joinPath, parentOf } from "../../model/tree.ts";
import { readOtherFiles } from "../format/artifacts.ts";
import { blankRun, seedAndFold, unknownStatus } from "../format/blank-run.ts";
import { metricsOfCsv, seriesOfCsv } from "../format/csv-metrics.ts";
import type { CsvForm } from "../format/csv-scan.ts";
import { scanCsv } from "../format/csv-scan.ts";
import { folderPlace } from "../format/folder-place.ts";
import { findDivergence, mergeMetrics } from "../format/merge-metrics.ts";
import { readMetrics, readMetricsSeries } from "../format/metrics.ts";
import { addParams, paramsOf } from "../format/param-values.ts";
import { listRunFiles } from "../format/run-files.ts";
import { hiddenNote, withoutSecrets } from "../format/secret.ts";
import { orderFindings } from "../format/step-order.ts";
import type { ReadMetric } from "../format/table-metrics.ts";
import { readMap } from "../format/value-file.ts";
import type { ExperimentPlace, ReadResult, Source } from "../reader.ts";
import type { Pipeline } from "./pipeline.ts";
import {
  changedParams,
  dataVersionOf,
  lockedData,
  lockedParams,
  lockedStages,
  pathsOf,
  readPipeline,
  trackedBy,
} from "./pipeline.ts";

const FOLDER = "dvclive";
/** Where the files of metrics lie: since 2.0, in 1.x, and before. */
const PLOTS = ["plots/metrics", "scalars", ""];
/** `timestamp` (milliseconds) is there when it was asked for; the metric's column has the last part of its name. */
const FORM: CsvForm = { step: "step", wall: "timestamp" };
const MAX_DVC_FILES = 200;

/** The folder that DVCLive writes, by the files of its metrics, or by its name with its summary or params. */
export function detectLive(listing: Listing, tree: Tree): Source[] {
  if (listing.dir === "" || !isLive(listing, tree)) return [];
  const { dir } = listing;
  const repository = repositoryOf(dir, tree);
  const files = [...listRunFiles(tree, listing)];
  if (repository !== null) files.push(...repositoryFiles(repository, files, tree), ...dvcFiles(repository, dir, tree));
  return [{ reader: "dvclive", id: dir, dir, files: files.sort(), experiment: placeOf(dir, repository, tree) }];
}

/** Whether DVCLive wrote this folder. */
export function isLive({ dir, files, dirs }: Listing, tree: Tree): boolean {
  if (dirs.includes("plots") && holdsTables(tree.listings.get(joinPath(dir, "plots/metrics")))) return true;
  if (baseName(dir) !== FOLDER) return false;
  if (files.includes("metrics.json") || files.includes("params.yaml")) return true;
  return files.some((name) => name.endsWith(".tsv")) || holdsTables(tree.listings.get(joinPath(dir, "scalars")));
}

function holdsTables(listing: Listing | undefined): boolean {
  return listing !== undefined && (listing.dirs.length > 0 || listing.files.some((name) => /\.[ct]sv$/.test(name)));
}

function repositoryFiles(repository: string, known: readonly string[], tree: Tree): string[] {
  const names = ["dvc.yaml", "dvc.lock", "params.yaml"].filter((name) =>
    tree.listings.get(repository)?.files.includes(name),
  );
  return names.map((name) => joinPath(repository, name)).filter((path) => !known.includes(path));
}

/** The folder whose `dvc.yaml` names this one: the nearest above with one, or with `.dvcignore`; null where there is none. */
function repositoryOf(dir: string, tree: Tree): string | null {
  if (tree.listings.get(dir)?.files.includes("dvc.yaml")) return dir;
  for (let at = parentOf(dir); ; at = parentOf(at)) {
    const { files = [] } = tree.listings.get(at) ?? {};
    if (files.includes("dvc.yaml") || files.includes(".dvcignore")) return at;
    if (at === "") return null;
  }
}

/** A folder `dvclive` in a repository is that repository's one run; in any other folder, that folder is the run. */
function placeOf(dir: string, repository: string | null, tree: Tree): ExperimentPlace {
  const above = parentOf(dir);
  const isNamed = baseName(dir) === FOLDER && above !== "" && above !== repository;
  const holder = isNamed ? parentOf(above) : above;
  return folderPlace(holder, { tracker: "dvclive", tree, ...(holder === "" && { name: FOLDER }) });
}

/** `.dvc` files of the repository: in its folder and two below, but not what DVCLive itself saved. */
function dvcFiles(repository: string, live: string, tree: Tree): string[] {
  const found: string[] = [];
  const pending = [{ dir: repository, depth: 0 }];
  for (let next = pending.pop(); next !== undefined && found.length < MAX_DVC_FILES; next = pending.pop()) {
    const { dir, depth } = next;
    const listing = tree.listings.get(dir);
    if (listing === undefined || dir === live) continue;
    found.push(...listing.files.filter((name) => /.\.dvc$/.test(name)).map((name) => joinPath(dir, name)));
    if (depth < 2) pending.push(...listing.dirs.map((name) => ({ dir: joinPath(dir, name), depth: depth + 1 })));
  }
  return found;
}

/** Reads a folder of DVCLive with what DVC says of it: what was run (dvc.lock) before what is in the files now. */
export function readLive(source: Source, root: string): ReadResult {
  const findings: Finding[] = [];
  const { tables, starts } = readTables(source, root, findings);
  const summary = joinPath(source.dir, "metrics.json");
  const stated = source.files.includes(summary) ? readMetrics(root, summary, findings) : [];
  const metrics = mergeMetrics({ records: tables, stated, loose: [] });
  const top = source.files.find((file) => /(?:^|\/)dvc\.(?:yaml|lock)$/.test(file));
  const dir = top === undefined ? null : parentOf(top);
  const pipeline = dir === null ? null : readPipeline(root, { dir, files: source.files }, findings);
  const { params, files, hidden } = readParams({ source, root, pipeline, findings });
  const data = dataVersionOf(dataOf({ source, root, pipeline, findings }));
  const facts = seedAndFold(params);
  const own = [...tables.map(({ metric }) => metric.file), ...(stated.length > 0 ? [summary] : []), ...files];
  const read = [...new Set([...own, ...(data === null ? [] : [data.evidence.file])])].sort();
  const run: Run = {
    ...blankRun(source),
    name: nameOf(source),
    ...facts,
    status: unknownStatus("DVCLive records no end"),
    ...starts,
    params,
    metrics: metrics.map(({ metric }) => metric),
    dataVersion: data?.text ?? null,
    provenance: { ...facts.provenance, ...(data && { dataVersion: data.evidence }) },
    artifacts: readOtherFiles(root, { ...source, read }, findings),
    diverged: findDivergence(metrics),
    files: read,
  };
  return {
    runs: [run],
    findings,
    unreadable: [],
    format: pipeline === null ? "DVCLive" : "DVCLive, DVC",
    unread: hidden,
  };
}

/** Every point of some metrics; one that is only in the summary has one point. */
export function readLiveSeries(run: Run, root: string, metrics: readonly string[] | null): Series[] {
  const names = metrics ?? run.metrics.map(({ name }) => name);
  return names.flatMap((name) => {
    const path = run.metrics.find((metric) => metric.name === name)?.file;
    if (path === undefined) return [];
    if (!/\.[ct]sv$/.test(path)) return readMetricsSeries(root, path).filter(({ metric }) => metric === name);
    const column = columnOf(path);
    return seriesOfCsv({ root, path, form: FORM }, [column]).map((series) => ({ ...series, metric: name }));
  });
}

function nameOf({ dir, experiment }: Source): string {
  const above = parentOf(dir);
  return baseName(dir) === FOLDER && above !== experiment.dir && above !== "" ? baseName(above) : baseName(dir);
}

/** The metrics of all tables, and the times of the first point and the last where points have times. */
function readTables(source: Source, root: string, findings: Finding[]) {
  const times: number[] = [];
  const tables = tablesOf(source).flatMap(({ path, name }): ReadMetric[] => {
    const scan = scanCsv({ root, path, keep: true, form: FORM });
    findings.push(...scan.findings, ...orderFindings(scan.table));
    const column = columnOf(path);
    const wall = scan.table.tracks.find((track) => track.name === column)?.columns;
    if (wall) for (const time of [wall.wall[0], wall.wall[wall.length - 1]]) if (time) times.push(time);
    const found = metricsOfCsv(scan).filter(({ metric }) => metric.name === column);
    return found.map(({ metric, bad }) => ({ bad, metric: { ...metric, name } }));
  });
  const known = times.filter(Number.isFinite).sort((a, b) => a - b);
  const [first, last] = [known[0], known.at(-1)];
  const iso = (time: number) => new Date(time * 1000).toISOString();
  const isSound = first !== undefined && last !== undefined && first > 0 && last < 8e12;
  return { tables, starts: isSound ? { startedAt: iso(first), endedAt: iso(last), clock: "utc" as const } : {} };
}

function tablesOf({ dir, files }: Source): { path: string; name: string }[] {
  for (const place of PLOTS) {
    const inside = `${joinPath(dir, place)}/`;
    const own = files.filter((file) => file.startsWith(inside) && /\.[ct]sv$/.test(file));
    const tables = place === "" ? own.filter((file) => parentOf(file) === dir) : own;
    if (tables.length > 0)
      return tables.map((path) => ({ path, name: path.slice(inside.length).replace(/\.[ct]sv$/, "") }));
  }
  return [];
}

function columnOf(path: string): string {
  return baseName(path).replace(/\.[ct]sv$/, "");
}

interface Context {
  source: Source;
  root: string;
  pipeline: Pipeline | null;
  findings: Finding[];
}

/** DVCLive's own params, then those that DVC locked, then those of files that dvc.yaml lists. */
function readParams({ source, root, pipeline, findings }: Context) {
  const found: Param[] = [];
  const files: string[] = [];
  const add = (path: string) => {
    const map = source.files.includes(path) ? readMap(root, path, findings) : null;
    if (map === null) return;
    files.push(path);
    addParams(found, paramsOf(map, path));
  };
  add(joinPath(source.dir, "params.yaml"));
  if (pipeline !== null) {
    const stages = stagesOf(pipeline, source.dir);
    const locked = lockedParams(pipeline, stages);
    findings.push(...changedParams(root, pipeline, locked));
    addParams(found, locked);
    if (pipeline.lock !== null && locked.length > 0) files.push(pipeline.lock.path);
    const listed = pathsOf(pipeline.yaml?.map.entries.get("params")).map((path) => joinPath(pipeline.dir, path));
    if (locked.length === 0) for (const path of listed) if (!files.includes(path)) add(path);
  }
  const { params, hidden } = withoutSecrets(found);
  return { params, files, hidden: hiddenNote(source.dir, hidden) };
}

/** The stages that wrote this folder; all of them when none says so. */
function stagesOf(pipeline: Pipeline, dir: string): string[] {
  const stages = lockedStages(pipeline);
  const inside = pipeline.dir === "" ? dir : dir.slice(pipeline.dir.length + 1);
  const own = [...stages].filter(([, { stage }]) => {
    const outs = stage.entries.get("outs");
    const items = outs?.kind === "list" ? outs.items : [];
    const paths = items.flatMap((item) => (item.kind === "map" ? [item.entries.get("path")] : []));
    return paths.some((path) => path?.kind === "scalar" && `${path.literal}/`.startsWith(`${inside}/`));
  });
  return (own.length > 0 ? own : [...stages]).map(([name]) => name);
}

/** What the stages depend on; without a lock, what `.dvc` files track, models that DVCLive saved aside. */
function dataOf({ source, root, pipeline, findings }: Context) {
  const locked = pipeline === null ? [] : lockedData(pipeline);
  if (locked.length > 0) return locked;
  const saved = pipeline?.yaml?.map.entries.get("artifacts");
  const models = saved?.kind === "map" ? [...saved.entries.values()] : [];
  const paths = models.flatMap((one) => (one.kind === "map" ? [one.entries.get("path")] : []));
  const made = new Set(
    paths.flatMap((path) => (path?.kind === "scalar" ? [joinPath(pipeline?.dir ?? "", path.literal)] : [])),
  );
  const files = source.files.filter((file) => /[^/]\.dvc$/.test(file) && !file.startsWith(`${source.dir}/`));
  return files.flatMap((file) => trackedBy(root, file, findings)).filter(({ path }) => !made.has(path));
}
