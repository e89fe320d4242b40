import type { Finding } from "../../model/finding.ts";
import type { Series } from "../../model/series.ts";
import type { MetricTrack, Sample } from "../format/metric-track.ts";
import { addSample, metricOfTrack, seriesOfTrack, startTrack } from "../format/metric-track.ts";
import type { ReadMetric } from "../format/table-metrics.ts";
import type { MapValue, ScalarValue, Value } from "../format/value.ts";
import { pointerStep } from "../format/value.ts";
import { readMap } from "../format/value-file.ts";

/** A `trainer_state.json`: its fields, and the entries of its log in file order. */
export interface TrainerState {
  path: string;
  map: MapValue;
  log: Value[];
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
  const map = readMap(root, path, findings);
  if (map === null) return null;
  const log = map.entries.get("log_history");
  return { path, map, log: log?.kind === "list" ? log.items : [] };
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
  return shorter.log.every((entry, index) => {
    const other = longer.log[index];
    return other !== undefined && entry.kind === "map" && other.kind === "map" && sameNumbers(entry, other);
  });
}

/** The metrics of the log. Several entries may share a step: each has other names. */
export function metricsOfState(state: TrainerState): ReadMetric[] {
  const metrics = [...tracksOf(state, false).values()].map((track) =>
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
  const tracks = [...tracksOf(state, true).values()].filter(({ name }) => metrics.has(name));
  return tracks.map(seriesOfTrack).filter((series) => series !== null);
}

function tracksOf({ log, path }: TrainerState, keep: boolean): Map<string, MetricTrack> {
  const tracks = new Map<string, MetricTrack>();
  log.forEach((entry, index) => {
    if (entry.kind !== "map") return;
    const at = entry.entries.get("step");
    const step = at?.kind === "scalar" && typeof at.value === "number" ? at.value : Number.NaN;
    for (const [name, scalar] of entry.entries) {
      if (POSITIONS.has(name) || scalar.kind !== "scalar" || typeof scalar.value !== "number") continue;
      const track = tracks.get(name) ?? startTrack(name, path, { stepName: "step", keep });
      tracks.set(name, track);
      const { value, line, literal } = scalar;
      const sample: Entry = { value, step, wall: Number.NaN, place: line, index, literal };
      addSample(track, sample);
    }
  });
  return tracks;
}

function sameNumbers(a: MapValue, b: MapValue): boolean {
  return [...a.entries].every(([name, value]) => {
    const other = b.entries.get(name);
    return value.kind !== "scalar" || (other?.kind === "scalar" && other.literal === value.literal);
  });
}
