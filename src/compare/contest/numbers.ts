import type { Row } from "../../model/comparison.ts";
import type { Contest } from "../../model/contest.ts";
import type { Evidence } from "../../model/evidence.ts";
import type { Quantity } from "../../model/quantity.ts";
import { formatChange, formatValue } from "../../model/quantity.ts";
import { meanOf } from "../../statistics/descriptive.ts";
import type { Column } from "../table/column.ts";
import { inPoints, textOf } from "../table/delta.ts";
import { derivedQuantity } from "../table/quantity.ts";
import type { Decision } from "./decision.ts";
import { hasInterval } from "./decision.ts";
import { effectOf, expectedRange, intervalOf } from "./interval.ts";
import { LEVEL, nameOfTest, planTest } from "./significance.ts";
import type { LoggedTrial, Trial } from "./trial.ts";

/** Two rows with the values that were compared. */
export interface Sides {
  row: Row;
  against: Row;
  column: Column;
  trials: { a: readonly LoggedTrial[]; b: readonly LoggedTrial[] };
}

/** The numbers of a decision as claims: what `ci_low(a/m, b/m)` and its kin compute again. */
export function numbersOf(
  decision: Decision,
  sides: Sides,
): Pick<Contest, "difference" | "interval" | "test" | "effect" | "equivalence" | "expected"> {
  const { design, test } = decision;
  const interval = decision.interval ?? (hasInterval(design, test !== null) ? intervalOf(design) : null);
  const make = makerOf(sides);
  const change = (value: number) =>
    textOf(isInPoints(sides) ? "pp" : "diff", isInPoints(sides) ? value * 100 : value, sides.column.style);
  const effect = decision.test === null ? null : effectOf(design);
  return {
    difference: Number.isFinite(decision.difference)
      ? { ...make("diff", decision.difference, change), selector: `diff(${meansOf(decision, sides).join(", ")})` }
      : null,
    interval: interval && {
      level: 1 - LEVEL,
      low: make("ci_low", interval.low, change),
      high: make("ci_high", interval.high, change),
      method: interval.method,
    },
    test: testOf(decision, make),
    effect: effect && {
      name: effect.name,
      size: make("effect", effect.size, (value) => formatChange(value, { decimals: 2, scientific: false })),
    },
    equivalence: decision.equivalence && {
      margin: decision.equivalence.margin,
      p: make("p_equivalent", decision.equivalence.p, formatP),
    },
    expected: expectedOf(decision, sides),
  };
}

type Maker = (call: string, value: number, text: (value: number) => string) => Quantity;

function makerOf({ row, against, column, trials }: Sides): Maker {
  const operands = [row, against].map(({ name }) => `${name}/${column.selector}`).join(", ");
  const evidence = evidenceOf([...trials.a, ...trials.b]);
  return (call, value, text) =>
    derivedQuantity({ value, text: text(value), selector: `${call}(${operands})`, evidence });
}

function testOf({ test, design, family }: Decision, make: Maker): Contest["test"] {
  if (test === null) return null;
  // Where many tests are made, a t test stands in for one that could not reach the level: another number than p(…) alone.
  const call = planTest(design)?.kind === test.kind ? "p" : "p_t";
  return {
    name: nameOfTest(design, test),
    p: make(call, test.p, formatP),
    adjusted: family > 1 ? make("p_adjusted", test.adjusted, formatP) : null,
    smallest: test.smallest,
    error: test.error,
    family,
  };
}

/** The expressions of the two means: of the rows, or of the runs that were compared where those are others. */
function meansOf({ design: { pairing }, difference }: Decision, { row, against, column, trials }: Sides): string[] {
  const [a, b] = [row, against].map((one) => one.cells[column.shown.name]?.quantity);
  const between = (a?.value ?? Number.NaN) - (b?.value ?? Number.NaN);
  const slack = 1e-9 * Math.max(Math.abs(a?.value ?? 0), Math.abs(b?.value ?? 0));
  if (Math.abs(between - difference) <= slack) return [a?.selector ?? "", b?.selector ?? ""];
  const known = new Map<Trial, string>([...trials.a, ...trials.b].map((one) => [one, one.quantity.selector]));
  return [trials.a, trials.b].map((side, index) => {
    const compared: readonly Trial[] = pairing?.pairs.map((pair) => pair[index as 0 | 1]) ?? side;
    return `mean(${compared.map((one) => known.get(one) ?? "").join(", ")})`;
  });
}

function expectedOf({ expected }: Decision, { row, against, column, trials }: Sides): Contest["expected"] {
  if (expected === null || !Number.isFinite(expected.low)) return null;
  const of = expected.of === "a" ? row : against;
  const evidence = evidenceOf(trials[expected.of]);
  const { low, high } = expectedRange(
    trials[expected.of].map(({ value }) => value),
    column.fraction,
  );
  const make = (call: string, value: number) =>
    derivedQuantity({
      value,
      text: formatValue(value, column.style),
      selector: `${call}(${of.name}/${column.selector})`,
      evidence,
    });
  return { of: of.id, low: make("next_low", low), high: make("next_high", high) };
}

/** Differences of fractions are printed in percentage points, as the table of results does. */
function isInPoints({ column, trials }: Sides): boolean {
  const means = [trials.a, trials.b].map((side) => ({ value: meanOf(side.map(({ value }) => value)) }));
  return inPoints(column, means);
}

function evidenceOf(trials: readonly LoggedTrial[]): Evidence[] {
  return trials.flatMap(({ quantity }) => quantity.evidence);
}

/** A probability with two digits, or as many more as it takes to stand on its own side of the level; below 0.0001 that. */
export function formatP(p: number): string {
  if (p < 0.0001) return "< 0.0001";
  for (let digits = 2; digits < 6; digits += 1) {
    const text = Number(p.toPrecision(digits)).toFixed(Math.max(0, digits - 1 - Math.floor(Math.log10(p))));
    if (Number(text) > LEVEL === p > LEVEL) return text === "1.0" ? "1" : text;
  }
  return String(p);
}
