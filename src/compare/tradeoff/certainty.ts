import type { Cell, Row } from "../../model/comparison.ts";
import type { Contests, Outcome } from "../../model/contest.ts";
import type { Certainty } from "../../model/tradeoff.ts";

/** With this many orders of two rows' runs, that all of one lie before all of the other has a chance below 1 in 20. */
const LEAST_ORDERS = 40;

/**
 * Whether the runs of two rows tell them apart in a metric. A contest in it decides; else the runs do: they are apart
 * where all of one are better than all of the other and there are enough for that to be no chance (4 and 4, 3 and 5; the exact rank test
 * at 5 %), or where neither row's runs differ among themselves; together where their ranges overlap.
 */
export function certaintyOf(metric: string, rows: readonly [Row, Row], contests: Contests | null): Certainty {
  const held = contestBetween(metric, rows, contests);
  if (held === "better" || held === "worse") return "apart";
  if (held === "within noise" || held === "equivalent") return "together";
  if (held === "not decidable") return "unknown";
  const [a, b] = [rows[0].cells[metric], rows[1].cells[metric]];
  if (a === undefined || b === undefined) return "unknown";
  const [first, second] = [rangeOf(a), rangeOf(b)];
  if (first === null || second === null) return "unknown";
  const isOverlap = first.low <= second.high && second.low <= first.high;
  if (isOverlap) return a.n + b.n > 2 ? "together" : "unknown";
  if (a.n > 1 && b.n > 1 && first.low === first.high && second.low === second.high) return "apart";
  return choose(a.n + b.n, Math.min(a.n, b.n)) >= LEAST_ORDERS ? "apart" : "unknown";
}

function contestBetween(metric: string, [a, b]: readonly [Row, Row], contests: Contests | null): Outcome | null {
  if (contests?.metric !== metric) return null;
  const outcomes = known.get(contests) ?? outcomesOf(contests);
  known.set(contests, outcomes);
  return outcomes.get(pairKey(a.id, b.id)) ?? null;
}

/** The outcomes of contests by their pairs: they are asked for once for each row that others beat. */
const known = new WeakMap<Contests, Map<string, Outcome>>();

function outcomesOf({ contests, leader }: Contests): Map<string, Outcome> {
  // The first contest of a pair decides, so it is set last.
  const all = [...contests, ...(leader?.contests ?? [])].reverse();
  return new Map(all.map(({ row, against, outcome }) => [pairKey(row, against), outcome]));
}

function pairKey(one: string, other: string): string {
  return one < other ? `${one}\0${other}` : `${other}\0${one}`;
}

function rangeOf({ quantity, min, max, n }: Cell): { low: number; high: number } | null {
  if (n === 0 || quantity === null) return null;
  return { low: min?.value ?? quantity.value, high: max?.value ?? quantity.value };
}

function choose(n: number, k: number): number {
  let ways = 1;
  for (let i = 1; i <= k && ways < LEAST_ORDERS; i += 1) ways = (ways * (n - k + i)) / i;
  return ways;
}
