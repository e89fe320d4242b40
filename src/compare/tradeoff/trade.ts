import type { Row, Sentence } from "../../model/comparison.ts";
import type { Contests } from "../../model/contest.ts";
import type { Quantity } from "../../model/quantity.ts";
import type { Column } from "../table/column.ts";
import { difference, finiteSides, inPoints } from "../table/delta.ts";
import { certaintyOf } from "./certainty.ts";

/**
 * What is given for what from one row to another: `small instead of big: −3.0 pp test/f1 (−3.3 %) for −73.0 % latency_ms.`
 * The first objective is stated absolutely and relatively, the others relatively; what the runs do not tell apart is said.
 */
export function sayTrade(from: Row, to: Row, by: { columns: readonly Column[]; contests: Contests | null }): Sentence {
  const parts = by.columns.map((column, i) => {
    const said = sayChange([to, from], column, i === 0);
    const isTogether = certaintyOf(column.shown.name, [from, to], by.contests) === "together";
    return isTogether ? [...said, " (not told apart by their runs)"] : said;
  });
  const [first = [], ...others] = parts;
  const joined = others.flatMap((part, i): Sentence => (i === 0 ? part : [" and ", ...part]));
  return [`${to.name} instead of ${from.name}: `, ...first, " for ", ...joined, "."];
}

function sayChange([to, from]: [Row, Row], column: Column, isFirst: boolean): Sentence {
  const metric = column.shown.name;
  const sides = finiteSides(to.cells[metric], from.cells[metric]);
  if (sides === null) return [`an unknown ${metric}`];
  if (sides[0].value === sides[1].value) return [`the same ${metric}`];
  const relative = difference("rel", sides, column.style);
  if (!isFirst && relative !== null) return [relative, ` ${metric}`];
  const kind = inPoints(column, sides) ? "pp" : "diff";
  const absolute = difference(kind, sides, column.style) as Quantity;
  return relative === null ? [absolute, ` ${metric}`] : [absolute, ` ${metric} (`, relative, ")"];
}
