import type { Evidence } from "../../model/evidence.ts";
import type { Cursor } from "../format/protobuf.ts";
import {
  nextField,
  openMessage,
  readBool,
  readDouble,
  readInt,
  readText,
  skipField,
  WireError,
} from "../format/protobuf.ts";
import { isSecretName } from "../format/secret.ts";
import { readItem } from "./config.ts";
import { within } from "./fact.ts";
import type { RawRecord } from "./record-file.ts";
import { forEachRecord } from "./record-file.ts";
import { KIND, openRecord } from "./recording.ts";

/** What is shown of a message: by field number a name, and whether it is text, a whole number, a double, a flag or a message. */
type Shape = Record<number, [name: string, what: "text" | "int" | "double" | "flag" | "item" | Shape]>;

const LONGEST = 1000;
const MOST_LINES = 2000;

const TIME: Shape = { 1: ["seconds", "int"], 2: ["nanos", "int"] };
const ITEMS: Shape = { 1: ["", "item"], 2: ["removed", "item"] };
const TELEMETRY: Shape = { 4: ["python_version", "text"], 5: ["cli_version", "text"] };
const GIT: Shape = { 2: ["commit", "text"] };
const METRIC_SUMMARY: Shape = Object.fromEntries(
  ["min", "max", "mean", "best", "last", "none", "copy", "first"].map((name, at) => [at + 1, [name, "flag"]]),
);

/**
 * The records that are read, with the fields that are shown (wandb/proto/wandb_internal.proto). Fields that name a person, machine
 * or address are left out: entity and host of a run; email, host, username, args and paths of an environment.
 */
const SHAPES: Record<number, [name: string, shape: Shape]> = {
  [KIND.history]: ["history", { 1: ["", "item"], 2: ["step", { 1: ["num", "int"] }] }],
  [KIND.summary]: ["summary", ITEMS],
  [KIND.config]: ["config", ITEMS],
  [KIND.artifact]: [
    "artifact",
    { 4: ["type", "text"], 5: ["name", "text"], 6: ["digest", "text"], 11: ["alias", "text"] },
  ],
  [KIND.alert]: ["alert", { 1: ["title", "text"], 2: ["text", "text"], 3: ["level", "text"] }],
  [KIND.telemetry]: ["telemetry", TELEMETRY],
  [KIND.metric]: [
    "metric",
    {
      ...{ 1: ["name", "text"], 2: ["glob_name", "text"], 4: ["step_metric", "text"], 7: ["summary", METRIC_SUMMARY] },
      6: ["options", { 1: ["step_sync", "flag"], 2: ["hidden", "flag"], 3: ["defined", "flag"] }],
      8: ["goal", "int"],
    },
  ],
  [KIND.run]: [
    "run",
    {
      ...{ 1: ["run_id", "text"], 3: ["project", "text"], 4: ["config", ITEMS], 5: ["summary", ITEMS] },
      ...{ 6: ["run_group", "text"], 7: ["job_type", "text"], 8: ["display_name", "text"], 9: ["notes", "text"] },
      ...{ 10: ["tag", "text"], 12: ["sweep_id", "text"], 14: ["starting_step", "int"], 17: ["start_time", TIME] },
      ...{ 18: ["resumed", "flag"], 19: ["telemetry", TELEMETRY], 20: ["runtime", "int"], 21: ["git", GIT] },
      23: ["branch_point", { 1: ["run", "text"], 2: ["value", "double"], 3: ["metric", "text"] }],
    },
  ],
  [KIND.exit]: ["exit", { 1: ["exit_code", "int"], 2: ["runtime", "int"] }],
  [KIND.preempting]: ["preempting", {}],
  [KIND.useArtifact]: ["use_artifact", { 1: ["id", "text"], 2: ["type", "text"], 3: ["name", "text"] }],
  [KIND.environment]: [
    "environment",
    {
      ...{ 1: ["os", "text"], 2: ["python", "text"], 3: ["started_at", TIME], 4: ["docker", "text"], 9: ["git", GIT] },
      ...{ 7: ["code_path", "text"], 16: ["cpu_count", "int"], 17: ["cpu_count_logical", "int"] },
      ...{ 18: ["gpu_type", "text"], 19: ["gpu_count", "int"], 25: ["cuda_version", "text"] },
    },
  ],
};

/** A record of a `.wandb` file as text, a field a line; null when it is not there. */
export function showRecordOf({ file, locator }: Evidence, root: string): string | null {
  if (locator.kind !== "record" || !file.endsWith(".wandb")) return null;
  let text: string | null = null;
  try {
    forEachRecord(root, file, {
      record: (raw) => {
        if (raw.number < locator.record) return true;
        text = textOf(raw);
        return false;
      },
    });
  } catch {
    return null;
  }
  return text;
}

/** Many records of a `.wandb` file as text, by their numbers, in one pass; those that are not there are left out. */
export function showRecordsOf(file: string, records: ReadonlySet<number>, root: string): Map<number, string> {
  const texts = new Map<number, string>();
  if (!file.endsWith(".wandb")) return texts;
  try {
    forEachRecord(root, file, {
      record: (raw) => {
        if (records.has(raw.number)) texts.set(raw.number, textOf(raw));
        return texts.size < records.size;
      },
    });
  } catch {
    // A file that ends early has the records before that.
  }
  return texts;
}

function textOf(raw: RawRecord): string {
  const cursor = openMessage(raw.bytes, raw.start, raw.end);
  const lines: string[] = [];
  try {
    const kind = openRecord(raw, cursor);
    const [name, shape] = SHAPES[kind] ?? [`kind ${kind}`, {}];
    lines.push(`record ${raw.number}: ${name}`);
    within(cursor, () => addFields(lines, cursor, { shape, prefix: "" }));
  } catch (error) {
    if (!(error instanceof WireError)) throw error;
    lines.push("(the rest of the record cannot be read)");
  }
  return lines.slice(0, MOST_LINES).join("\n");
}

function addFields(lines: string[], cursor: Cursor, { shape, prefix }: { shape: Shape; prefix: string }): void {
  while (nextField(cursor)) {
    const [name, what] = shape[cursor.field] ?? [null, null];
    if (name === null) skipField(cursor);
    else if (what === "item")
      within(cursor, () => lines.push(line(prefix + (name === "" ? "" : `${name} `), itemAt(cursor))));
    else if (typeof what === "object") {
      const inner = prefix + (name === "config" || name === "summary" ? `${name} ` : `${name}.`);
      within(cursor, () => addFields(lines, cursor, { shape: what, prefix: inner }));
    } else lines.push(line(prefix, { name, value: scalarAt(cursor, what) }));
  }
}

function scalarAt(cursor: Cursor, what: "text" | "int" | "double" | "flag"): string {
  if (what === "text") return readText(cursor);
  if (what === "int") return String(readInt(cursor));
  return String(what === "double" ? readDouble(cursor) : readBool(cursor));
}

function itemAt(cursor: Cursor): { name: string; value: string } {
  const { parts, text } = readItem(cursor);
  const name = parts.join(".");
  return { name, value: isSecretName(name) ? "(not shown)" : text };
}

/** Bytes of a run are anybody's: what moves a cursor, turns text round or breaks a line is written as an escape. */
function line(prefix: string, { name, value }: { name: string; value: string }): string {
  const text = `${prefix}${name}: ${value.length > LONGEST ? `${value.slice(0, LONGEST)}…` : value}`;
  return text.replace(UNSAFE, (char) => `\\u{${(char.codePointAt(0) ?? 0).toString(16)}}`);
}

const UNSAFE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu;
