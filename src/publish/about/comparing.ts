import { LEVEL } from "../../compare/contest/significance.ts";
import { LEAST_FOR_CHANGES } from "../../compare/progress/change.ts";
import { BEST_MEANS, TIED, TIED_MEANS } from "../../model/mark.ts";
import { saySpread } from "../../model/spread.ts";
import { DEFAULT_TOLERANCE } from "../../repeats/agreement.ts";
import type { Section } from "./section.ts";
import { section, term } from "./section.ts";

/** How rows are compared, and what may be said of them. */
export function comparingSections(): Section[] {
  return [rows(), tests(), outcomes(), actions(), series()];
}

function rows(): Section {
  return section(
    "How runs become rows",
    [
      `Runs whose params agree apart from seed and fold make one row, a configuration. ${saySpread()} One run alone has no spread.`,
      "Folds of one cross-validation share training data, so the spread over them is no measure of the mean's error; folds of one seed count as one run.",
      "“3 of 5” under Runs says that two more runs of these settings are in no mean; a note says why.",
    ],
    [
      term("best", `${capital(BEST_MEANS)}.`, "good"),
      term(TIED, `${capital(TIED_MEANS)}.`),
      term("Δ", "The difference to the baseline: the row's value minus the baseline's."),
    ],
  );
}

function tests(): Section {
  return section("How noise is told from a difference", [
    "Every row is set against the baseline, or where none is named against the best row of several runs, in the metric that decides. Which test is made follows from the numbers of runs alone, never from their values.",
    `Where rearranging the runs can reach p ${LEVEL}, it is a permutation test; else, from three runs a side, a t test (Welch's, or paired), which supposes that repeats scatter like a normal distribution; else none. Runs are paired by fold from three shared folds on, by seed from six shared seeds on. t tests over folds are widened for the training data that folds share.`,
    "The interval of a difference holds it 95 times in 100: of Student's kind, or from 30 runs a side a BCa bootstrap.",
    "The more rows are tested, the more likely one of them looks better by chance. So p is adjusted by Holm's method for all tests made in the same table; where the row to compare with was picked by its value, for all pairs.",
    "A row of one run cannot be tested. It is set beside the row of several runs instead: the noise floor is the range in which 95 of 100 further runs of that row would be expected.",
    "A run that repeats another one with the same seed and result is no further evidence and counts once.",
  ]);
}

function outcomes(): Section {
  return section(
    "What may be said of a difference",
    [],
    [
      term(
        "better",
        `The interval of the difference lies on the better side of zero, and the adjusted p is at most ${LEVEL}.`,
        "good",
      ),
      term("worse", "The same on the other side.", "bad"),
      term(
        "equivalent",
        "The difference was shown to lie inside a margin that the authors declared. That is a test of its own: that no difference was found does not show that there is none.",
        "info",
      ),
      term(
        "within noise",
        "A test could have seen a difference and saw none, or one run lies where a repeat of the other row would.",
        "plain",
      ),
      term(
        "not decidable",
        "Too few runs for any test to reach the level, a value that is missing, or a direction that is not known.",
        "warn",
      ),
    ],
  );
}

function actions(): Section {
  return section(
    "What is recommended",
    [
      "The same rules hold everywhere, and nothing else enters: the criteria that the journal states, and whether the difference is more than noise. What a person should look at first (changed data, unequal tuning, a criterion written after the runs) is said with the recommendation.",
    ],
    [
      term(
        "promote",
        "The success criterion is met, and the difference is more than noise, or the whole interval of it meets the criterion.",
        "good",
      ),
      term(
        "iterate",
        "A criterion is declared, and neither of the others holds; the reasons say what is missing.",
        "info",
      ),
      term("abandon", "The failure criterion is met.", "bad"),
      term("no recommendation", "No criterion is declared, so nothing says what would be good enough.", "plain"),
      term("confirmed", "The success criterion of the hypothesis is met by the logged values.", "good"),
      term("rejected", "Its failure criterion is met.", "bad"),
    ],
  );
}

function series(): Section {
  return section(
    "Repeats and series",
    [
      `Runs with the same params, seed, commit and data should come out the same. They agree where no metric differs by more than a relative ${DEFAULT_TOLERANCE.toFixed(6)}, unless another tolerance is declared; what measures the machine (times, memory) is not compared.`,
      `Over all experiments, each value is set against the best before it, with the same tests. Changes of level are looked for from ${LEAST_FOR_CHANGES} experiments on. The best of many is partly luck: run again, it may come out worse.`,
    ],
    [
      term("identical", "Every metric is equal to the last digit.", "good"),
      term("agrees", "Every metric is equal within the tolerance.", "good"),
      term(
        "differs",
        "At least one is not, so something that is not recorded differs, or the run is not deterministic.",
        "bad",
      ),
    ],
  );
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
