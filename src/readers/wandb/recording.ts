import { settle } from "../format/metric-table.ts";
import type { Cursor } from "../format/protobuf.ts";
import { enterMessage, leaveMessage, nextField, openMessage, skipField, WIRE, WireError } from "../format/protobuf.ts";
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
const NESTED_TAG = (2 << 3) | WIRE.BYTES;
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
  PENDING.end = 0;
  const report = forEachRecord(root, path, {
    record: (raw) => {
      addRecord(recording, raw, cursor);
      return true;
    },
    turn: (buffer, origin) => {
      addPending(recording);
      settle(history.table, buffer, origin);
    },
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
    const isRow = kind === KIND.history;
    if (!isRow && kind !== KIND.summary) {
      addFacts(recording, { raw, cursor, kind });
      return;
    }
    const outer = enterMessage(cursor);
    if (isRow) {
      if (isOfRow(raw, cursor) && !recording.history.definitions.summarises) PENDING.end = 0;
      addRow(recording.history, raw, cursor);
    } else {
      addPending(recording);
      if (raw.origin < 0) noteSummary(recording.history, raw, cursor);
      else putOff(raw, cursor);
    }
    leaveMessage(cursor, outer);
  } catch (error) {
    if (!(error instanceof WireError)) throw error;
    noteBroken(recording, raw.number);
  }
}

/**
 * A summary record that is not read yet. Since 0.18 the SDK writes the summary of each row before the row, and nothing is in it
 * that the row does not say: half of all bytes.
 */
const PENDING: RawRecord = {
  bytes: Buffer.alloc(0),
  view: new DataView(new ArrayBuffer(0)),
  ...{ start: 0, end: 0, number: 0, offset: 0, origin: 0 },
};

function putOff(raw: RawRecord, cursor: Cursor): void {
  PENDING.bytes = raw.bytes;
  PENDING.view = raw.view;
  PENDING.start = cursor.at;
  PENDING.end = cursor.end;
  PENDING.number = raw.number;
  PENDING.offset = raw.offset;
  PENDING.origin = raw.origin;
}

/** Whether the summary that was put off is that of the row in which the cursor stands: right before it, as long, nested keys. */
function isOfRow(raw: RawRecord, cursor: Cursor): boolean {
  const { bytes, start, end, number } = PENDING;
  if (end === 0 || number + 1 !== raw.number || 5 * (end - start) < 4 * (cursor.end - cursor.at)) return false;
  const key = (bytes[start + 1] as number) < 128 ? start + 2 : start + 3;
  return bytes[key] === NESTED_TAG;
}

function addPending(recording: Omit<Recording, "report">): void {
  if (PENDING.end === 0) return;
  try {
    noteSummary(recording.history, PENDING, openMessage(PENDING.bytes, PENDING.start, PENDING.end));
  } catch (error) {
    if (!(error instanceof WireError)) throw error;
    noteBroken(recording, PENDING.number);
  }
  PENDING.end = 0;
}

function noteBroken({ broken }: Omit<Recording, "report">, number: number): void {
  if (broken.count === 0) broken.first = number;
  broken.count += 1;
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
    [KIND.metric]: () => addDefinition(history.definitions, cursor, record),
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
