import { fileSize } from "../../disk/file.ts";
import { codeOf, messageOf } from "../../errors.ts";
import type { DeclaredDirection } from "../../model/direction.ts";
import { storeOutputDir } from "../../model/output.ts";
import type { Metric, Run } from "../../model/run.ts";
import type { Series } from "../../model/series.ts";
import type { Listing, Tree } from "../../model/tree.ts";
import { baseName, joinPath } from "../../model/tree.ts";
import { hiddenNote } from "../format/secret.ts";
import { unreadable } from "../format/value-file.ts";
import type { ExperimentPlace, Reader, ReadResult, Source } from "../reader.ts";
import type { Taken } from "../taken.ts";
import { ledgerOf } from "./ledger.ts";
import { runsOf } from "./run.ts";
import type { LedgerTable } from "./table.ts";
import { MOST_BYTES, readTable } from "./table.ts";

/** `results.tsv`, `all_experiments.csv`, `runs-2026.jsonl`, `leaderboard.csv`. */
const NAME =
  /^(?:[\w.]+[-_.])?(?:results?|experiments?|exps?|runs?|ledger|leader_?board|trials?|sweeps?|ablations?|benchmarks?|scores?)(?:[-_.][\w.-]+)?\.(?:csv|tsv|jsonl|ndjson)$/i;
const FOREIGN =
  /(?:^|\/)(?:\.[^/]+|wandb|mlruns|mlartifacts|dvclive|lightning_logs|node_modules|site-packages|venv)(?:\/|$)/i;
/** So much of a file tells what its columns are. */
const HEAD = 64 << 10;
/** So many files of a project are looked into, so that a heap of tables costs little. */
const MOST_PEEKS = 4000;
/** A file name that says nothing but what it is. */
const PLAIN = /^(?:all_)?(?:results?|experiments?|exps?|runs?|ledger|leaderboard|trials?|scores?)\.\w+$/i;

/** Tables that people and scripts keep of their runs, a row a run, such as the `results.tsv` of autoresearch. */
export const ledgerReader: Reader = {
  name: "ledger",
  detect: detectLedgers,
  read: readLedger,
  series: (run: Run, _root, metrics) => run.metrics.filter(({ name }) => metrics?.includes(name) ?? true).map(seriesOf),
};

/** Why a table that may be a ledger by its name is none; null for one that is, and for any other file. */
export function whyNoLedger(root: string, path: string): string | null {
  if (!/\.(?:csv|tsv|jsonl|ndjson)$/i.test(path)) return null;
  try {
    const found = ledgerOf(readTable(root, path, HEAD));
    return "reason" in found ? found.reason : null;
  } catch {
    return null;
  }
}

const peeked = new WeakMap<Tree, number>();

function detectLedgers({ dir, files }: Listing, tree: Tree, taken?: Taken): Source[] {
  const names = files.filter((name) => NAME.test(name));
  if (names.length === 0 || FOREIGN.test(dir) || taken?.holds(dir) || taken?.isAround(dir)) return [];
  const found = names.map((name) => joinPath(dir, name)).filter((path) => isLedger(tree, path));
  return found.map((path) => {
    const experiment = placeOf(dir, path, found.length > 1);
    return { reader: "ledger", id: path, dir: path, files: [path], many: true, experiment };
  });
}

function isLedger(tree: Tree, path: string): boolean {
  const { root } = tree;
  const done = peeked.get(tree) ?? 0;
  if (done >= MOST_PEEKS) return false;
  peeked.set(tree, done + 1);
  try {
    return fileSize(root, path) <= MOST_BYTES && !("reason" in ledgerOf(readTable(root, path, HEAD)));
  } catch {
    return false;
  }
}

/** The folder of the ledger, unless there are several in it; what is made for one in the project's root lies in `docs/`. */
function placeOf(dir: string, path: string, isOneOfMany: boolean): ExperimentPlace {
  const stem = baseName(path).replace(/\.\w+$/, "");
  const isFolder = !isOneOfMany && dir !== "";
  const name = isFolder && PLAIN.test(baseName(path)) ? baseName(dir) : stem;
  const outputDir = storeOutputDir(dir, name);
  const place = { name, tracker: "ledger" as const, increment: null };
  if (isFolder) return { ...place, id: dir, dir, runsDir: dir };
  return { ...place, id: path, dir: isOneOfMany ? outputDir : dir, runsDir: dir, outputDir };
}

function readLedger(source: Source, root: string): ReadResult {
  const path = source.dir;
  let table: LedgerTable;
  try {
    if (fileSize(root, path) > MOST_BYTES) return refused(path, "it is larger than 16 MiB");
    table = readTable(root, path);
  } catch (error) {
    const reason = codeOf(error) ?? messageOf(error);
    return { runs: [], findings: [unreadable(path, error)], unreadable: [{ path, reason }] };
  }
  const ledger = ledgerOf(table);
  if ("reason" in ledger) return refused(path, ledger.reason);
  const { runs, hidden } = runsOf(source, table, ledger);
  const isKnown = ["commit", "val_bpb", "status", "description"].every((name) => table.columns.includes(name));
  const format = isKnown ? "autoresearch results.tsv" : `ledger of runs (${table.kind})`;
  const directions: ReadResult["directions"] = isKnown ? { val_bpb: objectiveIn(table) } : {};
  return { runs, findings: table.findings, unreadable: [], format, directions, unread: hiddenNote(path, hidden) };
}

/** What autoresearch keeps or discards a commit by: bits per byte, lower is better. */
function objectiveIn({ path, rows }: LedgerTable): DeclaredDirection {
  const line = Math.max(1, (rows[0]?.line ?? 2) - 1);
  return {
    better: "lower",
    objective: true,
    evidence: { file: path, locator: { kind: "line", line }, literal: "val_bpb" },
  };
}

function refused(path: string, reason: string): ReadResult {
  return { runs: [], findings: [], unreadable: [], format: "ledger of runs", unread: [{ path, reason }] };
}

function seriesOf({ name, file, last }: Metric): Series {
  const { locator } = last.evidence;
  return {
    metric: name,
    file,
    stepName: null,
    step: Float64Array.of(0),
    value: Float64Array.of(last.value),
    line: Uint32Array.of("line" in locator ? locator.line : 0),
    wall: null,
  };
}
