import type { Param, ParamValue, Run, RunStatus, StatedStatus } from "../../model/run.ts";
import { unknownStatus } from "../format/blank-run.ts";
import { listIn, mapIn, numberOf, scalarIn, textIn } from "../format/json-field.ts";
import { evidenceOf } from "../format/param-values.ts";
import type { MapValue, ScalarValue } from "../format/value.ts";
import { pointerStep } from "../format/value.ts";

/** The states of a task (clearml/backend_api/services, tasks.TaskStatusEnum). An offline session seldom has one. */
const STATUS: Record<string, RunStatus> = {
  completed: "finished",
  published: "finished",
  closed: "finished",
  failed: "failed",
  stopped: "killed",
  in_progress: "running",
  queued: "scheduled",
  created: "scheduled",
};

/** What a task.json says of a run but its name: settings, tags, comment, code. */
export function factsOf(task: MapValue, file: string): Partial<Run> {
  const script = mapIn(task, "script");
  const commit = scalarIn(script, "version_num");
  const comment = scalarIn(task, "comment");
  const tags = listIn(task, "tags")?.items ?? [];
  return {
    uid: textIn(task, "id") ?? undefined,
    status: statusOf(task, file),
    params: paramsOf(task, file),
    tags: tags.flatMap((tag) => (tag.kind === "scalar" ? [tag.literal] : [])),
    notes: textIn(task, "comment"),
    gitCommit: textIn(script, "version_num"),
    dependencies: requirementsOf(textIn(mapIn(script, "requirements"), "pip") ?? ""),
    environment: environmentOf(script, file),
    provenance: {
      ...(commit && { gitCommit: evidenceOf(commit, file, "/script/version_num") }),
      ...(comment && textIn(task, "comment") !== null && { notes: evidenceOf(comment, file, "/comment") }),
    },
  };
}

function statusOf(task: MapValue, file: string): StatedStatus {
  const stated = scalarIn(task, "status");
  const value = STATUS[stated?.literal ?? ""];
  if (stated === undefined || value === undefined) return unknownStatus("an offline session records no status");
  return {
    value,
    how: "recorded",
    because: `ClearML recorded ${stated.literal}`,
    evidence: evidenceOf(stated, file, "/status"),
  };
}

/** Settings are texts with a type: `{"hyperparams": {"General": {"lr": {"value": "0.0001", "type": "float"}}}}`. */
function paramsOf(task: MapValue, file: string): Param[] {
  const params: Param[] = [];
  for (const [section, held] of mapIn(task, "hyperparams")?.entries ?? []) {
    if (held.kind !== "map") continue;
    for (const [name, one] of held.entries) {
      const value = scalarIn(one, "value");
      if (value === undefined) continue;
      const pointer = `/hyperparams${pointerStep(section)}${pointerStep(name)}/value`;
      const called = (section === "General" ? name : `${section}/${name}`).replaceAll("/", ".");
      const typed = typedValue(value, textIn(one, "type"));
      params.push({ name: called, value: typed, evidence: evidenceOf(value, file, pointer) });
    }
  }
  return params;
}

function typedValue(scalar: ScalarValue, type: string | null): ParamValue {
  const text = scalar.literal;
  if (typeof scalar.value !== "string") return scalar.value;
  if (type === "bool") return text === "True" ? true : text === "False" ? false : text;
  if (type !== "float" && type !== "int") return text;
  const spelt = text.replace(/^([+-]?)inf(?:inity)?$/i, "$1Infinity").replace(/^nan$/i, "NaN");
  const number = numberOf(spelt) ?? (text.trim() === "" ? Number.NaN : Number(text));
  return Number.isNaN(number) && spelt !== "NaN" ? text : number;
}

/** The lines of a pip requirements text that name a package. */
function requirementsOf(text: string): string[] {
  return text
    .split(/\r?\n/)
    .map((line) => line.trim().replace(/\s*==\s*/, "=="))
    .filter((line) => line !== "" && !line.startsWith("#"));
}

function environmentOf(script: MapValue | undefined, file: string): Param[] {
  const named = ["repository", "branch", "entry_point", "working_dir", "binary"].flatMap((name): Param[] => {
    const value = scalarIn(script, name);
    if (value === undefined || value.literal === "") return [];
    return [{ name, value: value.value, evidence: evidenceOf(value, file, `/script/${name}`) }];
  });
  const diff = scalarIn(script, "diff");
  if (diff === undefined) return named;
  const isDirty = diff.literal.trim() !== "";
  const evidence = { ...evidenceOf(diff, file, "/script/diff"), literal: String(isDirty) };
  return [...named, { name: "git_dirty", value: isDirty, evidence }];
}
