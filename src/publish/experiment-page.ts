import type {
  ExperimentCard,
  Fact,
  PageOf,
  Phrase,
  SiteEntry,
  SiteFigure,
  SiteFinding,
  SiteLink,
} from "../contract/index.ts";
import { sayAccounting } from "../model/accounting.ts";
import type { Comparison, Sentence } from "../model/comparison.ts";
import type { Criterion } from "../model/journal.ts";
import { baseName, joinPath } from "../model/tree.ts";
import { bestTable, comparisonTable, constantsTable, runsTable } from "./comparison-table.ts";
import { sayTime } from "./say.ts";
import { answerOf } from "./status.ts";
import { trailOf } from "./trail.ts";
import type { View } from "./view.ts";
import { phraseOf, runLink, sourceLink } from "./view.ts";

/** What an experiment's page shows besides what the compiled experiment holds. */
export interface ExperimentParts {
  figures: SiteFigure[];
  journal: SiteEntry[];
  findings: SiteFinding[];
  documents: SiteLink[];
}

const EXPERIMENTS: SiteLink = { text: "Experiments", href: "experiments/" };

/** The page of an experiment: what was asked, what came out and why, what it rests on and what does not count. */
export function experimentPage(view: View, parts: ExperimentParts): PageOf<"experiment"> {
  const { compiled, addresses } = view;
  const { experiment, comparison } = compiled;
  const { hypothesis } = experiment;
  const hasRuns = comparison.rows.length > 0;
  return {
    kind: "experiment",
    address: addresses.experiment(compiled),
    title: experiment.title,
    description: hypothesis?.text ?? `${experiment.title}: ${sayAccounting(comparison.accounting)}.`,
    trail: trailOf(EXPERIMENTS),
    verdict: answerOf(comparison),
    accounting: sayAccounting(comparison.accounting),
    hypothesis: hypothesis && { text: hypothesis.text, source: sourceOf(hypothesis, view) },
    criteria: [...criterion("success", hypothesis?.success, view), ...criterion("failure", hypothesis?.failure, view)],
    reasons: (comparison.hypothesis?.reasons ?? []).map((reason) => phraseOf(reason, view)),
    selection: selectionOf(view),
    noSelection: comparison.noSelection,
    comparison: hasRuns ? comparisonTable(view) : null,
    best: bestTable(view),
    figures: parts.figures,
    journal: parts.journal,
    ignored: comparison.ignored.map((one) => exclusion(one, view)),
    failed: comparison.failed.map((one) => exclusion(one, view)),
    unreadable: experiment.unreadable.map(({ path, reason }) => ({ subject: [path], reason, source: null })),
    facts: factsOf(view),
    documents: parts.documents,
    files: filesOf(view),
    more: [{ text: "Every run side by side", href: addresses.comparison(compiled) }],
    findings: parts.findings,
  };
}

/** The page that lists every run of an experiment with its own numbers, in the groups that the means are made of. */
export function comparisonPage(view: View): PageOf<"comparison"> {
  const { compiled, addresses } = view;
  const { experiment, comparison } = compiled;
  const experimentLink = { text: experiment.title, href: addresses.experiment(compiled) };
  return {
    kind: "comparison",
    address: addresses.comparison(compiled),
    title: `Comparison: ${experiment.title}`,
    description: `Every run of ${experiment.title} with its numbers.`,
    trail: trailOf(EXPERIMENTS, experimentLink),
    accounting: sayAccounting(comparison.accounting),
    experiment: experimentLink,
    table: comparisonTable(view),
    constants: constantsTable(view),
    runs: comparison.rows.length === 0 ? null : runsTable(view),
  };
}

/** What home and the list of experiments say of an experiment. */
export function experimentCard(view: View): ExperimentCard {
  const { compiled, addresses } = view;
  const { experiment, comparison } = compiled;
  const started = experiment.runs.map((run) => run.startedAt ?? "").reduce((a, b) => (a > b ? a : b), "");
  const row = comparison.rows.find((one) => one.selected);
  const reason = decidingReason(comparison);
  return {
    title: experiment.title,
    href: addresses.experiment(compiled),
    question: experiment.hypothesis?.text ?? null,
    verdict: answerOf(comparison),
    deciding: reason === undefined ? [] : phraseOf(reason, view),
    selected: row === undefined ? [] : [row.name],
    accounting: sayAccounting(comparison.accounting),
    latest: started === "" ? null : sayTime(started),
    kind: experiment.increment === null ? "Experiment" : `Increment ${experiment.increment.slice(0, 4)}`,
  };
}

/** The sentence that gives the answer: of the criterion that is met, else the first with a number in it. */
function decidingReason({ hypothesis, selection }: Comparison): Sentence | undefined {
  const reasons = hypothesis?.reasons ?? selection?.reasons ?? [];
  const start = hypothesis?.verdict === "rejected" ? "Failure criterion" : "Success criterion";
  const met = reasons.find(([first]) => typeof first === "string" && first.startsWith(`${start} met`));
  return met ?? reasons.find((sentence) => sentence.some((part) => typeof part !== "string")) ?? reasons[0];
}

function selectionOf(view: View): PageOf<"experiment">["selection"] {
  const { compiled, addresses } = view;
  const { selection, rows } = compiled.comparison;
  if (selection === null) return null;
  const row = rows.find((one) => one.id === selection.row);
  const href = `${addresses.comparison(compiled)}#${addresses.group(selection.row)}`;
  return {
    name: [{ text: row?.name ?? selection.row, href }],
    how: selection.how === "declared" ? "declared by its authors" : "computed from the logged values",
    reasons: selection.reasons.map((reason) => phraseOf(reason, view)),
    sensitivity: phraseOf(selection.sensitivity, view),
  };
}

function criterion(
  kind: "success" | "failure",
  stated: Criterion | null | undefined,
  view: View,
): PageOf<"experiment">["criteria"] {
  return stated ? [{ kind, text: stated.text, source: sourceOf(stated, view) }] : [];
}

function sourceOf(source: { file: string; line: number }, view: View): SiteLink {
  return sourceLink(source, view) ?? { text: source.file, href: view.addresses.experiment(view.compiled) };
}

function exclusion(one: { run: string; reason: string; file: string; line: number | null }, view: View) {
  return { subject: [runLink(one.run, view)] as Phrase, reason: one.reason, source: sourceLink(one, view) };
}

function factsOf(view: View): Fact[] {
  const { experiment } = view.compiled;
  const scripts = experiment.scripts.flatMap((script): Fact[] => {
    const file = sourceLink({ file: script.path, line: null }, view) ?? script.path;
    const python = script.requiresPython === null ? "" : `Python ${script.requiresPython}`;
    const needs = [python, ...script.dependencies].filter(Boolean).join(", ");
    return [{ label: "Script", value: needs === "" ? [file] : [file, ` needs ${needs}`] }];
  });
  const increment: Fact[] =
    experiment.increment === null ? [] : [{ label: "Increment", value: [experiment.increment] }];
  return [{ label: "Folder", value: [experiment.dir] }, ...increment, ...scripts];
}

function filesOf(view: View): SiteLink[] {
  const { experiment } = view.compiled;
  const ignores = experiment.runs.flatMap((run) => run.ignored?.file ?? []);
  const files = new Set([...(experiment.journal ? [experiment.journal.file] : []), ...ignores]);
  const own = [...files].flatMap((file) => sourceLink({ file, line: null }, view) ?? []);
  return own.map((link) => ({ ...link, text: baseName(joinPath("", link.text)) }));
}
