import type { Locator } from "../../model/evidence.ts";
import { listIn, numberOf } from "../format/json-field.ts";
import type { MetricTrack, Sample } from "../format/metric-track.ts";
import { addSample, startTrack } from "../format/metric-track.ts";
import type { MapValue, Value } from "../format/value.ts";
import { leavesOf, pointerStep } from "../format/value.ts";
import { plain } from "./plain.ts";

/** A metric while it is read, with where a point of it stands and how it is written there. */
export interface SacredMetric {
  track: MetricTrack;
  locate(sample: Sample): Locator;
  literal(sample: Sample): string;
}

/**
 * The metrics of metrics.json: `{"loss": {"values": […], "steps": […], "timestamps": […]}}` (sacred/metrics_logger.py,
 * observers/file_storage.py). After a crash the lists may have different lengths: a value without its step is kept. Times are UTC.
 */
export function loggedMetrics(map: MapValue, file: string, keep: boolean): SacredMetric[] {
  return [...map.entries].flatMap(([name, logged]) => {
    const values = listIn(logged, "values");
    if (values === undefined) return [];
    const steps = listIn(logged, "steps")?.items ?? [];
    const times = listIn(logged, "timestamps")?.items ?? [];
    const pointer = `${pointerStep(name)}/values`;
    return [listMetric({ name, file, pointer, items: values.items, steps, times, keep })];
  });
}

/** Numbers in info.json or in what the main function returned: a metric without steps; a list of numbers is a series. */
export function statedMetrics(
  map: MapValue,
  at: { file: string; base: string; prefix: string; keep: boolean },
): SacredMetric[] {
  const { file, base, prefix, keep } = at;
  const metrics: SacredMetric[] = [];
  for (const [key, held] of map.entries) {
    const value = plain(held);
    const pointer = base + pointerStep(key);
    const isSeries =
      value.kind === "list" && value.items.length > 0 && value.items.every((item) => numberIn(item) !== null);
    if (isSeries) {
      metrics.push(listMetric({ name: prefix + key, file, pointer, items: value.items, steps: [], times: [], keep }));
    } else if (value.kind === "map") {
      for (const leaf of leavesOf(value)) {
        if (typeof leaf.value.value !== "number") continue;
        metrics.push(
          single({
            name: `${prefix}${key}.${leaf.name}`,
            file,
            pointer: pointer + leaf.pointer,
            value: leaf.value,
            keep,
          }),
        );
      }
    } else if (value.kind === "scalar" && typeof value.value === "number") {
      metrics.push(single({ name: prefix + key, file, pointer, value, keep }));
    }
  }
  return metrics;
}

/** One number as a metric without steps. */
export function single(of: { name: string; file: string; pointer: string; value: Value; keep: boolean }): SacredMetric {
  const { pointer, value } = of;
  const metric = listMetric({ ...of, items: [value], steps: [], times: [] });
  return { ...metric, locate: () => ({ kind: "pointer", pointer, line: value.line }) };
}

interface List {
  name: string;
  file: string;
  pointer: string;
  items: readonly Value[];
  steps: readonly Value[];
  times: readonly Value[];
  keep: boolean;
}

function listMetric({ name, file, pointer, items, steps, times, keep }: List): SacredMetric {
  const track = startTrack(name, file, { stepName: steps.length > 0 ? "step" : null, keep });
  const lines: number[] = [];
  items.forEach((item, index) => {
    const value = numberIn(item);
    if (value === null) return;
    lines.push(item.line);
    const step = steps[index];
    const sample = { value, step: (step && numberIn(step)) ?? Number.NaN, wall: secondsOf(times[index]), place: index };
    addSample(track, sample);
  });
  track.columns?.line.set(lines);
  return {
    track,
    locate: ({ place }) => ({ kind: "pointer", pointer: `${pointer}/${place}`, line: items[place]?.line ?? 1 }),
    literal: ({ place }) => {
      const item = plain(items[place] as Value);
      return item.kind === "scalar" ? item.literal : "";
    },
  };
}

function numberIn(item: Value): number | null {
  const value = plain(item);
  return value.kind === "scalar" ? numberOf(value.value) : null;
}

function secondsOf(time: Value | undefined): number {
  return time?.kind === "scalar" ? Date.parse(`${time.literal}Z`) / 1000 : Number.NaN;
}
