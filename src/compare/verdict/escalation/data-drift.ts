import type { Sentence } from "../../../model/comparison.ts";
import type { Evidence } from "../../../model/evidence.ts";
import type { Quantity } from "../../../model/quantity.ts";
import { formatValue, styleFor } from "../../../model/quantity.ts";
import type { Run } from "../../../model/run.ts";
import { isDataStatistic, onceForEach } from "../../data-statistic.ts";
import type { EscalationInput, Found } from "./escalation.ts";
import { found, NOTHING, othersName } from "./escalation.ts";

/** More names than these are counted. */
const MOST = 3;

interface Value {
  quantity: Quantity;
}

/**
 * Logged statistics of the data whose values on one side all lie beyond those of the other. Where the two overlap, repeats
 * differ by as much.
 */
export function dataDrift(input: EscalationInput): Found {
  const [left, right] = [valuesOf(input.runs, input), valuesOf(input.others, input)];
  const drifted = [...left].flatMap(([name, values]) => {
    const others = right.get(name) ?? [];
    return others.length > 0 && areApart(values, others) ? [{ name, values, others }] : [];
  });
  if (drifted.length === 0) return NOTHING;
  const said = drifted.slice(0, MOST).flatMap(({ name, values, others }, index): Sentence => {
    const head = `${index === 0 ? "" : "; "}${name} is `;
    return [
      head,
      ...sayRange(values),
      ` in ${input.subject.name} and `,
      ...sayRange(others),
      ` in ${othersName(input)}`,
    ];
  });
  const rest = drifted.length > MOST ? `; ${drifted.length - MOST} more differ` : "";
  return found("data-drift", ["Other data by its statistics: ", ...said, `${rest}.`]);
}

function valuesOf(runs: readonly Run[], { labels }: EscalationInput): Map<string, Value[]> {
  const values = new Map<string, Value[]>();
  const isStatistic = onceForEach(isDataStatistic);
  const add = (stated: { name: string; value: number; selector: string; evidence: Evidence }) => {
    const { name, value, selector, evidence } = stated;
    if (!Number.isFinite(value)) return;
    const text = formatValue(value, styleFor([value]));
    const list = values.get(name) ?? [];
    list.push({ quantity: { value, text, selector, derived: false, evidence: [evidence] } });
    values.set(name, list);
  };
  for (const run of runs) {
    const label = labels.get(run.id) ?? run.name;
    for (const { name, last } of run.metrics)
      if (isStatistic(name)) add({ name, value: last.value, selector: `${label}/${name}`, evidence: last.evidence });
    for (const { name, value, evidence } of run.params)
      if (typeof value === "number" && isStatistic(name)) add({ name, value, selector: "", evidence });
  }
  return values;
}

function extremes(values: readonly Value[]): { low: Quantity | null; high: Quantity | null } {
  const sorted = values.map(({ quantity }) => quantity).sort((a, b) => a.value - b.value);
  return { low: sorted[0] ?? null, high: sorted.at(-1) ?? null };
}

function areApart(a: readonly Value[], b: readonly Value[]): boolean {
  const [x, y] = [extremes(a), extremes(b)];
  if (x.low === null || x.high === null || y.low === null || y.high === null) return false;
  return x.high.value < y.low.value || y.high.value < x.low.value;
}

function sayRange(values: readonly Value[]): Sentence {
  const { low, high } = extremes(values);
  if (low === null || high === null) return [];
  return low.value === high.value ? [low] : [low, " to ", high];
}
