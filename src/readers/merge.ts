import type { Finding } from "../model/finding.ts";
import { finding } from "../model/finding.ts";
import { metricWords } from "../model/metric-name.ts";
import type { Artifact, Metric, Param, Point, Run } from "../model/run.ts";
import { baseName } from "../model/tree.ts";
import { PRECEDENCE, RUN_FOLDERS } from "./join.ts";
import type { ReadResult, Source } from "./reader.ts";

/** What loggers call the folder of each run, wherever it lies. */
const NUMBERED = /^(?:version_\d+|dvclive|tensorboard|tb_logs|csv_logs|csv|logs?)$/;

/**
 * One result for a source that several readers read. Their runs become one: the first in `PRECEDENCE` gives name, status and
 * times where it knows them, the others fill in what it lacks. A metric or param that several have is kept once; where they
 * disagree beyond single precision, that is a finding. A part that could not be read leaves the others.
 */
export function mergeResults(source: Source, results: readonly ReadResult[]): ReadResult {
  const runs = results.flatMap((result) => result.runs).sort((a, b) => rank(a) - rank(b));
  const findings = results.flatMap((result) => result.findings);
  const [first, ...others] = runs;
  const formats = results.flatMap(({ format }) => format ?? []);
  const unread = results.flatMap((result) => result.unread ?? []);
  const directions = Object.assign({}, ...results.map((result) => result.directions ?? {}).reverse());
  const rest = { format: formats.length === 0 ? undefined : formats.join(" + "), directions, unread };
  if (first === undefined) {
    return { runs: [], findings, unreadable: results.flatMap((result) => result.unreadable).slice(0, 1), ...rest };
  }
  const apart = others.filter((other) => isAnother(first, other, source));
  const same = others.filter((other) => !apart.includes(other));
  const merged = same.reduce((run, other) => mergeRun(run, other, findings), { ...first, trackers: [first.tracker] });
  const named = { ...merged, id: source.id, dir: source.dir, name: nameOf(merged, source, runs) };
  return { runs: [same.length === 0 && apart.length > 0 ? first : named, ...apart], findings, unreadable: [], ...rest };
}

/**
 * A job of Hydra names the run where its tracker only numbered it: an id of the tracker's own, or a folder that is called the same
 * in every job. Several runs in one job keep their own name behind the job's.
 */
function nameOf(merged: Run, source: Source, runs: readonly Run[]): string {
  const { uid } = merged;
  const job = runs.find(({ tracker }) => tracker === "hydra");
  const folder = baseName(merged.dir);
  // The reader of event files says for such a folder what is around it, which here is the job.
  const name = job !== undefined && merged.tracker === "tensorboard" && NUMBERED.test(folder) ? folder : merged.name;
  const isNumbered = name === uid || NUMBERED.test(name);
  if (job === undefined || !isNumbered) return name;
  return job.dir === source.dir ? job.name : `${job.name}/${name}`;
}

function rank({ tracker }: Run): number {
  return PRECEDENCE.indexOf(tracker);
}

const DAY = 24 * 60 * 60 * 1000;

/** Whether two trackers that lie around one another saw different runs: they began on different days, by clocks that tell. */
function isAnother(run: Run, other: Run, { parts = [] }: Source): boolean {
  if (run.dir === other.dir || parts.some(({ reader }) => RUN_FOLDERS.has(reader))) return false;
  const [start, otherStart] = [run, other].map(({ startedAt, clock }) =>
    startedAt === null || clock === undefined || clock === "local" ? Number.NaN : Date.parse(startedAt),
  );
  return Math.abs((start ?? Number.NaN) - (otherStart ?? Number.NaN)) > DAY;
}

/** What the second knows and the first does not is taken over. */
function mergeRun(run: Run, other: Run, findings: Finding[]): Run {
  const known = run.status.value === "unknown" || (run.status.how === "inferred" && other.status.how === "recorded");
  return {
    ...other,
    ...Object.fromEntries(Object.entries(run).filter(([, value]) => value !== null && value !== undefined)),
    ...{ id: run.id, name: run.name, dir: run.dir, tracker: run.tracker },
    status: known && other.status.value !== "unknown" ? other.status : run.status,
    params: mergeParams(run.params, other.params),
    metrics: mergeMetrics(run, other, findings),
    environment: mergeParams(run.environment, other.environment),
    tags: [...new Set([...run.tags, ...other.tags])],
    artifacts: mergeArtifacts(run, other),
    dependencies: run.dependencies.length > 0 ? run.dependencies : other.dependencies,
    provenance: { ...other.provenance, ...run.provenance },
    trackers: [...new Set([...(run.trackers ?? [run.tracker]), other.tracker])],
    files: [...new Set([...run.files, ...other.files])].sort(),
    deleted: run.deleted || other.deleted,
  };
}

