import { hostedCode, hostedFence, hostedText, shortened } from "../../markdown/hosted-text.ts";
import { sayAccounting } from "../../model/accounting.ts";
import type { Row } from "../../model/comparison.ts";
import { rankedRows } from "../../model/comparison.ts";
import { usedRuns } from "../../model/experiment.ts";
import type { Criterion } from "../../model/journal.ts";
import { outputPaths } from "../../model/output.ts";
import type { CompiledExperiment } from "../../model/project.ts";
import type { Param, Run } from "../../model/run.ts";
import { runById } from "../row-name.ts";
import { selectedRow } from "../selected-run.ts";
import type { IssueLinks } from "./issue-links.ts";
import type { IssueReasons } from "./reasons.ts";

const MOST_ROWS = 8;
const MOST_FACTS = 12;
const LONGEST = 300;

/** What the fields are made of. */
interface Source {
  compiled: CompiledExperiment;
  reasons: IssueReasons;
  links: IssueLinks;
}

/**
 * The fields of the templates `issues/*`, all Markdown that no code host reads a name, a number of an issue or a command into. Lists are
 * empty and texts null where nothing is known.
 */
export function issueView(source: Source): object {
  const { compiled, links } = source;
  const { experiment, comparison } = compiled;
  const row = selectedRow(compiled);
  const runs = row === null ? usedRuns(experiment) : row.runs.map((id) => runById(compiled, id));
  const { hypothesis } = experiment;
  const criteria = [hypothesis?.success, hypothesis?.failure].map((one) => criterionText(one ?? null, links));
  return {
    title: hostedText(shortened(experiment.title, LONGEST)),
    name: hostedCode(experiment.name),
    id: hostedCode(experiment.id),
    comparison: links.spot(outputPaths(experiment).comparison, null),
    accounting: sayAccounting(comparison.accounting),
    ...reasonFields(source),
    hypothesis: hypothesis === null ? null : hostedText(shortened(hypothesis.text, LONGEST)),
    hypothesisPlace: hypothesis === null ? null : links.spot(hypothesis.file, hypothesis.line),
    success: criteria[0] ?? null,
    failure: criteria[1] ?? null,
    selected:
      row === null
        ? null
        : { name: hostedCode(row.name), value: primaryValue(compiled, row, links), runs: runs.length },
    ...triedFields(compiled, links),
    data: recorded(runs, (run) => run.dataVersion),
    commit: recorded(runs, (run) => run.gitCommit),
    environment:
      runs[0] === undefined ? [] : runs[0].environment.slice(0, MOST_FACTS).map((one) => settingText(one, links)),
    params: runs[0] === undefined ? [] : runs[0].params.slice(0, MOST_FACTS).map((one) => settingText(one, links)),
    dependencies: [...new Set(runs.flatMap((run) => run.dependencies))]
      .slice(0, MOST_FACTS)
      .map((one) => hostedCode(one)),
    command: commandOf(compiled, runs[0] ?? null),
  };
}

function reasonFields({ reasons, links }: Source) {
  const said = (all: IssueReasons["reasons"]) =>
    all.map(({ sentence, places }) => {
      const spots = [...new Set(places.map(({ file, line }) => links.spot(file, line)))];
      return links.writer.sentence(sentence) + (spots.length === 0 ? "" : ` (${spots.join(", ")})`);
    });
  return { reasons: said(reasons.reasons), before: said(reasons.before) };
}

/** The rows that count, best first, and what is counted of the search for them. */
function triedFields(compiled: CompiledExperiment, links: IssueLinks) {
  const { comparison } = compiled;
  const ranked = rankedRows(comparison);
  const tried = ranked.slice(0, MOST_ROWS).map((row) => ({
    name: hostedCode(row.name),
    value: primaryValue(compiled, row, links),
    runs: row.n,
    isSelected: row.selected,
    isBaseline: row.baseline,
  }));
  const facts = (comparison.recommendation?.facts ?? []).map((fact) => links.writer.sentence(fact));
  return { tried, more: Math.max(0, ranked.length - tried.length), facts };
}

/** `test/accuracy 0.9706 ± 0.0085`, or null where the row has no such number. */
function primaryValue({ comparison }: CompiledExperiment, row: Row, links: IssueLinks): string | null {
  const metric = comparison.metrics.find((one) => one.primary);
  const cell = metric === undefined ? undefined : row.cells[metric.name];
  if (metric === undefined || !cell || cell.quantity === null) return null;
  const spread = cell.spread === null ? "" : ` ± ${links.writer.link(cell.spread)}`;
  return `${hostedCode(metric.label)} ${links.writer.link(cell.quantity)}${spread}`;
}

function criterionText(criterion: Criterion | null, links: IssueLinks): string | null {
  if (criterion === null) return null;
  return `${hostedText(shortened(criterion.text, LONGEST))} (${links.spot(criterion.file, criterion.line)})`;
}

function recorded(runs: readonly Run[], of: (run: Run) => string | null): string | null {
  const values = [...new Set(runs.map(of).filter((value) => value !== null))];
  return values.length === 0 ? null : values.map((value) => hostedCode(shortened(value, LONGEST))).join(", ");
}

function settingText({ name, evidence }: Param, links: IssueLinks): string {
  const line = "line" in evidence.locator ? evidence.locator.line : null;
  const value = hostedCode(shortened(evidence.literal, LONGEST));
  return `${hostedCode(name)} ${links.writer.place(value, evidence.file, line)}`;
}

/** How the run is made again, as a block of a shell: what was recorded, else the only script of the experiment; null without either. */
function commandOf({ experiment }: CompiledExperiment, run: Run | null): string | null {
  const commit = run?.gitCommit ?? null;
  const checkout = commit !== null && /^[0-9a-f]{7,64}$/i.test(commit) ? [`git checkout ${commit}`] : [];
  const stated = run === null ? [] : [...run.environment, ...run.params];
  const command = stated.find(
    ({ name, value }) => /(?:^|[./_])(?:command|cmd|command_?line|cli)$/i.test(name) && typeof value === "string",
  );
  const [script, ...others] = experiment.scripts;
  const alone = script === undefined || others.length > 0 ? null : script;
  const line =
    command?.evidence.literal ??
    (alone === null ? null : `${alone.dependencies.length > 0 ? "uv run" : "python"} ${word(alone.path)}`);
  if (line === null && checkout.length === 0) return null;
  const lines = [...checkout, ...(line === null ? [] : [shortened(line, 2000)]), "npx labdocs sync"];
  return hostedFence(
    lines.map((text) => ({ before: "", text })),
    "sh",
  );
}

/** A word as a shell takes it. */
function word(path: string): string {
  return /^[\w@%+=:,./-]+$/.test(path) ? path : `'${path.replaceAll("'", "'\\''")}'`;
}
