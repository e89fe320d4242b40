import type { Finding } from "../../model/finding.ts";
import { finding } from "../../model/finding.ts";
import type { Series } from "../../model/series.ts";
import { parseJson } from "../format/json.ts";
import type { MetricTrack, Sample } from "../format/metric-track.ts";
import { addSample, metricOfTrack, seriesOfTrack, startTrack } from "../format/metric-track.ts";
import type { ReadMetric } from "../format/table-metrics.ts";
import type { MapValue, ScalarValue } from "../format/value.ts";
import { pointerStep } from "../format/value.ts";
import { readSource } from "../format/value-file.ts";
import type { EntrySpan } from "./log-text.ts";
import { findLog } from "./log-text.ts";

/** A `trainer_state.json`: its fields but for the log, and where in its text the entries of the log stand, in file order. */
export interface TrainerState {
  path: string;
  map: MapValue;
  text: string;
  log: EntrySpan[];
}

/** A sample that knows its entry and how it is written. */
interface Entry extends Sample {
  index: number;
  literal: string;
}

/** What every entry has beside its values. */
const POSITIONS = new Set(["step", "epoch"]);

/** Reads a state; null, with a finding, when there is none. */
export function readState(root: string, path: string, findings: Finding[]): TrainerState | null {
  const text = readSource(root, path, findings);
  if (text === null) return null;
  const log = findLog(text);
  // Its line breaks stay, so that every other value is on its own line.
  const rest = log === null ? text : `${text.slice(0, log.start)}[${"\n".repeat(log.breaks)}]${text.slice(log.end)}`;
  const parsed = parseJson(rest);
  if (parsed.error !== null) {
    const { line, column, message } = parsed.error;
    findings.push(finding({ code: "source/bad-json", file: path, line, column, message }));
    return null;
  }
  const { value } = parsed;
  if (value.kind === "map") return { path, map: value, text, log: log?.entries ?? [] };
  findings.push(finding({ code: "source/bad-field", file: path, message: "the file should hold named fields" }));
  return null;
}

/** A field of the state that is a number or text; undefined when it is not there or null. */
export function fieldOf(state: TrainerState, name: string): ScalarValue | undefined {
  const value = state.map.entries.get(name);
  return value?.kind === "scalar" && value.value !== null ? value : undefined;
}

/** A field that is a number, or null. */
export function numberOf(state: TrainerState, name: string): number | null {
  const value = fieldOf(state, name)?.value;
  return typeof value === "number" ? value : null;
}

/** Whether the log of one state begins with all entries of the other: then both are of one training. */
export function continues(longer: TrainerState, shorter: TrainerState): boolean {
  return shorter.log.every((span, index) => {
    const other = longer.log[index];
    if (other === undefined) return false;
    const [a, b] = [entryOf(shorter, span), entryOf(longer, other)];
    return a !== null && b !== null && sameNumbers(a, b);
  });
}

/** The metrics of the log. Several entries may share a step: each has other names. A broken entry is a finding. */
export function metricsOfState(state: TrainerState, findings: Finding[]): ReadMetric[] {
  const metrics = [...tracksOf(state, { keep: false, findings }).values()].map((track) =>
    metricOfTrack(
      track,
      (sample) => {
        const pointer = `/log_history/${(sample as Entry).index}${pointerStep(track.name)}`;
        return { kind: "pointer", pointer, line: sample.place };
      },
      (sample) => (sample as Entry).literal,
    ),
  );
  return metrics.filter((metric) => metric !== null);
}

/** Every point of some metrics of the log. */
export function seriesOfState(state: TrainerState, metrics: ReadonlySet<string>): Series[] {
  const tracks = [...tracksOf(state, { keep: true, findings: [] }).values()].filter(({ name }) => metrics.has(name));
  return tracks.map(seriesOfTrack).filter((series) => series !== null);
}

function tracksOf(state: TrainerState, options: { keep: boolean; findings: Finding[] }): Map<string, MetricTrack> {
  const tracks = new Map<string, MetricTrack>();
  const { path, log } = state;
  log.forEach((span) => {
    const { index } = span;
    const entry = entryOf(state, span);
    if (entry === null) {
      const message = "this entry of the log is broken and was passed over";
      options.findings.push(finding({ code: "source/bad-json", file: path, line: span.line, message }));
      return;
    }
    const at = entry.entries.get("step");
    const step = at?.kind === "scalar" && typeof at.value === "number" ? at.value : Number.NaN;
    for (const [name, scalar] of entry.entries) {
      if (POSITIONS.has(name) || scalar.kind !== "scalar" || typeof scalar.value !== "number") continue;
      const track = tracks.get(name) ?? startTrack(name, path, { stepName: "step", keep: options.keep });
      tracks.set(name, track);
      const { value, literal } = scalar;
      const sample: Entry = { value, step, wall: Number.NaN, place: span.line + scalar.line - 1, index, literal };
      addSample(track, sample);
    }
  });
  return tracks;
}

/** An entry as a value; its lines count from its own first. */
function entryOf({ text }: TrainerState, { start, end }: EntrySpan): MapValue | null {
  const { value } = parseJson(text.slice(start, end));
  return value?.kind === "map" ? value : null;
}

function sameNumbers(a: MapValue, b: MapValue): boolean {
  return [...a.entries].every(([name, value]) => {
    const other = b.entries.get(name);
    return value.kind !== "scalar" || (other?.kind === "scalar" && other.literal === value.literal);
  });
}
