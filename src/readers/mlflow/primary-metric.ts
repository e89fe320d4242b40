import type { DeclaredDirection } from "../../model/direction.ts";
import type { Fields } from "./meta-file.ts";
import { filled } from "./tag.ts";

const PREFIX = "mlflow.experiment.primaryMetric.";

/** The tags of an experiment that name its primary metric (mlflow/utils/mlflow_tags.py), as names of files below its folder. */
export const PRIMARY_METRIC_TAGS: readonly string[] = [`${PREFIX}name`, `${PREFIX}greaterIsBetter`];

/** The primary metric of an experiment and which way it is better, from its tags; Python writes `True` or `False`. */
export function primaryMetricIn(tags: Fields): Record<string, DeclaredDirection> {
  const name = filled(tags.get(`${PREFIX}name`));
  const greater = filled(tags.get(`${PREFIX}greaterIsBetter`));
  const stated = greater?.text.trim().toLowerCase();
  if (name === null || greater === null || (stated !== "true" && stated !== "false")) return {};
  const better = stated === "true" ? "higher" : "lower";
  return Object.fromEntries([[name.text.trim(), { better, evidence: greater.evidence, primary: true }]]);
}
