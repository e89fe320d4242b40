import type { Evidence } from "../../model/evidence.ts";
import { compareText } from "../../model/finding.ts";
import type { Param, Run, RunFact, StatedStatus } from "../../model/run.ts";
import { baseName } from "../../model/tree.ts";
import { blankRun, seedAndFold, unknownStatus } from "../format/blank-run.ts";
import { findDivergence } from "../format/merge-metrics.ts";
import { addParams } from "../format/param-values.ts";
import type { ReadMetric } from "../format/table-metrics.ts";
import type { Source } from "../reader.ts";
import type { Fact, LoggedArtifact, TextFact } from "./fact.ts";
import { folderTime, runIdOf } from "./place.ts";
import { metricsOf, stated } from "./run-metrics.ts";
import type { Stretch } from "./stretch.ts";

/** The run that its stretches describe; a later one counts more. Params and environment are as yet with secrets. */
export function makeRun(source: Source, stretches: readonly Stretch[]): Run {
  const id = runIdOf(source);
  const params: Param[] = [];
  for (const { config } of [...stretches].reverse()) addParams(params, config);
  const metrics = allMetrics(stretches);
  const text = (name: TextFact) => latest(stretches, ({ recording }) => evidenceOf(recording, name));
  const tags = latest(stretches, ({ recording }) => fact(recording, recording?.facts.tags ?? null));
  const jobType = text("jobType");
  const times = timesOf(stretches);
  const commit = text("commit") ?? latest(stretches, ({ metadata }) => textOf(metadata?.commit ?? null));
  const alerts = stretches.flatMap(({ recording }) => recording?.facts.alerts.map(({ value }) => value) ?? []);
  const notes = text("notes");
  const data = dataVersionOf(stretches);
  const facts: Partial<Record<RunFact, Stated<string> | null>> = {
    ...{ startedAt: times.started, endedAt: times.ended, notes, gitCommit: commit, dataVersion: data },
    ...{ group: text("group"), sweep: text("sweep") ?? sweepOf(source), parent: text("branch") },
  };
  const seed = seedAndFold(params);
  return {
    ...blankRun(source),
    name: text("name")?.value ?? id,
    uid: id,
    status: statusOf(stretches),
    startedAt: times.started?.value ?? null,
    endedAt: times.ended?.value ?? null,
    clock: times.clock,
    params,
    metrics: metrics.map(({ metric }) => metric),
    tags: [...(tags?.value ?? []), ...(jobType === null ? [] : [`job_type:${jobType.value}`])],
    notes: [notes?.value ?? [], alerts].flat().join("\n") || null,
    environment: environmentOf(stretches),
    dependencies: stretches.findLast(({ packages }) => packages.length > 0)?.packages ?? [],
    gitCommit: commit?.value ?? null,
    dataVersion: data?.value ?? null,
    seed: seed.seed,
    fold: seed.fold,
    parent: facts.parent?.value ?? null,
    group: facts.group?.value ?? null,
    ...(facts.sweep ? { sweep: facts.sweep.value } : {}),
    diverged: findDivergence(metrics),
    files: stretches.flatMap(({ read }) => read).sort(),
    provenance: { ...seed.provenance, ...provenanceOf(facts) },
  };
}

interface Stated<T> {
  value: T;
  evidence: Evidence | null;
}

type Recorded = Stretch["recording"];

function latest<T>(stretches: readonly Stretch[], read: (stretch: Stretch) => T | null): T | null {
  for (const stretch of [...stretches].reverse()) {
    const found = read(stretch);
    if (found !== null) return found;
  }
  return null;
}

function fact<T>(recording: Recorded, said: Fact<T> | null): Stated<T> | null {
  if (recording === null || said === null) return null;
  const literal = typeof said.value === "string" ? said.value : "";
  return {
    value: said.value,
    evidence: { file: recording.path, locator: { kind: "record", record: said.record }, literal },
  };
}

function evidenceOf(recording: Recorded, name: TextFact): Stated<string> | null {
  return fact(recording, recording?.facts.texts[name] ?? null);
}

function textOf(param: Param | null): Stated<string> | null {
  return param === null ? null : { value: param.evidence.literal, evidence: param.evidence };
}

function provenanceOf(facts: Partial<Record<RunFact, Stated<string> | null>>): Run["provenance"] {
  return Object.fromEntries(
    Object.entries(facts).flatMap(([name, said]) => (said?.evidence ? [[name, said.evidence]] : [])),
  );
}

/** History and summary, by name since W&B writes the keys of a row in any order; what the summary file has beyond a recording that was cut off, or without one. */
function allMetrics(stretches: readonly Stretch[]): ReadMetric[] {
  const recorded = stretches.flatMap(({ recording, summary }) => (recording === null ? [] : [{ recording, summary }]));
  const found = new Map(metricsOf(recorded).map((read) => [read.metric.name, read]));
  for (const { name, point } of stretches.at(-1)?.summaryFile ?? []) {
    const known = found.get(name);
    const reached = known?.metric.last.step ?? Number.NEGATIVE_INFINITY;
    const isByStep = known === undefined || known.metric.stepName === "step";
    const isLater = known === undefined || (isByStep && point.step !== null && point.step > reached);
    if (isLater) found.set(name, stated(known, { name, point }));
  }
  return [...found.values()].sort((a, b) => compareText(a.metric.name, b.metric.name));
}