/** A nested param is `opt.name` to most, and `opt/name` in event files of Lightning. */
function mergeParams(own: readonly Param[], others: readonly Param[]): Param[] {
  const keyOf = ({ name }: Param) => name.replaceAll("/", ".");
  const names = new Set(own.map(keyOf));
  return [...own, ...others.filter((param) => !names.has(keyOf(param)))];
}

/** The files that neither of them reads, each once. */
function mergeArtifacts(run: Run, other: Run): Artifact[] {
  const known = new Set([...run.files, ...run.artifacts.map(({ path }) => path)]);
  const read = new Set(other.files);
  return [
    ...run.artifacts.filter(({ path }) => !read.has(path)),
    ...other.artifacts.filter(({ path }) => !known.has(path)),
  ];
}

/** `val/loss`, `val_loss` and `val.loss` are one metric to different trackers. */
function keyOf({ name }: Metric): string {
  return metricWords(name).join(" ");
}

function mergeMetrics(run: Run, other: Run, findings: Finding[]): Metric[] {
  const byKey = new Map(run.metrics.map((metric) => [keyOf(metric), metric]));
  const added: Metric[] = [];
  const further = new Map<Metric, Metric>();
  for (const metric of other.metrics) {
    const known = byKey.get(keyOf(metric)) ?? run.metrics.find((own) => isRenamed(own, metric));
    if (known === undefined) added.push({ ...metric, reader: metric.reader ?? other.tracker });
    else if (isFurther(metric, known, { run, other })) further.set(known, { ...metric, reader: other.tracker });
    else if (disagrees(known, metric)) findings.push(disagreement(run, known, metric));
  }
  const own = run.metrics.map((metric) => further.get(metric) ?? { ...metric, reader: metric.reader ?? run.tracker });
  return [...own, ...added];
}

/** Of two stretches that one tracker has of a run, the one that goes further stands for the run. */
function isFurther(metric: Metric, known: Metric, { run, other }: { run: Run; other: Run }): boolean {
  if ((metric.reader ?? other.tracker) !== (known.reader ?? run.tracker)) return false;
  return metric.lastStep !== null && known.lastStep !== null && metric.lastStep > known.lastStep;
}

/** The same points under a longer or a shorter name: `loss` of the Hugging Face Trainer is `train/loss` in its event files. */
function isRenamed(a: Metric, b: Metric): boolean {
  const isAlike = a.points === b.points && a.firstStep === b.firstStep && a.lastStep === b.lastStep;
  if (!isAlike || !isClose(a.last, b.last) || !isClose(a.min, b.min) || !isClose(a.max, b.max)) return false;
  const [shorter = [], longer = []] = [metricWords(a.name), metricWords(b.name)].sort((x, y) => x.length - y.length);
  return shorter.every((word) => longer.includes(word));
}

function isClose(a: Point | null, b: Point | null): boolean {
  if (a === null || b === null) return a === b;
  return Object.is(a.value, b.value) || Math.abs(a.value - b.value) <= 1e-6 * Math.abs(a.value);
}

/** Single precision, or the five digits that some tables print, is no disagreement; nor is a last value of another step. */
function disagrees(a: Metric, b: Metric): boolean {
  if (a.last.step !== b.last.step || a.points !== b.points) return false;
  const [x, y] = [a.last.value, b.last.value];
  if (!Number.isFinite(x) || !Number.isFinite(y)) return Number.isFinite(x) !== Number.isFinite(y);
  return Math.abs(x - y) > 1e-4 * Math.max(Math.abs(x), Math.abs(y));
}

function disagreement(run: Run, a: Metric, b: Metric): Finding {
  const { locator } = a.last.evidence;
  return finding({
    code: "source/tracker-values-agree",
    file: a.file,
    line: "line" in locator ? locator.line : null,
    message: `${run.name}: ${a.name} ends at ${a.last.evidence.literal} here and at ${b.last.evidence.literal} in ${b.file}`,
  });
}
