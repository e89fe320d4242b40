import type { CompareSettings } from "../../compare/settings.ts";
import { groupFields } from "../../compare/table/asked-group.ts";
import { UsageError } from "../../errors.ts";
import type { MetricColumn } from "../../model/comparison.ts";
import { didYouMean, nearestNames, plainName } from "../../model/nearest.ts";
import type { Reduction } from "../../model/reduction.ts";
import type { Run } from "../../model/run.ts";
import type { Invocation } from "../command.ts";
import { textOption } from "../command.ts";
import { REDUCTION_WORDS, readReduction } from "./reduction-word.ts";

/** What the options ask of a comparison. `metrics`: those to show, in order; null for all. */
export interface Asked {
  metrics: string[] | null;
  settings: Pick<CompareSettings, "asked" | "groupBy">;
}

/**
 * Reads `--metrics`, `--group-by`, `--baseline` and `--reduction` for some runs. `columns`: of their comparison without them;
 * where the metric that decides there is not among the metrics asked for, the first of these decides. Throws UsageErrors for names that no run has.
 */
export function askedOf(invocation: Invocation, runs: readonly Run[], columns: readonly MetricColumn[]): Asked {
  const logged = runs.flatMap((run) => run.metrics.map((metric) => metric.name));
  const known = [...new Set([...columns.map((column) => column.name), ...logged])];
  const primary = columns.find((column) => column.primary)?.name ?? null;
  const metrics = metricsOf(textOption(invocation, "metrics"), known);
  const baseline = textOption(invocation, "baseline");
  const reductions = reductionsOf(textOption(invocation, "reduction"), known);
  const groupBy = groupByOf(textOption(invocation, "groupBy"), runs);
  const first = metrics?.[0];
  const isOther = first !== undefined && primary !== null && !metrics?.includes(primary);
  return {
    metrics,
    settings: {
      asked: {
        ...(baseline === null ? {} : { baseline }),
        ...(isOther || (primary === null && first !== undefined) ? { primaryMetric: first } : {}),
        ...(reductions === null ? {} : { reductions }),
      },
      ...(groupBy === null ? {} : { groupBy }),
    },
  };
}

function metricsOf(text: string | null, known: readonly string[]): string[] | null {
  return text === null ? null : [...new Set(listOf(text).flatMap((name) => meantMetrics(name, known)))];
}

/** Metrics of that name; failing that those that differ from it in case and signs only, or end in it. */
function meantMetrics(name: string, known: readonly string[]): string[] {
  const plain = plainName(name);
  const ways = [
    (one: string) => one === name,
    (one: string) => plainName(one) === plain,
    (one: string) => plainName(one).endsWith(`_${plain}`),
  ];
  for (const fits of ways) {
    const found = known.filter(fits);
    if (found.length > 0) return found;
  }
  throw new UsageError(`no run has a metric \`${name}\``, hintOf(name, known));
}

/** `best` for every metric; `val/loss@best,test/accuracy@mean5` for those named. */
function reductionsOf(text: string | null, known: readonly string[]): Record<string, Reduction> | null {
  if (text === null) return null;
  const parts = listOf(text).flatMap((part): [string, Reduction][] => {
    const all = readReduction(part);
    if (all !== null) return known.map((name) => [name, all]);
    const at = part.lastIndexOf("@");
    const reduction = at <= 0 ? null : readReduction(part.slice(at + 1));
    if (reduction === null)
      throw new UsageError(
        `there is no reduction \`${part}\``,
        `There are: ${REDUCTION_WORDS}; for one metric val/loss@best.`,
      );
    return meantMetrics(part.slice(0, at), known).map((name) => [name, reduction]);
  });
  return Object.fromEntries(parts);
}

/** The full names of params, or of facts of runs such as `seed`; none for `none`. */
function groupByOf(text: string | null, runs: readonly Run[]): string[] | null {
  if (text === null) return null;
  if (text.trim() === "none") return [];
  const params = [...new Set(runs.flatMap((run) => run.params.map((param) => param.name)))];
  return listOf(text).map((name) => {
    const ends = params.filter((one) => one.endsWith(`.${name}`));
    const alike = params.filter((one) => plainName(one) === plainName(name));
    const [found] = [params.filter((one) => one === name), groupFields.filter((one) => one === name), alike, ends].find(
      (some) => some.length === 1,
    ) ?? [undefined];
    if (found !== undefined) return found;
    if (ends.length > 1) throw new UsageError(`\`${name}\` may be several params`, `There are: ${ends.join(", ")}.`);
    throw new UsageError(`no run has a param \`${name}\``, hintOf(name, [...params, ...groupFields]));
  });
}

function listOf(text: string): string[] {
  return text
    .split(",")
    .map((name) => name.trim())
    .filter((name) => name !== "");
}

function hintOf(name: string, known: readonly string[]): string {
  const near = nearestNames(name, known);
  return near.length > 0 ? didYouMean(near) : `There are: ${known.slice(0, 20).join(", ")}.`;
}
