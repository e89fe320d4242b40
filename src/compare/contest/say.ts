import type { Row, Sentence } from "../../model/comparison.ts";
import type { Contest } from "../../model/contest.ts";
import { count } from "../table/sentence.ts";
import type { Decision } from "./decision.ts";
import { formatP } from "./numbers.ts";
import { LEVEL } from "./significance.ts";

/** Everything of a contest but its reason. */
type Stated = Omit<Contest, "because">;

/** Why the outcome of a contest is what it is: the numbers and the rule in one or two sentences. */
export function sayContest(stated: Stated, decision: Decision, rows: { row: Row; against: Row }): Sentence {
  const copies = stated.copies[0] + stated.copies[1];
  const said = sayGround(stated, decision, rows);
  if (copies === 0) return said;
  const again = copies === 1 ? "One more run repeats" : `${copies} more runs repeat`;
  return [...said, ` ${again} another one with the same seed and result, which is no further evidence.`];
}

function sayGround(stated: Stated, decision: Decision, rows: { row: Row; against: Row }): Sentence {
  const { row, against } = rows;
  switch (decision.ground) {
    case "no value":
      return ["One of the two has no finite value."];
    case "folds on one side":
      return ["One of the two is over folds and the other is not, so their values do not vary for the same reasons."];
    case "single runs":
      return [sayRunsAlone(stated)];
    case "too few runs":
      return [sayTooFew(stated, decision)];
    case "no spread":
      return [
        decision.design.pairing === null
          ? `The runs of ${row.name} all have one value, and so have those of ${against.name}: they show no noise to compare with.`
          : "All pairs differ by the same amount: they show no noise to compare with.",
      ];
    case "inside repeats":
    case "outside repeats":
    case "repeats do not vary":
      return sayBesideRepeats(stated, decision, rows);
    default:
      return [...sayNumbers(stated), ...sayRule(stated, decision)];
  }
}

function sayRunsAlone({ runs: [a, b] }: Stated): string {
  return Math.max(a, b) === 1
    ? "One run a side: no test is possible."
    : `${count(a, "run")} against ${count(b, "run")}: no test is possible.`;
}

function sayTooFew({ runs: [a, b] }: Stated, { smallest, design, family }: Decision): string {
  const what = design.pairing === null ? `${a} against ${b} runs` : `${design.a.length} pairs`;
  const least = `the smallest p that rearranging them can give is ${formatP(smallest)}`;
  if (family < 2) return `${what} are too few for a test: ${least}.`;
  return `${what} are too few for ${family} tests at once: ${least}, ${formatP(Math.min(1, smallest * family))} once adjusted.`;
}

function sayBesideRepeats(stated: Stated, decision: Decision, { row, against }: { row: Row; against: Row }): Sentence {
  const [single, repeated] = decision.expected?.of === "a" ? [against, row] : [row, against];
  const value = single.cells[stated.metric]?.quantity;
  if (value == null || stated.expected === null) return ["One run on one side: no test is possible."];
  const { low, high } = stated.expected;
  if (decision.ground === "repeats do not vary") {
    return [
      `${single.name} is one run, and the runs of ${repeated.name} all have one value: they show no noise to compare with.`,
    ];
  }
  const where: Sentence = [low, " to ", high, `, where 95 of 100 further runs of ${repeated.name} would be expected`];
  if (decision.ground === "inside repeats")
    return [`${single.name} is one run with `, value, ", within ", ...where, "."];
  return [
    `${single.name} is one run with `,
    value,
    ", outside ",
    ...where,
    "; but one run has no spread, so no test is possible.",
  ];
}

/** `Difference −7.97 pp, 95 % interval −9.65 pp to −6.29 pp; p = 0.0079 (exact permutation test of 5 against 5 runs)`. */
function sayNumbers({ difference, interval, test, pairs }: Stated): Sentence {
  if (difference === null || interval === null || test === null) return [];
  const over =
    pairs === null || pairs.left[0] + pairs.left[1] === 0 ? "" : ` over the ${pairs.n} with a shared ${pairs.by}`;
  const error = test.error === null ? "" : ` ± ${formatP(test.error)}`;
  const adjusted: Sentence =
    test.adjusted === null ? [] : [`, adjusted for ${count(test.family, "test")} `, test.adjusted];
  return [
    "Difference ",
    difference,
    `${over}, 95 % interval `,
    interval.low,
    " to ",
    interval.high,
    ` (${interval.method}); p = `,
    test.p,
    `${error} (${test.name})`,
    ...adjusted,
  ];
}

function sayRule({ equivalence }: Stated, { ground }: Decision): Sentence {
  if (ground === "p above level") return [`. That is above ${LEVEL}.`];
  if (ground === "interval has zero") return ["; but the interval includes zero, so the two do not agree."];
  if (ground === "direction unknown") return ["; but it is not known whether higher or lower is better."];
  if (ground !== "inside margin" || equivalence === null) return ["."];
  return [
    `. It is smaller than the declared margin of ${equivalence.margin}: p = `,
    equivalence.p,
    " (two one-sided t tests).",
  ];
}
