import { metricWords } from "../model/metric-name.ts";
import { splitRank } from "../model/split.ts";

/** Words of names that can only be statistics of data. Anything doubtful is left out. */
const STATISTIC = [
  /^(?:data|dataset)_(?:train_|val_|test_)?(?:size|count|rows|examples|samples|mean|std|min|max|balance|missing|nulls)$/,
  /^(?:num|n|nb|number_of|total)_(?:train_|training_|val_|valid_|validation_|test_|eval_)?(?:examples|samples|rows|records|images|documents|sentences|instances|classes|labels)$/,
  /^(?:num|n|nb|number_of)_(?:train|training|val|valid|validation|test|eval)$/,
  /^(?:train|training|val|valid|validation|test|eval|dataset)_(?:size|examples|samples|rows|records|images)$/,
  /^(?:train_|val_|test_|data_|dataset_)?(?:class|label|target)_(?:balance|imbalance|ratio|prior|distribution)(?:_\w+)?$/,
  /^(?:train_|val_|test_|data_|dataset_)?(?:positive|negative|missing|null|duplicate|outlier)_(?:rate|ratio|fraction|share)$/,
];

/** How many items a metric was evaluated on, as reports of classifiers log it beside each; not the support that a rule needs, or vectors. */
const ITEMS = /(?:^|[\s_/.-])(?<!(?:^|[\s_/.-])(?:min|max|minimum|n|num)[\s_/.-])support$/i;

/** Words of statistics that count items. */
const COUNTING = /(?:^|_)(?:size|count|rows|examples|samples|records|images|documents|sentences|instances)$/;
/** A count of a split that names no items: `n_test`. */
const OF_SPLIT = /^(?:num|n|nb|number_of)_[a-z]+$/;

/** Whether a name is that of a statistic of the data: as a whole, or in a group `data/…`. */
export function isDataStatistic(name: string): boolean {
  const words = metricWords(name).join("_");
  if (/(?:^|_)(?:time|loading|load|wait|second|seconds|sec|ms|throughput|loss|acc|accuracy)(?:_|$)/.test(words))
    return false;
  return isNamed(name, words) || /^(?:data|dataset|data_stats|data_statistics)\//i.test(name);
}

/** Whether a name is that of a number of items that results are of: `n_test`, `eval_samples`, `macro avg_support`. Training data are none. */
export function isEvaluatedCount(name: string): boolean {
  if (ITEMS.test(name)) return splitRank(name) !== 3;
  const words = metricWords(name).join("_");
  return splitRank(name) < 2 && isNamed(name, words) && (COUNTING.test(words) || OF_SPLIT.test(words));
}

/** The same test, asked once for each name: there are many runs and few names. */
export function onceForEach(test: (name: string) => boolean): (name: string) => boolean {
  const known = new Map<string, boolean>();
  return (name) => {
    const is = known.get(name) ?? test(name);
    known.set(name, is);
    return is;
  };
}

function isNamed(name: string, words: string): boolean {
  return ITEMS.test(name) || STATISTIC.some((pattern) => pattern.test(words));
}
