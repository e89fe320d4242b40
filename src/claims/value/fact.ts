import { bestExtreme } from "../../model/direction.ts";
import type { Evidence } from "../../model/evidence.ts";
import { usedRuns } from "../../model/experiment.ts";
import type { CompiledExperiment } from "../../model/project.ts";
import type { Quantity } from "../../model/quantity.ts";
import type { Reduction } from "../../model/reduction.ts";
import { reductionUnit } from "../../model/reduction.ts";
import type { Run } from "../../model/run.ts";
import { baseName } from "../../model/tree.ts";
import type { Interval, Numeral } from "../text/numeral.ts";
import type { Unit } from "../text/unit.ts";
import { PERCENT, POINTS, SECONDS, unitOfName } from "../text/unit.ts";
import type { Measured } from "./interval.ts";
import { agrees, logged, readingsOf } from "./interval.ts";
import { formatExpression, parseExpression } from "./selector.ts";

/** A value that a sentence could state: of a run, or of a row of the comparison. `names`: what the run or row is called. */
export interface Fact {
  selector: string;
  measured: Measured;
  names: string[];
  run: string;
  metric: string;
  evidence: Evidence;
}

/**
 * The facts of an experiment, sorted by value, so that those within an interval are found without looking at all.
 * `counts`: how many different values each metric has; `values`: those of `sorted`.
 */
export interface Facts {
  sorted: Fact[];
  units: (Unit | null)[];
  counts: ReadonlyMap<string, number>;
  values: Float64Array;
}

/** Collects the facts of the runs and rows that count. Made once for an experiment that does not change. */
export function factsOf(compiled: CompiledExperiment): Facts {
  const made = MADE.get(compiled);
  if (made !== undefined) return made;
  const runs = usedRuns(compiled.experiment);
  const sorted = [...runs.flatMap((run) => ofRun(run, compiled)), ...ofRows(compiled)];
  sorted.sort((a, b) => a.measured.value - b.measured.value);
  const units = new Map(sorted.map(({ measured }) => [measured.unit?.name ?? "", measured.unit]));
  const values = new Map<string, Set<number>>();
  for (const { metric, measured } of sorted) values.set(metric, (values.get(metric) ?? new Set()).add(measured.value));
  const counts = new Map([...values].map(([metric, own]) => [metric, own.size]));
  const all = Float64Array.from(sorted, ({ measured }) => measured.value);
  const facts = { sorted, units: [...units.values()], counts, values: all };
  MADE.set(compiled, facts);
  return facts;
}

/** The facts that a numeral can state. A change may be stated by its size (`fell by 7 pp`). */
export function factsFor(facts: Facts, numeral: Numeral): Fact[] {
  const found = new Set<Fact>();
  for (const unit of facts.units) {
    for (const [low, high] of rangesOf(numeral, unit)) {
      for (const fact of between(facts, low, high)) if (states(numeral, fact)) found.add(fact);
    }
  }
  return [...found];
}

/** The ranges in which values of a unit lie that a numeral can state; asked for again for each experiment. */
function rangesOf(numeral: Numeral, unit: Unit | null): Interval[] {
  const known = RANGES.get(numeral) ?? new Map<Unit | null, Interval[]>();
  RANGES.set(numeral, known);
  const made = known.get(unit);
  if (made !== undefined) return made;
  const ranges = new Map<string, Interval>();
  for (const change of ["no", "yes"] as const) {
    for (const { interval, base } of readingsOf(numeral, { value: 2, unit, change, computed: true })) {
      const scale = base && unit !== null ? Number(unit.factor) * 10 ** unit.exponent : 1;
      const [low, high] = [interval[0] / scale, interval[1] / scale];
      ranges.set(`${low} ${high}`, [low, high]);
      if (change === "yes" && numeral.sign === "") ranges.set(`${-high} ${-low}`, [-high, -low]);
    }
  }
  known.set(unit, [...ranges.values()]);
  return [...ranges.values()];
}

const RANGES = new WeakMap<Numeral, Map<Unit | null, Interval[]>>();

// The experiment is the key, so what is made for it goes when it goes.
const MADE = new WeakMap<CompiledExperiment, Facts>();

