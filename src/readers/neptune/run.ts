import type { Evidence, Locator } from "../../model/evidence.ts";
import { lineOf } from "../../model/evidence.ts";
import type { Param, ParamValue, Point, Run, RunFact, StatedStatus } from "../../model/run.ts";
import type { Series } from "../../model/series.ts";
import { blankRun, seedAndFold, unknownStatus } from "../format/blank-run.ts";
import { findDivergence } from "../format/merge-metrics.ts";
import type { MetricTrack, Sample } from "../format/metric-track.ts";
import { addSample, metricOfTrack, seriesOfTrack, startTrack } from "../format/metric-track.ts";
import { withoutSecrets } from "../format/secret.ts";
import type { Source } from "../reader.ts";

/** One value that was assigned to a run. `time`: it is a date, as ISO 8601. */
export interface Attribute {
  value: ParamValue;
  evidence: Evidence;
}

/**
 * A run of Neptune as an export or a local store tells it. The place of a sample is its record's number, counted on through the
 * files that hold the run.
 *
 * - `sets`: sets of texts (`sys/tags`); `other`: how many values of kinds that are not read there are.
 */
export interface NeptuneRun {
  attributes: Map<string, Attribute>;
  sets: Map<string, Set<string>>;
  tracks: Map<string, MetricTrack>;
  files: string[];
  other: Map<string, number>;
}

/** Where the record of a place stands. */
export type Locate = (place: number) => { file: string; locator: Locator };

/** Neptune's own attributes, the machine's load and output, and the code's. */
const OWN = /^(?:sys|monitoring|source_code)(?:\/|$)/;
/** A single number under such a name is a result; Neptune itself does not tell results from settings. */
const RESULT =
  /(?:^|[/_ .-])(?:loss|acc|accuracy|f1|auc|auroc|precision|recall|mse|mae|rmse|score|error|perplexity|ppl|bleu|iou|map|r2)(?:$|[/_ .\-\d])/i;
const SETTINGS =
  /^(?:params?|parameters|config|hparams?|hyper_?params?|hyper_?parameters|args|settings|model|optimizer)(?:\/|$)/i;

/** A run without anything in it. */
export function emptyRun(): NeptuneRun {
  return { attributes: new Map(), sets: new Map(), tracks: new Map(), files: [], other: new Map() };
}

/** Adds a point to a series; those about the machine are left out. */
export function addPoint(run: NeptuneRun, name: string, point: { sample: Sample; file: string; keep: boolean }): void {
  if (OWN.test(name)) return;
  let track = run.tracks.get(name);
  if (track === undefined) {
    track = startTrack(name, point.file, { stepName: "step", keep: point.keep });
    run.tracks.set(name, track);
  }
  addSample(track, point.sample);
}

/** Counts a value of a kind that is not read. */
export function countOther(run: NeptuneRun, kind: string): void {
  run.other.set(kind, (run.other.get(kind) ?? 0) + 1);
}

/** What was counted, for `docs doctor`. */
export function sayOthers({ other }: NeptuneRun, path: string): { path: string; reason: string }[] {
  return [...other].map(([kind, count]) => ({ path, reason: `${count} of the kind ${kind}, which is not read` }));
}

/** The series of a run's tracks and of its single results; `placed` gives each series its records and files. */
export function seriesOf(
  run: Run,
  found: NeptuneRun,
  of: { metrics: readonly string[] | null; placed(series: Series): Series },
): Series[] {
  const { metrics } = of;
  return run.metrics.flatMap((metric): Series[] => {
    const { name, last, file } = metric;
    if (metrics !== null && !metrics.includes(name)) return [];
    const track = found.tracks.get(name);
    const series = track === undefined ? null : seriesOfTrack(track);
    if (series !== null) return [of.placed(series)];
    const { locator } = last.evidence;
    const line =
      locator.kind === "record"
        ? locator.record
        : locator.kind === "row"
          ? Number(locator.key)
          : (lineOf(last.evidence) ?? 0);
    const value = Float64Array.of(last.value);
    return [
      { metric: name, file, stepName: null, step: Float64Array.of(0), value, line: Uint32Array.of(line), wall: null },
    ];
  });
}

