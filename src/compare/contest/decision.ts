import type { Outcome } from "../../model/contest.ts";
import { twoOneSided } from "../../statistics/equivalence.ts";
import { holm } from "../../statistics/holm.ts";
import { predictionInterval } from "../../statistics/noise.ts";
import type { Design } from "./design.ts";
import { designOf, differenceOf, isOverFolds, meanDifference } from "./design.ts";
import type { DifferenceInterval } from "./interval.ts";
import { intervalOf } from "./interval.ts";
import type { Pool, Significance } from "./significance.ts";
import {
  heldToPool,
  isTestable,
  LEVEL,
  NO_POOL,
  planTest,
  poolOf,
  runTest,
  smallestPermutation,
} from "./significance.ts";
import type { Trial } from "./trial.ts";
import { LEAST_REPEATED } from "./trial.ts";

/** Two rows: the finite values of their runs, with the keys that pair them. */
export interface Contestants {
  a: readonly Trial[];
  b: readonly Trial[];
}

/**
 * - `margin`: how large a difference does not matter, in the metric's unit. `family`: how many tests p is adjusted for.
 * - `pool`: the spread of one run over all rows that are compared; of those given where it is left out.
 * - `brief`: intervals are worked out only where an outcome depends on them, and are null elsewhere.
 */
export interface DecisionOptions {
  brief?: boolean | undefined;
  better: "higher" | "lower" | "unknown";
  margin?: number | undefined;
  family?: number | undefined;
  pool?: Pool | undefined;
}

/** Why an outcome is what it is. */
export type Ground =
  | "no value"
  | "folds on one side"
  | "single runs"
  | "inside repeats"
  | "outside repeats"
  | "repeats do not vary"
  | "too few runs"
  | "no spread"
  | "direction unknown"
  | "interval has zero"
  | "p above level"
  | "p reaches level"
  | "inside margin";

/**
 * The outcome of one contest with the numbers behind it.
 *
 * - `family`: how many tests p is adjusted for, whether this one could be made or not.
 * - `adjusted`: p times what Holm asks for; equal to it for one test.
 * - `smallest`: the least p that rearranging so many runs can give, whatever test was made.
 * - `expected`: where one further run of the repeated side (`of`) would lie.
 */
export interface Decision {
  outcome: Outcome;
  ground: Ground;
  design: Design;
  difference: number;
  interval: DifferenceInterval | null;
  family: number;
  test: (Significance & { adjusted: number }) | null;
  smallest: number;
  equivalence: { margin: number; p: number } | null;
  expected: { of: "a" | "b"; low: number; high: number } | null;
}

/** Decides one contest by itself. */
export function decide(contestants: Contestants, options: DecisionOptions): Decision {
  return decideAll([contestants], options)[0] as Decision;
}

/**
 * Decides several contests, p adjusted by Holm for all that have enough runs for any test, or for `family` of them
 * where more were looked at than are listed (those count as p = 1, which only makes it stricter). Of several t tests each p
 * is held to the spread pooled over all rows before.
 */
export function decideAll(contests: readonly Contestants[], options: DecisionOptions): Decision[] {
  const designs = contests.map(({ a, b }) => designOf(a, b));
  const repeated = contests.filter(({ a, b }) => isTestable(a.length, b.length)).length;
  const family = Math.max(options.family ?? 0, repeated);
  const poolFor = poolsOf(contests, designs, options);
  const tests = designs.map((design, index) => {
    const { a = [], b = [] } = contests[index] ?? {};
    const plan = isTestable(a.length, b.length) ? planTest(design, family, poolFor(design).df) : null;
    return plan === null ? null : runTest(design, plan);
  });
  const held = designs.map((design, index) => {
    const { p = Number.NaN, kind } = tests[index] ?? {};
    return kind === "t" && family > 1 ? heldToPool(p, design, poolFor(design)) : p;
  });
  const adjusted = holm(held, family);
  const equal = designs.map((design, index) => (tests[index] === null ? Number.NaN : inside(design, options.margin)));
  const margins = holm(equal, family);
  return designs.map((design, index) => {
    const plain = tests[index] ?? null;
    const p = margins[index] ?? Number.NaN;
    const test = plain === null || Number.isNaN(plain.p) ? null : { ...plain, adjusted: adjusted[index] ?? 1 };
    const isNeeded =
      options.brief === true ? test !== null && test.adjusted <= LEVEL : hasInterval(design, test !== null);
    const weighed = {
      design,
      difference: differenceOf(design),
      interval: isNeeded ? intervalOf(design) : null,
      family,
      test,
      smallest: smallestPermutation(design),
      equivalence: options.margin === undefined || Number.isNaN(p) ? null : { margin: options.margin, p },
      expected: expectedOf(contests[index] as Contestants),
    };
    const { a, b } = contests[index] as Contestants;
    if (a.length > 0 && b.length > 0 && isOverFolds(a) !== isOverFolds(b))
      return { ...weighed, test: null, expected: null, outcome: "not decidable", ground: "folds on one side" };
    return { ...weighed, ...conclude(weighed, plain !== null, options.better) };
  });
}

