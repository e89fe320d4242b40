import { readRegion } from "../../disk/region.ts";
import type { Evidence } from "../../model/evidence.ts";
import { linesOf } from "../../model/evidence.ts";
import type { Param, Run, StatedStatus } from "../../model/run.ts";
import type { Listing, Tree } from "../../model/tree.ts";
import { baseName, joinPath } from "../../model/tree.ts";
import { readRunFolder, readRunSeries } from "../format/run-folder.ts";
import type { ExperimentPlace, Reader, ReadResult, Source } from "../reader.ts";
import type { Taken } from "../taken.ts";
import { experimentOf, logNames, nameOfLog } from "./log-name.ts";
import { codeOf, ENOUGH, hasMetricLines } from "./log-text.ts";

/** So many logs of a folder are looked into; when none of them has metrics, the folder has none. */
const PEEKS = 3;
/** So many files of a project are looked into, so that a heap of texts costs little. */
const MOST_PEEKS = 4000;
const PROGRESS = /(?:^|[^\w])(?:step|s|iter|iteration|epoch)s?\s*[:=#[]?\s*(\d+)\s*(?:\/|of)\s*(\d+)/i;

/**
 * Text logs that lie in folders without any tracker, as in the records of modded-nanogpt: `<date>_<name>/<uuid>.txt`, the code
 * first, then a line a step. Each is a run; the folder around theirs is the experiment.
 */
export const textlogReader: Reader = {
  name: "textlog",
  detect: detectLogs,
  read: readLog,
  series: (run: Run, root, metrics) => readRunSeries(run, root, metrics),
};

const peeked = new WeakMap<Tree, number>();

function detectLogs({ dir, files }: Listing, tree: Tree, taken?: Taken): Source[] {
  if (dir === "" || files.length === 0) return [];
  const names = logNames(dir, files);
  if (names.length === 0 || taken?.holds(dir)) return [];
  const paths = names.map((name) => joinPath(dir, name));
  const experiment = placeOf(experimentOf(dir));
  if (taken?.holds(experiment.dir) || !someHasMetrics(paths, tree)) return [];
  return paths.map((path) => ({ reader: "textlog", id: path, dir: path, files: [path], many: true, experiment }));
}

/** Looks into the first, the last and the middle one: logs that were never started may be among them. */
function someHasMetrics(paths: readonly string[], tree: Tree): boolean {
  const places = [0, paths.length - 1, paths.length >> 1].slice(0, PEEKS);
  return [...new Set(places)].some((place) => {
    const done = peeked.get(tree) ?? 0;
    peeked.set(tree, done + 1);
    return done < MOST_PEEKS && hasMetricLines(tree.root, paths[place] ?? "");
  });
}

function placeOf(dir: string): ExperimentPlace {
  return { id: dir, name: baseName(dir), dir, runsDir: dir, tracker: "textlog", increment: null };
}

/** The log as it is read where a document links to it, with what its place says. */
function readLog(source: Source, root: string): ReadResult {
  const read = readRunFolder(source, root);
  const [run] = read.runs;
  const path = source.dir;
  const most = Math.max(0, ...(run?.metrics.map(({ points }) => points) ?? []));
  if (run === undefined || most < ENOUGH) {
    const findings = read.findings.filter(({ code }) => code === "source/unreadable");
    const reason = `fewer than ${ENOUGH} lines of it state a metric in one form`;
    const unread = read.unreadable.length > 0 ? [] : [{ path, reason }];
    return { runs: [], findings, unreadable: read.unreadable, format: "text log", unread };
  }
  const code = codeOf(root, path);
  const { seed, ...named } = nameOfLog(path);
  const environment = code === null ? run.environment : [...run.environment, codeParam(path, code)];
  const made: Run = { ...run, ...named, seed: run.seed ?? seed, environment, status: statusOf(run, root) };
  const format = code === null ? "text log" : "text log with its code at the top";
  return { ...read, runs: [made], format };
}

/** Which code ran: logs of one folder repeat one another only where it is the same. */
function codeParam(file: string, { hash, endLine }: { hash: string; endLine: number }): Param {
  const evidence: Evidence = { file, locator: { kind: "line", line: 1, endLine }, literal: hash };
  return { name: "code", value: hash, evidence };
}

/** A log whose last line of metrics has counted to its end is that of a finished run. */
function statusOf(run: Run, root: string): StatedStatus {
  if (run.status.value !== "unknown") return run.status;
  const points = run.metrics.map(({ last }) => last.evidence);
  const [evidence] = points.sort((a, b) => (linesOf(b)?.line ?? 0) - (linesOf(a)?.line ?? 0));
  const lines = evidence === undefined ? null : linesOf(evidence);
  if (evidence === undefined || lines === null) return run.status;
  const [literal, step, total] = PROGRESS.exec(readRegion(root, { file: evidence.file, ...lines })?.text ?? "") ?? [];
  if (literal === undefined) return run.status;
  const isEnd = Number(step) + 1 >= Number(total);
  return {
    value: isEnd ? "finished" : "unknown",
    how: "inferred",
    because: `the log ends at step ${step} of ${total}`,
    evidence: { ...evidence, literal: literal.trim() },
  };
}
