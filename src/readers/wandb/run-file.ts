import type { Finding } from "../../model/finding.ts";
import type { Param, Point } from "../../model/run.ts";
import { evidenceOf } from "../format/param-values.ts";
import type { MapValue, Value } from "../format/value.ts";
import { leavesOf, pointerStep } from "../format/value.ts";
import { readMap, readSource } from "../format/value-file.ts";
import { numbersOf } from "./json-number.ts";

const INTERNAL = new Set(["_wandb", "wandb_version", "_step", "_runtime", "_timestamp"]);
const PACKAGE = /^[\w.-]+(?:\[[\w.,-]+\])?==[\w.!+-]+$/;
/** What is kept of `wandb-metadata.json`, by the name that an environment record has for it. */
const METADATA: Record<string, string> = {
  os: "os",
  python: "python",
  docker: "docker",
  codePath: "code_path",
  gpu: "gpu_type",
  gpu_count: "gpu_count",
  cpu_count: "cpu_count",
  cpu_count_logical: "cpu_count_logical",
  cudaVersion: "cuda_version",
};

/** What `wandb-metadata.json` says. `state` in it is `running` for ever and is not read; `startedAt` is in UTC. */
export interface RunMetadata {
  environment: Param[];
  commit: Param | null;
  startedAt: Param | null;
}

/** The settings in `config.yaml` or in a sweep's `config-<run>.yaml`: every one is wrapped as `{value: …}`, with a `desc` once. */
export function readConfigFile(root: string, path: string, findings: Finding[]): Param[] {
  const map = readMap(root, path, findings);
  if (map === null) return [];
  return [...map.entries].flatMap(([key, entry]) => {
    if (INTERNAL.has(key)) return [];
    const inner = entry.kind === "map" ? entry.entries.get("value") : undefined;
    const base = pointerStep(key);
    const whole: MapValue = { kind: "map", entries: new Map([[key, inner ?? entry]]), line: 1, start: 0, end: 0 };
    return leavesOf(whole).map(({ name, pointer, value }) => {
      const full = inner === undefined ? pointer : `${base}/value${pointer.slice(base.length)}`;
      return { name, value: value.value, evidence: evidenceOf(value, path, full) };
    });
  });
}

/** The numbers in `wandb-summary.json`, by name; their step is that of the summary. */
export function readSummaryFile(root: string, path: string, findings: Finding[]): { name: string; point: Point }[] {
  const map = readMap(root, path, findings);
  if (map === null) return [];
  const found = map.entries.get("_step");
  const step = found?.kind === "scalar" && typeof found.value === "number" ? found.value : null;
  return [...map.entries].flatMap(([key, value]) => {
    const numbers = INTERNAL.has(key) ? null : numbersOf(value);
    return (numbers ?? []).map((number) => {
      const keys = [key, ...number.path];
      const locator = { kind: "pointer", pointer: keys.map(pointerStep).join(""), line: number.line } as const;
      const evidence = { file: path, locator, literal: number.literal };
      return { name: keys.join("."), point: { value: number.value, step, evidence } };
    });
  });
}

/** Reads `wandb-metadata.json`. Host, user, address, arguments and paths of a machine are not kept. */
export function readMetadataFile(root: string, path: string, findings: Finding[]): RunMetadata {
  const map = readMap(root, path, findings);
  const environment: Param[] = [];
  for (const [key, name] of Object.entries(METADATA)) {
    const param = paramAt(map, { path, keys: [key], name });
    if (param !== null && param.value !== null) environment.push(param);
  }
  const commit = paramAt(map, { path, keys: ["git", "commit"], name: "commit" });
  return { environment, commit, startedAt: paramAt(map, { path, keys: ["startedAt"], name: "startedAt" }) };
}

/** The packages with exact versions in `requirements.txt`; others may hold paths and addresses. */
export function readPackages(root: string, path: string, findings: Finding[]): string[] {
  const own: Finding[] = [];
  const text = readSource(root, path, own) ?? "";
  // A run without packages has an empty file.
  findings.push(...own.filter(({ code }) => code !== "source/empty"));
  return text.split(/\r?\n/).filter((line) => PACKAGE.test(line));
}

function paramAt(map: MapValue | null, at: { path: string; keys: string[]; name: string }): Param | null {
  let value: Value | undefined = map ?? undefined;
  for (const key of at.keys) value = value?.kind === "map" ? value.entries.get(key) : undefined;
  if (value?.kind !== "scalar" || value.literal === "") return null;
  const evidence = evidenceOf(value, at.path, at.keys.map(pointerStep).join(""));
  return { name: at.name, value: value.value, evidence };
}
