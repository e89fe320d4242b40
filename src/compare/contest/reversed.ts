import type { Contest, Outcome } from "../../model/contest.ts";
import type { Quantity } from "../../model/quantity.ts";

const OPPOSITE: Partial<Record<Outcome, Outcome>> = { better: "worse", worse: "better" };

/**
 * What is said of a pair of rows as seen from the other one: with the difference, its interval and the effect the other way
 * round. The reason stays as it is worded, from the side that was tested.
 */
export function reversedContest(contest: Contest): Contest {
  const { interval, effect } = contest;
  return {
    ...contest,
    row: contest.against,
    against: contest.row,
    outcome: OPPOSITE[contest.outcome] ?? contest.outcome,
    runs: contest.runs.toReversed() as [number, number],
    copies: contest.copies.toReversed() as [number, number],
    pairs: contest.pairs && { ...contest.pairs, left: contest.pairs.left.toReversed() as [number, number] },
    difference: contest.difference && negated(contest.difference),
    interval: interval && { ...interval, low: negated(interval.high), high: negated(interval.low) },
    effect: effect && { ...effect, size: negated(effect.size) },
  };
}

/** The same number with the other sign; its expression says of which it is the opposite. */
function negated(quantity: Quantity): Quantity {
  const text = quantity.text.replace(/^[+−-]/, (sign) => (sign === "+" ? "−" : "+"));
  return { ...quantity, value: -quantity.value, text, selector: `minus ${quantity.selector}` };
}
