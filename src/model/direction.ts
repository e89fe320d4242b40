/** Which way a metric is better, and how that is known. `unknown` names no winner. */
export interface Direction {
  better: "higher" | "lower" | "unknown";
  how: "declared" | "inferred" | "unknown";
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
