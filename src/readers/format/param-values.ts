import type { Evidence } from "../../model/evidence.ts";
import type { Param } from "../../model/run.ts";
import type { MapValue, Value } from "./value.ts";
import { leavesOf } from "./value.ts";

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
  const end = value.kind === "scalar" && value.endLine !== undefined ? { endLine: value.endLine } : {};
  return { file, locator: { kind: "pointer", pointer, line: value.line, ...end }, literal };
}
