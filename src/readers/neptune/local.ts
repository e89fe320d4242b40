import { isDatabase, withDatabase } from "../../disk/database.ts";
import type { Evidence } from "../../model/evidence.ts";
import type { Finding } from "../../model/finding.ts";
import { compareText, finding } from "../../model/finding.ts";
import type { Param, Run } from "../../model/run.ts";
import type { Series } from "../../model/series.ts";
import type { Listing, Tree } from "../../model/tree.ts";
import { baseName, joinPath } from "../../model/tree.ts";
import { scalarIn } from "../format/json-field.ts";
import { evidenceOf } from "../format/param-values.ts";
import { rowLocator } from "../format/row-text.ts";
import { storePlace } from "../format/store-place.ts";
import { readMap } from "../format/value-file.ts";
import type { Reader, ReadResult, Source } from "../reader.ts";
import { replayOperations } from "./operations.ts";
import type { Locate } from "./run.ts";
import { makeRun, sayOthers, seriesOf } from "./run.ts";
import { isScaleStore, readScaleStore, scaleNames, showOperation } from "./scale.ts";

const STORE = /^((?:.*\/)?\.neptune)(?:\/|$)/;
const LOG = /^data-(\d+)\.log$/;

/**
 * Runs that a client kept because it could not or should not send them: folders with operation logs (1.x), or one database a run
 * (neptune-scale, also while it sends).
 */
export function detectLocal(listing: Listing, tree: Tree): Source[] {
  const store = STORE.exec(listing.dir)?.[1];
  if (store === undefined) return [];
  const { dir, files } = listing;
  const logs = files.filter((name) => LOG.test(name)).sort((a, b) => partOf(a) - partOf(b));
  const databases = files.filter((name) => name.endsWith(".sqlite3")).map((name) => joinPath(dir, name));
  const place = (project: string) => {
    const id = project === "" ? store : `${store}#${project}`;
    return storePlace({ id, name: project === "" ? "neptune" : project, file: store, tracker: "neptune" });
  };
  const replayed = logs.map((name) => joinPath(dir, name));
  const known = files.includes("metadata.json") ? [joinPath(dir, "metadata.json")] : [];
  return [
    ...(logs.length === 0
      ? []
      : [{ reader: "neptune" as const, id: dir, dir, files: [...known, ...replayed], experiment: place("") }]),
    ...databases.flatMap((path): Source[] => {
      const names = namesIn(tree.root, path);
      if (names === null) return [];
      const log = files.includes(`${baseName(path)}-wal`) ? [`${path}-wal`] : [];
      const experiment = place(names.project);
      return [{ reader: "neptune", id: path, dir: path, files: [path, ...log], experiment, many: true }];
    }),
  ];
}

function partOf(name: string): number {
  return Number(LOG.exec(baseName(name))?.[1] ?? 0);
}

function namesIn(root: string, path: string): { project: string } | null {
  if (!isDatabase(root, path)) return null;
  try {
    return withDatabase(root, path, (database) => (isScaleStore(database) ? scaleNames(database) : null));
  } catch {
    return null;
  }
}

/** Reads either kind. */
export function readLocal(source: Source, root: string): ReadResult {
  return source.many === true ? readScale(source, root) : readLogs(source, root);
}

function readLogs(source: Source, root: string): ReadResult {
  const findings: Finding[] = [];
  const logs = source.files.filter((path) => LOG.test(baseName(path)));
  const { run: found, parts, bad } = replayOperations(root, logs, false);
  for (const { file, line, message, isTorn } of bad) {
    findings.push(finding({ code: isTorn ? "source/torn-line" : "source/bad-line", file, line, message }));
  }
  const file = `${source.dir}/metadata.json`;
  const metadata = source.files.includes(file) ? readMap(root, file, findings) : null;
  const scalar = (name: string) => scalarIn(metadata, name);
  const environment = ["os", "pythonVersion", "neptuneClientVersion"].flatMap((name): Param[] => {
    const value = scalar(name);
    return value === undefined ? [] : [{ name, value: value.value, evidence: evidenceOf(value, file, `/${name}`) }];
  });
  const made = makeRun(found, source, lineIn(parts));
  const created = scalar("createdAt");
  const id = scalar("containerId")?.literal;
  const run: Run = {
    ...made,
    name: made.name === baseName(source.dir) ? (id ?? made.name) : made.name,
    uid: made.uid ?? id,
    environment,
    startedAt: created?.literal ?? made.startedAt,
    clock: created === undefined ? made.clock : "offset",
    files: source.files,
    provenance: { ...made.provenance, ...(created && { startedAt: evidenceOf(created, file, "/createdAt") }) },
  };
  const mode = scalar("mode")?.literal ?? "unsent";
  const format = `Neptune local store, ${mode}`;
  return { runs: [run], findings, unreadable: [], format, unread: sayOthers(found, source.dir) };
}

function lineIn(parts: { file: string; from: number }[]): Locate {
  return (place) => {
    const part = parts.findLast(({ from }) => from < place) ?? { file: "", from: 0 };
    return { file: part.file, locator: { kind: "line", line: place - part.from } };
  };
}

function readScale(source: Source, root: string): ReadResult {
  const file = source.dir;
  const store = readScaleStore(root, file, false);
  const findings = store.bad.map(({ row, message }) =>
    finding({ code: "source/bad-line", file, message: `run_operations row ${row}: ${message}` }),
  );
  const made = makeRun(store.run, source, (place) => ({ file, locator: rowLocator("run_operations", place) }));
  const isNamed = made.name !== baseName(file);
  const run: Run = {
    ...made,
    name: isNamed ? made.name : store.experiment || store.id || made.name,
    uid: store.id || undefined,
    group: store.experiment || null,
    startedAt: made.startedAt ?? store.startedAt,
    files: source.files,
  };
  const format = `Neptune 3 local store, version ${store.version}`;
  return { runs: [run], findings, unreadable: [], format, unread: sayOthers(store.run, file) };
}

/** The series of a run of either kind. */
export const readLocalSeries: Reader["series"] = (run, root, metrics) => {
  const logs = run.files.filter((path) => LOG.test(baseName(path))).sort(compareParts);
  if (logs.length === 0) {
    return seriesOf(run, readScaleStore(root, run.dir, true).run, { metrics, placed: (series) => series });
  }
  const { run: found, parts } = replayOperations(root, logs, true);
  const locate = lineIn(parts);
  const placed = (series: Series): Series => {
    const line = series.line.map((place) => {
      const { locator } = locate(place);
      return "line" in locator ? locator.line : place;
    });
    const files = parts.flatMap(({ file, from }) => {
      const index = series.line.findIndex((place) => place > from);
      return index >= 0 && locate(series.line[index] ?? 0).file === file ? [{ file, from: index }] : [];
    });
    return files.length > 1 ? { ...series, line, files } : { ...series, line };
  };
  return seriesOf(run, found, { metrics, placed });
};

function compareParts(a: string, b: string): number {
  return partOf(a) - partOf(b) || compareText(a, b);
}

/** An operation in a database as text; null for anything else. */
export function showLocal(evidence: Evidence, root: string): string | null {
  if (!evidence.file.endsWith(".sqlite3") || !isDatabase(root, evidence.file)) return null;
  try {
    return showOperation(root, evidence);
  } catch {
    return null;
  }
}
