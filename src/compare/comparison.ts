import { bucketOf } from "../model/accounting.ts";
import type { Comparison, Row } from "../model/comparison.ts";
import type { Experiment } from "../model/experiment.ts";
import { holdContests } from "./contest/contest.ts";
import { importanceOf } from "./importance/importance.ts";
import type { CompareSettings } from "./settings.ts";
import type { CompareSource } from "./source.ts";
import { NO_SOURCE } from "./source.ts";
import { prepareExperiment } from "./table/prepare.ts";
import type { Table } from "./table/table.ts";
import { layOutTable } from "./table/table.ts";
import { weighObjectives } from "./tradeoff/tradeoff.ts";
import { askHistory } from "./verdict/asked-history.ts";
import { bestOf } from "./verdict/best.ts";
import { failureOf } from "./verdict/failure.ts";
import { judgeHypothesis } from "./verdict/hypothesis.ts";
import { qualifyHypothesis } from "./verdict/qualified.ts";
import { recommend } from "./verdict/recommendation.ts";
import { reproductionsOf } from "./verdict/reproduction.ts";
import { selectRow } from "./verdict/selection.ts";

/** What a comparison is made for: the project's declarations, and what it may look up. */
interface Asked {
  experiment: Experiment;
  settings: CompareSettings;
  lookup: CompareSource;
}

/**
 * Compares the runs of an experiment. Runs that count are grouped into rows with mean and spread; ignored, failed and
 * running ones are rows of their own below and enter nothing. Deleted runs and duplicates are in the accounting only.
 *
 *     runs ─ table ─▶ rows, columns, baseline ─▶ contests ─▶ best, hypothesis ─▶ selection ─▶ recommendation
 *
 * `rows`, `baseline`, `best` and `selection` name rows by id; `ignored`, `failed` and cells name runs by id.
 */
export function compareExperiment(
  stated: Experiment,
  settings: CompareSettings,
  lookup: CompareSource = NO_SOURCE,
): Comparison {
  const prepared = prepareExperiment(stated);
  const { experiment } = prepared;
  const table = layOutTable(prepared, settings, lookup);
  const { apart, params, rows } = table;
  const verdicts = judgeTable(table, { experiment, settings, lookup });
  const selected = verdicts.selection?.row;
  return {
    experiment: experiment.id,
    metrics: table.heads,
    differing: table.within.across,
    mixed: table.within.within,
    leftOut: params.leftOut,
    constants: params.constants,
    rows: rows.map((row: Row) => (row.id === selected ? { ...row, selected: true } : row)),
    baseline: table.baseline?.id ?? null,
    ...verdicts,
    accounting: experiment.accounting,
    ignored: apart.flatMap((run) => (run.ignored === null ? [] : [{ run: run.id, ...run.ignored }])),
    failed: apart.filter((run) => bucketOf(run) === "failed").map(failureOf),
  };
}

/** What follows from a table, each part from those before it. */
function judgeTable(table: Table, { experiment, settings, lookup }: Asked) {
  const { rows, columns, column, baseline, used, primary, source } = table;
  const runs = new Map(experiment.runs.map((run) => [run.id, run]));
  const contests = column && holdContests({ rows, column, baseline, runs, margin: settings.margin });
  const best = columns.map((one) =>
    bestOf(one, { rows, runs, baseline, margin: one === column ? settings.margin : undefined }),
  );
  const stated = experiment.hypothesis;
  const { labels } = source;
  const answer = stated && judgeHypothesis({ hypothesis: stated, rows, columns, baseline, labels });
  const { history } = lookup;
  const asked = askHistory({ experiment, hypothesis: answer, rows, metric: primary.metric, history });
  const hypothesis = answer && qualifyHypothesis(answer, { rows, columns, contests, runs, asked });
  const deciding = best.find((one) => one.metric === primary.metric) ?? null;
  const decided = { experiment, settings, rows, used, primary, column, best: deciding, hypothesis, contests, source };
  const { selection, noSelection } = selectRow(decided);
  const judged = { experiment, rows, columns, baseline, selection, hypothesis, contests, labels, asked };
  return {
    best,
    selection,
    noSelection,
    hypothesis,
    contests,
    tradeoff: weighObjectives({ experiment, rows, columns, settings, contests }),
    importance: column && importanceOf({ runs: used, column, grid: source.grid, differing: table.params.differing }),
    recommendation: recommend(judged),
    reproductions: reproductionsOf({ runs: used, columns, settings, cells: source }),
    history: asked.facts,
  };
}
