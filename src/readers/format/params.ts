import type { Finding } from "../../model/finding.ts";
import type { Param } from "../../model/run.ts";
import { baseName } from "../../model/tree.ts";
import { paramsOf } from "./param-values.ts";
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
