import type { Cursor } from "../format/protobuf.ts";
import { enterMessage, leaveMessage, nextField, readInt, readText, skipField } from "../format/protobuf.ts";

/** Something a record says, and which record (1-based). */
export interface Fact<T> {
  value: T;
  record: number;
}

/**
 * What a file says of its run besides settings and metrics. A later record counts more than an earlier one.
 *
 * - `startedAt`: seconds since the epoch; `startRuntime`: how many seconds the run had gone on before this file.
 * - `exit`: with the exit code, and the seconds that the run took.
 * - `environment`: by name; nothing that names a person or machine is kept.
 */
export interface Facts {
  texts: Partial<Record<TextFact, Fact<string>>>;
  tags: Fact<string[]> | null;
  startedAt: Fact<number> | null;
  startRuntime: number;
  exit: Fact<{ code: number; runtime: number | null }> | null;
  preempting: Fact<true> | null;
  environment: Map<string, Fact<string>>;
  alerts: Fact<string>[];
  artifacts: Fact<LoggedArtifact>[];
}

/** A text that a run, environment or telemetry record has. */
export type TextFact =
  | "id"
  | "project"
  | "group"
  | "jobType"
  | "name"
  | "notes"
  | "sweep"
  | "branch"
  | "commit"
  | "sdk";

/** A set of files that W&B keeps by content: one that the run made, or one that it used. */
export interface LoggedArtifact {
  isUsed: boolean;
  type: string;
  name: string;
  digest: string;
  files: number;
}

/** RunRecord: entity=2, host=13 and others are not kept. */
const RUN_TEXTS: Record<number, TextFact> = {
  1: "id",
  3: "project",
  6: "group",
  7: "jobType",
  8: "name",
  9: "notes",
  12: "sweep",
};
/** EnvironmentRecord: email=10, root=11, host=12, username=13, args=5, program=6 and executable=14 are not kept. */
const ENVIRONMENT_TEXTS: Record<number, string> = {
  1: "os",
  2: "python",
  4: "docker",
  7: "code_path",
  18: "gpu_type",
  25: "cuda_version",
};
const ENVIRONMENT_COUNTS: Record<number, string> = { 16: "cpu_count", 17: "cpu_count_logical", 19: "gpu_count" };

/** Nothing said. */
export function noFacts(): Facts {
  return {
    texts: {},
    tags: null,
    startedAt: null,
    startRuntime: 0,
    exit: null,
    preempting: null,
    environment: new Map(),
    alerts: [],
    artifacts: [],
  };
}

/**
 * Takes over a `RunRecord`. `config` and `summary` are called for those messages, with the cursor in them. This and the functions
 * below throw `WireError` for bytes that are no such record.
 */
export function addRun(
  facts: Facts,
  cursor: Cursor,
  to: { record: number; config: () => void; summary: () => void },
): void {
  const { record } = to;
  const tags: string[] = [];
  while (nextField(cursor)) {
    const { field } = cursor;
    const name = RUN_TEXTS[field];
    if (name !== undefined) say(facts, name, { value: readText(cursor), record });
    else if (field === 4) within(cursor, to.config);
    else if (field === 5) within(cursor, to.summary);
    else if (field === 10) tags.push(readText(cursor));
    else if (field === 17) within(cursor, () => addStart(facts, cursor, record));
    else if (field === 19) within(cursor, () => addTelemetry(facts, cursor, record));
    else if (field === 20) facts.startRuntime = Number(readInt(cursor));
    else if (field === 21) within(cursor, () => addCommit(facts, cursor, record));
    else if (field === 23) within(cursor, () => sayText(facts, cursor, { field: 1, name: "branch", record }));
    else skipField(cursor);
  }
  if (tags.length > 0) facts.tags = { value: tags, record };
}

/** Takes over a `TelemetryRecord`: of all it has, the SDK's version. */
export function addTelemetry(facts: Facts, cursor: Cursor, record: number): void {
  sayText(facts, cursor, { field: 5, name: "sdk", record });
}

