import type { Database } from "../../disk/database.ts";
import { isDatabase, withDatabase } from "../../disk/database.ts";
import type { Finding } from "../../model/finding.ts";
import type { Run } from "../../model/run.ts";
import type { Series } from "../../model/series.ts";
import type { Listing, Tree } from "../../model/tree.ts";
import { baseName, joinPath, parentOf } from "../../model/tree.ts";
import { readArtifacts } from "../format/artifacts.ts";
import { blankRun, seedAndFold, unknownStatus } from "../format/blank-run.ts";
import { filesBelow } from "../format/files-below.ts";
import { findDivergence } from "../format/merge-metrics.ts";
import { literalOf, metricOfTrack, seriesOfTrack } from "../format/metric-track.ts";
import { rowLocator, rowText } from "../format/row-text.ts";
import { withoutSecrets } from "../format/secret.ts";
import { databaseFiles, storePlace } from "../format/store-place.ts";
import type { Reader, ReadResult, Source } from "../reader.ts";
import type { TrackioRun } from "./database.ts";
import { isProject, literalIn, readProject } from "./database.ts";

/** Tables that are seen and not read, and why. */
const UNREAD: [table: string, reason: string][] = [
  ["system_metrics", "load of the machine, not of the run"],
  ["traces", "traces of language models are not read"],
  ["artifact_versions", "artifacts in Trackio's own store are not listed"],
];

/** Trackio projects (`<project>.db`), with and without run ids. A project is an experiment. */
export const trackioReader: Reader = {
  name: "trackio",
  detect,
  read,
  series: readTrackioSeries,
  show: (evidence, root) => rowText(evidence, root, isProject),
};

function detect(listing: Listing, tree: Tree): Source[] {
  return databaseFiles(listing).flatMap(({ path, files }) => {
    if (!isDatabase(tree.root, path) || !opens(tree.root, path)) return [];
    const name = baseName(path).replace(/\.[^.]+$/, "");
    const experiment = storePlace({ id: path, name, file: path, tracker: "trackio" });
    const media = filesBelow(tree, joinPath(listing.dir, `media/${name}`));
    return [{ reader: "trackio" as const, id: path, dir: path, files: [...files, ...media], experiment, many: true }];
  });
}

function opens(root: string, path: string): boolean {
  try {
    return withDatabase(root, path, isProject);
  } catch {
    return false;
  }
}

function read(source: Source, root: string): ReadResult {
  const findings: Finding[] = [];
  const file = source.dir;
  return withDatabase(root, file, (database) => {
    const found = readProject({ database, file, key: null, keep: false });
    const runs = found.map((one) => makeRun(one, { source, database, root, findings }));
    const columns = database.columns("metrics").has("run_id") ? "with run ids" : "without run ids";
    const others = found.reduce((sum, { other }) => sum + other, 0);
    const unread = UNREAD.flatMap(([table, reason]) => {
      const count = countOf(database, table);
      return count === 0
        ? []
        : [{ path: `${file}#${table}`, reason: `${count} ${count === 1 ? "row" : "rows"}: ${reason}` }];
    });
    if (others > 0) {
      const reason = `${others} logged ${others === 1 ? "value is no number" : "values are no numbers"} (text, table, picture, nested)`;
      unread.push({ path: `${file}#metrics`, reason });
    }
    return { runs, findings, unreadable: [], format: `Trackio SQLite, ${columns}`, unread };
  });
}

function countOf(database: Database, table: string): number {
  if (!database.tables().has(table)) return 0;
  const [row] = database.rows(`SELECT count(*) AS n FROM ${table}`);
  return Number(row?.n ?? 0);
}

function makeRun(one: TrackioRun, of: { source: Source; database: Database; root: string; findings: Finding[] }): Run {
  const { source, database, root, findings } = of;
  const read = [...one.tracks.values()].flatMap((track) => {
    const literal = ({ place, value }: { place: number; value: number }) =>
      literalIn(database, track.name, place) ?? literalOf(value);
    return metricOfTrack(track, ({ place }) => rowLocator("metrics", place), literal) ?? [];
  });
  const { params } = withoutSecrets(one.params);
  const { seed, fold, provenance } = seedAndFold(params);
  const start = one.internal.get("_Created") ?? one.internal.get("created_at") ?? one.first;
  const first = one.first !== null && (start === null || one.first.text < start.text) ? one.first : start;
  const group = one.internal.get("_Group");
  const media = `${parentOf(source.dir)}/media/${baseName(source.dir).replace(/\.[^.]+$/, "")}/`.replace(/^\//, "");
  const paths = source.files.filter(
    (path) => path.startsWith(`${media}${one.name}/`) || path.startsWith(`${media}${one.key}/`),
  );
  return {
    ...blankRun(source),
    id: `${source.id}#${one.key}`,
    name: one.name,
    uid: one.key,
    status: unknownStatus("Trackio records no status"),
    startedAt: first?.text ?? null,
    endedAt: one.last?.text ?? null,
    clock: "offset",
    params,
    metrics: read.map(({ metric }) => metric),
    diverged: findDivergence(read),
    notes: one.alerts.length === 0 ? null : one.alerts.join("\n"),
    group: group?.text ?? null,
    artifacts: readArtifacts(root, { dir: parentOf(source.dir), paths }, findings),
    seed,
    fold,
    provenance: {
      ...provenance,
      ...(first && { startedAt: first.evidence }),
      ...(one.last && { endedAt: one.last.evidence }),
      ...(group && { group: group.evidence }),
    },
    files: source.files.filter((path) => path.startsWith(source.dir)),
  };
}

function readTrackioSeries(run: Run, root: string, metrics: readonly string[] | null): Series[] {
  const file = run.dir;
  const key = run.id.slice(file.length + 1);
  return withDatabase(root, file, (database) => {
    const [one] = readProject({ database, file, key, keep: true });
    const tracks = [...(one?.tracks.values() ?? [])].filter(({ name }) => metrics === null || metrics.includes(name));
    return tracks.flatMap((track) => seriesOfTrack(track) ?? []);
  });
}
