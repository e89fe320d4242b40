import {
  nextField,
  openMessage,
  readBytes,
  readInt,
  readText,
  skipField,
  WIRE,
  WireError,
} from "../format/protobuf.ts";
import type { Lane } from "./lane.ts";
import { addPoint } from "./lane.ts";
import type { Scan } from "./scan.ts";
import { readScalar, scalar, textOf } from "./tensor.ts";
import type { Window } from "./window.ts";

/** Where in the buffer the parts of a value are: its tag from `from` to `to`, tensor and metadata or -1; `kind`: any other field. */
export interface ValueParts {
  from: number;
  to: number;
  tensor: number;
  tensorEnd: number;
  metadata: number;
  metadataEnd: number;
  kind: number;
}

/** Parts of no value. */
export function noParts(): ValueParts {
  return { from: 0, to: 0, tensor: -1, tensorEnd: 0, metadata: -1, metadataEnd: 0, kind: 0 };
}

/** The kinds of values that have a field of their own (Summary.Value in summary.proto). */
const KINDS = new Map([
  [4, "images"],
  [5, "histograms"],
  [6, "audio"],
]);
/** What a file may hold of either before the rest is left out. */
const MOST_SESSIONS = 64;
const LONGEST_TEXT = 1 << 16;
const SCALARS = "scalars";

/** A value that is not only a single-precision scalar: a tensor, something the hparams plugin was told, or none of ours. */
export function readOther(
  scan: Scan,
  lane: Lane,
  value: { window: Window; parts: ValueParts; isScalar: boolean },
): void {
  const { window, parts } = value;
  if (parts.metadata >= 0 && (lane.plugin === null || lane.plugin === "hparams")) {
    const metadata = readMetadata(window.bytes.subarray(parts.metadata, parts.metadataEnd));
    lane.plugin ??= metadata.plugin;
    if (lane.plugin === "hparams") keepSession(scan, metadata.content);
  }
  if (value.isScalar) return;
  if (lane.plugin === SCALARS && parts.tensor >= 0 && readScalar(window, parts.tensor, parts.tensorEnd)) {
    if (!scalar.isSingle) lane.isExact = true;
    addPoint(lane, scalar.value, scan.here);
    return;
  }
  noteOther(lane, parts.kind);
  if (lane.plugin === "text" && parts.tensor >= 0) {
    const bytes = window.bytes.subarray(parts.tensor, parts.tensorEnd);
    const { step, record, file } = scan.here;
    lane.text = { text: textOf(bytes, LONGEST_TEXT), step, record, file };
  }
}

/** A long value, of which only tag and metadata were loaded. */
export function readLong(lane: Lane, metadata: Buffer | null, kind: number): void {
  if (metadata !== null) lane.plugin ??= readMetadata(metadata).plugin;
  noteOther(lane, kind);
}

function noteOther(lane: Lane, kind: number): void {
  lane.others += 1;
  lane.kind = KINDS.get(kind) ?? (lane.plugin === null || lane.plugin === SCALARS ? "tensors" : lane.plugin);
}

function keepSession(scan: Scan, content: Buffer | null): void {
  if (content === null || scan.sessions.length >= MOST_SESSIONS) return;
  const { record, file } = scan.here;
  scan.sessions.push({ bytes: Buffer.from(content), record, file });
}

/** SummaryMetadata { plugin_data = 1 { plugin_name = 1, content = 2 }, data_class = 4 (SCALAR = 1) } (summary.proto). */
function readMetadata(bytes: Buffer): { plugin: string | null; content: Buffer | null } {
  let plugin: string | null = null;
  let content: Buffer | null = null;
  let isScalar = false;
  try {
    const cursor = openMessage(bytes);
    while (nextField(cursor)) {
      if (cursor.field === 4 && cursor.wire === WIRE.VARINT) isScalar = readInt(cursor) === 1;
      else if (cursor.field === 1) {
        const inner = openMessage(readBytes(cursor));
        while (nextField(inner)) {
          if (inner.field === 1) plugin = readText(inner).slice(0, 256);
          else if (inner.field === 2) content = readBytes(inner);
          else skipField(inner);
        }
      } else skipField(cursor);
    }
  } catch (error) {
    if (!(error instanceof WireError)) throw error;
  }
  return { plugin: isScalar && plugin !== "hparams" ? SCALARS : plugin, content };
}
