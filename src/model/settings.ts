/** What people may declare of one experiment. */
export interface ExperimentSettings {
  baseline?: string | undefined;
  selected?: string | undefined;
  primaryMetric?: string | undefined;
}

/** The part of the configuration that decides how runs are grouped and compared. */
export interface Settings {
  metrics: Record<string, { direction?: "higher" | "lower" | undefined; reduction?: "last" | "best" | undefined }>;
  experiments: Record<string, ExperimentSettings>;
}
