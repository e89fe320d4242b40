import { bucketOf } from "../model/accounting.ts";
import type { Comparison, Row } from "../model/comparison.ts";
import type { Experiment } from "../model/experiment.ts";
import type { Run } from "../model/run.ts";
import { holdContests } from "./contest/contest.ts";
import { importanceOf } from "./importance/importance.ts";
import type { CompareSettings } from "./settings.ts";
import type { CompareSource } from "./source.ts";
import { NO_SOURCE } from "./source.ts";
import { baselineOf } from "./table/baseline.ts";
import { metricNames, planColumns, styleColumns } from "./table/column.ts";
import { withDeltas } from "./table/delta.ts";
import { reduceRuns } from "./table/grid.ts";
import { groupRuns } from "./table/group.ts";
import { labelRuns } from "./table/label.ts";
import { splitParams } from "./table/params.ts";
import { primaryMetricOf } from "./table/primary.ts";
import { buildRows } from "./table/row.ts";
import { weighObjectives } from "./tradeoff/tradeoff.ts";
import { bestOf } from "./verdict/best.ts";
import { failureOf } from "./verdict/failure.ts";
import { judgeHypothesis } from "./verdict/hypothesis.ts";
import { recommend } from "./verdict/recommendation.ts";
import { reproductionsOf } from "./verdict/reproduction.ts";
import { selectRow } from "./verdict/selection.ts";

/**
 * Compares the runs of an experiment. Runs that count are grouped into rows with mean and spread; ignored, failed and
 * running ones are rows of their own below and enter nothing. Deleted runs and duplicates are in the accounting only.
 *
 *     runs ─ bucket ─▶ groups ─▶ columns ─▶ rows ─▶ baseline, deltas ─▶ best, hypothesis ─▶ selection
 *
 * `rows`, `baseline`, `best` and `selection` name rows by id; `ignored`, `failed` and cells name runs by id.
 */
export function compareExperiment(
  experiment: Experiment,
  settings: CompareSettings,
  lookup: CompareSource = NO_SOURCE,
): Comparison {
  const { used, apart } = sortRuns(experiment.runs);
  const shown = [...used, ...apart];
  const { differing, constants } = splitParams(shown);
  const groups = groupRuns(used, differing);
  const names = metricNames(used.length > 0 ? used : shown);
  const logged = names.map(({ name }) => name);
  const primary = primaryMetricOf(experiment, logged, settings);
  const heads = planColumns(names, { experiment, settings, primary: primary.metric });
  const source = { labels: labelRuns(experiment.runs), grid: reduceRuns(shown, heads) };
  const columns = styleColumns(heads, groups, source.grid);
  const plain = buildRows(groups, apart, { ...source, columns, differing: new Set(differing) });
  const baseline = baselineOf(plain, { experiment, settings, labels: source.labels });
  const rows = withDeltas(plain, baseline, columns);
  const best = columns.map((column) => bestOf(column.shown, rows));
  const hypothesis =
    experiment.hypothesis &&
    judgeHypothesis({ hypothesis: experiment.hypothesis, rows, columns, baseline, labels: source.labels });
  const column = columns.find((one) => one.shown.primary) ?? null;
  const deciding = best.find((one) => one.metric === primary.metric) ?? null;
  const decided = { experiment, settings, rows, used, primary, column, best: deciding, hypothesis, source };
  const { selection, noSelection } = selectRow(decided);
  const runs = new Map(experiment.runs.map((run) => [run.id, run]));
  const contests = column && holdContests({ rows, column, baseline, runs });
  return {
    experiment: experiment.id,
    metrics: heads,
    differing,
    constants,
    rows: rows.map((row: Row) => (row.id === selection?.row ? { ...row, selected: true } : row)),
    baseline: baseline?.id ?? null,
    best,
    selection,
    noSelection,
    hypothesis,
    contests,
    tradeoff: weighObjectives({ rows, columns, settings }),
    importance: column && importanceOf({ runs: used, column, grid: source.grid, differing }),
    recommendation: recommend({
      experiment,
      rows,
      columns,
      baseline,
      selection,
      hypothesis,
      contests,
      source: lookup,
    }),
    reproductions: reproductionsOf({ runs: used, columns, settings, cells: source }),
    accounting: experiment.accounting,
    ignored: apart.flatMap((run) => (run.ignored === null ? [] : [{ run: run.id, ...run.ignored }])),
    failed: apart.filter((run) => bucketOf(run) === "failed").map(failureOf),
  };
}

/** Runs that count, and those shown apart: ignored, failed, pruned and running ones, in this order. */
function sortRuns(runs: readonly Run[]): { used: Run[]; apart: Run[] } {
  const of = Map.groupBy(runs, bucketOf);
  const apart = (["ignored", "failed", "pruned", "running"] as const).flatMap((bucket) => of.get(bucket) ?? []);
  return { used: of.get("used") ?? [], apart };
}
