import { readRange } from "../disk/file.ts";
import type { Run } from "../model/run.ts";
import type { Listing, Tree } from "../model/tree.ts";
import { baseName, joinPath, parentOf } from "../model/tree.ts";
import { readOtherFiles } from "./format/artifacts.ts";
import { blankRun, unknownStatus } from "./format/blank-run.ts";
import { delimiterOf, splitRecord } from "./format/csv.ts";
import { metricsOfCsv, seriesOfCsv } from "./format/csv-metrics.ts";
import type { CsvForm } from "./format/csv-scan.ts";
import { scanCsv } from "./format/csv-scan.ts";
import { folderPlace } from "./format/folder-place.ts";
import { findDivergence } from "./format/merge-metrics.ts";
import { isDated, listRunFiles } from "./format/run-files.ts";
import { orderFindings } from "./format/step-order.ts";
import type { Reader, ReadResult, Source } from "./reader.ts";

/** The file may have any name; keras.callbacks.CSVLogger's own example is `training.log`. */
const TEXT = /^(?:keras|csv|epochs?|fit|hist|log|model|train)[\w .-]*\.(?:log|txt)$/i;
/** Names that say nothing of the run, so that it is called like its folder. */
const NAMELESS =
  /^(?:(?:keras|csv|model|train(?:ing)?|epochs?|fit)[_ -]?)*(?:logs?|logger|history|hist|metrics|results|train(?:ing)?|fit|epochs?|csv)?\.\w+$/i;
/** Folders that a Keras run has beside the file: its checkpoints, and the event files of the TensorBoard callback. */
const BESIDE =
  /^(?:train|validation|val|test|eval|checkpoints?|ckpts?|weights|models?|saved_models?|export|assets|variables|plots?|figures?|images?|tensorboard|tb|tb_logs|tensorboard_logs|logs?)$/i;
const FORM: CsvForm = { step: "epoch" };
const HEAD = 4096;

/** The CSV file of Keras's CSVLogger, found by its header alone. */
export const kerasReader: Reader = {
  name: "keras",
  detect: detectTables,
  read: readTable,
  series: (run: Run, root, metrics) => {
    const path = run.metrics.find(({ reader }) => reader === undefined || reader === "keras")?.file;
    const names = metrics ?? run.metrics.map(({ name }) => name);
    return path === undefined ? [] : seriesOfCsv({ root, path, form: FORM }, names);
  },
};

function detectTables(listing: Listing, tree: Tree): Source[] {
  const { dir, files, dirs } = listing;
  const named = files.filter(mayBeTable);
  // What lies in a dated run folder is that run's, and read with it.
  if (named.length === 0 || dir.split("/").some(isDated)) return [];
  if (files.includes("hparams.yaml") || files.includes("args.yaml")) return [];
  const found = named.filter((name) => isKeras(tree.root, joinPath(dir, name)));
  const [only] = found.filter((name) => NAMELESS.test(name));
  // The folder is the run when the one file in it says no more and nothing else has a place there.
  const isRun = dir !== "" && found.length === 1 && only !== undefined && dirs.every((name) => BESIDE.test(name));
  return found.map((name): Source => {
    const path = joinPath(dir, name);
    const place = { tracker: "keras", tree } as const;
    return isRun
      ? {
          ...{ reader: "keras", id: dir, dir, files: listRunFiles(tree, listing) },
          experiment: folderPlace(parentOf(dir), place),
        }
      : { ...{ reader: "keras", id: path, dir, files: [path], many: true }, experiment: folderPlace(dir, place) };
  });
}

/** Most names end otherwise, and this is asked of every file of a project. */
function mayBeTable(name: string): boolean {
  switch (name.charCodeAt(name.length - 4) === 46 ? name.slice(-3).toLowerCase() : "") {
    case "csv":
    case "tsv":
      return true;
    case "log":
    case "txt":
      return TEXT.test(name);
    default:
      return false;
  }
}

function isKeras(root: string, path: string): boolean {
  try {
    const text = readRange(root, path, { start: 0, length: HEAD }).toString("utf8");
    const [header = "", row = ""] = text.replace(/^\ufeff/, "").split(/\r?\n/);
    return isHeader(header) && (row === "" || /^\d+$/.test(splitRecord(row, delimiterOf(header))[0] ?? ""));
  } catch {
    return false;
  }
}

/**
 * CSVLogger.on_epoch_end writes `epoch`, then the names of the logs in sorted order. Where none begins with `val_` it adds the
 * twins of all of them behind. A training without a loss is none, and Keras has no column of steps, as Lightning has.
 */
function isHeader(line: string): boolean {
  const [first, ...names] = splitRecord(line, delimiterOf(line));
  if (first !== "epoch" || !names.includes("loss") || names.includes("step")) return false;
  const half = names.length / 2;
  const hasTwins = names.slice(half).every((name, at) => name === `val_${names[at]}`);
  const own = Number.isInteger(half) && hasTwins ? names.slice(0, half) : names;
  return own.every((name, at) => name !== "" && (at === 0 || (own[at - 1] ?? "") < name));
}

function readTable(source: Source, root: string): ReadResult {
  const path = source.files.find((file) => isTableOf(source, file) && isKeras(root, file));
  if (path === undefined)
    return { runs: [], findings: [], unreadable: [{ path: source.dir, reason: "the file is gone" }] };
  const scan = scanCsv({ root, path, keep: false, form: FORM });
  const findings = [...scan.findings, ...orderFindings(scan.table)];
  const metrics = metricsOfCsv(scan);
  const inFolder = source.many === true ? { ...source, files: [] } : source;
  const run: Run = {
    ...blankRun(source),
    ...(source.many === true && { name: stemOf(path) }),
    status: unknownStatus("Keras records no end"),
    metrics: metrics.map(({ metric }) => metric),
    artifacts: readOtherFiles(root, { ...inFolder, read: [path] }, findings),
    diverged: findDivergence(metrics),
    files: [path],
  };
  return { runs: [run], findings, unreadable: [], format: "Keras CSVLogger" };
}

function isTableOf(source: Source, file: string): boolean {
  return parentOf(file) === source.dir && mayBeTable(baseName(file));
}

function stemOf(path: string): string {
  return baseName(path).replace(/\.\w+$/, "");
}
