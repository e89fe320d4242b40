import { readText } from "../../disk/file.ts";
import type { Listing, Tree } from "../../model/tree.ts";
import { baseName, joinPath, parentOf } from "../../model/tree.ts";
import { filesBelow } from "../format/files-below.ts";
import type { Source } from "../reader.ts";
import type { DatabaseExperiment } from "./database-index.ts";
import { findExperiments, samePlaces } from "./database-index.ts";
import { parseMeta } from "./meta-file.ts";
import type { Place } from "./place.ts";
import { placesOf } from "./place.ts";
import { PRIMARY_METRIC_TAGS } from "./primary-metric.ts";

/** The sources of each folder of a tree: run folders of file stores, databases by the folder that they lie in. */
export type StoreIndex = ReadonlyMap<string, Source[]>;

const INDEXES = new WeakMap<Tree, StoreIndex>();
const RUN = /^[a-zA-Z0-9][\w-]{0,255}$/;
const UUID = /^(?:m-)?[0-9a-f]{32}$/;
const PARTS = new Set(["metrics", "params", "artifacts", "tags"]);
/** Folders of an experiment, or of a run, that hold something else than runs (file_store.py, RESERVED_EXPERIMENT_FOLDERS). */
const RESERVED = new Set([
  "tags",
  "datasets",
  "traces",
  "models",
  "inputs",
  "outputs",
  "metrics",
  "params",
  "artifacts",
]);

/**
 * All that MLflow left in a tree, found once. Experiments of one name must not share a folder for their outputs, and a run that
 * was moved from a file store to a database must count once, so that no folder can be judged alone.
 */
export function storeIndex(tree: Tree): StoreIndex {
  const known = INDEXES.get(tree);
  if (known !== undefined) return known;
  const index = makeIndex(tree);
  INDEXES.set(tree, index);
  return index;
}

function makeIndex(tree: Tree): StoreIndex {
  const folders = new Map<string, Listing[]>();
  const databases: DatabaseExperiment[] = [];
  for (const listing of tree.listings.values()) {
    if (isRunFolder(listing, tree)) addTo(folders, parentOf(listing.dir), listing);
    if (listing.files.some((name) => /\.(?:db|sqlite3?)$/i.test(name)))
      databases.push(...findExperiments(listing, tree));
  }
  const sources = new Map<string, Source[]>();
  if (folders.size === 0 && databases.length === 0) return sources;
  const moved = samePlaces(databases, { root: tree.root, hasFolders: folders.size > 0 });
  const stayed = [...folders].filter(([, runs]) => runs.some(({ dir }) => !moved.runs.has(baseName(dir))));
  const places = placesOf([
    ...databases.filter(({ id }) => !moved.experiments.has(id)).map(placeOfRows),
    ...stayed.map(([dir]) => placeOfFolder(dir, tree)),
  ]);
  for (const { source, id } of databases) {
    const experiment = places.get(moved.experiments.get(id) ?? id);
    if (experiment !== undefined) addTo(sources, parentOf(source.dir), { ...source, experiment });
  }
  for (const [dir, runs] of folders) {
    for (const run of runs) {
      const experiment = places.get(moved.runs.get(baseName(run.dir)) ?? dir);
      if (experiment === undefined) continue;
      const files = [...filesBelow(tree, run.dir), ...modelFiles(tree, run.dir), ...primaryFiles(tree, dir)];
      addTo(sources, run.dir, { reader: "mlflow", id: run.dir, dir: run.dir, files, experiment });
    }
  }
  return sources;
}

/**
 * Whether a folder is a run by the names in it and around it. MLflow asks for its three folders; git drops those that are empty,
 * so that one is enough, or none where the name is that of a run. Nothing inside artifacts is a run.
 */
function isRunFolder({ dir, files, dirs }: Listing, tree: Tree): boolean {
  if (!files.includes("meta.yaml")) return false;
  const parent = parentOf(dir);
  const name = baseName(dir);
  if (parent === "" || !RUN.test(name) || RESERVED.has(name) || RESERVED.has(baseName(parent))) return false;
  const isUuid = UUID.test(name);
  if (!isUuid && !dirs.some((one) => PARTS.has(one))) return false;
  const isInExperiment = tree.listings.get(parent)?.files.includes("meta.yaml") ?? false;
  if (!isUuid && !(isInExperiment && baseName(parentOf(parent)) !== "models")) return false;
  return !dir.split("/").some((part, at, parts) => part === "artifacts" && UUID.test(parts[at - 1] ?? ""));
}

function placeOfRows({ id, name, source, isDeleted, experiment }: DatabaseExperiment): Place {
  const besides = parentOf(source.dir);
  return { id, dir: null, name, number: experiment, besides, store: baseName(source.dir), isDeleted };
}

/** The experiment of a folder: what its `meta.yaml` says, else the folder's name. */
function placeOfFolder(dir: string, tree: Tree): Place {
  const isTrashed = baseName(parentOf(dir)) === ".trash";
  const store = isTrashed ? parentOf(parentOf(dir)) : parentOf(dir);
  const number = baseName(dir);
  const file = joinPath(dir, "meta.yaml");
  const { fields } = parseMeta(
    tree.listings.get(dir)?.files.includes("meta.yaml") ? textOf(tree.root, file) : "",
    file,
  );
  const name = fields.get("name")?.text.trim() || number;
  const isDeleted = isTrashed || fields.get("lifecycle_stage")?.text === "deleted";
  return { id: dir, dir, name, number, besides: parentOf(store), store: baseName(store), isDeleted };
}

function textOf(root: string, path: string): string {
  try {
    return readText(root, path);
  } catch {
    return "";
  }
}

/** The tags of an experiment that say which of its metrics decides. */
function primaryFiles(tree: Tree, dir: string): string[] {
  const names = tree.listings.get(joinPath(dir, "tags"))?.files ?? [];
  return names.length === 0
    ? []
    : PRIMARY_METRIC_TAGS.filter((name) => names.includes(name)).map((name) => `${dir}/tags/${name}`);
}

/** The files of the models that a run logged (MLflow 3 keeps them beside the runs). */
function modelFiles(tree: Tree, dir: string): string[] {
  const models = tree.listings.get(joinPath(dir, "outputs"))?.dirs ?? [];
  return models.flatMap((name) => filesBelow(tree, `${parentOf(dir)}/models/${name}/artifacts`));
}

function addTo<T>(map: Map<string, T[]>, key: string, value: T): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [value]);
  else list.push(value);
}
