import type { Reduction } from "../../model/cited-reduction.ts";
import { bestExtreme } from "../../model/direction.ts";
import type { Metric } from "../../model/run.ts";
import { metricOf } from "../../model/run.ts";
import { meanOf, medianOf, sampleStd, standardError } from "../../statistics/descriptive.ts";
import type { JudgeContext, Judging } from "../judge/judging.ts";
import type { Unit } from "../text/unit.ts";
import { readUnit, unitOfName } from "../text/unit.ts";
import type { Measured } from "../value/interval.ts";
import { pickPoint } from "../value/point.ts";
import type { Operand } from "../value/resolve.ts";
import type { Named } from "../value/scope.ts";
import { lookUpIn } from "../value/scope.ts";
import { formatExpression } from "../value/selector.ts";
import type { Meant, Reading } from "./reading.ts";

/**
 * A value that the words around a number leave open, whatever the number is.
 *
 * - `selector`: the selector or expression it is cited by. `derived`: it is computed from `operands`.
 * - `runSure`, `metricSure`: how surely the words lead to its run and its metric.
 */
export interface Meaning {
  selector: string;
  measured: Measured;
  operands: Operand[];
  derived: boolean;
  run: string;
  metric: string;
  runSure: number;
  metricSure: number;
  why: string[];
}

/** A metric of some runs, each with its last value: one run, or those of a row. */
export interface Sample {
  named: Named;
  metric: string;
  unit: Unit | null;
  operands: Operand[];
  sure: { run: number; metric: number };
  why: string[];
}

/** The metrics of the runs that the words name; runs without such a metric are left out. */
export function samplesOf(judging: Judging, reading: Pick<Reading, "runs" | "metrics">): Sample[] {
  return reading.runs.flatMap((run) => reading.metrics.flatMap((metric) => sampleOf(judging, run, metric) ?? []));
}

/** One metric of some runs. */
export function sampleOf({ context }: Judging, run: Meant<Named>, metric: Meant<string>): Sample | null {
  const { compiled, runs } = run.what;
  const operands = runs.flatMap((one): Operand[] => {
    const found = metricOf(one, metric.what);
    return found === undefined ? [] : [{ compiled, run: one, metric: found, point: found.last }];
  });
  const [first] = operands;
  if (first === undefined) return null;
  const sure = { run: run.sure, metric: metric.sure };
  const unit = unitOf(first.metric, context);
  return { named: run.what, metric: metric.what, unit, operands, sure, why: [run.why, metric.why] };
}

/** The levels that a sample can have by the words: points of one run, statistics of several. */
export function levelsOf(judging: Judging, sample: Sample, reading: Pick<Reading, "asked">): Meaning[] {
  const [only, ...others] = sample.operands;
  if (only === undefined) return [];
  if (others.length === 0 && !sample.named.group) return pointsOf(judging, sample, { operand: only, reading });
  if (sample.named.group) {
    // Of many logs one has nearly any value: that it occurs says nothing.
    return statisticsOf(judging, sample, reading);
  }
  return sample.operands.flatMap((operand) => pointsOf(judging, sample, { operand, reading }));
}

/** The unit of a metric: from its name, or as it is printed behind the value in a log of free text. */
export function unitOf(metric: Metric, context: JudgeContext): Unit | null {
  const named = unitOfName(metric.name);
  if (named !== null || !metric.loose) return named;
  const known = PRINTED.get(metric);
  if (known !== undefined) return known;
  const { file, locator, literal } = metric.last.evidence;
  const line = "line" in locator ? locator.line : null;
  const text = line === null ? "" : (context.region({ file, line, endLine: line })?.text ?? "");
  const at = text.search(new RegExp(`${escaped(metric.name)}['"]?\\s*[=: ]\\s*['"]?${escaped(literal)}`));
  const end = at < 0 ? -1 : text.indexOf(literal, at + metric.name.length) + literal.length;
  const unit = end < 0 ? null : (readUnit(text, end)?.unit ?? null);
  PRINTED.set(metric, unit);
  return unit;
}

const PRINTED = new WeakMap<Metric, Unit | null>();

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}

interface PointQuestion {
  operand: Operand;
  reading: Pick<Reading, "asked">;
}

