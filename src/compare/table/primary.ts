import { bucketOf } from "../../model/accounting.ts";
import type { Experiment } from "../../model/experiment.ts";
import { findMetric } from "../../model/metric-match.ts";
import { isFractionName, metricWords } from "../../model/metric-name.ts";
import { splitRank } from "../../model/split.ts";
import type { CompareSettings } from "../settings.ts";

/** The metric that decides and how it was chosen, or the reason why there is none. */
export type Primary = { metric: string; how: string } | { metric: null; how: string };

/**
 * The primary metric: the journal's, else the settings', else the one that a search optimises or that a tracker names, else by
 * rule the first accuracy-like metric of the test split, then of validation, then without a split; failing that the first such loss. Never one of training, and only one that
 * no other metric has been logged by more of the runs that count.
 */
export function primaryMetricOf(experiment: Experiment, names: readonly string[], settings: CompareSettings): Primary {
  const asked = settings.asked?.primaryMetric;
  if (asked !== undefined && names.includes(asked)) return { metric: asked, how: "the metric that was asked for" };
  const inJournal = experiment.hypothesis?.primaryMetric ?? null;
  const declared = inJournal ?? settings.primaryMetric ?? null;
  const where = inJournal === null ? (settings.primaryFrom ?? "settings") : "journal";
  if (declared !== null) {
    const metric = findMetric(declared, names, byRule(experiment, names));
    if (metric === null)
      return {
        metric,
        how: `the primary metric named in the ${where}, ${declared}, is not logged by any run that counts`,
      };
    return { metric, how: `the primary metric named in the ${where}` };
  }
  const ofSearch = onlyOne(names.filter((name) => experiment.directions[name]?.objective === true));
  if (ofSearch !== null) return { metric: ofSearch, how: "what the search optimises" };
  const ofTracker = onlyOne(names.filter((name) => experiment.directions[name]?.primary === true));
  if (ofTracker !== null) return { metric: ofTracker, how: "what the tracker names the primary metric" };
  const metric = byRule(experiment, names);
  if (metric === null)
    return { metric, how: "no primary metric is declared, and no test or validation metric has a known direction" };
  return {
    metric,
    how: "by rule, none being declared: accuracy before loss, test before validation, of the metrics that most runs have",
  };
}

function onlyOne(names: readonly string[]): string | null {
  return names.length === 1 ? (names[0] ?? null) : null;
}

function byRule(experiment: Experiment, names: readonly string[]): string | null {
  const fit = names.filter((name) => splitRank(name) <= 2 && experiment.directions[name]?.better !== undefined);
  const directed = fit.filter((name) => experiment.directions[name]?.better !== "unknown");
  const counts = runCounts(experiment);
  const most = Math.max(0, ...directed.map((name) => counts.get(name) ?? 0));
  const known = directed.filter((name) => counts.get(name) === most);
  const ranked = known.map((name, index) => ({ name, rank: rankOf(experiment, name), index }));
  ranked.sort((a, b) => a.rank - b.rank || a.index - b.index);
  return ranked[0]?.name ?? null;
}

function runCounts(experiment: Experiment): Map<string, number> {
  const counts = new Map<string, number>();
  for (const run of experiment.runs) {
    if (bucketOf(run) !== "used") continue;
    for (const { name } of run.metrics) counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return counts;
}

/** Accuracy-like before loss before the rest; within each by split; within each `accuracy` before its kin. */
function rankOf(experiment: Experiment, name: string): number {
  const words = metricWords(name);
  const likeAccuracy = isFractionName(name) && experiment.directions[name]?.better === "higher";
  const kind = likeAccuracy ? 0 : words.includes("loss") ? 1 : 2;
  const plain = words.includes("accuracy") || words.includes("acc") ? 0 : 1;
  return kind * 100 + splitRank(name) * 10 + plain;
}