/** The run of a source. Names of people and machines (`sys/owner`, `sys/hostname`) are not kept. */
export function makeRun(found: NeptuneRun, source: Source, locate: Locate): Run {
  const { attributes } = found;
  const read = [...found.tracks.values()].flatMap((track) => {
    const metric = metricOfTrack(track, ({ place }) => locate(place).locator);
    return metric === null ? [] : [placed(metric, track, locate)];
  });
  const single = [...attributes].filter(([name, { value }]) => isResult(name, value));
  const results = single.flatMap(([name, attribute]) => singleMetric(name, attribute) ?? []);
  const params = [...attributes].flatMap(([name, { value, evidence }]): Param[] =>
    OWN.test(name) || isResult(name, value) ? [] : [{ name: name.replaceAll("/", "."), value, evidence }],
  );
  const kept = withoutSecrets(params).params;
  const text = (name: string) => attributes.get(`sys/${name}`);
  const provenance: Partial<Record<RunFact, Evidence>> = {};
  const fact = (key: RunFact, ...names: string[]): string | null => {
    const attribute = names.flatMap((name) => text(name) ?? []).find(({ value }) => value !== null && value !== "");
    if (attribute !== undefined) provenance[key] = attribute.evidence;
    return attribute === undefined ? null : String(attribute.value);
  };
  const all = [...read, ...results];
  const { seed, fold, provenance: placesOfSeed } = seedAndFold(kept);
  const called = [text("name"), text("custom_run_id"), text("id")].map((one) => String(one?.value ?? ""));
  return {
    ...blankRun(source),
    name: called.find((name) => name !== "") ?? blankRun(source).name,
    uid: called.slice(1).find((name) => name !== ""),
    status: statusOf(attributes.get("sys/failed")),
    startedAt: fact("startedAt", "creation_time"),
    endedAt: fact("endedAt", "ping_time", "modification_time"),
    clock: "utc",
    notes: fact("notes", "description"),
    parent: fact("parent", "forking/parent"),
    params: kept,
    metrics: all.map(({ metric }) => metric),
    diverged: findDivergence(all),
    tags: [...new Set([...(found.sets.get("sys/tags") ?? []), ...(found.sets.get("sys/group_tags") ?? [])])],
    seed,
    fold,
    deleted: text("trashed")?.value === true,
    provenance: { ...provenance, ...placesOfSeed },
    files: found.files,
  };
}

function isResult(name: string, value: ParamValue): boolean {
  return typeof value === "number" && !OWN.test(name) && !SETTINGS.test(name) && RESULT.test(name);
}

function singleMetric(name: string, { value, evidence }: Attribute) {
  const track = startTrack(name, evidence.file, { stepName: null, keep: false });
  addSample(track, { value: Number(value), step: Number.NaN, wall: Number.NaN, place: 0 });
  return metricOfTrack(
    track,
    () => evidence.locator,
    () => evidence.literal,
  );
}

type ReadMetric = NonNullable<ReturnType<typeof metricOfTrack>>;

/** Points with the file that each of them stands in. */
function placed({ metric, bad }: ReadMetric, track: MetricTrack, locate: Locate): ReadMetric {
  const at = (point: Point | null, sample: Sample | null): Point | null =>
    point === null || sample === null
      ? point
      : { ...point, evidence: { ...point.evidence, file: locate(sample.place).file } };
  const { last, min, max } = track;
  return {
    metric: {
      ...metric,
      last: at(metric.last, last) ?? metric.last,
      min: at(metric.min, min),
      max: at(metric.max, max),
    },
    bad: at(bad, track.bad),
  };
}

function statusOf(failed: Attribute | undefined): StatedStatus {
  if (failed?.value === true) {
    return { value: "failed", how: "recorded", because: "sys/failed is true", evidence: failed.evidence };
  }
  return unknownStatus("Neptune keeps only whether a run failed, and this one is not said to have");
}
