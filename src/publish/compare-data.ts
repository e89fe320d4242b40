import type { CompareData, SiteNumber } from "../contract/index.ts";
import { bucketOf } from "../model/accounting.ts";
import type { Cell, MetricColumn, Row } from "../model/comparison.ts";
import type { Contest } from "../model/contest.ts";
import type { Evidence } from "../model/evidence.ts";
import type { Quantity } from "../model/quantity.ts";
import { formatValue, styleFor } from "../model/quantity.ts";
import { sayReduction } from "../model/reduction.ts";
import type { Metric, Param, Run } from "../model/run.ts";
import type { Redactor } from "../redaction/redactor.ts";
import { metricColumn } from "./metric-cell.ts";
import { statusOf } from "./status.ts";
import type { View } from "./view.ts";
import { numberOf, phraseOf } from "./view.ts";

type Setting = CompareData["params"][number];
type MetricData = CompareData["metrics"][number];

/** Texts by number, each once. */
interface Dictionary {
  all: string[];
  of(text: string): number;
}

interface Desk {
  view: View;
  words: Dictionary;
  files: Dictionary;
}

/**
 * What the page that compares any runs knows of an experiment, in columns. Texts are those that the experiment's own pages print.
 * `curves`: by run which file has its curves, -1 for none.
 */
export function compareData(view: View, curves: readonly number[]): CompareData {
  const { compiled, addresses } = view;
  const { experiment, comparison } = compiled;
  const desk = { view, words: dictionary(), files: dictionary() };
  const metrics = metricsOf(desk);
  const at = new Map(experiment.runs.map((run, index) => [run.id, index]));
  const rows = comparison.rows.map((row) => rowOf(row, at, desk));
  const rowAt = new Map(comparison.rows.flatMap((row, index) => row.runs.map((id) => [id, index])));
  const states = dictionary();
  const badges = experiment.runs.map(statusOf);
  const runs = {
    slug: experiment.runs.map((run) => runSlug(run, view)),
    name: experiment.runs.map((run) => run.name),
    state: badges.map((badge) => states.of(JSON.stringify(badge))),
    counts: experiment.runs.map((run) => (bucketOf(run) === "used" ? 1 : 0)),
    note: experiment.runs.map((run) => (run.ignored === null ? -1 : desk.words.of(run.ignored.reason))),
    row: experiment.runs.map((run) => rowAt.get(run.id) ?? -1),
    curves: [...curves],
  };
  const { contests } = comparison;
  return {
    slug: experimentSlug(view),
    title: experiment.title,
    experiment: addresses.experiment(compiled),
    comparison: addresses.comparison(compiled),
    params: settingsOf((run) => run.params, desk),
    environment: settingsOf((run) => run.environment, desk),
    metrics,
    rows,
    contests: [...(contests?.contests ?? []), ...(contests?.leader?.contests ?? [])].flatMap((one) =>
      contestOf(one, comparison.rows, view),
    ),
    runs,
    states: states.all.map((text) => JSON.parse(text) as CompareData["states"][number]),
    words: desk.words.all,
    files: desk.files.all,
  };
}

/** The first part of the ids that an experiment's runs have in addresses. */
export function experimentSlug({ compiled, addresses }: View, redactor: Redactor | null = null): string {
  return lastSegment(addresses.experiment(compiled), redactor);
}

/** The second part of a run's id: with the first it is unique in the project, and stays the same when other runs are added. */
export function runSlug(run: Run, { compiled, addresses }: View, redactor: Redactor | null = null): string {
  return lastSegment(addresses.run(compiled, run.id), redactor);
}

function lastSegment(address: string, redactor: Redactor | null): string {
  return (redactor?.address(address) ?? address).split("/").at(-2) ?? "";
}

function dictionary(): Dictionary {
  const all: string[] = [];
  const known = new Map<string, number>();
  const of = (text: string): number => {
    const index = known.get(text) ?? all.push(text) - 1;
    known.set(text, index);
    return index;
  };
  return { all, of };
}

/** Two numbers for the address of evidence: the page and what of it; -1 where there is none. */
function placeOf(evidence: Evidence | undefined, { view, words, files }: Desk): [number, number] {
  const href = evidence === undefined ? null : view.addresses.evidence(evidence);
  if (href === null) return [-1, -1];
  const [page = "", fragment] = href.split("#", 2);
  return [files.of(page), fragment === undefined ? -1 : words.of(fragment)];
}

