import { hashText } from "../../disk/hash.ts";
import type { Evidence } from "../../model/evidence.ts";
import type { Finding } from "../../model/finding.ts";
import { compareText, finding } from "../../model/finding.ts";
import type { Param } from "../../model/run.ts";
import { baseName, joinPath, parentOf } from "../../model/tree.ts";
import { addParams, evidenceOf, paramsOf } from "../format/param-values.ts";
import type { MapValue, Value } from "../format/value.ts";
import { pointerStep } from "../format/value.ts";
import { readMap } from "../format/value-file.ts";

/** A pipeline: `dvc.yaml` says what is to be run, `dvc.lock` what was. Either may be missing. */
export interface Pipeline {
  dir: string;
  yaml: { path: string; map: MapValue } | null;
  lock: { path: string; map: MapValue } | null;
}

/** A path that `dvc.lock` or a `.dvc` file gives the hash of. */
export interface Tracked {
  path: string;
  hash: string;
  evidence: Evidence;
}

/** Files of programs and settings: their hashes say nothing of the data. */
const CODE = /\.(?:py|ipynb|pyx|sh|bash|jl|r|rmd|lua|c|cc|cpp|h|rs|ts|js|ya?ml|toml|cfg|ini|txt|md|lock)$/i;
const HASHES = ["md5", "etag", "checksum", "version_id"];
/** More paths than this are told by one hash over them. */
const MAX_NAMED = 4;

/** Reads the pipeline of a folder, as far as its files are among those given. */
export function readPipeline(
  root: string,
  place: { dir: string; files: readonly string[] },
  findings: Finding[],
): Pipeline {
  const read = (name: string) => {
    const path = joinPath(place.dir, name);
    const map = place.files.includes(path) ? readMap(root, path, findings) : null;
    return map === null ? null : { path, map };
  };
  return { dir: place.dir, yaml: read("dvc.yaml"), lock: read("dvc.lock") };
}

/** The map below some keys, or null. */
export function mapAt(map: Value | undefined, ...keys: string[]): MapValue | null {
  const value = keys.reduce<Value | undefined>(
    (at, key) => (at?.kind === "map" ? at.entries.get(key) : undefined),
    map,
  );
  return value?.kind === "map" ? value : null;
}

/** The entries of a list of paths, each a text or a map from the path to its options; other forms are left out. */
export function pathsOf(value: Value | undefined): string[] {
  const items = value?.kind === "list" ? value.items : value === undefined ? [] : [value];
  return items.flatMap((item) =>
    item.kind === "scalar" && typeof item.value === "string"
      ? [item.value]
      : item.kind === "map"
        ? [...item.entries.keys()]
        : [],
  );
}

/** The stages of a lock; before its schema 2.0 they stand at the top. */
export function lockedStages(pipeline: Pipeline): Map<string, { stage: MapValue; pointer: string }> {
  const { lock } = pipeline;
  const isOld = lock !== null && !lock.map.entries.has("schema");
  const stages = lock === null ? null : isOld ? lock.map : mapAt(lock.map, "stages");
  const found = new Map<string, { stage: MapValue; pointer: string }>();
  for (const [name, stage] of stages?.entries ?? []) {
    const pointer = (isOld ? "" : "/stages") + pointerStep(name);
    if (stage.kind === "map") found.set(name, { stage, pointer });
  }
  return found;
}

/** The params that stages ran with. Those of a file other than params.yaml that names one again are told apart by the file. */
export function lockedParams(pipeline: Pipeline, stages: readonly string[]): Param[] {
  const params: Param[] = [];
  const { lock } = pipeline;
  const locked = lockedStages(pipeline);
  for (const name of stages) {
    const { stage, pointer } = locked.get(name) ?? {};
    for (const [file, values] of mapAt(stage, "params")?.entries ?? []) {
      if (values.kind !== "map" || lock === null) continue;
      const found = paramsOf(values, lock.path, `${pointer}/params${pointerStep(file)}`);
      const known = new Set(params.map((param) => param.name));
      const isOther = baseName(file) !== "params.yaml";
      addParams(
        params,
        found.map((param) => (isOther && known.has(param.name) ? { ...param, name: `${file}:${param.name}` } : param)),
      );
    }
  }
  return params;
}

