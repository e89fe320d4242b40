import type { Finding } from "../model/finding.ts";
import type { Metric, Param, Run, StatedStatus } from "../model/run.ts";
import type { Series } from "../model/series.ts";
import type { Listing, Tree } from "../model/tree.ts";
import { baseName, joinPath, parentOf } from "../model/tree.ts";
import { readOtherFiles } from "./format/artifacts.ts";
import { blankRun, seedAndFold, unknownStatus } from "./format/blank-run.ts";
import { metricsOfCsv, seriesOfCsv } from "./format/csv-metrics.ts";
import type { CsvForm } from "./format/csv-scan.ts";
import { scanCsv } from "./format/csv-scan.ts";
import { folderPlace } from "./format/folder-place.ts";
import { findDivergence } from "./format/merge-metrics.ts";
import { addParams, paramsOf } from "./format/param-values.ts";
import { listRunFiles } from "./format/run-files.ts";
import { hiddenNote, withoutSecrets } from "./format/secret.ts";
import { orderFindings } from "./format/step-order.ts";
import type { ReadMetric } from "./format/table-metrics.ts";
import { readMap } from "./format/value-file.ts";
import type { ExperimentPlace, Reader, ReadResult, Source } from "./reader.ts";

const RESULTS = "results.csv";
/** `args.yaml` since YOLOv8; before, `hyp.yaml` (hyperparameters) and `opt.yaml` (options). */
const SETTINGS = ["args.yaml", "hyp.yaml", "opt.yaml"];
const FITNESS = /mAP[\w.:@]*[-:]?0?\.?95|accuracy_top1|mIoU/i;
/** Where a run lies and what it is called is no param of it. */
const PLACES = new Set(["save_dir", "project", "name", "exist_ok"]);

/** `epoch` counts from 1 (in YOLOv5 from 0); `time`, since 8.2, is seconds since the training started. Cells may be padded. */
const FORM: CsvForm = { step: "epoch" };

/** Ultralytics YOLO and YOLOv5: `runs/<task>/<name>/{results.csv,args.yaml,weights/}`. */
export const ultralyticsReader: Reader = {
  name: "ultralytics",
  detect(listing: Listing, tree: Tree): Source[] {
    const { dir, files } = listing;
    const has = (name: string) => files.includes(name);
    const isSet = has("args.yaml") || has("opt.yaml");
    if (dir === "" || !isSet || !(has(RESULTS) || listing.dirs.includes("weights"))) return [];
    const experiment = placeOf(parentOf(dir), tree);
    return [{ reader: "ultralytics", id: dir, dir, files: listRunFiles(tree, listing), experiment }];
  },
  read: readTraining,
  series: (run: Run, root, metrics): Series[] => {
    const path = joinPath(run.dir, RESULTS);
    const file = run.files.find((one) => one === path) ?? run.files.find((one) => baseName(one) === RESULTS);
    const names = metrics ?? run.metrics.map(({ name }) => name);
    return file === undefined ? [] : seriesOfCsv({ root, path: file, form: FORM }, names);
  },
};

/** `runs/detect` is the experiment, and what is made for it lies beside `runs/`. */
function placeOf(dir: string, tree: Tree): ExperimentPlace {
  const store = /(?:^|\/)runs(?=\/)/.exec(dir);
  const beside = store === null ? undefined : dir.slice(0, store.index);
  return folderPlace(dir, { tracker: "ultralytics", tree, ...(beside !== undefined && { beside }) });
}

