import type { Finding } from "../../model/finding.ts";
import type { Param, Run } from "../../model/run.ts";
import type { Listing, Tree } from "../../model/tree.ts";
import { baseName, joinPath, parentOf } from "../../model/tree.ts";
import { blankRun, seedAndFold, unknownStatus } from "../format/blank-run.ts";
import { addParams, evidenceOf, paramsOf } from "../format/param-values.ts";
import { listRunFiles } from "../format/run-files.ts";
import { readRunFolder, readRunSeries } from "../format/run-folder.ts";
import { hiddenNote, withoutSecrets } from "../format/secret.ts";
import type { ScalarValue, Value } from "../format/value.ts";
import { readMap, readValue } from "../format/value-file.ts";
import type { Reader, ReadResult, Source } from "../reader.ts";
import { jobName, jobTime, placeOfJob } from "./job.ts";
import { readOverride } from "./override.ts";

/** What hydra.core.utils.run_job writes to the folder `.hydra` (or what `hydra.output_subdir` calls it) of a job. */
const FILES = ["config.yaml", "hydra.yaml", "overrides.yaml"];

/**
 * Hydra: a job's folder with `.hydra/{config,hydra,overrides}.yaml`, alone or in a multirun. Hydra logs no metrics: what other
 * trackers wrote in the folder is joined with it; else the job's own log and metrics files are read like those of any run folder.
 */
export const hydraReader: Reader = {
  name: "hydra",
  detect(listing: Listing, tree: Tree): Source[] {
    if (!isSettings(listing)) return [];
    const dir = parentOf(listing.dir);
    const job = tree.listings.get(dir);
    if (dir === "" || job === undefined) return [];
    const settings = FILES.filter((name) => listing.files.includes(name)).map((name) => joinPath(listing.dir, name));
    const files = [...new Set([...settings, ...listRunFiles(tree, job)])].sort();
    return [{ reader: "hydra", id: dir, dir, files, experiment: placeOfJob(dir, tree) }];
  },
  read: readJob,
  series: (run: Run, root, metrics) => readRunSeries(run, root, metrics),
};

/** A folder of another name is known by having all three files. */
function isSettings({ dir, files }: Listing): boolean {
  const has = (name: string) => files.includes(name);
  return baseName(dir) === ".hydra" ? FILES.some(has) : FILES.every(has);
}

function readJob(source: Source, root: string): ReadResult {
  const findings: Finding[] = [];
  const path = (name: string) => settingsFile(source, name);
  const settings = FILES.map(path).filter((file) => file !== undefined);
  const others = source.files.filter((file) => !settings.includes(file));
  const folder = readRunFolder({ ...source, files: others }, root);
  const own = folder.runs[0] ?? blankRun(source);
  const hydra = readHydra(root, path("hydra.yaml"), findings);
  const { params, unread } = readParams(source, root, findings);
  const facts = seedAndFold(params);
  addParams(params, own.params);
  const started = own.startedAt ?? jobTime(source.dir);
  const run: Run = {
    ...own,
    ...facts,
    name: jobName(source, hydra),
    status: own.status.value === "unknown" ? unknownStatus("Hydra records no end") : own.status,
    startedAt: started,
    ...(started !== null && { clock: "local" as const }),
    params,
    environment: [...own.environment, ...hydra.environment],
    ...(hydra.isSweep && { sweep: source.experiment.dir }),
    seed: facts.seed ?? own.seed,
    files: [...new Set([...settings, ...own.files])].sort(),
  };
  const format = hydra.version === null ? "Hydra" : `Hydra ${hydra.version}`;
  return { runs: [run], findings: [...findings, ...folder.findings], unreadable: [], format, unread };
}

function settingsFile(source: Source, name: string): string | undefined {
  const usual = joinPath(joinPath(source.dir, ".hydra"), name);
  if (source.files.includes(usual)) return usual;
  const inner = source.files.filter((file) => baseName(file) === name && parentOf(parentOf(file)) === source.dir);
  return inner.find((file) => FILES.every((one) => source.files.includes(joinPath(parentOf(file), one))));
}

/** Version, job number and the task's overrides, as hydra.yaml has them. */
function readHydra(root: string, path: string | undefined, findings: Finding[]) {
  const map = path === undefined ? null : readMap(root, path, findings);
  const hydra = map?.entries.get("hydra");
  const at = (...keys: string[]): Value | undefined =>
    keys.reduce<Value | undefined>((value, key) => (value?.kind === "map" ? value.entries.get(key) : undefined), hydra);
  const number = at("job", "num");
  const version = at("runtime", "version");
  const overrides = at("overrides", "task");
  const environment: Param[] = [];
  const mode = at("mode");
  const isMany = mode?.kind === "scalar" && mode.value === "MULTIRUN";
  const isKnown = version?.kind === "scalar" && version.value !== null;
  if (isKnown && path !== undefined) {
    const evidence = evidenceOf(version, path, "/hydra/runtime/version");
    environment.push({ name: "hydra", value: version.literal, evidence });
  }
  return {
    environment,
    version: isKnown ? version.literal : null,
    ...jobNumber(number, isMany),
    overrides: overrides?.kind === "list" ? overrides.items.filter(isScalar).map(({ literal }) => literal) : [],
  };
}

/** Only the jobs of a sweep have a number; `hydra.mode` is there since 1.2. */
function jobNumber(value: Value | undefined, isMany: boolean): { number: number | null; isSweep: boolean } {
  const number = value?.kind === "scalar" && typeof value.value === "number" ? value.value : null;
  return { number, isSweep: isMany || number !== null };
}

/** `${data.size}` says again what the config has under `data.size`. */
function isNoReference(known: readonly Param[]): (param: Param) => boolean {
  const names = new Set(known.map(({ name }) => name));
  return ({ value }) => !names.has(/^\$\{([\w.]+)\}$/.exec(String(value))?.[1] ?? "");
}

function isScalar(value: Value): value is ScalarValue {
  return value.kind === "scalar";
}

/** The config with what was overridden first; an override that names no value of it (`model=large`) is a param of its own. */
function readParams(source: Source, root: string, findings: Finding[]) {
  const [config, overrides] = ["config.yaml", "overrides.yaml"].map((name) => settingsFile(source, name));
  const map = config === undefined ? null : readMap(root, config, findings);
  const all = map === null || config === undefined ? [] : paramsOf(map, config);
  const { params: known, hidden } = withoutSecrets(all);
  const hiddenNames = new Set(all.filter((param) => !known.includes(param)).map(({ name }) => name));
  const params: Param[] = [];
  const list = overrides === undefined ? null : readValue(root, overrides, findings);
  if (list?.kind === "list" && overrides !== undefined) {
    list.items.forEach((item, index) => {
      if (item.kind !== "scalar") return;
      const { name, value } = readOverride(item.literal);
      if (hiddenNames.has(name)) return;
      const inConfig = known.find((param) => param.name === name);
      const evidence = { ...evidenceOf(item, overrides, `/${index}`), literal: String(value) };
      addParams(params, inConfig === undefined ? withoutSecrets([{ name, value, evidence }]).params : [inConfig]);
    });
  }
  addParams(params, known.filter(isNoReference(known)));
  return { params, unread: hiddenNote(config ?? source.dir, hidden) };
}