/** A note for each params file that says something else now than the lock: the run was with what the lock says. */
export function changedParams(root: string, pipeline: Pipeline, locked: readonly Param[]): Finding[] {
  const path = joinPath(pipeline.dir, "params.yaml");
  const ours = locked.filter(({ evidence }) => /\/params\.yaml\//.test(pointerOf(evidence).replaceAll("~1", "/")));
  if (ours.length === 0) return [];
  const findings: Finding[] = [];
  const map = readMap(root, path, []);
  const now = new Map(map === null ? [] : paramsOf(map, path).map((param) => [param.name, param]));
  for (const param of ours) {
    const other = now.get(param.name);
    if (other === undefined || Object.is(other.value, param.value)) continue;
    const { literal, locator } = other.evidence;
    const message = `${param.name} is ${literal} here and was ${param.evidence.literal} when the pipeline last ran`;
    const line = "line" in locator ? locator.line : null;
    findings.push(finding({ code: "source/not-of-this-run", file: path, line, message }));
  }
  return findings;
}

function pointerOf({ locator }: Evidence): string {
  return locator.kind === "pointer" ? locator.pointer : "";
}

/** What stages depend on with its hash, but for code and for what the pipeline itself makes. */
export function lockedData(pipeline: Pipeline): Tracked[] {
  const { lock } = pipeline;
  if (lock === null) return [];
  const stages = [...lockedStages(pipeline).values()];
  const made = new Set(
    stages.flatMap(({ stage }) =>
      tracked(stage, { key: "outs", file: lock.path, pointer: "" }).map(({ path }) => path),
    ),
  );
  const used = stages.flatMap(({ stage, pointer }) => tracked(stage, { key: "deps", file: lock.path, pointer }));
  return used.filter(({ path }) => !made.has(path) && !CODE.test(path));
}

/** What a `.dvc` file tracks. */
export function trackedBy(root: string, file: string, findings: Finding[]): Tracked[] {
  const map = readMap(root, file, findings);
  if (map === null) return [];
  const inside = parentOf(file);
  return tracked(map, { key: "outs", file, pointer: "" }).map((one) => ({ ...one, path: joinPath(inside, one.path) }));
}

function tracked(map: MapValue, at: { key: "deps" | "outs"; file: string; pointer: string }): Tracked[] {
  const { key, file, pointer } = at;
  const list = map.entries.get(key);
  const items = list?.kind === "list" ? list.items : [];
  return items.flatMap((item, index): Tracked[] => {
    if (item.kind !== "map") return [];
    const path = item.entries.get("path");
    const name = HASHES.find((hash) => item.entries.get(hash)?.kind === "scalar");
    const hash = name === undefined ? undefined : item.entries.get(name);
    if (path?.kind !== "scalar" || hash?.kind !== "scalar" || name === undefined) return [];
    const evidence = evidenceOf(hash, file, `${pointer}/${key}/${index}/${name}`);
    return [{ path: path.literal, hash: hash.literal, evidence }];
  });
}

/** One text for a version of the data: each path with its hash, or how many there are with a hash over all. */
export function dataVersionOf(data: readonly Tracked[]): { text: string; evidence: Evidence } | null {
  const byPath = new Map(data.map((one) => [one.path, one]));
  const sorted = [...byPath.values()].sort((a, b) => compareText(a.path, b.path));
  const [first] = sorted;
  if (first === undefined) return null;
  const texts = sorted.map(({ path, hash }) => `${path}@${hash}`);
  const text = texts.length > MAX_NAMED ? `${texts.length} paths, ${hashText(texts.join("\n"))}` : texts.join(", ");
  return { text, evidence: first.evidence };
}
