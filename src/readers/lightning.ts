import type { Finding } from "../model/finding.ts";
import type { Param, Run } from "../model/run.ts";
import type { Listing, Tree } from "../model/tree.ts";
import { baseName, joinPath, parentOf } from "../model/tree.ts";
import { readOtherFiles } from "./format/artifacts.ts";
import { blankRun, seedAndFold, unknownStatus } from "./format/blank-run.ts";
import { metricsOfCsv, seriesOfCsv } from "./format/csv-metrics.ts";
import type { CsvForm } from "./format/csv-scan.ts";
import { scanCsv } from "./format/csv-scan.ts";
import { folderPlace } from "./format/folder-place.ts";
import { findDivergence } from "./format/merge-metrics.ts";
import { paramsOf } from "./format/param-values.ts";
import { listRunFiles } from "./format/run-files.ts";
import { hiddenNote, withoutSecrets } from "./format/secret.ts";
import { orderFindings } from "./format/step-order.ts";
import { readMap } from "./format/value-file.ts";
import type { ExperimentPlace, Reader, ReadResult, Source } from "./reader.ts";

const METRICS = "metrics.csv";
const PARAMS = "hparams.yaml";
const VERSION = /^version_\d+$/;
const STORE = "lightning_logs";

/**
 * `metrics.csv` as lightning.fabric.loggers.CSVLogger writes it: `step` in every row, `epoch` beside the metrics (not in Fabric's),
 * and the rest columns of metrics, of which a row has those that were logged together.
 */
const FORM: CsvForm = { step: "step", others: ["epoch"] };

/** PyTorch Lightning and Fabric: `lightning_logs/version_0/{metrics.csv,hparams.yaml,checkpoints/}`. */
export const lightningReader: Reader = {
  name: "lightning",
  detect(listing: Listing, tree: Tree): Source[] {
    if (!isVersion(listing)) return [];
    const { dir } = listing;
    const files = listRunFiles(tree, listing);
    return [{ reader: "lightning", id: dir, dir, files, experiment: placeOf(parentOf(dir), tree) }];
  },
  read: readVersion,
  series: (run: Run, root, metrics) => {
    const path = run.files.find((file) => baseName(file) === METRICS);
    const names = metrics ?? run.metrics.map(({ name }) => name);
    return path === undefined ? [] : seriesOfCsv({ root, path, form: FORM }, names);
  },
};

/**
 * The folder of a run: a version's own name or place (`lightning_logs/`) beside the file, or both files, or the params beside an
 * event file, which is what the TensorBoard logger writes.
 */
function isVersion({ dir, files }: Listing): boolean {
  if (dir === "") return false;
  const hasParams = files.includes(PARAMS);
  const hasMetrics = files.includes(METRICS);
  if (hasParams && (hasMetrics || files.some((name) => name.includes("tfevents")))) return true;
  return (hasParams || hasMetrics) && (VERSION.test(baseName(dir)) || baseName(parentOf(dir)) === STORE);
}

/** `lightning_logs` is called like the folder it lies in. */
function placeOf(dir: string, tree: Tree): ExperimentPlace {
  const above = parentOf(dir);
  const isNameless = baseName(dir) === STORE && above !== "";
  let beside = above;
  while (beside !== "" && holdsVersions(beside, tree)) beside = parentOf(beside);
  return folderPlace(dir, { tracker: "lightning", tree, beside, ...(isNameless && { name: baseName(above) }) });
}

/** Whether runs lie in a folder, by the first that are in it: then nothing of ours goes there. */
function holdsVersions(dir: string, tree: Tree): boolean {
  const { dirs = [] } = tree.listings.get(dir) ?? {};
  return dirs.slice(0, 20).some((name) => {
    const listing = tree.listings.get(joinPath(dir, name));
    return listing !== undefined && isVersion(listing);
  });
}

function readVersion(source: Source, root: string): ReadResult {
  const findings: Finding[] = [];
  const params = readParams(source, root, findings);
  const path = source.files.find((file) => file === joinPath(source.dir, METRICS));
  const scan = path === undefined ? null : scanCsv({ root, path, keep: false, form: FORM });
  if (scan !== null) findings.push(...scan.findings, ...orderFindings(scan.table));
  const metrics = scan === null ? [] : metricsOfCsv(scan);
  const read = source.files.filter((file) => [METRICS, PARAMS].some((name) => file === joinPath(source.dir, name)));
  const run: Run = {
    ...blankRun(source),
    ...seedAndFold(params.kept),
    status: unknownStatus("Lightning records no end"),
    params: params.kept,
    metrics: metrics.map(({ metric }) => metric),
    artifacts: readOtherFiles(root, { ...source, read }, findings),
    diverged: findDivergence(metrics),
    files: read,
  };
  const format = scan === null ? "Lightning hparams" : "Lightning CSV logger";
  return { runs: [run], findings, unreadable: [], format, unread: params.unread };
}

/** What `save_hyperparameters()` kept; an empty file or `{}` when nothing was. */
function readParams(
  source: Source,
  root: string,
  findings: Finding[],
): { kept: Param[]; unread: ReadResult["unread"] } {
  const path = joinPath(source.dir, PARAMS);
  if (!source.files.includes(path)) return { kept: [], unread: [] };
  const map = readMap(root, path, findings);
  const { params, hidden } = withoutSecrets(map === null ? [] : paramsOf(map, path));
  return { kept: params, unread: hiddenNote(path, hidden) };
}
