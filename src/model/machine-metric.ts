import { metricWords } from "./metric-name.ts";
import { splitRank } from "./split.ts";

/** Words of what a machine, and not a model, is measured by. */
const MACHINE = new Set(
  (
    "time times timing latency duration elapsed runtime walltime wall clock timestamp eta seconds secs sec second ms minutes " +
    "hours memory mem ram vram rss gpu cpu throughput fps power watts energy joules utilization"
  ).split(" "),
);

/** A rate: what is counted a second. */
const RATE = /(?:^|[_/ ])per[_ ]?(?:s|sec|second|ms|minute|hour)$|\/(?:s|sec|second)$|^(?:it|its|iter|iters)[_/]s$/i;

/**
 * Whether a metric measures the machine that a run ran on: time, memory, throughput, power. Such a metric is not expected
 * to come out the same twice, and is no result.
 */
export function isMachineMetric(name: string): boolean {
  return splitRank(name) === 4 || RATE.test(name) || metricWords(name).some((word) => MACHINE.has(word));
}
