import type { Row, Sentence } from "../../model/comparison.ts";
import type { Contests } from "../../model/contest.ts";
import type { Quantity } from "../../model/quantity.ts";
import type { Column } from "../table/column.ts";
import { difference, finiteSides, inPoints } from "../table/delta.ts";
import { certaintyOf } from "./certainty.ts";

/** What trades are told with: the objectives, the contests, and whether every row is a single run, which is said once. */
export interface TradeContext {
  columns: readonly Column[];
  contests: Contests | null;
  allSingle: boolean;
}

type Change = "worse" | "better" | "same";

/**
 * What is given for what from one row to another: `small instead of big: −3.0 pp test/f1 (−3.3 %) for −73.0 % latency_ms.`
 * What gets worse stands before “for”, what gets better after it. The first objective is stated absolutely and relatively, the
 * others relatively; what runs do not tell apart is said.
 */
export function sayTrade(from: Row, to: Row, context: TradeContext): Sentence {
  const parts = context.columns.map((column, i) => ({
    change: changeOf([to, from], column),
    said: [...sayChange([to, from], column, i === 0), ...sayDoubt([from, to], column, context)],
  }));
  const of = (change: Change) => joinParts(parts.filter((part) => part.change === change).map(({ said }) => said));
  const [worse, better, same] = [of("worse"), of("better"), of("same")];
  const alike: Sentence = same.length === 0 ? [] : ["; ", ...same];
  return [`${to.name} instead of ${from.name}: `, ...worse, " for ", ...better, ...alike, "."];
}

function changeOf([to, from]: [Row, Row], { shown }: Column): Change {
  const sides = finiteSides(to.cells[shown.name], from.cells[shown.name]);
  if (sides === null || sides[0].value === sides[1].value) return "same";
  return sides[0].value > sides[1].value === (shown.direction.better === "higher") ? "better" : "worse";
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

function sayDoubt(rows: [Row, Row], { shown }: Column, { contests, allSingle }: TradeContext): Sentence {
  const certainty = certaintyOf(shown.name, rows, contests);
  if (certainty === "together") return [" (not told apart by their runs)"];
  return certainty === "unknown" && !allSingle ? [" (too few runs to tell from noise)"] : [];
}

function joinParts(parts: readonly Sentence[]): Sentence {
  return parts.flatMap((part, i): Sentence => (i === 0 ? part : [" and ", ...part]));
}
