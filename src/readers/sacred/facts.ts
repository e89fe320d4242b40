import type { Param, Run, RunStatus, StatedStatus } from "../../model/run.ts";
import { baseName } from "../../model/tree.ts";
import { fieldOf, listIn, mapIn, scalarIn, textIn } from "../format/json-field.ts";
import { evidenceOf, paramsOf } from "../format/param-values.ts";
import type { MapValue } from "../format/value.ts";
import { plain } from "./plain.ts";

/** What run.json calls the states of a run (sacred/run.py, observers/file_storage.py). */
const STATUS: Record<string, RunStatus> = {
  COMPLETED: "finished",
  FAILED: "failed",
  INTERRUPTED: "killed",
  TIMEOUT: "killed",
  QUEUED: "scheduled",
  RUNNING: "running",
};

/** The status in run.json. An exception may give a state of its own (`SacredInterrupt.STATUS`), which ended the run early. */
export function statusOf(run: MapValue, file: string): StatedStatus {
  const stated = scalarIn(run, "status");
  if (stated === undefined) {
    return { value: "unknown", how: "inferred", because: "run.json states no status", evidence: null };
  }
  const value = STATUS[stated.literal] ?? "killed";
  const heartbeat = textIn(run, "heartbeat");
  const error = listIn(run, "fail_trace")?.items.at(-1);
  const detail =
    value === "running" && heartbeat !== null
      ? `; the last heartbeat was at ${heartbeat} UTC`
      : error?.kind === "scalar" && value === "failed"
        ? `: ${error.literal.trim().slice(0, 300)}`
        : "";
  return {
    value,
    how: "recorded",
    because: `Sacred recorded ${stated.literal}${detail}`,
    evidence: evidenceOf(stated, file, "/status"),
  };
}

/** Times, notes, commit, dependencies, resources and machine in run.json; names of machines and environment variables are left out. */
export function factsOf(run: MapValue, file: string): Partial<Run> {
  const experiment = mapIn(run, "experiment");
  const [repository] = listIn(experiment, "repositories")?.items ?? [];
  const commit = scalarIn(repository, "commit");
  const comment =
    scalarIn(mapIn(run, "meta"), "comment") ?? scalarIn(mapIn(mapIn(run, "meta"), "options"), "--comment");
  const [start, stop] = [scalarIn(run, "start_time"), scalarIn(run, "stop_time")];
  const dependencies = listIn(experiment, "dependencies")?.items ?? [];
  const text = (scalar: typeof start) =>
    typeof scalar?.value === "string" && scalar.value !== "" ? scalar.value : null;
  const resources = listIn(run, "resources");
  const dataVersion = resources === undefined ? null : sayResources(resources.items.map((item) => plain(item)));
  return {
    startedAt: text(start),
    endedAt: text(stop),
    clock: "utc",
    notes: text(comment),
    gitCommit: text(commit),
    dataVersion,
    dependencies: dependencies.flatMap((item) => (item.kind === "scalar" ? [item.literal] : [])),
    environment: environmentOf(run, file),
    provenance: {
      ...(start && { startedAt: evidenceOf(start, file, "/start_time") }),
      ...(stop && { endedAt: evidenceOf(stop, file, "/stop_time") }),
      ...(text(comment) && comment && { notes: evidenceOf(comment, file, "/meta") }),
      ...(commit && { gitCommit: evidenceOf(commit, file, "/experiment/repositories/0/commit") }),
      ...(dataVersion && resources && { dataVersion: evidenceOf(resources, file, "/resources") }),
    },
  };
}

/** Files that were opened as resources, with the MD5 that Sacred puts into the name of its copy. */
function sayResources(resources: MapValue["entries"] extends Map<string, infer V> ? V[] : never): string | null {
  const said = resources.flatMap((resource) => {
    const [name, stored] = resource.kind === "list" ? resource.items : [];
    if (name?.kind !== "scalar" || stored?.kind !== "scalar") return [];
    const hash = /_([0-9a-f]{32})(?:\.[^./]*)?$/.exec(stored.literal)?.[1];
    return hash === undefined ? [] : [`${baseName(name.literal.replaceAll("\\", "/"))} ${hash}`];
  });
  return said.length === 0 ? null : said.join(", ");
}

function environmentOf(run: MapValue, file: string): Param[] {
  const host = mapIn(run, "host");
  const kept = [...(host?.entries ?? [])].filter(([name]) => name !== "hostname" && name !== "ENV");
  const machine = host === undefined ? [] : paramsOf({ ...host, entries: new Map(kept) }, file, "/host");
  const experiment = mapIn(run, "experiment");
  const [repository] = listIn(experiment, "repositories")?.items ?? [];
  const dirty = scalarIn(repository, "dirty");
  const extra: Param[] = [];
  const add = (name: string, scalar: ReturnType<typeof scalarIn>, pointer: string) => {
    if (scalar !== undefined) extra.push({ name, value: scalar.value, evidence: evidenceOf(scalar, file, pointer) });
  };
  add("mainfile", scalarIn(experiment, "mainfile"), "/experiment/mainfile");
  add("command", scalarIn(run, "command"), "/command");
  add("git_dirty", dirty, "/experiment/repositories/0/dirty");
  return [...machine, ...extra];
}

/** The settings in config.json, without the annotations that Sacred may keep beside them. */
export function configParams(config: MapValue, file: string): Param[] {
  const value = plain(config);
  if (value.kind !== "map") return [];
  const entries = [...value.entries].filter(([name]) => name !== "__annotations__" && name !== "__doc__");
  return paramsOf({ ...value, entries: new Map(entries) }, file);
}

/** The name of the experiment that a run.json tells; null when it is none of Sacred's. */
export function experimentName(run: MapValue | null): string | null {
  return fieldOf(run, "status") === undefined && fieldOf(run, "command") === undefined
    ? null
    : textIn(mapIn(run, "experiment"), "name");
}
