import type { LevelChange, ProgressEntry } from "../../model/progress.ts";
import type { NumberStyle, Quantity } from "../../model/quantity.ts";
import { formatValue } from "../../model/quantity.ts";
import { changePoints } from "../../statistics/change-point.ts";
import { formatP } from "../contest/numbers.ts";
import { derivedQuantity } from "../table/quantity.ts";

/** Below so many values no order of them is rare enough (statistics/change-point.ts). */
export const LEAST_FOR_CHANGES = 7;

const MOST_OPERANDS = 12;

/** Where the level of a series changes, with the means before and after as claims; null when it is too short to tell. */
export function levelChanges(entries: readonly ProgressEntry[], style: NumberStyle): LevelChange[] | null {
  if (entries.length < LEAST_FOR_CHANGES) return null;
  const found = changePoints(entries.map(({ value }) => value.value));
  return found.map(({ index, before, after, p }, at) => {
    const from = entries.slice(found[at - 1]?.index ?? 0, index);
    const to = entries.slice(index, found[at + 1]?.index ?? entries.length);
    const sentence = [
      `With ${entries[index]?.experiment.title ?? ""} the level changes from `,
      meanOf(before, from, style),
      ` (mean of ${from.length}) to `,
      meanOf(after, to, style),
      ` (mean of ${to.length}); p ${formatP(p).replace(/^(?=\d)/, "= ")} by permutation of the order.`,
    ];
    return { index, p, sentence };
  });
}

/** A mean of very many is text: nobody could read the expression, and each of its values stands in the table. */
function meanOf(value: number, entries: readonly ProgressEntry[], style: NumberStyle): Quantity | string {
  if (entries.length > MOST_OPERANDS) return formatValue(value, style);
  const operands = entries.map((entry) => entry.value.selector).join(", ");
  const evidence = entries.flatMap((entry) => entry.value.evidence.slice(0, 1));
  return derivedQuantity({ value, text: formatValue(value, style), selector: `mean(${operands})`, evidence });
}
