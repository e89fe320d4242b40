import type { Sentence } from "../../model/comparison.ts";
import type { Contest } from "../../model/contest.ts";

/** Row names by id, as sentences say them. */
export type Names = (row: string) => string;

/**
 * What a contest adds to a criterion that was decided by the means: nothing where the rows differ beyond noise, in the
 * direction that is better or worse; else how much the means are worth.
 */
export function sayDoubt(contest: Contest, names: Names): Sentence | null {
  const pair = `${names(contest.row)} and ${names(contest.against)}`;
  if (contest.outcome === "better" || contest.outcome === "worse") return null;
  if (contest.outcome === "equivalent") return [`By the means; ${pair} differ by less than the declared margin.`];
  if (contest.outcome === "within noise")
    return [`By the means; the difference between ${pair} is within noise`, ...sayP(contest), "."];
  return [`By the means; whether ${pair} differ by more than noise is not decidable. `, ...contest.because];
}

/** Where no contest could be held: neither row has repeats. */
export function sayNoTest(row: string, against: string): string {
  return `Without repeats nothing tells whether ${row} and ${against} differ by more than noise.`;
}

/** The outcome of a contest with its difference, interval and p, in one sentence. */
export function sayOutcome(contest: Contest, names: Names): Sentence {
  const [row, against] = [names(contest.row), names(contest.against)];
  switch (contest.outcome) {
    case "better":
    case "worse":
      return [`${row} is ${contest.outcome} than ${against} beyond noise`, ...sayNumbers(contest), "."];
    case "equivalent":
      return [`${row} and ${against} differ by less than the declared margin`, ...sayNumbers(contest), "."];
    case "within noise":
      return contest.test === null
        ? [`The difference between ${row} and ${against} is within noise. `, ...contest.because]
        : [`The difference between ${row} and ${against} is within noise`, ...sayNumbers(contest), "."];
    default:
      return [`Whether ${row} and ${against} differ by more than noise is not decidable. `, ...contest.because];
  }
}

function sayNumbers(contest: Contest): Sentence {
  const { difference, interval } = contest;
  if (difference === null) return [];
  const range: Sentence =
    interval === null ? [] : [`, ${100 * interval.level} % interval `, interval.low, " to ", interval.high];
  return [": ", difference, ...range, ...sayP(contest)];
}

/** `, p = 0.0079`, adjusted where it was; nothing without a test. */
function sayP({ test }: Contest): Sentence {
  if (test === null) return [];
  const p = test.adjusted ?? test.p;
  const name = test.adjusted === null ? "p" : `p (adjusted for ${test.family} tests)`;
  return [`, ${name} ${/^[<>≤≥]/.test(p.text) ? "" : "= "}`, p];
}
