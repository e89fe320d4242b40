import type { Finding } from "../../model/finding.ts";
import { storeOutputDir } from "../../model/output.ts";
import type { Run } from "../../model/run.ts";
import type { Series } from "../../model/series.ts";
import type { Listing, Tree } from "../../model/tree.ts";
import { baseName, joinPath, parentOf } from "../../model/tree.ts";
import { readArtifacts } from "../format/artifacts.ts";
import { blankRun, seedAndFold } from "../format/blank-run.ts";
import { filesBelow } from "../format/files-below.ts";
import { folderPlace } from "../format/folder-place.ts";
import { findDivergence } from "../format/merge-metrics.ts";
import { metricOfTrack, seriesOfTrack } from "../format/metric-track.ts";
import { withoutSecrets } from "../format/secret.ts";
import type { Value } from "../format/value.ts";
import { readMap } from "../format/value-file.ts";
import type { ExperimentPlace, Reader, ReadResult, Source } from "../reader.ts";
import { configParams, experimentName, factsOf, statusOf } from "./facts.ts";
import type { SacredMetric } from "./metrics.ts";
import { loggedMetrics, single, statedMetrics } from "./metrics.ts";
import { plain } from "./plain.ts";

/** What the FileStorageObserver writes; everything else in a run's folder is an artifact. */
const OWN_FILES = new Set(["run.json", "config.json", "metrics.json", "info.json", "cout.txt"]);
const READ_FILES = ["run.json", "config.json", "metrics.json", "info.json"];

/** Runs of Sacred's FileStorageObserver: `<folder>/<number>/{run.json,config.json,cout.txt,metrics.json,info.json,…}`. */
export const sacredReader: Reader = {
  name: "sacred",
  detect,
  read,
  series: readSacredSeries,
};

/** All runs of a folder are found with the first of them, so that each run.json is opened once to learn the experiment's name. */
function detect(listing: Listing, tree: Tree): Source[] {
  if (!looksLikeRun(listing) || listing.dir === "") return [];
  const base = parentOf(listing.dir);
  const around = tree.listings.get(base)?.dirs.map((name) => joinPath(base, name)) ?? [listing.dir];
  const isRun = (dir: string) => looksLikeRun(tree.listings.get(dir));
  if (around.find(isRun) !== listing.dir) return [];
  const named = around.filter(isRun).map((dir) => ({ dir, name: nameIn(tree, dir) }));
  const known = [...new Set(named.flatMap(({ name }) => (name === null || name === false ? [] : [name])))];
  return named.flatMap(({ dir, name }) => {
    if (name === false || known.length === 0) return [];
    const experiment = placeOf(base, { tree, name: name ?? known[0] ?? "", isOnly: known.length === 1 });
    const files = filesBelow(tree, dir);
    return [{ reader: "sacred" as const, id: dir, dir, files, experiment }];
  });
}

function looksLikeRun(listing: Listing | undefined): boolean {
  const { files = [] } = listing ?? {};
  return files.includes("run.json") && (files.includes("config.json") || files.includes("cout.txt"));
}

/** The experiment's name in a run.json; null where it cannot be read, false where it is not Sacred's. */
function nameIn(tree: Tree, dir: string): string | null | false {
  const run = readMap(tree.root, `${dir}/run.json`, []);
  return run === null ? null : (experimentName(run) ?? false);
}

/** One experiment has the folder of its runs for itself; several in one folder are told apart by their names. */
function placeOf(base: string, { tree, name, isOnly }: { tree: Tree; name: string; isOnly: boolean }): ExperimentPlace {
  const beside = baseName(base) === "runs" ? parentOf(parentOf(base)) : parentOf(base);
  const place = folderPlace(base, { tracker: "sacred", tree, name, beside });
  if (isOnly) return place.outputDir === undefined ? { ...place, name } : place;
  const outputDir = storeOutputDir(parentOf(base), name);
  return { ...place, id: `${base}#${name}`, name, dir: base, outputDir };
}

function read(source: Source, root: string): ReadResult {
  const { dir } = source;
  const findings: Finding[] = [];
  const has = (name: string) => source.files.includes(`${dir}/${name}`);
  const file = `${dir}/run.json`;
  const record = readMap(root, file, findings);
  const config = has("config.json") ? readMap(root, `${dir}/config.json`, findings) : null;
  const read = readMetrics({ root, dir, keep: false, has }, findings).flatMap(
    ({ track, locate, literal }) => metricOfTrack(track, locate, literal) ?? [],
  );
  if (record === null && config === null && read.length === 0) {
    return {
      runs: [],
      findings,
      unreadable: [{ path: dir, reason: "neither run.json nor config.json could be read" }],
    };
  }
  const { params } = withoutSecrets(config === null ? [] : configParams(config, `${dir}/config.json`));
  const facts: Partial<Run> = record === null ? {} : { ...factsOf(record, file), status: statusOf(record, file) };
  const { seed, fold, provenance } = seedAndFold(params);
  const others = source.files.filter((path) => !OWN_FILES.has(path.slice(dir.length + 1)));
  const run: Run = {
    ...blankRun(source),
    ...facts,
    name: /^\d+$/.test(baseName(dir)) ? `run-${baseName(dir)}` : baseName(dir),
    params,
    metrics: read.map(({ metric }) => metric),
    diverged: findDivergence(read),
    artifacts: readArtifacts(root, { dir, paths: others }, findings),
    seed,
    fold,
    provenance: { ...facts.provenance, ...provenance },
    files: READ_FILES.filter(has).map((name) => `${dir}/${name}`),
  };
  return { runs: [run], findings, unreadable: [], format: "Sacred FileStorageObserver" };
}

interface Folder {
  root: string;
  dir: string;
  keep: boolean;
  has(name: string): boolean;
}

/** What was logged, then numbers in info.json, then what the main function returned; of several with one name the first. */
function readMetrics({ root, dir, keep, has }: Folder, findings: Finding[]): SacredMetric[] {
  const mapOf = (name: string) => (has(name) ? readMap(root, `${dir}/${name}`, findings) : null);
  const logged = mapOf("metrics.json");
  const info = mapOf("info.json");
  const result = readMap(root, `${dir}/run.json`, [])?.entries.get("result");
  const all = [
    ...(logged === null ? [] : loggedMetrics(logged, `${dir}/metrics.json`, keep)),
    ...(info === null ? [] : statedMetrics(info, { file: `${dir}/info.json`, base: "", prefix: "", keep })),
    ...(result === undefined ? [] : resultMetrics(result, `${dir}/run.json`, keep)),
  ];
  const names = new Set<string>();
  return all.filter(({ track }) => track.points > 0 && !names.has(track.name) && names.add(track.name));
}

function resultMetrics(result: Value, file: string, keep: boolean): SacredMetric[] {
  const value = plain(result);
  if (value.kind === "map") return statedMetrics(value, { file, base: "/result", prefix: "result.", keep });
  const isNumber = value.kind === "scalar" && typeof value.value === "number";
  return isNumber ? [single({ name: "result", file, pointer: "/result", value, keep })] : [];
}

function readSacredSeries(run: Run, root: string, metrics: readonly string[] | null): Series[] {
  const has = (name: string) => run.files.includes(`${run.dir}/${name}`);
  return readMetrics({ root, dir: run.dir, keep: true, has }, []).flatMap(({ track }) => {
    const isWanted = metrics === null || metrics.includes(track.name);
    return isWanted ? (seriesOfTrack(track) ?? []) : [];
  });
}
