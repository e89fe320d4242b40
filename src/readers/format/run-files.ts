import type { Listing, Tree } from "../../model/tree.ts";
import { baseName, joinPath } from "../../model/tree.ts";
import { isMetadataFile } from "./metadata.ts";
import { isMetricsFile } from "./metrics.ts";
import { isParamsFile } from "./params.ts";

/** The files of a run folder by what they are read as; each in one list only, in sorted order. */
export interface RunFiles {
  params: string[];
  metadata: string[];
  metrics: string[];
  logs: string[];
  tables: string[];
  scripts: string[];
  others: string[];
}

const STAMP = /^\d{4}-\d\d-\d\dT\d\d[-:]\d\d[-:]\d\d(?:$|[-_.])/;
const NAMED_STAMP = /^(\d{4}-\d\d-\d\d)(?:[T_ -](\d\d)[-:](\d\d)(?:[-:](\d\d))?)?(?:[-_.]+(.+))?$/;
const LOG = /\.(?:log|jsonl|ndjson)$/i;
const LOG_IN_LOGS = /\.(?:log|jsonl|ndjson|txt|out|err)$/i;
const TABLE = /\.[ct]sv$/i;
const METRICS_TABLE = /^(?:metrics|history|results|(?:training_?)?log)\.[ct]sv$/i;
/** Folders in a run folder that another tool's reader knows, or that hold nothing of the run. */
const FOREIGN = new Set([
  "wandb",
  ".wandb",
  "mlruns",
  ".neptune",
  "dvclive",
  ".hydra",
  "lightning_logs",
  ".git",
  "__pycache__",
]);

/** Whether a folder name begins with a date and time, as run folders do. */
export function isDated(name: string): boolean {
  return STAMP.test(name);
}

/** The part of a run folder's name that people say, and its time (`2026-11-21T16:50:00`) or null. */
export function readRunName(folder: string): { name: string; startedAt: string | null } {
  const [, date, hour, minute, second = "00", rest] = NAMED_STAMP.exec(folder) ?? [];
  if (date === undefined) return { name: folder, startedAt: null };
  const startedAt = hour === undefined ? date : `${date}T${hour}:${minute}:${second}`;
  return { name: rest ?? folder, startedAt };
}

/**
 * Whether a folder, by the names in it, is a run as the project's own conventions write it: it has logs, or a parameter,
 * metrics or metadata file, and is not what another tracker writes.
 */
export function looksLikeRun(listing: Listing, tree: Tree): boolean {
  if (isForeign(listing)) return false;
  if (listing.files.some((name) => LOG.test(name) || isMetricsFile(name) || isMetadataFile(name))) return true;
  if (listing.files.some((name) => /^params\.(?:json|ya?ml)$/.test(name))) return true;
  const logs = listing.dirs.includes("logs") ? tree.listings.get(joinPath(listing.dir, "logs")) : undefined;
  return logs?.files.some((name) => LOG_IN_LOGS.test(name) || TABLE.test(name)) ?? false;
}

/** The files of a run folder and of the folders in it, apart from what other readers know. */
export function listRunFiles(tree: Tree, run: Listing): string[] {
  const files: string[] = [];
  collectFiles(tree, run, files);
  return files;
}

/** Sorts the files of a run by what they are read as. A text that is all there is of a run is its log. */
export function sortRunFiles(dir: string, paths: readonly string[]): RunFiles {
  const files: RunFiles = { params: [], metadata: [], metrics: [], logs: [], tables: [], scripts: [], others: [] };
  const [only, ...others] = paths;
  const isLoneLog = only !== undefined && others.length === 0 && LOG_IN_LOGS.test(only);
  for (const path of paths)
    files[isLoneLog ? "logs" : useOf(dir === "" ? path : path.slice(dir.length + 1))].push(path);
  return files;
}

function collectFiles(tree: Tree, listing: Listing, files: string[]): void {
  const { dir } = listing;
  for (const name of listing.files) files.push(joinPath(dir, name));
  for (const name of listing.dirs) {
    const inner = FOREIGN.has(name) ? undefined : tree.listings.get(joinPath(dir, name));
    if (inner !== undefined) collectFiles(tree, inner, files);
  }
}

function useOf(path: string): keyof RunFiles {
  const name = baseName(path);
  if (path === name) {
    if (isParamsFile(name)) return "params";
    if (isMetadataFile(name)) return "metadata";
    if (isMetricsFile(name)) return "metrics";
    if (LOG.test(name)) return "logs";
    if (METRICS_TABLE.test(name)) return "tables";
    return name.endsWith(".py") ? "scripts" : "others";
  }
  if (!path.startsWith("logs/")) return "others";
  if (TABLE.test(name)) return "tables";
  return LOG_IN_LOGS.test(name) ? "logs" : "others";
}

function isForeign({ files, dirs }: Listing): boolean {
  const has = (name: string) => files.includes(name);
  const isSacred = has("run.json") && has("config.json");
  const isUltralytics = has("results.csv") && (has("args.yaml") || has("opt.yaml"));
  const isMlflow = has("meta.yaml") && dirs.includes("metrics");
  const isDvclive = has("metrics.json") && dirs.includes("plots") && has("report.html");
  const isOther = has("trainer_state.json") || dirs.includes(".hydra") || dirs.includes(".guild");
  return isSacred || isUltralytics || isMlflow || isDvclive || isOther || files.some((name) => name.endsWith(".wandb"));
}
