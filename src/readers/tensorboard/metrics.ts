import type { Point, Run } from "../../model/run.ts";
import type { Series } from "../../model/series.ts";
import { parentOf } from "../../model/tree.ts";
import { literalOf } from "../format/metric-track.ts";
import type { ReadMetric } from "../format/table-metrics.ts";
import type { Lane, Mark } from "./lane.ts";
import type { Scan } from "./scan.ts";
import { shortestSingles } from "./single.ts";
import { sayTag } from "./sub-run.ts";

/** A metric's name, and the folder's scan and lane that hold it. */
export interface NamedLane {
  name: string;
  scan: Scan;
  lane: Lane;
}

/**
 * The lanes with scalars of a run, named: a tag in the run's own folder is the metric's name; one in a sub-run gets the folder
 * before it (`validation/epoch_loss`), but those of `add_scalars` (peek.ts), and those that belong to hyperparameters, whose folder
 * is called by the time. What is the same value as one of the run's own is that one.
 */
export function nameLanes(dir: string, scans: readonly Scan[]): NamedLane[] {
  const named = new Map<string, NamedLane>();
  for (const scan of scans) {
    const folder = folderOf(scan);
    const rest = folder === dir ? "" : dir === "" ? folder : folder.slice(dir.length + 1);
    for (const lane of scan.lanes.all) {
      if (lane.points === 0) continue;
      const tag = lane.tag.toString("utf8");
      if (tag === "hp_metric" && isPlaceholder(lane)) continue;
      const own = named.get(tag);
      if (rest !== "" && scan.sessions.length > 0 && own !== undefined && isSame(own.lane, lane)) continue;
      for (const name of namesOf(rest, tag, scan)) {
        if (named.has(name)) continue;
        named.set(name, { name, scan, lane });
        break;
      }
    }
  }
  return [...named.values()];
}

/**
 * The lanes of some metrics of a run that were named before, perhaps in a folder inside the run's (another tracker's run around
 * it). They are found by their folder and name again; of several that could have the name, by their last record.
 */
export function findLanes(run: Run, scans: readonly Scan[], metrics: readonly string[]): NamedLane[] {
  const wanted = new Set(metrics);
  const lanes = new Map(scans.map((scan) => [folderOf(scan), { scan, byName: lanesByName(scan) }]));
  return run.metrics.flatMap((metric) => {
    const inFolder = wanted.has(metric.name) ? lanes.get(parentOf(metric.file)) : undefined;
    if (inFolder === undefined) return [];
    const { scan, byName } = inFolder;
    const found = byName.get(metric.name) ?? [];
    const { file, locator } = metric.last.evidence;
    const isLast = ({ last }: Lane) =>
      locator.kind === "record" && last.record === locator.record && scan.files[last.file] === file;
    const lane = found.find(isLast) ?? found[0];
    return lane === undefined ? [] : [{ name: metric.name, scan, lane }];
  });
}

function folderOf({ files }: Scan): string {
  return parentOf(files[0] ?? "");
}

/** The lanes with points by every name that they have when their folder is told from any of those around it. */
function lanesByName(scan: Scan): Map<string, Lane[]> {
  const parts = folderOf(scan).split("/");
  const folders = [...parts.map((_, at) => parts.slice(at).join("/")), ""];
  const byName = new Map<string, Lane[]>();
  for (const lane of scan.lanes.all) {
    if (lane.points === 0 || lane.columns === null) continue;
    const tag = lane.tag.toString("utf8");
    for (const name of new Set(folders.flatMap((folder) => namesOf(folder, tag, scan)))) {
      const known = byName.get(name);
      if (known === undefined) byName.set(name, [lane]);
      else known.push(lane);
    }
  }
  return byName;
}

/** Names that a lane may have, the best first. */
function namesOf(folder: string, tag: string, scan: Scan): string[] {
  const name = tag === "" ? "scalar" : tag;
  if (folder === "") return [name];
  const path = `${folder}/${name}`;
  if (scan.sessions.length > 0) return [name, path];
  const said = sayTag(folder, tag);
  return said === null ? [path] : [said, path];
}

/** Lightning writes `hp_metric` -1 so that the hyperparameters are shown at all. */
function isPlaceholder({ min, max, nonFinite }: Lane): boolean {
  return min.value === -1 && max.value === -1 && nonFinite === 0;
}

function isSame(own: Lane, other: Lane): boolean {
  return Object.is(own.last.value, other.last.value) && other.points === 1;
}

/** A lane as a metric, with where its last, least, greatest and first non-finite points stand. */
export function metricOf({ name, scan, lane }: NamedLane): ReadMetric {
  const at = (mark: Mark) => scan.files[mark.file] ?? "";
  const point = (mark: Mark): Point => {
    const value = lane.isExact ? mark.value : (shortestSingles([mark.value])[0] ?? mark.value);
    const evidence = {
      file: at(mark),
      locator: { kind: "record" as const, record: mark.record },
      literal: literalOf(value),
    };
    return { value, step: mark.step, evidence };
  };
  const hasExtremes = lane.points > lane.nonFinite;
  const metric: ReadMetric["metric"] = {
    name,
    file: scan.files[lane.firstFile] ?? "",
    last: point(lane.last),
    min: hasExtremes ? point(lane.min) : null,
    max: hasExtremes ? point(lane.max) : null,
    points: lane.points,
    nonFinite: lane.nonFinite,
    loose: false,
    stepName: "step",
    firstStep: lane.firstStep,
    lastStep: lane.last.step,
  };
  return { metric, bad: lane.nonFinite > 0 ? point(lane.bad) : null };
}

/** Every point of a lane that kept them, in the order of the files. */
export function seriesOf({ name, scan, lane }: NamedLane): Series | null {
  const { columns, points, files } = lane;
  if (columns === null || points === 0) return null;
  const value = columns.value.slice(0, points);
  const wall = columns.wall.slice(0, points);
  const series: Series = {
    metric: name,
    file: scan.files[lane.firstFile] ?? "",
    stepName: "step",
    step: columns.step.slice(0, points),
    value: lane.isExact ? value : shortestSingles(value),
    line: columns.record.slice(0, points),
    wall: wall.some(Number.isFinite) ? wall : null,
  };
  if (files.length > 1) series.files = files.map(({ file, from }) => ({ file: scan.files[file] ?? "", from }));
  return series;
}