function timesOf(stretches: readonly Stretch[]): {
  started: Stated<string> | null;
  ended: Stated<string> | null;
  clock: Run["clock"];
} {
  const [first] = stretches;
  const ended = endOf(stretches.at(-1)?.recording ?? null);
  const start = fact(first?.recording ?? null, first?.recording?.facts.startedAt ?? null);
  if (start !== null) return { started: { ...start, value: isoTime(start.value) }, ended, clock: "utc" };
  const metadata = textOf(first?.metadata?.startedAt ?? null);
  if (metadata !== null) return { started: metadata, ended, clock: "utc" };
  const folder = first === undefined ? null : folderTime(first.dir);
  return folder === null
    ? { started: null, ended, clock: "utc" }
    : { started: { value: folder, evidence: null }, ended, clock: "local" };
}

/** Its start and the whole seconds that it took, or the time of its last row where that is later. Only a run that ended has one. */
function endOf(recording: Recorded): Stated<string> | null {
  const exit = recording?.facts.exit ?? null;
  if (recording === null || exit === null) return null;
  const { startedAt, startRuntime } = recording.facts;
  const { lastWall } = recording.history;
  const took = Math.max(0, (exit.value.runtime ?? 0) - startRuntime);
  const byRuntime = startedAt === null ? Number.NaN : startedAt.value + took;
  const end = Number.isNaN(byRuntime) || lastWall > byRuntime ? lastWall : byRuntime;
  const value = isoTime(end);
  const locator = { kind: "record", record: exit.record } as const;
  return value === "" ? null : { value, evidence: { file: recording.path, locator, literal: "" } };
}

function isoTime(seconds: number): string {
  return Math.abs(seconds) < 8.6e12 ? new Date(Math.round(seconds * 1000)).toISOString() : "";
}

/** How the last stretch ended. W&B notes 255 for an interrupt from the keyboard (sdk/lib/exit_hooks.py). */
function statusOf(stretches: readonly Stretch[]): StatedStatus {
  const recording = stretches.at(-1)?.recording ?? null;
  const exit = fact(recording, recording?.facts.exit ?? null);
  if (exit !== null) {
    const { code } = exit.value;
    const value = code === 0 ? "finished" : code === 255 ? "killed" : "failed";
    const evidence = exit.evidence && { ...exit.evidence, literal: String(code) };
    return { value, how: "recorded", because: `its exit code is ${code}`, evidence };
  }
  const preempting = fact(recording, recording?.facts.preempting ?? null);
  if (preempting !== null) {
    return { value: "killed", how: "recorded", because: "it was preempted", evidence: preempting.evidence };
  }
  if (recording === null) return unknownStatus("its recording is not here, and nothing else tells how it ended");
  return unknownStatus("no exit is recorded: it is still running, or it was killed");
}

/** The data sets that it used, else those that it made. */
function dataVersionOf(stretches: readonly Stretch[]): Stated<string> | null {
  const sets = stretches.flatMap(({ recording }) =>
    (recording?.facts.artifacts ?? [])
      .filter(({ value }) => value.type === "dataset")
      .map((one) => fact(recording, one)),
  );
  const used = sets.filter((one) => one?.value.isUsed);
  const chosen = (used.length > 0 ? used : sets).flatMap((one) => one ?? []);
  const [first] = chosen;
  if (first === undefined) return null;
  const value = [...new Set(chosen.map(({ value: { name, digest } }) => (digest === "" ? name : `${name}:${digest}`)))];
  return { value: value.join(", "), evidence: first.evidence };
}

/** The sweep whose folder has the run's settings. */
function sweepOf({ files }: Source): Stated<string> | null {
  const found = files.map((path) => ({ path, id: /\/sweep-([^/]+)\/config-[^/]+$/.exec(path)?.[1] }));
  const { path, id } = found.find((one) => one.id !== undefined) ?? {};
  if (path === undefined || id === undefined) return null;
  return { value: id, evidence: { file: path, locator: { kind: "line", line: 1 }, literal: "" } };
}

function environmentOf(stretches: readonly Stretch[]): Param[] {
  const found: Param[] = [];
  for (const { recording, metadata } of [...stretches].reverse()) {
    if (recording !== null) {
      const { environment, texts, artifacts } = recording.facts;
      const said = [...environment, ...(texts.sdk ? [["wandb", texts.sdk] as const] : [])];
      addParams(
        found,
        said.map(([name, one]) => paramOf(recording, name, one)),
      );
      addParams(
        found,
        artifacts.map((one) => artifactParam(recording, one)),
      );
    }
    addParams(found, metadata?.environment ?? []);
  }
  return found;
}

function paramOf(recording: NonNullable<Recorded>, name: string, said: Fact<string>): Param {
  const evidence = {
    file: recording.path,
    locator: { kind: "record", record: said.record } as const,
    literal: said.value,
  };
  return { name, value: said.value, evidence };
}

function artifactParam(recording: NonNullable<Recorded>, { value, record }: Fact<LoggedArtifact>): Param {
  const { isUsed, type, name, digest, files } = value;
  const count = files === 0 ? [] : [files === 1 ? "1 file" : `${files} files`];
  const said = [type, ...count, ...(digest === "" ? [] : [`digest ${digest}`])].join(", ");
  return paramOf(recording, `${isUsed ? "used artifact" : "artifact"} ${baseName(name)}`, { value: said, record });
}
