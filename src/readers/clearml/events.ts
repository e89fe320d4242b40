import type { Finding } from "../../model/finding.ts";
import { finding } from "../../model/finding.ts";
import { parseJson } from "../format/json.ts";
import { numberOf } from "../format/json-field.ts";
import type { MetricTrack } from "../format/metric-track.ts";
import { addSample, startTrack } from "../format/metric-track.ts";
import { forEachTextLine } from "../format/text-lines.ts";

/** The iteration of a value that has none (clearml/backend_interface/metrics/events.py, `report_single_value`). */
const NO_ITERATION = -2147483648;

/**
 * The scalars of a session. `first` and `last`: milliseconds since the epoch; `zeros`: how many values are exactly 0.0, which
 * ClearML also writes for NaN and the infinities; `other`: events of other kinds.
 */
export interface Events {
  tracks: Map<string, MetricTrack>;
  first: number | null;
  last: number | null;
  zeros: number;
  other: Map<string, number>;
}

/**
 * Reads metrics.jsonl: each line is a list of events (clearml/backend_interface/metrics/interface.py). A scalar is called
 * `metric/variant`; one without an iteration stands under `Summary` and is called as its variant.
 */
export function readEvents(root: string, file: string, options: { keep: boolean; findings: Finding[] }): Events {
  const { keep, findings } = options;
  const events: Events = { tracks: new Map(), first: null, last: null, zeros: 0, other: new Map() };
  forEachTextLine(root, file, {
    line: ({ text, line, isTorn }) => {
      if (text.trim() === "") return;
      const list = parsed(text);
      if (list === null) {
        const { error } = parseJson(text);
        const message = error?.message ?? "a list of events is expected on each line";
        findings.push(finding({ code: isTorn ? "source/torn-line" : "source/bad-line", file, line, message }));
        return;
      }
      for (const event of list) addEvent(events, event, { file, line, keep });
    },
  });
  return events;
}

/** How a value is written on its line: the last event of that name, step and value there. */
export function literalOn(text: string, wanted: { name: string; value: number; step: number }): string | null {
  const { value } = parseJson(text);
  if (value?.kind !== "list") return null;
  const written = value.items.findLast((item) => {
    if (item.kind !== "map") return false;
    const plain = (name: string) => {
      const field = item.entries.get(name);
      return field?.kind === "scalar" ? field.value : null;
    };
    const step = plain("iter") === NO_ITERATION ? Number.NaN : plain("iter");
    return (
      nameOf(plain("metric"), plain("variant"), plain("iter")) === wanted.name &&
      plain("value") === wanted.value &&
      Object.is(step, wanted.step)
    );
  });
  const literal = written?.kind === "map" ? written.entries.get("value") : undefined;
  return literal?.kind === "scalar" ? literal.literal : null;
}

function parsed(text: string): unknown[] | null {
  try {
    const value: unknown = JSON.parse(text);
    return Array.isArray(value) ? value : null;
  } catch {
    return null;
  }
}

function addEvent(events: Events, event: unknown, at: { file: string; line: number; keep: boolean }): void {
  if (typeof event !== "object" || event === null) return;
  const { type, timestamp, metric, variant, value, iter } = event as Record<string, unknown>;
  if (typeof timestamp === "number") {
    events.first = Math.min(events.first ?? timestamp, timestamp);
    events.last = Math.max(events.last ?? timestamp, timestamp);
  }
  const number = type === "training_stats_scalar" ? numberOf(value as number | string) : null;
  if (number === null) {
    const kind = typeof type === "string" ? type : "unknown";
    events.other.set(kind, (events.other.get(kind) ?? 0) + 1);
    return;
  }
  if (number === 0) events.zeros += 1;
  const name = nameOf(metric, variant, iter);
  let track = events.tracks.get(name);
  if (track === undefined) {
    track = startTrack(name, at.file, { stepName: iter === NO_ITERATION ? null : "iteration", keep: at.keep });
    events.tracks.set(name, track);
  }
  const step = typeof iter === "number" && iter !== NO_ITERATION ? iter : Number.NaN;
  const wall = typeof timestamp === "number" ? timestamp / 1000 : Number.NaN;
  addSample(track, { value: number, step, wall, place: at.line });
}

function nameOf(metric: unknown, variant: unknown, iter: unknown): string {
  const [first, second] = [String(metric ?? ""), String(variant ?? "")];
  if (iter === NO_ITERATION && first === "Summary") return second;
  return second === "" || second === first ? first : `${first}/${second}`;
}
