import type { Finding } from "../../model/finding.ts";
import type { Run } from "../../model/run.ts";
import type { Series } from "../../model/series.ts";
import type { Listing, Tree } from "../../model/tree.ts";
import { baseName, joinPath, parentOf } from "../../model/tree.ts";
import { readArtifacts } from "../format/artifacts.ts";
import { blankRun, seedAndFold } from "../format/blank-run.ts";
import { filesBelow } from "../format/files-below.ts";
import { textIn } from "../format/json-field.ts";
import { findDivergence } from "../format/merge-metrics.ts";
import type { Sample } from "../format/metric-track.ts";
import { literalOf, metricOfTrack, seriesOfTrack } from "../format/metric-track.ts";
import { withoutSecrets } from "../format/secret.ts";
import { storePlace } from "../format/store-place.ts";
import { forEachTextLine } from "../format/text-lines.ts";
import { readMap } from "../format/value-file.ts";
import type { Reader, ReadResult, Source } from "../reader.ts";
import type { Events } from "./events.ts";
import { literalOn, readEvents } from "./events.ts";
import { factsOf } from "./task.ts";

const ZIP = /^(offline-[0-9a-f]{32})\.zip$/;

/** ClearML offline sessions: `offline-<id>/{task.json,metrics.jsonl,log.jsonl,data/…}`. A project is an experiment. */
export const clearmlReader: Reader = {
  name: "clearml",
  detect,
  read: (source, root) => (source.dir.endsWith(".zip") ? zipped(source) : read(source, root)),
  series: readClearmlSeries,
};

function detect(listing: Listing, tree: Tree): Source[] {
  const { dir, files, dirs } = listing;
  const zips = files.filter((name) => {
    const session = ZIP.exec(name)?.[1];
    return session !== undefined && !dirs.includes(session);
  });
  const sources = zips.map((name): Source => {
    const path = joinPath(dir, name);
    const place = storePlace({
      id: `${joinPath(dir, "clearml")}#zip`,
      name: "clearml",
      file: path,
      tracker: "clearml",
    });
    return { reader: "clearml", id: path, dir: path, files: [path], experiment: place, many: true };
  });
  if (!files.includes("task.json") || !(files.includes("metrics.jsonl") || files.includes("log.jsonl"))) return sources;
  const task = readMap(tree.root, joinPath(dir, "task.json"), []);
  if (task !== null && !task.entries.has("project_name") && !task.entries.has("hyperparams")) return sources;
  const project = textIn(task, "project_name") ?? "clearml";
  const store = parentOf(dir);
  const experiment = storePlace({ id: `${store}#${project}`, name: project, file: store, tracker: "clearml" });
  return [...sources, { reader: "clearml", id: dir, dir, files: filesBelow(tree, dir), experiment }];
}

/** `Task.close` leaves the folder and a zip of it; of a zip alone only its name is looked at. */
function zipped({ dir }: Source): ReadResult {
  const reason = "a zipped session is not read: unzip it into a folder of its name";
  return { runs: [], findings: [], unreadable: [{ path: dir, reason }], format: "ClearML offline session, zipped" };
}

function read(source: Source, root: string): ReadResult {
  const { dir, files } = source;
  const findings: Finding[] = [];
  const file = joinPath(dir, "task.json");
  const task = readMap(root, file, findings);
  const metricsFile = joinPath(dir, "metrics.jsonl");
  const events = files.includes(metricsFile) ? readEvents(root, metricsFile, { keep: false, findings }) : null;
  const texts = events === null ? new Map<number, string>() : linesOf(root, metricsFile, events);
  const read = [...(events?.tracks.values() ?? [])].flatMap((track) => {
    const literal = ({ place, value, step }: Sample) =>
      literalOn(texts.get(place) ?? "", { name: track.name, value, step }) ?? literalOf(value);
    return metricOfTrack(track, ({ place }) => ({ kind: "line", line: place }), literal) ?? [];
  });
  const facts: Partial<Run> = task === null ? {} : factsOf(task, file);
  const { params } = withoutSecrets(facts.params ?? []);
  const { seed, fold, provenance } = seedAndFold(params);
  const time = (at: number | null | undefined) => (at === null || at === undefined ? null : timeOf(at));
  const data = files.filter((path) => path.startsWith(`${dir}/data/`));
  const run: Run = {
    ...blankRun(source),
    ...facts,
    name: textIn(task, "name") ?? baseName(dir),
    startedAt: time(events?.first),
    endedAt: time(events?.last),
    clock: "utc",
    params,
    metrics: read.map(({ metric }) => metric),
    diverged: findDivergence(read),
    artifacts: readArtifacts(root, { dir, paths: data }, findings),
    seed,
    fold,
    provenance: { ...facts.provenance, ...provenance },
    files: files.filter((path) => path === file || path === metricsFile),
  };
  const unread = events === null ? [] : unreadOf(events, metricsFile);
  return { runs: [run], findings, unreadable: [], format: "ClearML offline session", unread };
}

function timeOf(milliseconds: number): string | null {
  const date = new Date(milliseconds);
  return Number.isNaN(date.getTime()) ? null : date.toISOString();
}

/** The lines that hold the points that are kept. */
function linesOf(root: string, file: string, events: Events): Map<number, string> {
  const wanted = new Set(
    [...events.tracks.values()].flatMap(({ last, min, max }) => [last, min, max].map((one) => one?.place)),
  );
  const texts = new Map<number, string>();
  forEachTextLine(root, file, {
    line: ({ text, line }) => {
      if (wanted.has(line)) texts.set(line, text);
    },
  });
  return texts;
}

function unreadOf({ other, zeros }: Events, path: string): { path: string; reason: string }[] {
  const kinds = [...other].map(([kind, count]) => ({
    path,
    reason: `${count} of the kind ${kind}, which is not read`,
  }));
  if (zeros === 0) return kinds;
  const values = zeros === 1 ? "1 value is 0.0" : `${zeros} values are 0.0`;
  return [...kinds, { path, reason: `${values}, which ClearML also writes for NaN and infinity` }];
}

function readClearmlSeries(run: Run, root: string, metrics: readonly string[] | null): Series[] {
  const file = joinPath(run.dir, "metrics.jsonl");
  if (!run.files.includes(file)) return [];
  const { tracks } = readEvents(root, file, { keep: true, findings: [] });
  const wanted = [...tracks.values()].filter(({ name }) => metrics === null || metrics.includes(name));
  return wanted.flatMap((track) => seriesOfTrack(track) ?? []);
}
