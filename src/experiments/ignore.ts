import type { Finding } from "../model/finding.ts";
import { finding } from "../model/finding.ts";
import { didYouMean, nearestNames } from "../model/nearest.ts";
import type { Run } from "../model/run.ts";
import { baseName } from "../model/tree.ts";
import type { IgnoreEntry } from "./ignored-runs.ts";

/** Runs with `ignored` set, in the order given, and what the entries got wrong. */
export interface IgnoreResult {
  runs: Run[];
  findings: Finding[];
}

/**
 * Applies ignore entries to the runs of one experiment. An entry names a run by its path from the experiment, from the
 * folder of the runs or from the root, by its folder's name, its id or its name; a name that several runs have ignores
 * them all and says so. The first entry for a run wins. The runs given are not changed.
 */
export function applyIgnores(
  runs: readonly Run[],
  entries: readonly IgnoreEntry[],
  dirs: readonly string[],
): IgnoreResult {
  if (entries.length === 0) return { runs: [...runs], findings: [] };
  const index = indexRuns(runs, dirs);
  const ignored = new Map<string, IgnoreEntry>();
  const findings: Finding[] = [];
  for (const entry of entries) {
    const target = normalPath(entry.target);
    const named = index.paths.get(target) ?? index.names.get(target) ?? [];
    // Looking for the name that was meant compares it with every run: a list that is wrong throughout gets a few.
    if (named.length === 0) findings.push(namesNone(entry, target, findings.length < SUGGESTED ? index : null));
    if (named.length > 1) findings.push(namesSeveral(entry, named));
    for (const run of named) if (!ignored.has(run.id)) ignored.set(run.id, entry);
  }
  return { runs: runs.map((run) => withIgnore(run, ignored.get(run.id))), findings };
}

/** How many findings get a suggestion. */
const SUGGESTED = 20;

interface RunIndex {
  paths: Map<string, Run[]>;
  names: Map<string, Run[]>;
}

function indexRuns(runs: readonly Run[], dirs: readonly string[]): RunIndex {
  const index: RunIndex = { paths: new Map(), names: new Map() };
  for (const run of runs) {
    const own = run.id === run.dir || !run.id.includes("#");
    const paths = new Set([run.id, run.id.slice(run.id.indexOf("#") + 1), ...(own ? pathsOf(run.dir, dirs) : [])]);
    for (const path of paths) add(index.paths, path, run);
    add(index.names, run.name, run);
  }
  return index;
}

function pathsOf(path: string, dirs: readonly string[]): string[] {
  const below = dirs.filter((dir) => dir !== "" && path.startsWith(`${dir}/`)).map((dir) => path.slice(dir.length + 1));
  return [path, ...below, baseName(path)];
}

function add(map: Map<string, Run[]>, key: string, run: Run): void {
  const runs = map.get(key);
  if (runs === undefined) map.set(key, [run]);
  else runs.push(run);
}

function normalPath(target: string): string {
  return target
    .replaceAll("\\", "/")
    .replace(/^(?:\.?\/)+/, "")
    .replace(/\/+$/, "");
}

function withIgnore(run: Run, entry: IgnoreEntry | undefined): Run {
  if (entry === undefined) return run;
  const reason = entry.reason === "" ? "no reason given" : entry.reason;
  return { ...run, ignored: { reason, file: entry.file, line: entry.line } };
}

function place(entry: IgnoreEntry) {
  const { file, line, column } = entry;
  return { file, line, column, endColumn: column + entry.target.length };
}

function namesNone(entry: IgnoreEntry, target: string, index: RunIndex | null): Finding {
  const names = index === null ? [] : nearestNames(target, [...index.paths.keys(), ...index.names.keys()], 1);
  const message = `\`${entry.target}\` names no run of this experiment`;
  const help = names.length === 0 ? {} : { help: didYouMean(names) };
  return finding({ code: "ignore/names-no-run", ...place(entry), message, ...help });
}

function namesSeveral(entry: IgnoreEntry, named: readonly Run[]): Finding {
  const message = `\`${entry.target}\` is the name of ${named.length} runs; all of them are ignored`;
  const related = named.slice(0, 10).map((run) => ({ file: run.dir, line: null, text: run.id, label: "ignored" }));
  return finding({ code: "ignore/names-several", ...place(entry), message, related });
}
