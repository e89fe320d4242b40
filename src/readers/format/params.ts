import type { Evidence } from "../model/evidence.ts";
import type { Finding } from "../model/finding.ts";
import type { Param } from "../model/run.ts";
import { baseName } from "../model/tree.ts";
import type { MapValue, Value } from "./value.ts";
import { leavesOf } from "./value.ts";
import { readMap } from "./value-file.ts";

/** The names that hold parameters, the one that counts first. A parameter in several of them is taken from the first. */
const NAMES = ["params", "config", "hparams"];
const FILE = /^(params|config|hparams)\.(json|ya?ml)$/;

/** Whether a file name is that of a parameter file. */
export function isParamsFile(name: string): boolean {
  return FILE.test(name);
}

/** The parameter files among some paths, in the order in which they count. */
export function paramsFiles(paths: readonly string[]): string[] {
  const rank = (path: string) => NAMES.indexOf(baseName(path).split(".")[0] ?? "");
  return paths.filter((path) => isParamsFile(baseName(path))).sort((a, b) => rank(a) - rank(b));
}

/** Reads `params.json` and its like: nested fields get dotted names, lists become their JSON text. */
export function readParams(root: string, path: string, findings: Finding[]): Param[] {
  const map = readMap(root, path, findings);
  return map === null ? [] : paramsOf(map, path);
}

/** The parameters in a map of a file: each with its pointer below `base` and its line. */
export function paramsOf(map: MapValue, file: string, base = ""): Param[] {
  return leavesOf(map).map(({ name, pointer, value }) => ({
    name,
    value: value.value,
    evidence: evidenceOf(value, file, base + pointer),
  }));
}

/** Adds parameters that are not there yet; the first source of a name wins. */
export function addParams(params: Param[], more: readonly Param[]): void {
  const names = new Set(params.map((param) => param.name));
  for (const param of more) {
    if (names.has(param.name)) continue;
    names.add(param.name);
    params.push(param);
  }
}

/** Where a value of a JSON or YAML file stands. */
export function evidenceOf(value: Value, file: string, pointer: string): Evidence {
  const literal = value.kind === "scalar" ? value.literal : "";
  return { file, locator: { kind: "pointer", pointer, line: value.line }, literal };
}
