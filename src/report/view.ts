import { LEAST_REPEATED } from "../compare/contest/trial.ts";
import { meanRows } from "../markdown/derivation.ts";
import { codeSpan, escapeText } from "../markdown/escape.ts";
import { sayAccounting } from "../model/accounting.ts";
import type { Row } from "../model/comparison.ts";
import { isSingle } from "../model/comparison.ts";
import { usedRuns } from "../model/experiment.ts";
import type { CompiledExperiment } from "../model/project.ts";
import { baseName } from "../model/tree.ts";
import { comparedMetrics, metricHead } from "./column.ts";
import { contestsView } from "./contest-view.ts";
import { differencesTable } from "./differences-table.ts";
import { figureViews } from "./figure-view.ts";
import { hypothesisView } from "./hypothesis-view.ts";
import { importanceView } from "./importance-view.ts";
import { highlightsOf } from "./journal-highlights.ts";
import { leftOutView } from "./left-out-view.ts";
import type { LinkWriter } from "./link-writer.ts";
import { outsideRuns } from "./outside-runs.ts";
import { paramsTable } from "./params-table.ts";
import { cautionTexts, escalationText, recommendationView } from "./recommendation-view.ts";
import { reproductionsView } from "./reproduction-view.ts";
import { columnNotes, furtherTables, resultsTable, rowNotes } from "./results-table.ts";
import { rowLink, runById } from "./row-name.ts";
import {
  everyRunTable,
  loneMetrics,
  MOST_OUTSIDE,
  moreLone,
  outsideTable,
  runsTable,
  sayUnlistedRuns,
} from "./runs-table.ts";
import { recorded, selectedRow, selectedRun } from "./selected-run.ts";
import { sayUnlisted } from "./shown-rows.ts";
import { tradeoffView } from "./tradeoff-view.ts";

/** The fields of a view, each computed when it is asked for. */
type Fields = Record<string, () => unknown>;

/**
 * The fields of every template; templates/README.md lists them. Texts are Markdown already, numbers in them linked by
 * `links`, so a template that prints a field cannot be broken by what a log says. Missing data is null, empty text or an
 * empty list. `experiment` and `comparison` are the model itself, for the helpers `link`, `sentence`, `code` and `escape`.
 *
 * The fields at the top are those of the first experiment, `all` has those of each. `level` is the depth of `h2`.
 */
export function viewOf(experiments: readonly CompiledExperiment[], links: LinkWriter, level: number): object {
  const heads: Fields = { h2: () => "#".repeat(level), h3: () => "#".repeat(level + 1) };
  const views = experiments.map((compiled) => ({
    ...heads,
    ...statedFields(compiled, links),
    ...tableFields(compiled, links),
    ...runFields(compiled, links),
    ...journalFields(compiled, links),
  }));
  return lazy({ ...heads, ...views[0], all: () => views.map(lazy) });
}

/** An object whose own properties call the functions. Templates may only name own properties. */
function lazy(fields: Fields): object {
  const view = {};
  for (const [name, get] of Object.entries(fields)) Object.defineProperty(view, name, { get, enumerable: true });
  return view;
}

function statedFields(compiled: CompiledExperiment, links: LinkWriter): Fields {
  const { experiment, comparison } = compiled;
  const primary = comparison.metrics.find((metric) => metric.primary);
  const baseline = comparison.rows.find((row) => row.baseline);
  const used = comparison.rows.filter((row) => row.bucket === "used");
  return {
    experiment: () => experiment,
    comparison: () => comparison,
    title: () => escapeText(experiment.title),
    increment: () => /^\d+[A-Z]?/.exec(experiment.increment ?? "")?.[0] ?? null,
    accounting: () => sayAccounting(comparison.accounting),
    hasRows: () => used.length > 0,
    columnNotes: () => columnNotes(compiled),
    usesMeans: () => used.some((row) => row.n > 1),
    hasContests: () => (comparison.contests?.contests.length ?? 0) > 0,
    recommends: () => comparison.recommendation?.action != null,
    hasSingles: () => used.some(isSingle),
    primary: () => (primary === undefined ? null : metricHead(primary)),
    baseline: () => (baseline === undefined ? null : rowLink(compiled, baseline, links)),
    hypothesis: () => hypothesisView(compiled, links),
    selection: () => selectionOf(compiled, links),
    noSelection: () => escapeText(asSentence(comparison.noSelection ?? "no reason was recorded")),
    best: () => bestOf(compiled, links),
    undirected: () => undirected(compiled),
    contests: () => contestsView(compiled, links),
    tradeoff: () => tradeoffView(compiled, links),
    importance: () => importanceView(compiled, links),
    recommendation: () => recommendationView(compiled, links),
    reproductions: () => reproductionsView(compiled, links),
    cautions: () => cautionTexts(compiled, links),
  };
}

