import type { Caution } from "../../../model/caution.ts";
import type { Row, Sentence } from "../../../model/comparison.ts";
import type { Evidence } from "../../../model/evidence.ts";
import { compareText } from "../../../model/finding.ts";
import type { Quantity } from "../../../model/quantity.ts";
import { formatValue, styleFor } from "../../../model/quantity.ts";
import type { Run } from "../../../model/run.ts";
import { isEvaluatedCount, onceForEach } from "../../data-statistic.ts";
import { sayNames } from "../rank.ts";
import type { CautionInput } from "./caution.ts";
import { NAMED, runsOf } from "./caution.ts";

/** A logged count of one run. */
interface Counted {
  row: Row;
  run: Run;
  value: number;
  selector: string;
  evidence: Evidence;
}

/** More values than these are said by their extremes. */
const MOST_VALUES = 3;

/**
 * Rows whose metrics are of different numbers of samples, by a count that was logged under a name that says so. Nothing is said
 * where only the seed or fold decides about it, the same way in every row; a run that logged no count tells nothing.
 */
export function evaluatedOn(input: CautionInput): Caution[] {
  const isCount = onceForEach(isEvaluatedCount);
  const byName = Map.groupBy(
    input.rows.flatMap((row) => countsOf(row, input, isCount)),
    ({ name }) => name,
  );
  const uneven = [...byName].filter(([, counts]) => isUneven(counts));
  // The count of the most samples is that of the whole, where classes have counts of their own.
  const [first, ...more] = uneven.sort(([a, left], [b, right]) => largest(right) - largest(left) || compareText(b, a));
  if (first === undefined) return [];
  const [name, counts] = first;
  const values = sayValues(counts, [...Map.groupBy(counts, ({ value }) => value).values()]);
  const rest =
    more.length === 0
      ? ""
      : ` (${sayNames(
          more.map(([other]) => other),
          NAMED,
        )} ${more.length > 1 ? "differ" : "differs"} too)`;
  const rows = [...new Set(counts.map(({ row }) => row.id))];
  return [
    {
      kind: "evaluated-on",
      rows,
      sentence: [
        `Not all rows were evaluated on the same number of samples: ${name} is `,
        ...values,
        `${rest}. Their values are of different data, so a difference between these rows may come from that alone.`,
      ],
      places: [],
    },
  ];
}

function countsOf(row: Row, input: CautionInput, isCount: (name: string) => boolean): (Counted & { name: string })[] {
  return runsOf(row, input).flatMap((run) => {
    const counts = new Map<string, Counted & { name: string }>();
    const add = (name: string, stated: Pick<Counted, "value" | "selector" | "evidence">) => {
      if (Number.isFinite(stated.value) && !counts.has(name)) counts.set(name, { name, row, run, ...stated });
    };
    const label = input.labels.get(run.id) ?? run.name;
    for (const { name, last } of run.metrics)
      if (isCount(name)) add(name, { value: last.value, selector: `${label}/${name}`, evidence: last.evidence });
    for (const { name, value, evidence } of run.params)
      if (typeof value === "number" && isCount(name)) add(name, { value, selector: "", evidence });
    return [...counts.values()];
  });
}

/** Whether two rows have no value in common, or runs of one seed and fold have different ones. */
function isUneven(counts: readonly Counted[]): boolean {
  if (new Set(counts.map(({ value }) => value)).size < 2) return false;
  const byRepeat = Map.groupBy(counts, ({ run }) => `${run.seed}/${run.fold}`);
  const ofRepeat = [...byRepeat.values()].some((same) => new Set(same.map(({ value }) => value)).size > 1);
  if (ofRepeat) return true;
  const sets = [...Map.groupBy(counts, ({ row }) => row.id).values()].map(
    (of) => new Set(of.map(({ value }) => value)),
  );
  return sets.some((a) => sets.some((b) => a.isDisjointFrom(b)));
}

function largest(counts: readonly Counted[]): number {
  return counts.reduce((most, { value }) => Math.max(most, value), Number.NEGATIVE_INFINITY);
}

function sayValues(counts: readonly Counted[], groups: readonly Counted[][]): Sentence {
  const style = styleFor(counts.map(({ value }) => value));
  const said = (group: readonly Counted[]): Sentence => {
    const [first] = group;
    if (first === undefined) return [];
    const { value, selector, evidence } = first;
    const quantity: Quantity = {
      value,
      text: formatValue(value, style),
      selector,
      derived: false,
      evidence: [evidence],
    };
    return [quantity, ` in ${sayNames([...new Set(group.map(({ row }) => row.name))], NAMED)}`];
  };
  if (groups.length <= MOST_VALUES) return groups.flatMap((group, at) => [...(at === 0 ? [] : ["; "]), ...said(group)]);
  const sorted = groups.toSorted((a, b) => (a[0]?.value ?? 0) - (b[0]?.value ?? 0));
  return [...said(sorted[0] ?? []), " up to ", ...said(sorted.at(-1) ?? []), `, ${groups.length} different values`];
}