function states(numeral: Numeral, { measured }: Fact): boolean {
  if (agrees(numeral, measured)) return true;
  const bySize = numeral.sign === "" && measured.change === "yes" && measured.value < 0;
  return bySize && agrees(numeral, { ...measured, value: -measured.value });
}

/** The facts with values in a range, found by bisection; a little more than asked for, since ends are rounded. */
function between({ sorted, values }: Facts, low: number, high: number): Fact[] {
  const slack = 1e-9 * Math.max(Math.abs(low), Math.abs(high), 1e-9);
  const wanted = Number.isFinite(low) ? low - slack : low;
  let [from, to] = [0, sorted.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    if ((values[middle] as number) < wanted) from = middle + 1;
    else to = middle;
  }
  const found: Fact[] = [];
  for (let at = from; at < sorted.length && found.length < 500; at += 1) {
    const fact = sorted[at];
    if (fact === undefined || !(fact.measured.value <= high + slack)) break;
    found.push(fact);
  }
  return found;
}

function ofRun(run: Run, compiled: CompiledExperiment): Fact[] {
  return run.metrics.flatMap((metric) => {
    const best = bestExtreme(compiled.experiment.directions[metric.name]);
    const picked = [{ point: metric.last, reduction: "" }];
    const point = best === null ? null : metric[best];
    if (point !== null && point.value !== metric.last.value) picked.push({ point, reduction: "@best" });
    return picked
      .filter(({ point: one }) => Number.isFinite(one.value))
      .map(({ point: one, reduction }): Fact => {
        const path = [run.name, ...metric.name.split("/")];
        const selector = formatExpression({ kind: "selector", path, reduction: null, place: null }) + reduction;
        const measured = logged(one.value, unitOfName(metric.name));
        return {
          selector,
          measured,
          names: namesOfRun(run),
          run: run.name,
          metric: metric.name,
          evidence: one.evidence,
        };
      });
  });
}

/**
 * Means, spreads and differences as the comparison shows them; a row of one run adds only its differences, and a number that is
 * made of its points.
 */
function ofRows({ comparison }: CompiledExperiment): Fact[] {
  const reductions = new Map(comparison.metrics.map(({ name, reduction }) => [name, reduction]));
  return comparison.rows
    .filter((row) => row.bucket === "used")
    .flatMap((row) =>
      Object.entries(row.cells).flatMap(([metric, cell]) => {
        const reduction = reductions.get(metric) ?? "last";
        const means = row.n > 1 || cell.over !== undefined || isMade(reduction) ? [cell.quantity, cell.spread] : [];
        return [...means, cell.delta, cell.relative].flatMap((quantity): Fact[] => {
          const [evidence] = quantity?.evidence ?? [];
          if (quantity === null || evidence === undefined || !Number.isFinite(quantity.value)) return [];
          const measured = measuredOf(quantity, unitOf(metric, reduction));
          return [{ selector: quantity.selector, measured, names: [row.name], run: row.name, metric, evidence }];
        });
      }),
    );
}

/** Whether a number is none of those that are known of each run, its last and best point. */
function isMade(reduction: Reduction): boolean {
  return reduction !== "last" && reduction !== "best";
}

function unitOf(metric: string, reduction: Reduction): Unit | null {
  const unit = reductionUnit(reduction);
  return unit === null ? unitOfName(metric) : unit === "seconds" ? SECONDS : null;
}

function measuredOf({ selector, value }: Quantity, unit: Unit | null): Measured {
  const expression = parseExpression(selector);
  const name = expression?.kind === "call" ? expression.name : null;
  if (name === "pp") return { value, unit: POINTS, change: "yes", computed: true };
  if (name === "rel") return { value, unit: PERCENT, change: "yes", computed: true };
  if (name === "diff")
    return { value, unit: unit?.dimension === "fraction" ? POINTS : unit, change: "yes", computed: true };
  return { value, unit, change: name === "std" || name === "se" ? "either" : "no", computed: true };
}

function namesOfRun(run: Run): string[] {
  return [...new Set([run.name, baseName(run.dir)])].filter(Boolean);
}