function tableFields(compiled: CompiledExperiment, links: LinkWriter): Fields {
  return {
    results: () => resultsTable(compiled, links),
    unlisted: () => sayUnlisted(compiled),
    rowNotes: () => rowNotes(compiled, links),
    everyRun: () => everyRunTable(compiled, links),
    furtherResults: () => furtherTables(compiled, links),
    differences: () => differencesTable(compiled, links),
    params: () => paramsTable(compiled, links),
    leftOut: () => leftOutView(compiled, links),
    loneMetrics: () => loneMetrics(compiled, links),
    moreLone: () => moreLone(compiled),
    outsideTable: () => outsideTable(compiled, links),
    figures: () => figureViews(compiled, links),
  };
}

function runFields(compiled: CompiledExperiment, links: LinkWriter): Fields {
  const { experiment, comparison } = compiled;
  return {
    outside: () => outsideRuns(compiled, links).slice(0, MOST_OUTSIDE),
    moreOutside: () => Math.max(0, outsideRuns(compiled, links).length - MOST_OUTSIDE),
    unlistedRuns: () => sayUnlistedRuns(compiled),
    ignored: () => outsideRuns(compiled, links).filter((run) => run.bucket === "ignored"),
    constants: () =>
      comparison.constants.map(({ name, literal, file, line, endLine }) => ({
        name: codeSpan(name),
        value: links.place(codeSpan(literal), file, line, endLine),
      })),
    groups: () =>
      meanRows(compiled).map((row) => ({ name: codeSpan(row.name), table: runsTable(compiled, row, links) })),
    conducted: () => comparison.rows.map((row) => conductedOf(compiled, row, links)),
    selectedRun: () => selectedRun(compiled, links),
    dataVersion: () => recorded(usedRuns(experiment), (run) => run.dataVersion),
    gitCommit: () => recorded(usedRuns(experiment), (run) => run.gitCommit),
    scripts: () =>
      experiment.scripts.map(({ path, dependencies, requiresPython }) => ({
        name: links.place(codeSpan(baseName(path)), path, null),
        dependencies: dependencies.map((name) => codeSpan(name)),
        requiresPython: requiresPython === null ? null : codeSpan(requiresPython),
      })),
  };
}

function journalFields(compiled: CompiledExperiment, links: LinkWriter): Fields {
  return {
    hasJournal: () => compiled.experiment.journal !== null,
    weird: () => highlightsOf(compiled, "WEIRD", links),
    todos: () => highlightsOf(compiled, "TODO", links),
    hunches: () => highlightsOf(compiled, "HUNCH", links),
  };
}

function selectionOf(compiled: CompiledExperiment, links: LinkWriter) {
  const { selection } = compiled.comparison;
  const row = selectedRow(compiled);
  if (selection === null || row === null) return null;
  return {
    name: rowLink(compiled, row, links),
    tied: tiedWith(compiled, row),
    how:
      (selection.how === "declared" ? "declared by the authors" : "computed from the logged values") +
      sayFew(compiled, row),
    reasons: selection.reasons.map((reason) => links.sentence(reason)),
    escalations: selection.escalations.map((one) => escalationText(one, links)),
    sensitivity: links.sentence(selection.sensitivity),
    primary: primaryOf(compiled, row, links),
  };
}