/** The points of one run's series that the words ask for: the last and the best one where they do not say. */
function pointsOf(judging: Judging, sample: Sample, { operand, reading }: PointQuestion): Meaning[] {
  const { kind } = reading.asked;
  const isPoint = kind === "at" || kind === "first" || kind === "min" || kind === "max" || kind === "last";
  const wanted: (Reduction | null)[] = isPoint ? [reading.asked as Reduction] : [null, { kind: "best" }];
  const seen = new Set<number>();
  return wanted.flatMap((reduction) => {
    const picked = pickPoint({ scope: judging.scope, ...operand }, reduction);
    if ("reason" in picked || seen.has(picked.point.value) || !Number.isFinite(picked.point.value)) return [];
    seen.add(picked.point.value);
    // A series whose best value is its last one is cited by its last.
    const isLast = reduction === null || reduction.kind === "last" || picked.point.value === operand.point.value;
    const selector = selectorOf(judging, sample, { operand, reduction: isLast ? null : reduction });
    return [pointMeaning(sample, { ...operand, point: picked.point }, selector)];
  });
}

function pointMeaning(sample: Sample, operand: Operand, selector: string): Meaning {
  const { value } = operand.point;
  const measured: Measured = { value, unit: sample.unit, change: "no", computed: false };
  return { ...baseOf(sample), selector, measured, operands: [operand], derived: false, run: operand.run.name };
}

function baseOf({ sure, metric, why }: Sample): Pick<Meaning, "runSure" | "metricSure" | "metric" | "why"> {
  return { runSure: sure.run, metricSure: sure.metric, metric, why };
}

/** The durable name of a metric of a run; the run's id where its name is not its own. */
export function selectorOf(
  { scope }: Judging,
  { named }: Pick<Sample, "named">,
  { operand, reduction }: { operand: Operand; reduction: Reduction | null },
): string {
  const { compiled, run, metric } = operand;
  const isKnown = scope.catalog.ids.includes(compiled.experiment.id);
  const isUnique =
    isKnown && lookUpIn(scope, compiled, run.name).every(({ runs }) => runs.length === 1 && runs[0] === run);
  const isAlone = isUnique && lookUpIn(scope, named.compiled, run.name).length === 1;
  const head = !isKnown ? [] : isAlone ? [run.name] : [run.id];
  return formatExpression({ kind: "selector", path: [...head, ...metric.name.split("/")], reduction, place: null });
}

const STATISTICS: Record<string, (values: readonly number[]) => number> = {
  mean: meanOf,
  median: medianOf,
  std: sampleStd,
  se: standardError,
  min: (values) => Math.min(...values),
  max: (values) => Math.max(...values),
};

/** What the words ask of several runs; their mean where they do not say. */
function statisticsOf(judging: Judging, sample: Sample, { asked }: Pick<Reading, "asked">): Meaning[] {
  const [first] = sample.operands;
  if (first === undefined) return [];
  const direction = first.compiled.experiment.directions[sample.metric];
  const name =
    asked.kind === "best" ? (bestExtreme(direction) ?? "max") : asked.kind in STATISTICS ? asked.kind : "mean";
  const made = statisticOf(judging, sample, name);
  return made === null ? [] : [made];
}

/** A statistic of the last values of a sample; null where there is none. */
export function statisticOf(judging: Judging, sample: Sample, name: string): Meaning | null {
  const values = sample.operands.map(({ point }) => point.value).filter(Number.isFinite);
  const value = STATISTICS[name]?.(values) ?? Number.NaN;
  const [first] = sample.operands;
  if (first === undefined || !Number.isFinite(value)) return null;
  const change = name === "std" || name === "se" ? "either" : "no";
  const measured: Measured = { value, unit: sample.unit, change, computed: true };
  const selector = `${name}(${groupSelector(judging, sample)})`;
  const run = rowName(sample);
  return { ...baseOf(sample), selector, measured, operands: sample.operands, derived: true, run };
}

/** The selector of a row, or the list of its runs' where it has no name. */
export function groupSelector(judging: Judging, sample: Sample): string {
  const { compiled, runs } = sample.named;
  const row = compiled.comparison.rows.find(
    ({ runs: ids }) => ids.length > 1 && runs.every(({ id }) => ids.includes(id)),
  );
  if (row !== undefined) {
    const path = [row.name, ...sample.metric.split("/")];
    return formatExpression({ kind: "selector", path, reduction: null, place: null });
  }
  // Logs outside of experiments are all called by their metric alone.
  const own = sample.operands.map((operand) => selectorOf(judging, sample, { operand, reduction: null }));
  return [...new Set(own)].join(", ");
}

function rowName({ named }: Sample): string {
  const { compiled, runs } = named;
  const row = compiled.comparison.rows.find(
    ({ runs: ids }) => ids.length > 1 && runs.every(({ id }) => ids.includes(id)),
  );
  return row?.name ?? runs[0]?.name ?? "";
}
