import { compareExperiment } from "../compare/comparison.ts";
import { UsageError } from "../errors.ts";
import { escapeText } from "../markdown/escape.ts";
import { account } from "../model/accounting.ts";
import type { Comparison } from "../model/comparison.ts";
import type { Experiment } from "../model/experiment.ts";
import { didYouMean, nearestNames, plainName } from "../model/nearest.ts";
import type { CompiledExperiment } from "../model/project.ts";
import { exitCodeOfReading, experimentsNamed, suggestExperiments } from "../project/open.ts";
import { templatesOf } from "../project/templates.ts";
import { chooseRun } from "../query/choose-run.ts";
import { comparisonTable } from "../query/comparison-table.ts";
import type { RunRow } from "../query/run-row.ts";
import { renderRegion } from "../report/region.ts";
import { comparisonText } from "../reporters/comparison-text.ts";
import { csv } from "../reporters/csv.ts";
import { asJsonLines } from "../reporters/json-lines.ts";
import type { Invocation, Outcome } from "./command.ts";
import { formatOption, textOption } from "./command.ts";
import type { OpenRuns } from "./selection.ts";
import { openRuns } from "./selection.ts";

const FORMATS = ["table", "md", "csv", "json"] as const;

/** `docs compare`: the comparison of an experiment, or of any runs and experiments side by side. */
export async function run(invocation: Invocation): Promise<Outcome> {
  const format = formatOption(invocation, FORMATS);
  const open = await openRuns(invocation, []);
  const compiled = withOptions(invocation, chosen(open, invocation.args));
  return {
    exit: exitCodeOfReading(open.findings),
    text: await textOf(invocation, compiled, { format, root: open.project.setup.root }),
    json: { comparison: compiled.comparison },
    findings: open.findings,
  };
}

async function textOf(
  invocation: Invocation,
  compiled: CompiledExperiment,
  how: { format: string; root: string },
): Promise<string> {
  if (how.format === "json") return asJsonLines([compiled.comparison], false);
  if (how.format === "csv") {
    const table = comparisonTable(compiled.comparison);
    return csv(table.head, table.rows);
  }
  if (how.format === "table") return comparisonText(compiled, { color: invocation.host.terminal.color });
  const templates = await templatesOf(how.root);
  const request = { name: "comparison", attributes: {}, experiments: [compiled], file: "comparison.md", templates };
  const body = await renderRegion(request);
  return `# Comparison: ${escapeText(compiled.experiment.title)}\n\n${body ?? ""}\n`;
}

/** What the words after `compare` mean: one experiment as it is, or an experiment made of all the runs that they name. */
function chosen(open: OpenRuns, words: readonly string[]): CompiledExperiment {
  const { project, experiments, rows } = open;
  if (words.length === 0) {
    const [only, ...others] = experiments;
    if (only !== undefined && others.length === 0) return only;
    const help =
      only === undefined ? "`docs doctor` says where runs are looked for." : suggestExperiments(project.catalog, "");
    throw new UsageError(only === undefined ? "no runs were found" : "compare what?", help);
  }
  const picked = new Map<string, RunRow>();
  const whole = new Set<string>();
  for (const word of words) {
    const ids = experimentsNamed(project.catalog, word);
    for (const id of ids) whole.add(id);
    const named =
      ids.length > 0 ? rows.filter((row) => ids.includes(row.compiled.experiment.id)) : runsNamed(open, word);
    for (const row of named) picked.set(row.run.id, row);
  }
  const [only, ...others] = experiments.filter(({ experiment }) => whole.has(experiment.id));
  const isWhole =
    only !== undefined && others.length === 0 && [...picked.values()].every((row) => row.compiled === only);
  return isWhole ? only : sideBySide([...picked.values()]);
}

function runsNamed(open: OpenRuns, word: string): RunRow[] {
  const choice = chooseRun(open.rows, word);
  if (choice.found.length > 0) return choice.found;
  const inRows = runsOfRows(open, word);
  if (inRows.length > 0) return inRows;
  const near = "near" in choice ? choice.near : [];
  const help = near.length > 0 ? didYouMean(near) : suggestExperiments(open.project.catalog, word);
  throw new UsageError(`no run or experiment is called \`${word}\``, help);
}

