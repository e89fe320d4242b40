import type { CompareCurves, CompareData } from "../contract/index.ts";
import { secretByName } from "../redaction/name.ts";
import { redactPage } from "../redaction/page.ts";
import type { Redactor } from "../redaction/redactor.ts";
import { standIn } from "../redaction/sighting.ts";
import { experimentSlug, runSlug } from "./compare-data.ts";
import type { View } from "./view.ts";

type Setting = CompareData["params"][number];

/** The data without what is not to be published; the addresses in it are those of the pages that are published. */
export function redactedCompareData(data: CompareData, view: View, redactor: Redactor): CompareData {
  const text = (one: string) => redactor.text(one);
  return {
    ...data,
    slug: experimentSlug(view, redactor),
    title: text(data.title),
    experiment: redactor.address(data.experiment),
    comparison: redactor.address(data.comparison),
    words: data.words.map(text),
    files: data.files.map((one) => redactor.address(one)),
    runs: {
      ...data.runs,
      slug: view.compiled.experiment.runs.map((run) => runSlug(run, view, redactor)),
      name: data.runs.name.map(text),
    },
    params: data.params.map((one) => redactedSetting(one, redactor)),
    environment: data.environment.map((one) => redactedSetting(one, redactor)),
    metrics: data.metrics.map((one) => ({ ...one, name: text(one.name), title: text(one.title) })),
    rows: data.rows.map((row) => ({
      ...row,
      name: text(row.name),
      cells: row.cells.map((cell) => cell && redactPage(cell, redactor)),
    })),
    contests: data.contests.map((one) => redactPage({ ...one, metric: text(one.metric) }, redactor)),
  };
}

/** Curves whose metrics are called as in the data. */
export function redactedCurves(curves: CompareCurves, redactor: Redactor): CompareCurves {
  const runs = curves.runs.map((own) => ({
    ...own,
    curves: own.curves.map((one) => ({
      ...one,
      metric: redactor.text(one.metric),
      stepName: one.stepName === null ? null : redactor.text(one.stepName),
    })),
  }));
  return { ...curves, runs };
}

function redactedSetting(setting: Setting, redactor: Redactor): Setting {
  const options = setting.options.map(([literal, value]): Setting["options"][number] => {
    const kind = redactor.allows(literal) ? null : secretByName(setting.name, literal);
    if (kind !== null) return [standIn(kind), standIn(kind)];
    return [redactor.text(literal), typeof value === "string" ? redactor.text(value) : value];
  });
  return { ...setting, name: redactor.text(setting.name), options };
}
