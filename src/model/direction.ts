import type { Evidence } from "./evidence.ts";

/**
 * Which way a metric is better, and how that is known. `unknown` names no winner.
 *
 * - `evidence`: where a tracker declares it. `objective`: it is what its search optimises; `primary`: the tracker names it the
 *   primary metric of the experiment.
 */
export interface Direction {
  better: "higher" | "lower" | "unknown";
  how: "declared" | "inferred" | "unknown";
  evidence?: Evidence | undefined;
  objective?: boolean | undefined;
  primary?: boolean | undefined;
}

/** Which way a metric is better as run data state it (the direction of a study, the goal of a sweep), and where; see `Direction`. */
export interface DeclaredDirection {
  better: "higher" | "lower";
  evidence: Evidence;
  objective?: boolean | undefined;
  primary?: boolean | undefined;
}

/** `↑`, `↓`, or nothing where it is not known. */
export function arrowOf({ better }: Direction): string {
  return better === "higher" ? "↑" : better === "lower" ? "↓" : "";
}

/** The extreme that is the best point of a series; null where it is not known which way is better. */
export function bestExtreme(direction: Direction | undefined): "min" | "max" | null {
  const better = direction?.better ?? "unknown";
  return better === "unknown" ? null : better === "higher" ? "max" : "min";
}
