import type { Sentence } from "../../../model/comparison.ts";
import type { Evidence } from "../../../model/evidence.ts";
import { metricWords } from "../../../model/metric-name.ts";
import type { Quantity } from "../../../model/quantity.ts";
import { formatValue, styleFor } from "../../../model/quantity.ts";
import type { Run } from "../../../model/run.ts";
import type { EscalationInput, Found } from "./escalation.ts";
import { found, NOTHING, othersName } from "./escalation.ts";

/** Words of names that can only be statistics of data. Anything doubtful is left out. */
const STATISTIC = [
  /^(?:data|dataset)_(?:train_|val_|test_)?(?:size|count|rows|examples|samples|mean|std|min|max|balance|missing|nulls)$/,
  /^(?:num|n|nb|number_of|total)_(?:train_|training_|val_|valid_|validation_|test_|eval_)?(?:examples|samples|rows|records|images|documents|sentences|instances|classes|labels)$/,
  /^(?:train|training|val|valid|validation|test|eval|dataset)_(?:size|examples|samples|rows|records|images)$/,
  /^(?:train_|val_|test_|data_|dataset_)?(?:class|label|target)_(?:balance|imbalance|ratio|prior|distribution)(?:_\w+)?$/,
  /^(?:train_|val_|test_|data_|dataset_)?(?:positive|negative|missing|null|duplicate|outlier)_(?:rate|ratio|fraction|share)$/,
];

/** How many items a metric was evaluated on, as reports of classifiers log it beside each. */
const ITEMS = /(?:^|[\s_/.-])support$/i;

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

/** Whether a name is that of a statistic of the data: as a whole, or in a group `data/…`. */
function isDataStatistic(name: string): boolean {
  const words = metricWords(name).join("_");
  if (/(?:^|_)(?:time|loading|load|wait|second|seconds|sec|ms|throughput|loss|acc|accuracy)(?:_|$)/.test(words))
    return false;
  return (
    ITEMS.test(name) ||
    STATISTIC.some((pattern) => pattern.test(words)) ||
    /^(?:data|dataset|data_stats|data_statistics)\//i.test(name)
  );
}

function valuesOf(runs: readonly Run[], { labels }: EscalationInput): Map<string, Value[]> {
  const values = new Map<string, Value[]>();
  const known = new Map<string, boolean>();
  const isStatistic = (name: string) => {
    const is = known.get(name) ?? isDataStatistic(name);
    known.set(name, is);
    return is;
  };
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