/** Takes over a `RunExitRecord`. A code of 0 is not written. */
export function addExit(facts: Facts, cursor: Cursor, record: number): void {
  let code = 0;
  let runtime: number | null = null;
  while (nextField(cursor)) {
    if (cursor.field === 1) code = Number(readInt(cursor));
    else if (cursor.field === 2) runtime = Number(readInt(cursor));
    else skipField(cursor);
  }
  facts.exit = { value: { code, runtime }, record };
}

/** Takes over an `EnvironmentRecord`; there are several in a file, each with other fields. */
export function addEnvironment(facts: Facts, cursor: Cursor, record: number): void {
  while (nextField(cursor)) {
    const { field } = cursor;
    const text = ENVIRONMENT_TEXTS[field];
    const count = ENVIRONMENT_COUNTS[field];
    if (text !== undefined) set(facts, text, { value: readText(cursor), record });
    else if (count !== undefined) set(facts, count, { value: String(readInt(cursor)), record });
    else if (field === 9) within(cursor, () => addCommit(facts, cursor, record));
    else skipField(cursor);
  }
}

/** Takes over an `AlertRecord` as one line. */
export function addAlert(facts: Facts, cursor: Cursor, record: number): void {
  const texts = textsOf(cursor, [1, 2, 3]);
  const [title = "", text = "", level = ""] = [texts[1], texts[2], texts[3]];
  const words = [title, text].filter((part) => part !== "").join(": ");
  facts.alerts.push({ value: `Alert${level === "" ? "" : ` (${level})`}: ${words}`, record });
}

/** Takes over an `ArtifactRecord` (type=4, name=5, digest=6, manifest=12{contents=4*}). */
export function addArtifact(facts: Facts, cursor: Cursor, record: number): void {
  const texts: Record<number, string> = {};
  let files = 0;
  while (nextField(cursor)) {
    const { field } = cursor;
    if (field >= 4 && field <= 6) texts[field] = readText(cursor);
    else if (field === 12) within(cursor, () => (files += countFields(cursor, 4)));
    else skipField(cursor);
  }
  const { 4: type = "", 5: name = "", 6: digest = "" } = texts;
  facts.artifacts.push({ value: { isUsed: false, type, name, digest, files }, record });
}

/** Takes over a `UseArtifactRecord` (id=1, type=2, name=3). */
export function addUse(facts: Facts, cursor: Cursor, record: number): void {
  const { 1: digest = "", 2: type = "", 3: name = "" } = textsOf(cursor, [1, 2, 3]);
  facts.artifacts.push({ value: { isUsed: true, type, name, digest, files: 0 }, record });
}

/** Reads the message in the current field with the cursor in it. */
export function within(cursor: Cursor, read: () => void): void {
  const outer = enterMessage(cursor);
  read();
  leaveMessage(cursor, outer);
}

function addStart(facts: Facts, cursor: Cursor, record: number): void {
  let seconds = 0;
  let nanos = 0;
  while (nextField(cursor)) {
    if (cursor.field === 1) seconds = Number(readInt(cursor));
    else if (cursor.field === 2) nanos = Number(readInt(cursor));
    else skipField(cursor);
  }
  if (seconds > 0) facts.startedAt = { value: seconds + nanos / 1e9, record };
}

function addCommit(facts: Facts, cursor: Cursor, record: number): void {
  sayText(facts, cursor, { field: 2, name: "commit", record });
}

function sayText(facts: Facts, cursor: Cursor, to: { field: number; name: TextFact; record: number }): void {
  const value = textsOf(cursor, [to.field])[to.field];
  if (value !== undefined) say(facts, to.name, { value, record: to.record });
}

function say(facts: Facts, name: TextFact, fact: Fact<string>): void {
  if (fact.value !== "") facts.texts[name] = fact;
}

function set(facts: Facts, name: string, fact: Fact<string>): void {
  if (fact.value !== "" && fact.value !== "0") facts.environment.set(name, fact);
}

function textsOf(cursor: Cursor, fields: readonly number[]): Record<number, string> {
  const texts: Record<number, string> = {};
  while (nextField(cursor)) {
    if (fields.includes(cursor.field)) texts[cursor.field] = readText(cursor);
    else skipField(cursor);
  }
  return texts;
}

function countFields(cursor: Cursor, field: number): number {
  let count = 0;
  while (nextField(cursor)) {
    if (cursor.field === field) count += 1;
    skipField(cursor);
  }
  return count;
}
