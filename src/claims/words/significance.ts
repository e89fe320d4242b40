import type { Decision } from "../../compare/contest/decision.ts";
import { decide } from "../../compare/contest/decision.ts";
import { formatP } from "../../compare/contest/numbers.ts";
import { LEVEL, nameOfTest } from "../../compare/contest/significance.ts";
import type { Trial } from "../../compare/contest/trial.ts";
import { trialsOf } from "../../compare/contest/trial.ts";
import type { Contest } from "../../model/contest.ts";
import type { CompiledExperiment } from "../../model/project.ts";
import type { Entry } from "./standing.ts";

/** What the logs say to words about significance, with the reason in words. */
export interface Significant {
  answer: "true" | "false" | "unknown";
  reason: string | null;
}

/** Two things that words compare in a metric. */
export interface Compared {
  compiled: CompiledExperiment;
  metric: string;
  entries: [Entry, Entry];
}

/**
 * Whether `a is significantly better than b` is so, for means that already stand that way round. False where the test that
 * the comparison makes finds p above the level, or where there is one run a side, so that none is possible; unknown where
 * only the adjustment for many tests, or too few runs, stand against it: another test may have been meant.
 */
export function shownBetter(compared: Compared): Significant {
  const single = sayOneRun(compared);
  if (single !== null) return { answer: "false", reason: single };
  const { decision, held } = testOf(compared);
  if (decision.test === null) return { answer: "unknown", reason: "no test of so few runs can show it" };
  const { p } = decision.test;
  if (p > LEVEL) return { answer: "false", reason: `${sayP(decision)}, above ${LEVEL}` };
  if (!isClear(decision)) return { answer: "unknown", reason: `${sayP(decision)}, but the interval includes zero` };
  if (held?.outcome === "not decidable" && held.test === null)
    return {
      answer: "unknown",
      reason: `${sayP(decision)} by itself, but too few runs for all tests of the comparison`,
    };
  const adjusted = held?.test?.adjusted?.value ?? p;
  if (adjusted > LEVEL)
    return {
      answer: "unknown",
      reason: `${sayP(decision)}, but ${formatP(adjusted)} adjusted for ${held?.test?.family} tests`,
    };
  return { answer: "true", reason: null };
}

/**
 * Whether two things do not differ. `statistical`: no test shows a difference, which is so where one was made and shows none;
 * else that they are equal, which only a declared margin or equal values show.
 */
export function shownSame(compared: Compared, statistical: "noise" | "test" | null): Significant {
  const { decision, held } = testOf(compared);
  const isShown = decision.test !== null && decision.test.p <= LEVEL && isClear(decision);
  const adjusted = held?.test?.adjusted?.value ?? decision.test?.p ?? 1;
  if (isShown && adjusted <= LEVEL && held?.outcome !== "equivalent")
    return { answer: "false", reason: `${sayP(decision)}, not above ${LEVEL}` };
  if (held?.outcome === "equivalent") return { answer: "true", reason: null };
  const single = sayOneRun(compared);
  if (single !== null && !(statistical === "noise" && decision.outcome === "within noise"))
    return { answer: "unknown", reason: single };
  if (statistical !== null && decision.outcome === "within noise") return { answer: "true", reason: null };
  if (decision.test === null) return { answer: "unknown", reason: "no test of so few runs can show it" };
  if (isShown) return { answer: "unknown", reason: `${sayP(decision)}, but ${formatP(adjusted)} once adjusted` };
  return {
    answer: "unknown",
    reason: `${sayP(decision)}; that two rows are equal is shown by a declared margin alone`,
  };
}

function sayOneRun({ entries }: Compared): string | null {
  const single = entries.filter(({ ids }) => ids.size < 2);
  if (single.length === 2) return "one run a side: no test is possible";
  return single[0] === undefined ? null : `${single[0].name} is one run: no test is possible`;
}

function sayP({ test, design }: Decision): string {
  return test === null ? "no test" : `p = ${formatP(test.p)} (${nameOfTest(design, test)})`.replace("= <", "<");
}

function isClear({ interval }: Decision): boolean {
  return interval !== null && (interval.low > 0 || interval.high < 0);
}

/** The test of two by themselves, and the contest that the comparison holds of them, whose p is adjusted. */
function testOf({ compiled, metric, entries: [a, b] }: Compared): { decision: Decision; held: Contest | null } {
  const { contests } = compiled.comparison;
  const all = [...(contests?.contests ?? []), ...(contests?.leader?.contests ?? [])];
  const rows = [a.row, b.row];
  const held = all.find((one) => one.metric === metric && rows.includes(one.row) && rows.includes(one.against)) ?? null;
  const trials = { a: trialsOfEntry(compiled, metric, a), b: trialsOfEntry(compiled, metric, b) };
  return { decision: decide(trials, { better: "higher" }), held };
}

function trialsOfEntry({ comparison, experiment }: CompiledExperiment, metric: string, entry: Entry): Trial[] {
  const row = entry.row === null ? undefined : comparison.rows.find(({ id }) => id === entry.row);
  if (row === undefined) return [{ value: entry.value, seed: null, fold: null }];
  return trialsOf(row.cells[metric], new Map(experiment.runs.map((run) => [run.id, run]))).trials;
}