/** The runs behind the rows of comparisons that are called so: what is shown as `baseline` may be five seeds of it. */
function runsOfRows({ experiments, rows }: OpenRuns, name: string): RunRow[] {
  const shown = experiments.flatMap(({ comparison }) => comparison.rows.filter((row) => row.name === name));
  const ids = new Set(shown.flatMap((row) => row.runs));
  return rows.filter((row) => ids.has(row.run.id));
}

/** An experiment that exists only for this comparison. */
function sideBySide(rows: readonly RunRow[]): CompiledExperiment {
  const runs = rows.map((row) => row.run);
  const from = [...new Set(rows.map((row) => row.compiled.experiment))];
  const [first] = from;
  if (first === undefined) throw new UsageError("there is no run to compare", "`docs runs list --all` lists them.");
  const experiment: Experiment = {
    ...first,
    id: "selection",
    name: "selection",
    title:
      from.length === 1 ? `${runs.length} runs of ${first.title}` : `${runs.length} runs of ${from.length} experiments`,
    increment: from.length === 1 ? first.increment : null,
    runs,
    journal: from.length === 1 ? first.journal : null,
    hypothesis: null,
    directions: Object.assign({}, ...from.map((one) => one.directions)),
    accounting: account(runs, 0),
    unreadable: [],
    scripts: from.flatMap((one) => one.scripts),
    findings: [],
  };
  const primary = from.map((one) => one.hypothesis?.primaryMetric ?? null).find((name) => name !== null);
  const comparison = compareExperiment(experiment, primary === undefined ? {} : { primaryMetric: primary });
  return { experiment, comparison, figures: [] };
}

function withOptions(invocation: Invocation, compiled: CompiledExperiment): CompiledExperiment {
  const baseline = textOption(invocation, "baseline");
  const metrics = textOption(invocation, "metrics");
  const based = baseline === null ? compiled : withBaseline(compiled, baseline);
  return metrics === null ? based : { ...based, comparison: withMetrics(based.comparison, metrics) };
}

function withBaseline(compiled: CompiledExperiment, name: string): CompiledExperiment {
  const { experiment } = compiled;
  const primary = compiled.comparison.metrics.find((metric) => metric.primary)?.name;
  const asked: Experiment = {
    ...experiment,
    hypothesis: experiment.hypothesis === null ? null : { ...experiment.hypothesis, baseline: name },
  };
  const comparison = compareExperiment(asked, {
    baseline: name,
    ...(primary === undefined ? {} : { primaryMetric: primary }),
  });
  const chosenRow = comparison.rows.find((row) => row.id === comparison.baseline);
  const isMeant =
    chosenRow !== undefined && [chosenRow.id, chosenRow.name, ...chosenRow.runs].some((one) => isCalled(one, name));
  if (isMeant) return { ...compiled, comparison };
  const names = comparison.rows.filter((row) => row.bucket === "used").map((row) => row.name);
  const near = nearestNames(name, names);
  const help = near.length > 0 ? didYouMean(near) : `There are: ${names.slice(0, 12).join(", ")}.`;
  throw new UsageError(`there is no row \`${name}\` that could be the baseline`, help);
}

function isCalled(id: string, name: string): boolean {
  return id === name || id.slice(id.lastIndexOf("/") + 1) === name || id.endsWith(`-${name}`);
}

function withMetrics(comparison: Comparison, text: string): Comparison {
  const wanted = text
    .split(",")
    .map((name) => name.trim())
    .filter((name) => name !== "");
  const names = wanted.flatMap((name) => {
    const exact = comparison.metrics.filter((metric) => metric.name === name);
    const alike =
      exact.length > 0 ? exact : comparison.metrics.filter((metric) => plainName(metric.name) === plainName(name));
    if (alike.length > 0) return alike.map((metric) => metric.name);
    const known = comparison.metrics.map((metric) => metric.name);
    const near = nearestNames(name, known);
    const help = near.length > 0 ? didYouMean(near) : `There are: ${known.slice(0, 20).join(", ")}.`;
    throw new UsageError(`no run has a metric \`${name}\``, help);
  });
  const metrics = [...new Set(names)].flatMap((name) => comparison.metrics.filter((metric) => metric.name === name));
  return { ...comparison, metrics, best: comparison.best.filter((one) => names.includes(one.metric)) };
}
