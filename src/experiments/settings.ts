/** What the project's configuration says about experiments. */
export interface ExperimentSettings {
  /** By metric name as logged. */
  metrics?: Record<string, { direction?: "higher" | "lower" }>;
}
