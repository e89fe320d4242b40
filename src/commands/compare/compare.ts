import { compareExperiment } from "../../compare/comparison.ts";
import { findRow } from "../../compare/table/find-row.ts";
import { labelsOf } from "../../compare/table/grouping.ts";
import { UsageError } from "../../errors.ts";
import type { Comparison } from "../../model/comparison.ts";
import { didYouMean, nearestNames } from "../../model/nearest.ts";
import type { CompiledExperiment } from "../../model/project.ts";
import type { Spread } from "../../model/spread.ts";
import { SPREADS } from "../../model/spread.ts";
import { exitCodeOfReading } from "../../project/open.ts";
import type { Invocation, Outcome } from "../command.ts";
import { flag, formatOption, textOption } from "../command.ts";
import type { OpenRuns } from "../selection.ts";
import { openRuns } from "../selection.ts";
import type { Asked } from "./asked.ts";
import { askedOf } from "./asked.ts";
import { chosenRuns } from "./chosen-runs.ts";
import { printed } from "./format.ts";
import type { Comparable } from "./side-by-side.ts";
import { sideBySide, wholeExperiment } from "./side-by-side.ts";

const FORMATS = ["table", "md", "csv", "json", "latex"] as const;

/** `docs compare`: the comparison of an experiment, or of any runs, rows and experiments side by side. */
export async function run(invocation: Invocation): Promise<Outcome> {
  const format = formatOption(invocation, FORMATS);
  const spread = spreadOf(invocation);
  const open = await openRuns(invocation, []);
  const plain = compared(invocation, open);
  const compiled = spread === null ? plain : { ...plain, comparison: { ...plain.comparison, spread } };
  const exit = exitCodeOfReading(open.findings);
  const json = { comparison: compiled.comparison };
  const how = {
    format,
    perRun: flag(invocation, "perRun") || flag(invocation, "folds"),
    chosen: textOption(invocation, "metrics") !== null,
    root: open.project.setup.root,
    color: invocation.host.terminal.color,
  };
  const answer = { schemaVersion: 1, ok: exit === 0, ...json, findings: open.findings };
  const text = format === "json" ? asJson(answer) : await printed(compiled, how);
  return { exit, text, json, findings: open.findings };
}

/** As `--json` prints it: JSON has no NaN and no infinities, so they are words. */
function asJson(answer: object): string {
  const spell = (_key: string, value: unknown) =>
    typeof value === "number" && !Number.isFinite(value) ? String(value) : value;
  return `${JSON.stringify(answer, spell, 2)}\n`;
}

function spreadOf(invocation: Invocation): Spread | null {
  const text = textOption(invocation, "spread");
  const found = SPREADS.find((one) => one === text);
  if (text === null || found !== undefined) return found ?? null;
  throw new UsageError(`there is no spread \`${text}\``, `There are: ${SPREADS.join(", ")}.`);
}

function compared(invocation: Invocation, open: OpenRuns): CompiledExperiment {
  const { catalog } = open.project;
  const chosen = chosenRuns(invocation, open);
  const subject =
    "whole" in chosen ? wholeExperiment(catalog, chosen.whole.experiment) : sideBySide(catalog, chosen.rows, chosen);
  const own =
    "whole" in chosen
      ? chosen.whole.comparison
      : compareExperiment(subject.experiment, subject.settings, subject.source);
  const asked = askedOf(invocation, subject.experiment.runs, own.metrics);
  const isAsIs = asked.settings.groupBy === undefined && Object.keys(asked.settings.asked ?? {}).length === 0;
  if ("whole" in chosen && isAsIs) return withMetrics(chosen.whole, asked);
  const comparison = isAsIs ? own : comparedAs(subject, asked);
  const { baseline: _, ...other } = asked.settings.asked ?? {};
  const isOther = asked.settings.groupBy !== undefined || Object.keys(other).length > 0;
  // What is answered and what to do next follow from the experiment as its journal states it, not from a view of it.
  const view = { ...comparison, hypothesis: isOther ? null : own.hypothesis, recommendation: null };
  return withMetrics({ experiment: { ...subject.experiment, outputDir: "" }, comparison: view, figures: [] }, asked);
}

function comparedAs({ experiment, settings, source }: Comparable, asked: Asked): Comparison {
  const all = { ...settings, ...asked.settings };
  const comparison = compareExperiment(experiment, all, source);
  const baseline = asked.settings.asked?.baseline;
  if (baseline === undefined) return comparison;
  const row = findRow(baseline, comparison.rows, labelsOf(experiment.runs, all));
  if (row !== null && row.id === comparison.baseline) return comparison;
  const names = comparison.rows.filter((one) => one.bucket === "used").map((one) => one.name);
  const near = nearestNames(baseline, names);
  const help = near.length > 0 ? didYouMean(near) : `There are: ${names.slice(0, 12).join(", ")}.`;
  throw new UsageError(`there is no row \`${baseline}\` that could be the baseline`, help);
}

function withMetrics(compiled: CompiledExperiment, { metrics: names }: Asked): CompiledExperiment {
  if (names === null) return compiled;
  const { comparison } = compiled;
  const metrics = names.flatMap((name) => comparison.metrics.filter((metric) => metric.name === name));
  if (metrics.length === 0) {
    const known = comparison.metrics.map((metric) => metric.name).slice(0, 20);
    throw new UsageError(`no run that counts has a metric \`${names.join(", ")}\``, `There are: ${known.join(", ")}.`);
  }
  const best = comparison.best.filter((one) => names.includes(one.metric));
  return { ...compiled, comparison: { ...comparison, metrics, best } };
}