/** The pooled spread for a design: of single runs, or of the differences of pairs. */
function poolsOf(
  contests: readonly Contestants[],
  designs: readonly Design[],
  { pool, family = 0 }: DecisionOptions,
): (design: Design) => Pool {
  if (Math.max(family, contests.length) < 2) return () => NO_POOL;
  const groups = new Set(contests.flatMap(({ a, b }) => [a, b]).filter((trials) => !isOverFolds(trials)));
  const runs = pool ?? poolOf([...groups].map((trials) => trials.map(({ value }) => value)));
  const pairs = poolOf(designs.flatMap(({ pairing, differences }) => (pairing === null ? [] : [differences])));
  return ({ pairing }) => (pairing === null ? runs : pairs);
}

/** Whether an interval is worth stating: where a test was made, and from three runs a side, from which Student's keeps its level. */
export function hasInterval({ a, b }: Design, isTested: boolean): boolean {
  return isTested || Math.min(a.length, b.length) >= 3;
}

/** p of "they differ by the margin or more". */
function inside(design: Design, margin: number | undefined): number {
  return margin === undefined ? Number.NaN : twoOneSided(meanDifference(design), margin).p;
}

/** Where a further run of the repeated side would lie, for one run on the other. */
function expectedOf({ a, b }: Contestants): Decision["expected"] {
  const isOver = (some: readonly Trial[], one: readonly Trial[]) => some.length >= LEAST_REPEATED && one.length === 1;
  const of = isOver(a, b) ? "a" : isOver(b, a) ? "b" : null;
  if (of === null) return null;
  const { low, high } = predictionInterval((of === "a" ? a : b).map(({ value }) => value));
  return { of, low, high };
}

type Weighed = Omit<Decision, "outcome" | "ground">;

function conclude(
  of: Weighed,
  isTested: boolean,
  better: DecisionOptions["better"],
): Pick<Decision, "outcome" | "ground"> {
  const undecided = (ground: Ground) => ({ outcome: "not decidable" as const, ground });
  const { a, b } = of.design;
  if (a.length === 0 || b.length === 0) return undecided("no value");
  if (of.expected !== null) return besideRepeats(of.expected, of.expected.of === "a" ? b[0] : a[0]);
  if (a.length === 1 || b.length === 1) return undecided("single runs");
  if (!isTested) return undecided("too few runs");
  // Repeats that are all the same number show no noise, however many there are.
  if (of.test === null || Number.isNaN(meanDifference(of.design).error)) return undecided("no spread");
  if (of.equivalence !== null && of.equivalence.p <= LEVEL) return { outcome: "equivalent", ground: "inside margin" };
  if (of.test.adjusted > LEVEL) return { outcome: "within noise", ground: "p above level" };
  if (of.interval === null || (of.interval.low <= 0 && of.interval.high >= 0)) return undecided("interval has zero");
  if (better === "unknown") return undecided("direction unknown");
  const isBetter = better === "higher" ? of.difference > 0 : of.difference < 0;
  return { outcome: isBetter ? "better" : "worse", ground: "p reaches level" };
}

function besideRepeats(
  { low, high }: { low: number; high: number },
  value = Number.NaN,
): Pick<Decision, "outcome" | "ground"> {
  if (low === high) return { outcome: "not decidable", ground: "repeats do not vary" };
  if (low <= value && value <= high) return { outcome: "within noise", ground: "inside repeats" };
  return { outcome: "not decidable", ground: "outside repeats" };
}
