import { meanOf } from "../../statistics/descriptive.ts";
import type { Judging } from "../judge/judging.ts";
import type { Numeral } from "../text/numeral.ts";
import { FACTOR, PERCENT, POINTS } from "../text/unit.ts";
import type { Measured } from "../value/interval.ts";
import type { Meaning, Sample } from "./meaning.ts";
import { groupSelector, selectorOf } from "./meaning.ts";

/**
 * The differences between two samples of one metric that a number can state, by its unit: percentage points, relative
 * change for `%`, ratio for `×`, else the difference. Of a run its last value counts, of a row the mean.
 */
export function changesBetween(judging: Judging, [a, b]: [Sample, Sample], numeral: Numeral): Meaning[] {
  if (a.metric !== b.metric) return [];
  const [x, y] = [meanValue(a), meanValue(b)];
  const [first, second] = [nameOf(judging, a), nameOf(judging, b)];
  const made = functionsFor(numeral).flatMap((name) => {
    const pairs =
      name === "ratio"
        ? [[x, y, first, second] as const, [y, x, second, first] as const]
        : [[x, y, first, second] as const];
    return pairs.map(([one, other, left, right]) => ({
      selector: `${name}(${left}, ${right})`,
      measured: changeOf(name, [one, other], a),
    }));
  });
  const sure = { runSure: Math.min(a.sure.run, b.sure.run), metricSure: Math.min(a.sure.metric, b.sure.metric) };
  const why = [...new Set([...a.why, ...b.why])];
  const run = `${a.named.runs[0]?.name ?? ""} and ${b.named.runs[0]?.name ?? ""}`;
  const rest = { operands: [...a.operands, ...b.operands], derived: true, run, metric: a.metric, ...sure, why };
  return made.filter(({ measured }) => Number.isFinite(measured.value)).map((one) => ({ ...one, ...rest }));
}

type Change = "pp" | "rel" | "ratio" | "diff";

function functionsFor({ unit }: Numeral): Change[] {
  if (unit?.dimension === "points") return ["pp"];
  if (unit?.dimension === "fraction") return ["rel"];
  if (unit?.dimension === "factor") return ["ratio"];
  return ["diff"];
}

function changeOf(name: Change, [x, y]: [number, number], { unit }: Sample): Measured {
  const isPercent = unit?.dimension === "fraction";
  if (name === "ratio") return { value: x / y, unit: FACTOR, change: "no", computed: true };
  if (name === "rel") return { value: ((x - y) / Math.abs(y)) * 100, unit: PERCENT, change: "yes", computed: true };
  if (name === "diff") return { value: x - y, unit: isPercent ? POINTS : unit, change: "yes", computed: true };
  return { value: (x - y) * (isPercent ? 1 : 100), unit: POINTS, change: "yes", computed: true };
}

function meanValue({ operands }: Sample): number {
  return meanOf(operands.map(({ point }) => point.value).filter(Number.isFinite));
}

function nameOf(judging: Judging, sample: Sample): string {
  const [only, ...others] = sample.operands;
  if (only !== undefined && others.length === 0) return selectorOf(judging, sample, { operand: only, reduction: null });
  return `mean(${groupSelector(judging, sample)})`;
}
