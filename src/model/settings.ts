import type { Reduction } from "./reduction.ts";

/** What people may declare of one experiment. */
export interface ExperimentSettings {
  baseline?: string | undefined;
  selected?: string | undefined;
  primaryMetric?: string | undefined;
  margin?: number | undefined;
  objectives?: string[] | undefined;
  groupBy?: string[] | undefined;
  repeatParams?: string[] | undefined;
  tolerance?: number | undefined;
}

/** What people may declare of a metric. */
export interface MetricSettings {
  direction?: "higher" | "lower" | undefined;
  reduction?: Reduction | undefined;
  tolerance?: number | undefined;
}

/** The part of the configuration that decides how runs are grouped and compared. */
export interface Settings {
  metrics: Record<string, MetricSettings>;
  experiments: Record<string, ExperimentSettings>;
}
