import type { Comparison, Row } from "../../model/comparison.ts";
import type { Importance } from "../../model/importance.ts";
import type { Figure } from "../../model/project.ts";
import { cellSources } from "./rows.ts";
import { count, slugOf } from "./words.ts";

/** Bars of the share of variance that each parameter explains; null where nothing is said of it. */
export function planImportance({ importance }: Comparison, rows: Row[]): Figure | null {
  if (importance === null || importance.params.length === 0) return null;
  const head = `Share of the variance of ${importance.metric} by functional ANOVA of a random forest (${sayFit(importance)}).`;
  return {
    id: `parameter-importance-${slugOf(importance.metric)}`,
    kind: "parameter-importance",
    title: `Parameter importance: ${importance.metric}`,
    ...fittedRows(importance, rows),
    caption: [`${head} Line: ± standard deviation over trees.${pairsOf(importance)}`],
  };
}

/** How the forest's prediction goes with the parameters that explain most; null where there are none. */
export function planPartial({ importance }: Comparison, rows: Row[]): Figure | null {
  if (importance === null || importance.partial.length === 0) return null;
  const unset = importance.partial.some(({ scale, points }) => scale !== "levels" && points.at(-1)?.value === null);
  const caption = [
    `Mean prediction of ${importance.metric} over all that was tried of the other parameters, evenly (${sayFit(importance)}).`,
    "Band or line: the middle 80 % of trees; dots: what was logged, which is most where a search looked most.",
    unset ? "What has no value of a parameter is not in its panel." : "",
  ];
  return {
    id: `partial-dependence-${slugOf(importance.metric)}`,
    kind: "partial-dependence",
    title: `${importance.metric} by parameter`,
    ...fittedRows(importance, rows),
    caption: [caption.filter(Boolean).join(" ")],
  };
}

function sayFit({ fitted, outOfBag }: Importance): string {
  return `${count(fitted.length, "run")}, out-of-bag R² ${(outOfBag ?? 0).toFixed(2)}`;
}

function pairsOf({ pairs }: Importance): string {
  return pairs.length === 0 ? "" : " Pale: two together, beyond each alone.";
}

function fittedRows({ metric, fitted }: Importance, rows: Row[]): Pick<Figure, "metric" | "rows" | "sources"> {
  const known = new Set(fitted);
  const shown = rows.filter((row) => row.runs.some((run) => known.has(run)));
  return {
    metric,
    rows: shown.map((row) => row.id),
    sources: cellSources(metric, shown).filter(({ run }) => known.has(run)),
  };
}