/** `, n = 1`: so few runs that nothing tells them from others. */
function sayFew({ comparison }: CompiledExperiment, row: Row): string {
  const primary = comparison.metrics.find((one) => one.primary);
  const n = primary === undefined ? undefined : row.cells[primary.name]?.n;
  return n === undefined || n >= LEAST_REPEATED || comparison.rows.length < 2 ? "" : `, n = ${n}`;
}

const MOST_TIED = 3;

/** The rows that no test tells from the selected one, as code: `` `b`, `c` and 2 more ``; null when there are none. */
function tiedWith({ comparison }: CompiledExperiment, selected: Row): string | null {
  const ties = comparison.contests?.ties ?? [];
  const byId = new Map(comparison.rows.map((row) => [row.id, row]));
  const others = ties.flatMap((id) => (id === selected.id ? [] : (byId.get(id) ?? [])));
  if (!ties.includes(selected.id) || others.length === 0) return null;
  const names = others.slice(0, MOST_TIED).map((row) => codeSpan(row.name));
  const last = others.length > MOST_TIED ? `${others.length - MOST_TIED} more` : names.pop();
  return names.length === 0 ? (last ?? null) : `${names.join(", ")} and ${last}`;
}

function bestOf(compiled: CompiledExperiment, links: LinkWriter) {
  const { best, metrics, rows } = compiled.comparison;
  const compared = new Set(comparedMetrics(compiled).map((metric) => metric.name));
  const directed = new Set(metrics.flatMap(({ name, direction }) => (direction.better === "unknown" ? [] : [name])));
  const shown = best.filter((one) => compared.has(one.metric) && directed.has(one.metric));
  return shown.map((one) => {
    const metric = metrics.find((column) => column.name === one.metric);
    return {
      metric: metric === undefined ? codeSpan(one.metric) : metricHead(metric),
      isTie: one.rows.length > 1,
      rows: rows.filter((row) => one.rows.includes(row.id)).map((row) => codeSpan(row.name)),
      value: one.quantity === null ? null : links.link(one.quantity),
      because: links.sentence(one.because),
    };
  });
}

/** The metrics of which it is not known which way is better, so that none of their values is best. */
function undirected(compiled: CompiledExperiment): string[] {
  const unknown = comparedMetrics(compiled).filter((metric) => metric.direction.better === "unknown");
  return unknown.map((metric) => codeSpan(metric.name));
}

/** One line of the list of experiments: name, description, primary metric or why there is none. */
function conductedOf(compiled: CompiledExperiment, row: Row, links: LinkWriter) {
  const descriptions = new Set(row.runs.map((id) => runById(compiled, id).description));
  const [description = null] = descriptions.size === 1 ? descriptions : [];
  return {
    name: codeSpan(row.name),
    description: description === null ? null : escapeText(description.trim()),
    primary: row.bucket === "used" ? primaryOf(compiled, row, links) : null,
    outside: row.bucket === "used" ? null : `${row.bucket}${row.note === null ? "" : `: ${escapeText(row.note)}`}`,
    count: row.n,
    isGroup: row.n > 1,
    selected: row.selected,
    baseline: row.baseline,
  };
}

/** `test/accuracy [0.9722](…) ± [0.0031](…)`, or null when the row has no such number. */
function primaryOf({ comparison }: CompiledExperiment, row: Row, links: LinkWriter): string | null {
  const metric = comparison.metrics.find((one) => one.primary);
  const cell = metric === undefined ? undefined : row.cells[metric.name];
  if (metric === undefined || !cell || cell.quantity === null) return null;
  const spread = cell.spread === null ? "" : ` ± ${links.link(cell.spread)}`;
  return `${escapeText(metric.name)} ${links.link(cell.quantity)}${spread}`;
}

/** A reason as a sentence of its own: with a capital and a full stop. */
function asSentence(reason: string): string {
  const text = reason.charAt(0).toUpperCase() + reason.slice(1);
  return /[.!?]$/.test(text) ? text : `${text}.`;
}
