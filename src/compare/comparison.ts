import { bucketOf } from "../model/accounting.ts";
import type { Best, Comparison, HypothesisVerdict, Row, Sentence } from "../model/comparison.ts";
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
import { cautionsOf, withCautions } from "./verdict/caution/index.ts";
import { escalateSelected } from "./verdict/escalation/index.ts";
import { failureOf } from "./verdict/failure.ts";
import { judgeHypothesis } from "./verdict/hypothesis.ts";
import { versusIn } from "./verdict/opponent.ts";
import { qualifyHypothesis } from "./verdict/qualified.ts";
import { recommend } from "./verdict/recommendation.ts";
import { reproductionsOf } from "./verdict/reproduction.ts";
import { selectRow } from "./verdict/selection.ts";
import type { Outcome } from "./verdict/sensitivity.ts";
import { countIgnored, saySensitivity } from "./verdict/sensitivity.ts";

/** What a comparison is made for: the experiment as it is and as it is compared, the project's declarations, and what it may look up. */
interface Asked {
  stated: Experiment;
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
  const asked = { stated, experiment, settings, lookup };
  const settled = settle(table, asked);
  const verdicts = judgeTable(settled, asked);
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
    selection: verdicts.selection && { ...verdicts.selection, sensitivity: sensitivityOf(settled, asked) },
    accounting: experiment.accounting,
    ignored: apart.flatMap((run) => (run.ignored === null ? [] : [{ run: run.id, ...run.ignored }])),
    failed: apart.filter((run) => bucketOf(run) === "failed").map(failureOf),
  };
}

/** A table with what decides: tests, the hypothesis by its criteria, and the selection. */
interface Settled extends Outcome {
  table: Table;
  best: Best | null;
  hypothesis: HypothesisVerdict | null;
}

/** What decides, and nothing that only explains: it is worked out a second time with the ignored runs, then without tests among many rows. */
function settle(table: Table, { experiment, settings }: Asked, isTested = true): Settled {
  const { rows, columns, column, baseline, used, primary, source } = table;
  const margin = experiment.journal?.margin?.value ?? settings.margin;
  const runs = new Map(experiment.runs.map((run) => [run.id, run]));
  const contests = column && isTested ? holdContests({ rows, column, baseline, runs, margin }) : null;
  const best = column && bestOf(column, { rows, runs, baseline, margin });
  const stated = experiment.hypothesis;
  const { labels } = source;
  const hypothesis = stated && judgeHypothesis({ hypothesis: stated, rows, columns, baseline, labels });
  const decided = { experiment, settings, rows, used, primary, column, best, hypothesis, contests, source };
  return { table, rows, column, source, best, hypothesis, contests, ...selectRow(decided) };
}

/** Among more rows than these the tests are not made a second time: which row is selected does not depend on them. */
const RETESTED = 100;

/** Whether ignored runs would change it; where some could, the table is laid out again with them. */
function sensitivityOf(settled: Settled, asked: Asked): Sentence {
  const counted = countIgnored(asked.stated, settled);
  if (counted === null) return saySensitivity(asked.stated, settled, null);
  const prepared = prepareExperiment(counted);
  const isTested = settled.rows.length <= RETESTED;
  const again = layOutTable(prepared, asked.settings, asked.lookup);
  return saySensitivity(asked.stated, settled, settle(again, { ...asked, experiment: prepared.experiment }, isTested));
}

/** What follows from a table, each part from those before it. */
function judgeTable(settled: Settled, { experiment, settings, lookup }: Asked) {
  const { rows, columns, column, baseline, used, primary, source, params } = settled.table;
  const { contests, selection, noSelection } = settled;
  const runs = new Map(experiment.runs.map((run) => [run.id, run]));
  const { labels } = source;
  const { history } = lookup;
  const asked = askHistory({ experiment, hypothesis: settled.hypothesis, rows, metric: primary.metric, history });
  const versus = versusIn(contests, runs);
  const beside = { rows, columns, versus, asked };
  const hypothesis = settled.hypothesis && qualifyHypothesis(settled.hypothesis, beside);
  const judged = { experiment, settings, rows, columns, baseline, selection, hypothesis, versus, labels, asked };
  const recommendation = recommend(judged);
  const reproductions = reproductionsOf({ runs: used, columns, settings, cells: source });
  const differing = settled.table.within.across;
  const cautions = cautionsOf({ rows, runs, columns, labels, differing, reproductions });
  return {
    best: columns.map((one) => (one === column && settled.best) || bestOf(one, { rows, runs, baseline })),
    selection: selection && {
      ...selection,
      escalations: withCautions(escalateSelected(judged, recommendation), { cautions, selection, recommendation }),
    },
    noSelection,
    hypothesis,
    contests,
    tradeoff: weighObjectives({ experiment, rows, columns, settings, contests }),
    importance: column && importanceOf({ runs: used, column, grid: source.grid, differing: params.differing }),
    recommendation,
    reproductions,
    ...(cautions.length > 0 && { cautions }),
    history: asked.facts,
  };
}
