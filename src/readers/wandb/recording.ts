import { settle } from "../format/metric-table.ts";
import type { Cursor } from "../format/protobuf.ts";
import { nextField, openMessage, skipField, WIRE, WireError } from "../format/protobuf.ts";
import type { Config } from "./config.ts";
import { updateConfig } from "./config.ts";
import { addDefinition } from "./definition.ts";
import type { Facts } from "./fact.ts";
import {
  addAlert,
  addArtifact,
  addEnvironment,
  addExit,
  addRun,
  addTelemetry,
  addUse,
  noFacts,
  within,
} from "./fact.ts";
import type { History } from "./history.ts";
import { addRow, noteSummary, startHistory } from "./history.ts";
import type { FileReport, RawRecord } from "./record-file.ts";
import { forEachRecord } from "./record-file.ts";

/**
 * What one `.wandb` file says.
 *
 * - `broken`: records whose bytes are no record in spite of their checksum; the first few numbers, and how many.
 * - `passed`: how many records of each kind were passed over, by field number.
 */
export interface Recording {
  path: string;
  report: FileReport;
  facts: Facts;
  config: Config;
  history: History;
  broken: { first: number; count: number };
  passed: Map<number, number>;
}

/** Field numbers of `Record` (wandb/proto/wandb_internal.proto). */
export const KIND = {
  history: 2,
  summary: 3,
  config: 5,
  stats: 7,
  artifact: 8,
  alert: 10,
  telemetry: 11,
  metric: 12,
  run: 17,
  exit: 18,
  preempting: 23,
  useArtifact: 25,
  environment: 26,
} as const;
/** System metrics come every few seconds and are passed over like progress bars and requests. */
const READ = new Set<number>(Object.values(KIND).filter((kind) => kind !== KIND.stats));
/** Fields of `Record` beside the one that says of what kind it is: num, control, uuid, _info. */
const ASIDE = new Set([1, 16, 19, 200]);

/** Reads a file. `keep` holds every point of the wanted metrics (null: of all). Throws system errors only. */
export function readRecording(
  root: string,
  path: string,
  options: { keep: boolean; wanted: ReadonlySet<string> | null },
): Recording {
  const history = startHistory(path, options);
  const recording: Omit<Recording, "report"> = {
    path,
    facts: noFacts(),
    config: new Map(),
    history,
    broken: { first: 0, count: 0 },
    passed: new Map(),
  };
  const cursor = openMessage(Buffer.alloc(0));
  const report = forEachRecord(root, path, {
    record: (raw) => {
      addRecord(recording, raw, cursor);
      return true;
    },
    turn: (buffer, origin) => settle(history.table, buffer, origin),
  });
  return { ...recording, report };
}

/** Goes to the message that says what a record is; gives its field number, or 0 for a record that says nothing. */
export function openRecord(raw: RawRecord, cursor: Cursor): number {
  cursor.bytes = raw.bytes;
  cursor.at = raw.start;
  cursor.end = raw.end;
  while (nextField(cursor)) {
    if (cursor.wire === WIRE.BYTES && !ASIDE.has(cursor.field)) return cursor.field;
    skipField(cursor);
  }
  return 0;
}

function addRecord(recording: Omit<Recording, "report">, raw: RawRecord, cursor: Cursor): void {
  try {
    const kind = openRecord(raw, cursor);
    if (kind === KIND.history) within(cursor, () => addRow(recording.history, raw, cursor));
    else if (kind === KIND.summary) within(cursor, () => noteSummary(recording.history, raw, cursor));
    else addFacts(recording, { raw, cursor, kind });
  } catch (error) {
    if (!(error instanceof WireError)) throw error;
    if (recording.broken.count === 0) recording.broken.first = raw.number;
    recording.broken.count += 1;
  }
}

function addFacts(
  { facts, config, history, path, passed }: Omit<Recording, "report">,
  { raw, cursor, kind }: { raw: RawRecord; cursor: Cursor; kind: number },
): void {
  if (!READ.has(kind)) {
    passed.set(kind, (passed.get(kind) ?? 0) + 1);
    return;
  }
  const record = raw.number;
  const place = { file: path, record };
  const toConfig = () => updateConfig(config, cursor, place);
  const toSummary = () => noteSummary(history, raw, cursor);
  const read: Record<number, () => void> = {
    [KIND.run]: () => addRun(facts, cursor, { record, config: toConfig, summary: toSummary }),
    [KIND.config]: toConfig,
    [KIND.metric]: () => addDefinition(history.definitions, cursor),
    [KIND.exit]: () => addExit(facts, cursor, record),
    [KIND.environment]: () => addEnvironment(facts, cursor, record),
    [KIND.telemetry]: () => addTelemetry(facts, cursor, record),
    [KIND.alert]: () => addAlert(facts, cursor, record),
    [KIND.artifact]: () => addArtifact(facts, cursor, record),
    [KIND.useArtifact]: () => addUse(facts, cursor, record),
    [KIND.preempting]: () => {
      facts.preempting = { value: true, record };
    },
  };
  within(cursor, read[kind] ?? (() => undefined));
}
