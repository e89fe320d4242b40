import type { GeneratedRun, GeneratedRuns } from "./generated-documents.ts";
import { heldOutChanges, heldOutMeans, heldOutPlaces } from "./held-out-phrases.ts";
import { word } from "./marked-text.ts";
import type { Setting } from "./phrase.ts";
import { computed, phrase, valuesOf } from "./phrase.ts";
import { meanOf, medianOf, sampleStd, standardError } from "./statistic.ts";

/** Means, medians and spreads over seeds. */
export function means({ baseline, candidate, names }: GeneratedRuns, setting: Setting): string {
  const { quality } = setting;
  const decimals = 3 + setting.random.below(2);
  const [mine, other] = [
    { setting, runs: candidate },
    { setting, runs: baseline },
  ];
  const [a, b, loss] = [valuesOf(candidate, quality), valuesOf(baseline, quality), valuesOf(candidate, "loss")];
  const [A, B] = [names.candidate, names.baseline];
  const spread = computed(
    `${meanOf(a).toFixed(decimals)} ± ${sampleStd(a).toFixed(4)}`,
    `mean(${A}/test/${quality})`,
    mine,
  );
  const mean = computed(meanOf(b).toFixed(decimals), `mean(${B}/test/${quality})`, other);
  const std = computed(sampleStd(b).toFixed(4), `std(${B}/test/${quality})`, other);
  const error = computed(standardError(b).toFixed(4), `se(${B}/test/${quality})`, other);
  const median = computed(medianOf(loss).toFixed(3), `median(${A}/test/loss)`, mine);
  const lossStd = computed(sampleStd(loss).toFixed(4), `std(${A}/test/loss)`, mine);
  const val = computed(meanOf(valuesOf(candidate, quality, "val")).toFixed(4), `mean(${A}/val/${quality})`, mine);
  return phrase(
    setting,
    [
      `The mean test accuracy of ${A} is ${spread},\nthat of ${B} ${mean}\nwith a standard deviation of ${std}\nand a standard error of ${error}.\nThe median test loss of ${A} is ${median},\nits standard deviation ${lossStd};\nits mean validation accuracy is ${val}.`,
      `${A} has a mean test accuracy of ${spread}. ${B} has a mean test accuracy of ${mean}.\nThe standard deviation of the test accuracy of ${B} is ${std} and its standard error ${error}.\nOver its seeds ${A} has a median test loss of ${median} with a standard deviation of ${lossStd}.\nThe mean validation accuracy of ${A} is ${val}.`,
      `Averaged over seeds, ${A} gets ${spread} test accuracy, while ${B} gets ${mean}.\nAcross seeds the test accuracy of ${B} varies with a sample standard deviation of ${std} (standard error ${error}).\nFor test loss, ${A} has a median of ${median} and a standard deviation of ${lossStd}.\nOn validation, the mean accuracy of ${A} is ${val}.`,
      `Mean test accuracy: ${A} ${spread}, ${B} ${mean}.\n\nThe seeds of ${B} have an SD of ${std} in test accuracy, which is an SE of ${error}.\n\nMedian test loss of ${A}: ${median} (SD ${lossStd}). Mean validation accuracy of ${A}: ${val}.`,
    ],
    heldOutMeans({ A, B, quality, spread, mean, std, error, median, lossStd, val }),
  );
}

const REVERSED = "comparative reversed, words only";