function settingsOf(own: (run: Run) => readonly Param[], desk: Desk): Setting[] {
  const { runs } = desk.view.compiled.experiment;
  const byRun = runs.map((run) => new Map(own(run).map((param) => [param.name, param])));
  const names = new Set(byRun.flatMap((params) => [...params.keys()]));
  return [...names].map((name) => {
    const options = dictionary();
    const ways: Setting["options"] = [];
    const option: number[] = [];
    const at: number[] = [];
    for (const params of byRun) {
      const param = params.get(name);
      const index =
        param === undefined ? -1 : options.of(`${typeof param.value} ${param.value} ${param.evidence.literal}`);
      if (param !== undefined && ways[index] === undefined)
        ways[index] = [param.evidence.literal, plainValue(param.value)];
      option.push(index);
      at.push(...placeOf(param?.evidence, desk));
    }
    return { name, options: ways, option, at };
  });
}

/** The metrics of the comparison in its order, with the numbers that it shows; then the others, with their last value. */
function metricsOf(desk: Desk): MetricData[] {
  const { experiment, comparison } = desk.view.compiled;
  const compared = comparison.metrics.map((column) => comparedMetric(column, desk));
  const known = new Set(comparison.metrics.map((column) => column.name));
  const names = new Set(experiment.runs.flatMap((run) => run.metrics.map((metric) => metric.name)));
  const others = [...names].filter((name) => !known.has(name)).map((name) => lastMetric(name, desk));
  return [...compared, ...others];
}

function comparedMetric(column: MetricColumn, desk: Desk): MetricData {
  const { experiment, comparison } = desk.view.compiled;
  const own = new Map<string, Quantity>();
  const reasons = new Map<string, string>();
  for (const row of comparison.rows) {
    const cell = row.cells[column.name];
    for (const one of cell?.runs ?? []) own.set(one.run, one.quantity);
    for (const one of cell?.absent ?? []) reasons.set(one.run, one.reason);
  }
  const data: MetricData = {
    name: column.name,
    how: sayReduction(column.reduction),
    title: metricColumn(column).title ?? "",
    better: column.direction.better,
    primary: column.primary,
    value: [],
    word: [],
    at: [],
  };
  for (const run of experiment.runs) {
    const quantity = own.get(run.id);
    data.value.push(quantity === undefined ? null : jsonNumber(quantity.value));
    data.word.push(desk.words.of(quantity?.text ?? reasons.get(run.id) ?? "not logged"));
    data.at.push(...placeOf(quantity?.evidence[0], desk));
  }
  return data;
}

function lastMetric(name: string, desk: Desk): MetricData {
  const { experiment } = desk.view.compiled;
  const own = experiment.runs.map((run) => run.metrics.find((metric) => metric.name === name));
  const style = styleFor(own.flatMap((metric) => (metric === undefined ? [] : [metric.last.value])));
  const textOf = (metric: Metric | undefined) =>
    metric === undefined ? "not logged" : formatValue(metric.last.value, style);
  return {
    name,
    how: "last",
    title: "last logged value; not a metric of the experiment's comparison",
    better: experiment.directions[name]?.better ?? "unknown",
    primary: false,
    value: own.map((metric) => (metric === undefined ? null : jsonNumber(metric.last.value))),
    word: own.map((metric) => desk.words.of(textOf(metric))),
    at: own.flatMap((metric) => placeOf(metric?.last.evidence, desk)),
  };
}

function rowOf(row: Row, at: ReadonlyMap<string, number>, { view }: Desk): CompareData["rows"][number] {
  const { metrics } = view.compiled.comparison;
  return {
    slug: view.addresses.group(row.id),
    name: row.name,
    baseline: row.baseline,
    runs: row.runs.flatMap((id) => at.get(id) ?? []),
    cells: metrics.map((column) => rowCell(row.cells[column.name], view)),
  };
}

/** Only what a mean is of is told again: the number of one run stands with the run. */
function rowCell(cell: Cell | undefined, view: View): CompareData["rows"][number]["cells"][number] {
  if (cell === undefined || cell.quantity === null) return null;
  const difference = [cell.delta, cell.relative].flatMap((one): SiteNumber[] =>
    one === null ? [] : [numberOf(one, view)],
  );
  const spread = cell.spread === null ? null : numberOf(cell.spread, view);
  return { value: jsonNumber(cell.quantity.value), number: numberOf(cell.quantity, view), spread, difference };
}

function contestOf(contest: Contest, rows: readonly Row[], view: View): CompareData["contests"] {
  const [row, against] = [contest.row, contest.against].map((id) => rows.findIndex((one) => one.id === id));
  if (row === undefined || against === undefined || row < 0 || against < 0) return [];
  const { metric, outcome, because } = contest;
  return [{ row, against, metric, outcome, because: phraseOf(because, view) }];
}

function jsonNumber(value: number): number | "NaN" | "Infinity" | "-Infinity" {
  return Number.isFinite(value) ? value : (String(value) as "NaN");
}

function plainValue(value: Param["value"]): Param["value"] {
  return typeof value === "number" && !Number.isFinite(value) ? String(value) : value;
}
