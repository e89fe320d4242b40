import { isDatabase } from "../disk/database.ts";
import { isFile, isInside } from "../disk/file.ts";
import { messageOf } from "../errors.ts";
import type { Evidence, Locator } from "../model/evidence.ts";
import { compareText, finding } from "../model/finding.ts";
import type { Run, Tracker } from "../model/run.ts";
import type { Series } from "../model/series.ts";
import type { Tree } from "../model/tree.ts";
import { baseName } from "../model/tree.ts";
import { clearmlReader } from "./clearml/reader.ts";
import { dvcliveReader } from "./dvclive/reader.ts";
import { guildReader } from "./guild/reader.ts";
import { huggingfaceReader } from "./huggingface/reader.ts";
import { hydraReader } from "./hydra/reader.ts";
import { joinSources } from "./join.ts";
import { kerasReader } from "./keras.ts";
import { ledgerReader } from "./ledger/reader.ts";
import { lightningReader } from "./lightning.ts";
import { mergeResults } from "./merge.ts";
import { mlflowReader } from "./mlflow/reader.ts";
import { neptuneReader } from "./neptune/reader.ts";
import { optunaReader } from "./optuna/reader.ts";
import type { Reader, ReadResult, Source } from "./reader.ts";
import { sacredReader } from "./sacred/reader.ts";
import { specweaveReader } from "./specweave.ts";
import { takenBy } from "./taken.ts";
import { isEventFile } from "./tensorboard/event-file.ts";
import { tensorboardReader } from "./tensorboard/reader.ts";
import { textlogReader } from "./textlog/reader.ts";
import { trackioReader } from "./trackio/reader.ts";
import { treeReader } from "./tree.ts";
import { ultralyticsReader } from "./ultralytics.ts";
import { wandbReader } from "./wandb/reader.ts";

/** Every format that is read. Which counts most where several describe one run is said in join.ts. */
const readers: readonly Reader[] = [
  specweaveReader,
  treeReader,
  mlflowReader,
  wandbReader,
  dvcliveReader,
  huggingfaceReader,
  lightningReader,
  kerasReader,
  ultralyticsReader,
  tensorboardReader,
  hydraReader,
  neptuneReader,
  clearmlReader,
  guildReader,
  optunaReader,
  sacredReader,
  trackioReader,
];
/** The conventions of the project itself: a folder that one of them has found is not looked at by those after it. */
const OWN: readonly Reader[] = [specweaveReader, treeReader];
/** Files that people keep without a tracker; these come last, and are told what the others have found. */
const LOOSE: readonly Reader[] = [textlogReader, ledgerReader];
const ALL: readonly Reader[] = [...readers, ...LOOSE];

/** The trackers whose runs are read. */
export const readTrackers: readonly Tracker[] = ALL.map(({ name }) => name);

/** Finds what can be read in a project, sorted by id. Only where names do not tell is a small file opened. */
export function detectSources(tree: Tree): Source[] {
  const found: Source[] = [];
  const claimed = new Set<string>();
  for (const reader of ALL) {
    const isOwn = OWN.includes(reader);
    const before = found.length;
    const taken = LOOSE.includes(reader) ? takenBy(found) : undefined;
    for (const listing of tree.listings.values()) {
      for (const source of reader.detect(listing, tree, taken)) {
        if (!isOwn || claimed.size === 0 || !claimed.has(source.id)) found.push(source);
      }
    }
    if (isOwn) for (const source of found.slice(before)) claimed.add(source.id);
  }
  return joinSources(found.sort((a, b) => compareText(a.id, b.id)));
}

/** Reads a source. Bad data is a finding; a source that cannot be read at all is counted as unreadable. Never throws. */
export function readSource(source: Source, root: string): ReadResult {
  if (source.parts !== undefined) {
    return mergeResults(
      source,
      source.parts.map((part) => readSource(part, root)),
    );
  }
  try {
    return readerOf(source.reader).read(source, root);
  } catch (error) {
    const reason = messageOf(error);
    const problem = finding({
      code: "source/unreadable",
      file: source.dir,
      message: `this run could not be read (${reason})`,
    });
    return { runs: [], findings: [problem], unreadable: [{ path: source.dir, reason }] };
  }
}

/** Every point of some metrics of a run (all of its metrics for null), in the order asked for; what is not there is left out. */
export function readSeries(run: Run, root: string, metrics: readonly string[] | null): Series[] {
  const wanted = metrics ?? run.metrics.map(({ name }) => name);
  const readerOfMetric = new Map(run.metrics.map(({ name, reader }) => [name, reader ?? run.tracker]));
  const found = new Map<string, Series>();
  for (const [reader, names] of Map.groupBy(wanted, (name) => readerOfMetric.get(name) ?? run.tracker)) {
    for (const series of readerOf(reader).series(run, root, names)) found.set(series.metric, series);
  }
  return wanted.flatMap((name) => found.get(name) ?? []);
}

/** The record or row of a binary file that evidence points at, as text; null for what is no record or is not there. */
export function showRecord(evidence: Evidence, root: string): string | null {
  const { kind } = evidence.locator;
  if (kind !== "record" && kind !== "row") return null;
  for (const reader of ALL) {
    const text = reader.show?.(evidence, root) ?? null;
    if (text !== null) return text;
  }
  return null;
}

/** Whether a text that `showRecord` gave stands in a database at all, under whatever key: one that is packed gives its rows other ones. */
export function isRecordIn(text: string, file: string, root: string): boolean {
  return ALL.some((reader) => reader.holds?.(text, file, root) ?? false);
}

/**
 * Several records or rows of one binary file as text, in their order; null for each that is not there. Records are read in one
 * pass over the file.
 */
export function showRecords(file: string, locators: readonly Locator[], root: string): (string | null)[] {
  const numbers = new Set(locators.flatMap((one) => (one.kind === "record" ? one.record : [])));
  const readers = numbers.size === 0 ? [] : ALL;
  let texts = new Map<number, string>();
  for (const reader of readers) {
    texts = reader.showAll?.(file, numbers, root) ?? texts;
    if (texts.size > 0) break;
  }
  return locators.map((locator) => {
    if (locator.kind === "record") return texts.get(locator.record) ?? null;
    return showRecord({ file, locator, literal: "" }, root);
  });
}

/**
 * Whether a file is of a binary format whose records or rows can be shown as text (`showRecords`): an event file, a `.wandb`
 * recording, a Parquet file or a SQLite database. False for what is missing or lies outside the root.
 */
export function holdsRecords(root: string, path: string): boolean {
  if (!isInside(root, path) || !isFile(root, path)) return false;
  const name = baseName(path);
  return isEventFile(name) || /\.(wandb|parquet)$/.test(name) || isDatabase(root, path);
}

function readerOf(name: Tracker): Reader {
  const reader = ALL.find((one) => one.name === name);
  if (reader === undefined) throw new Error(`no reader is called ${name}`);
  return reader;
}
