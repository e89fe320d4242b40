import type { Reduction } from "../../model/reduction.ts";
import { sayReduction } from "../../model/reduction.ts";
import type { Section, Term } from "./section.ts";
import { section, term } from "./section.ts";

/** One reduction of each kind, with what it takes of a series. */
const REDUCTIONS: [Reduction, string][] = [
  [
    "last",
    "The last point in the order of the file. This is what is shown unless the head of a column says otherwise.",
  ],
  [
    "best",
    "The highest or lowest point, whichever is better. Choosing it by the very values that are reported flatters; a note says where that was done.",
  ],
  [{ at: 1000 }, "The point logged at that step."],
  [{ meanOfLast: 5 }, "The mean of so many points at the end."],
  ["area", "The area under the curve, divided by the range of steps: how good the metric was on the way."],
  [{ stepsTo: 0.9 }, "The first step at which the target is reached. Fewer are better, whichever way the metric goes."],
  [{ timeTo: 0.9 }, "The seconds from the first point to that step."],
  [{ atBestOf: "val/loss" }, "The value at the step where another metric of the same run is best."],
];

/** How a number comes out of a log and onto a page. */
export function readingSections(): Section[] {
  return [
    section(
      "How a number is read",
      [
        "Every value is read from a file of its run, and carries the file, the place in it and the text as it was logged. A value that is not a number (NaN) or infinite is shown as such: it never enters a mean. A run whose loss, error or gradient ends on such a value has diverged and counts as failed, and so does one where any other metric that had finite values ends on one. A run that comes back to finite values does not, nor does one with a score that never was a number.",
        "Several points of a metric make a series; one number stands for it, by one of these rules:",
      ],
      REDUCTIONS.map(([reduction, meaning]): Term => term(sayReduction(reduction), meaning)),
    ),
    section("Which way is better", [
      "The arrow at a metric's name says which way it is better: ↑ higher, ↓ lower. A declaration of the authors or the tracker wins. Otherwise the name tells, word by word from its last part: accuracy, AUC, F1 and rewards are better higher; losses, errors, times, sizes and costs lower. An asterisk marks what was inferred from the name.",
      "Where neither tells, no winner is named.",
    ]),
    section("How a number is rounded", [
      "Values of a metric have the same number of decimals: four significant digits of the largest, with up to three decimals more where that shows two digits of the smallest. Below 0.001 and from ten million on they are in scientific notation.",
      "A number is rounded once, when it is printed; everything is computed with what the log says.",
      "When a text says 0.87, that means any value from 0.865 to 0.875. It agrees with the log if the logged value lies in that range. Halves may be rounded up or to even.",
      "Differences between fractions, such as accuracies, are in percentage points (pp). A relative difference is in percent of the baseline's value, which is something else.",
    ]),
  ];
}