/** Differences, relative changes and ratios of the two arms. */
export function changes({ baseline, candidate, names }: GeneratedRuns, setting: Setting): string {
  const { random, quality } = setting;
  const mean = (runs: GeneratedRun[], metric: string) => meanOf(valuesOf(runs, metric));
  const [A, B] = [names.candidate, names.baseline];
  const pair = (call: string, metric: string) => `${call}(mean(${A}/test/${metric}), mean(${B}/test/${metric}))`;
  const of = { setting, runs: candidate };
  const gain = mean(candidate, quality) - mean(baseline, quality);
  const rel = (metric: string) => {
    const [a, b] = [mean(candidate, metric), mean(baseline, metric)];
    return ((a - b) / Math.abs(b)) * 100;
  };
  const either = (up: string, down: string) => (gain > 0 ? word(up, down, REVERSED) : word(down, up, REVERSED));
  const points = computed(`${signed(gain * 100, 1 + random.below(2))} pp`, pair("pp", quality), of);
  const size = computed(`${Math.abs(gain * 100).toFixed(2)} pp`, pair("pp", quality), of);
  const relative = computed(`${signed(rel(quality), 2)} %`, pair("rel", quality), of);
  const loss = computed(signed(mean(candidate, "loss") - mean(baseline, "loss"), 3), pair("diff", "loss"), of);
  const cut = computed(`${Math.abs(rel("latency_ms")).toFixed(1)} %`, pair("rel", "latency_ms"), of);
  const speedup = mean(baseline, "latency_ms") / mean(candidate, "latency_ms");
  const times = computed(`${speedup.toFixed(2)}×`, `ratio(mean(${B}/test/latency_ms), mean(${A}/test/latency_ms))`, of);
  const opposite = (right: string, wrong: string) => word(right, wrong, REVERSED);
  const faster = opposite("faster", "slower");
  return phrase(
    setting,
    [
      `In test accuracy ${A} is ${points} ${either("better", "worse")} than ${B}\n(${relative} relative).\nThe test accuracy of ${A} ${either("improves", "degrades")} by ${size}.\nThe test loss changes by ${loss}.\nLatency ${word("falls", "rises", REVERSED)} by ${cut},\nso ${A} is ${times} ${faster} than ${B}.`,
      `The test accuracy of ${A} is ${points} ${either("higher", "lower")} than that of ${B} (${relative} relative).\nFrom ${B} to ${A} test accuracy ${either("rises", "falls")} by ${size} and test loss changes by ${loss}.\nThe latency of ${A} is ${cut} ${word("lower", "higher", REVERSED)} than that of ${B}: ${A} is ${times} ${faster} than ${B}.`,
      `${A} ${either("improves on", "falls short of")} ${B} by ${size} in test accuracy, a relative change of ${relative} (${points}).\nGoing from ${B} to ${A} changes the test loss by ${loss}.\n${A} ${word("reduces", "increases", REVERSED)} the latency of ${B} by ${cut} and runs ${times} ${faster} than ${B}.`,
      `Test accuracy ${either("increases", "decreases")} by ${size} when moving from ${B} to ${A} (${points}, or ${relative} in relative terms).\nThe difference in test loss between ${A} and ${B} is ${loss}.\nCompared with ${B}, latency is ${cut} ${word("shorter", "longer", REVERSED)} with ${A}, a speed-up of ${times}.`,
    ],
    heldOutChanges({ A, B, quality, points, size, relative, loss, cut, times, either, faster: opposite }),
  );
}

/** Ranks and winners, linked and in words alone. */
export function places({ baseline, candidate, names }: GeneratedRuns, setting: Setting): string {
  const { quality } = setting;
  const mean = (runs: GeneratedRun[]) => meanOf(valuesOf(runs, quality));
  const isBetter = mean(candidate) > mean(baseline);
  const [first, second] = isBetter ? [names.candidate, names.baseline] : [names.baseline, names.candidate];
  const of = { setting, runs: candidate };
  const winner = computed(first, `best(${first}/test/${quality})`, of);
  const rank = computed("2", `rank(${second}/test/${quality})`, of);
  const win = word(first, second, "wrong winner, words only");
  const last = word("second", "first", "wrong rank, words only");
  const compared = (right: string, wrong: string) => word(right, wrong, REVERSED);
  const placed = (right: string, wrong: string) => word(right, wrong, "wrong rank, words only");
  const unnamed = "comparative reversed, metric not named";
  return phrase(
    setting,
    [
      `By test accuracy the best is ${winner};\n${second} takes place ${rank}.\nIn test accuracy the winner is **${win}**. By test accuracy, ${second} ranks ${last}.\nOverall ${first} ${word("outperforms", "underperforms", unnamed)} ${second}.`,
      `By test accuracy the best is ${winner};\n${second} takes place ${rank}.\nThe best test accuracy is that of ${win}. ${second} ranks ${last} by test accuracy.\nIn test accuracy ${first} ${word("outperforms", "underperforms", REVERSED)} ${second}.`,
      `By test accuracy the best is ${winner};\n${second} takes place ${rank}.\n${win} has the highest mean test accuracy. Ranked by test accuracy, ${second} comes ${last}.\n${first} performs ${word("better", "worse", REVERSED)} than ${second} in test accuracy.`,
      `By test accuracy the best is ${winner};\n${second} takes place ${rank}.\nNothing beats ${win} in test accuracy; ${second} is ${last} there.\nThe test accuracy of ${first} is ${word("above", "below", REVERSED)} that of ${second}.`,
    ],
    heldOutPlaces({ first, second, quality, winner, rank, win, last, compared, placed }),
  );
}

/** With a sign always, the minus a real one. */
function signed(value: number, decimals: number): string {
  return value < 0 ? `−${Math.abs(value).toFixed(decimals)}` : `+${value.toFixed(decimals)}`;
}
