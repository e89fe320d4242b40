import type { Finding } from "../../model/finding.ts";
import { finding } from "../../model/finding.ts";
import type { Param, RunStatus, StatedStatus } from "../../model/run.ts";
import { textIn } from "../format/json-field.ts";
import { evidenceOf, paramsOf } from "../format/param-values.ts";
import type { Value } from "../format/value.ts";
import { readSource } from "../format/value-file.ts";
import { parseYaml } from "../format/yaml.ts";

/** One attribute of a run: a YAML document in a file of its own below `.guild/attrs/`. */
export interface Attribute {
  file: string;
  value: Value;
}

/** The attributes that are read. `cmd` and `env` hold places and secrets, `user` and `host` names. */
const READ = new Set(
  "id started stopped exit_status flags label tags comments platform pip_freeze random_seed sourcecode_digest vcs_commit".split(
    " ",
  ),
);

/** Reads the attributes of a run by name. One that is broken is a finding. */
export function readAttributes(root: string, files: readonly string[], findings: Finding[]): Map<string, Attribute> {
  const found = new Map<string, Attribute>();
  for (const file of files) {
    const name = file.slice(file.lastIndexOf("/") + 1);
    const text = READ.has(name) ? readSource(root, file, findings) : null;
    if (text === null) continue;
    const { value, error } = parseYaml(text);
    if (error === null) found.set(name, { file, value });
    else
      findings.push(
        finding({ code: "source/bad-yaml", file, line: error.line, column: error.column, message: error.message }),
      );
  }
  return found;
}

/** An attribute's one value with its place; null where it has none. */
export function scalarOf(attribute: Attribute | undefined) {
  return attribute?.value.kind === "scalar" && attribute.value.value !== null ? attribute.value : null;
}

/** An attribute's list as texts; a comment is its body. */
export function textsOf(attribute: Attribute | undefined): string[] {
  if (attribute?.value.kind !== "list") return [];
  return attribute.value.items.flatMap((item) =>
    item.kind === "scalar" ? [item.literal] : (textIn(item, "body") ?? []),
  );
}

/** Flags, or the machine, as params; `uname` names the machine. */
export function mapParams(attribute: Attribute | undefined): Param[] {
  if (attribute?.value.kind !== "map") return [];
  return paramsOf(attribute.value, attribute.file).filter(({ name }) => name !== "uname");
}

/** A time in microseconds since the epoch, as ISO 8601 in UTC. */
export function timeOf(attribute: Attribute | undefined): string | null {
  const value = scalarOf(attribute)?.value;
  const date = new Date(typeof value === "number" ? value / 1000 : Number.NaN);
  return Number.isNaN(date.getTime()) ? null : date.toISOString();
}

/**
 * How a run ended (guild/run.py, `_local_status`): by its exit status; without one, whether it was staged, is being started or
 * holds a lock. The process that a lock names cannot be asked here, and Guild calls a run without either an error.
 */
export function statusOf(attributes: ReadonlyMap<string, Attribute>, marks: ReadonlySet<string>): StatedStatus {
  const exit = attributes.get("exit_status");
  const code = scalarOf(exit);
  if (exit !== undefined && code !== null && typeof code.value === "number") {
    const value: RunStatus = code.value === 0 ? "finished" : code.value < 0 ? "killed" : "failed";
    const because = `it ended with exit status ${code.literal}`;
    return { value, how: "recorded", because, evidence: evidenceOf(code, exit.file, "") };
  }
  const inferred = (value: RunStatus, because: string): StatedStatus => ({
    value,
    how: "inferred",
    because,
    evidence: null,
  });
  if (marks.has("STAGED")) return inferred("scheduled", "it is staged");
  if (marks.has("PENDING")) return inferred("scheduled", "it is about to be started");
  if (marks.has("LOCK")) return inferred("running", "it has a lock and no exit status: it runs, or was killed");
  return inferred("failed", "it has neither an exit status nor a lock, which Guild calls an error");
}
