import type { Finding } from "../../model/finding.ts";
import { finding } from "../../model/finding.ts";
import type { Param, RunStatus, StatedStatus } from "../../model/run.ts";
import { evidenceOf, paramsOf } from "./param-values.ts";
import type { MapValue, Value } from "./value.ts";
import { pointerStep } from "./value.ts";
import { readMap } from "./value-file.ts";

/** What a `metadata.yaml` says of a run. Times are text as written; null stands for what it does not say. */
export interface Metadata {
  name: string | null;
  description: string | null;
  status: StatedStatus | null;
  tags: string[];
  notes: string | null;
  gitCommit: string | null;
  dataVersion: string | null;
  author: string | null;
  started: string | null;
  ended: string | null;
  environment: Param[];
  parent: string | null;
  seed: number | string | null;
  fold: number | string | null;
}

const FILE = /^metadata\.(json|ya?ml)$/;

const STATUSES: Record<RunStatus, string[]> = {
  finished: ["completed", "complete", "done", "finished", "success", "succeeded", "ok"],
  failed: ["failed", "failure", "error", "crashed", "crash", "diverged"],
  killed: ["killed", "aborted", "cancelled", "canceled", "stopped", "interrupted"],
  pruned: ["pruned"],
  running: ["running", "in-progress", "in_progress", "active", "started"],
  scheduled: ["scheduled", "pending", "queued", "planned", "created"],
  unknown: ["unknown"],
};
const STATUS_BY_WORD = new Map(
  Object.entries(STATUSES).flatMap(([status, words]) => words.map((word) => [word, status as RunStatus] as const)),
);

/** Whether a file name is that of a metadata file. */
export function isMetadataFile(name: string): boolean {
  return FILE.test(name);
}

/** A metadata file that says nothing. */
export function emptyMetadata(): Metadata {
  return {
    name: null,
    description: null,
    status: null,
    tags: [],
    notes: null,
    gitCommit: null,
    dataVersion: null,
    author: null,
    started: null,
    ended: null,
    environment: [],
    parent: null,
    seed: null,
    fold: null,
  };
}

/**
 * Reads `metadata.yaml` or `metadata.json`. Unknown fields are left alone; a field of the wrong kind is a finding and
 * counts as missing. Numbers where text is expected keep their literal (`git_commit: 1234567`).
 */
export function readMetadata(root: string, path: string, findings: Finding[]): Metadata {
  const map = readMap(root, path, findings);
  if (map === null) return emptyMetadata();
  const file: File = { map, path, findings };
  checkStages(file);
  return {
    name: textOf(file, "name"),
    description: textOf(file, "description"),
    status: statusOf(file),
    tags: textsOf(file, "tags"),
    notes: textsOf(file, "notes").join("\n") || null,
    gitCommit: textOf(file, "git_commit"),
    dataVersion: textOf(file, "data_version"),
    author: textOf(file, "author"),
    started: textOf(file, "started"),
    ended: textOf(file, "ended"),
    environment: environmentOf(file),
    parent: textOf(file, "parent"),
    seed: numberOrText(file, "seed"),
    fold: numberOrText(file, "fold"),
  };
}

interface File {
  map: MapValue;
  path: string;
  findings: Finding[];
}

/** The field's value, or null when it is missing or empty. */
function fieldOf(file: File, name: string): Value | null {
  const value = file.map.entries.get(name);
  const isEmpty = value === undefined || (value.kind === "scalar" && (value.value === null || value.literal === ""));
  return isEmpty ? null : value;
}

function bad(file: File, name: string, complaint: { line: number; expected: string }): null {
  const { line, expected } = complaint;
  file.findings.push(
    finding({
      code: "source/bad-field",
      file: file.path,
      line,
      message: `\`${name}\` should be ${expected}`,
      expected,
    }),
  );
  return null;
}

function textOf(file: File, name: string): string | null {
  const value = fieldOf(file, name);
  if (value === null) return null;
  if (value.kind === "scalar" && typeof value.value !== "boolean") return value.literal;
  return bad(file, name, { line: value.line, expected: "text" });
}

function textsOf(file: File, name: string): string[] {
  const value = fieldOf(file, name);
  if (value === null) return [];
  const items = value.kind === "list" ? value.items : [value];
  const texts: string[] = [];
  for (const item of items) {
    if (item.kind === "scalar" && typeof item.value !== "boolean" && item.value !== null) texts.push(item.literal);
    else bad(file, name, { line: item.line, expected: "a list of texts" });
  }
  return texts;
}

function numberOrText(file: File, name: string): number | string | null {
  const value = fieldOf(file, name);
  if (value === null) return null;
  if (value.kind === "scalar" && typeof value.value !== "boolean") return value.value;
  return bad(file, name, { line: value.line, expected: "a number or text" });
}

function statusOf(file: File): StatedStatus | null {
  const value = fieldOf(file, "status");
  const text = textOf(file, "status");
  if (value === null || text === null) return null;
  const status = STATUS_BY_WORD.get(text.trim().toLowerCase());
  if (status === undefined)
    return bad(file, "status", { line: value.line, expected: "finished, failed, killed or running" });
  const because = `metadata says “${text.trim()}”`;
  return { value: status, how: "recorded", because, evidence: evidenceOf(value, file.path, pointerStep("status")) };
}

function environmentOf(file: File): Param[] {
  const value = fieldOf(file, "environment");
  if (value === null) return [];
  if (value.kind === "map") return paramsOf(value, file.path, pointerStep("environment"));
  bad(file, "environment", { line: value.line, expected: "a map of names and values" });
  return [];
}

function checkStages(file: File): void {
  const value = fieldOf(file, "stages");
  if (value !== null && value.kind === "scalar")
    bad(file, "stages", { line: value.line, expected: "a list of stages" });
}