function readTraining(source: Source, root: string): ReadResult {
  const findings: Finding[] = [];
  const settings = readSettings(source, root, findings);
  const path = joinPath(source.dir, RESULTS);
  const scan = source.files.includes(path) ? scanCsv({ root, path, keep: false, form: FORM }) : null;
  if (scan !== null) findings.push(...scan.findings, ...orderFindings(scan.table));
  const found = scan === null ? [] : bestFirst(metricsOfCsv(scan));
  const metrics = found.map(({ metric }) => metric);
  const names = [RESULTS, ...SETTINGS];
  const read = source.files.filter((file) => names.some((name) => file === joinPath(source.dir, name)));
  const data = settings.params.find(({ name, value }) => name === "data" && typeof value === "string");
  const facts = seedAndFold(settings.params);
  const run: Run = {
    ...blankRun(source),
    ...facts,
    status: statusOf(settings.params, metrics),
    params: settings.params,
    metrics,
    dataVersion: data === undefined ? null : dataName(String(data.value)),
    provenance: { ...facts.provenance, ...(data && { dataVersion: data.evidence }) },
    artifacts: readOtherFiles(root, { ...source, read }, findings),
    diverged: findDivergence(found),
    files: read,
  };
  const isNew = read.some((file) => baseName(file) === "args.yaml");
  const format = isNew ? "Ultralytics results" : "YOLOv5 results";
  return { runs: [run], findings, unreadable: [], format, unread: settings.unread };
}

function readSettings(source: Source, root: string, findings: Finding[]) {
  const params: Param[] = [];
  const unread: { path: string; reason: string }[] = [];
  for (const name of SETTINGS) {
    const path = joinPath(source.dir, name);
    const map = source.files.includes(path) ? readMap(root, path, findings) : null;
    if (map === null) continue;
    const { params: kept, hidden } = withoutSecrets(paramsOf(map, path));
    // YOLOv5's opt.yaml repeats all of hyp.yaml.
    const isRepeated = ({ name }: Param) => name.startsWith("hyp.") && params.some((one) => name === `hyp.${one.name}`);
    addParams(
      params,
      kept.filter((param) => !PLACES.has(param.name) && !isRepeated(param)),
    );
    unread.push(...hiddenNote(path, hidden));
  }
  return { params, unread };
}

/** What Ultralytics chooses the best weights by comes first, as the metric that a comparison is decided by. */
function bestFirst(metrics: readonly ReadMetric[]): ReadMetric[] {
  const isFitness = ({ metric }: ReadMetric) => FITNESS.test(metric.name);
  return [...metrics.filter(isFitness), ...metrics.filter((metric) => !isFitness(metric))];
}

/** A path on somebody's machine is not kept: the last two parts tell which data it is. */
function dataName(path: string): string {
  return path
    .split(/[\\/]+/)
    .slice(-2)
    .join("/");
}

/**
 * Ultralytics records no end. A training is finished when it has all its epochs, or when `patience` epochs have gone by
 * since the best one, which is when ultralytics.utils.torch_utils.EarlyStopping stops it. What best means differs by version:
 * mAP50-95 alone, or a tenth of mAP50 and nine tenths of mAP50-95.
 */
function statusOf(params: readonly Param[], metrics: readonly Metric[]): StatedStatus {
  const number = (name: string) => params.find((param) => param.name === name);
  const epochs = number("epochs");
  const [first] = metrics;
  const last = first?.lastStep ?? null;
  if (first === undefined || last === null) return unknownStatus("no epoch is in its results");
  const { evidence } = first.last;
  const base = first.firstStep === 0 ? 1 : 0;
  const finished = (because: string): StatedStatus => ({ value: "finished", how: "inferred", because, evidence });
  if (typeof epochs?.value !== "number") return unknownStatus("its settings name no number of epochs");
  if (last + base >= epochs.value) return finished(`its results have all ${epochs.value} epochs`);
  const patience = number("patience")?.value;
  const best = metrics.filter(({ name }) => FITNESS.test(name)).map(({ max }) => max?.step ?? null);
  const isStopped =
    typeof patience === "number" && best.some((step) => step !== null && patience > 0 && last - step >= patience);
  if (isStopped) return finished(`it stopped early: nothing was better for ${patience} epochs`);
  return unknownStatus(`its results end at epoch ${last} of ${epochs.value}`);
}
