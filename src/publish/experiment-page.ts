import type {
  Badge,
  ExperimentCard,
  Fact,
  FindingState,
  PageOf,
  Phrase,
  SiteEntry,
  SiteFigure,
  SiteFinding,
  SiteLink,
} from "../contract/index.ts";
import { sayAccounting } from "../model/accounting.ts";
import type { Comparison } from "../model/comparison.ts";
import type { Experiment } from "../model/experiment.ts";
import type { Criterion } from "../model/journal.ts";
import { baseName, joinPath } from "../model/tree.ts";
import { cautionTexts, escalationText } from "../report/recommendation-view.ts";
import { answersOf } from "./answers.ts";
import { comparisonNotes } from "./comparison-page.ts";
import { compactTable, groupHref } from "./comparison-table.ts";
import { contestPassage } from "./contest-passage.ts";
import { decidingContest, decidingPhrase } from "./deciding.ts";
import { importancePassage } from "./importance-passage.ts";
import type { Lineage } from "./lineage.ts";
import { outcomeBadge } from "./metric-cell.ts";
import { outsideOf } from "./outside.ts";
import type { PhraseWriter } from "./phrase-writer.ts";
import { phraseWriter } from "./phrase-writer.ts";
import { recommendationOf, reproductionsOf } from "./recommendation.ts";
import { sayTime } from "./say.ts";
import { answerOf } from "./status.ts";
import { tradeoffPassage } from "./tradeoff-passage.ts";
import { trailOf } from "./trail.ts";
import type { View } from "./view.ts";
import { phraseOf, sourceLink } from "./view.ts";

/** What an experiment's page shows besides what the compiled experiment holds. */
export interface ExperimentParts {
  figures: SiteFigure[];
  journal: SiteEntry[];
  findings: SiteFinding[];
  documents: SiteLink[];
  lineage?: Lineage;
}

/** The page of an experiment: what was asked, what came out and why, what it rests on and what does not count. */
export function experimentPage(view: View, parts: ExperimentParts): PageOf<"experiment"> {
  const { compiled, addresses } = view;
  const { experiment, comparison } = compiled;
  const { hypothesis } = experiment;
  const writer = phraseWriter(view);
  const { earlier, later } = parts.lineage ?? { earlier: [], later: [] };
  return {
    kind: "experiment",
    address: addresses.experiment(compiled),
    title: experiment.title,
    description: hypothesis?.text ?? `${experiment.title}: ${sayAccounting(comparison.accounting)}.`,
    trail: trailOf({ text: "Experiments", href: "experiments/" }),
    kicker: kickerOf(experiment),
    verdict: answerOf(comparison),
    accounting: sayAccounting(comparison.accounting),
    answers: answersOf(view),
    hypothesis: hypothesis && { text: hypothesis.text, source: sourceOf(hypothesis, view) },
    criteria: [...criterion("success", hypothesis?.success, view), ...criterion("failure", hypothesis?.failure, view)],
    ...judgedOf(view, writer),
    recommendation: recommendationOf(view, writer),
    ...tablesOf(view, writer),
    figures: parts.figures,
    reproductions: reproductionsOf(view, writer),
    outside: outsideOf(view, writer),
    findings: parts.findings,
    journal: parts.journal,
    earlier,
    later,
    documents: parts.documents,
    facts: factsOf(view),
    files: filesOf(view),
    more: [{ text: "All metrics, params and runs", href: addresses.comparison(compiled) }],
  };
}

/** What home and the list of experiments say of an experiment. */
export function experimentCard(view: View): ExperimentCard {
  const { compiled, addresses } = view;
  const { experiment, comparison } = compiled;
  const row = comparison.rows.find((one) => one.selected);
  const contest = decidingContest(comparison);
  const latest = latestOf(experiment);
  return {
    title: experiment.title,
    href: addresses.experiment(compiled),
    state: stateOf(experiment, comparison),
    question: experiment.hypothesis?.text ?? null,
    verdict: badgeOfState(stateOf(experiment, comparison), comparison),
    deciding: decidingPhrase(view, phraseWriter(view)),
    outcome: contest === null ? null : outcomeBadge(contest.outcome),
    selected: row === undefined ? [] : [row.name],
    accounting: sayAccounting(comparison.accounting),
    latest: latest === null ? null : sayTime(latest),
    kind: experiment.increment === null ? "Experiment" : `Increment ${experiment.increment.slice(0, 4)}`,
  };
}

/** What became of the hypothesis; open while nothing was decided and runs are still to come. */
function stateOf({ hypothesis }: Experiment, comparison: Comparison): FindingState {
  if (hypothesis === null) return "no hypothesis";
  const verdict = comparison.hypothesis?.verdict ?? "not decidable";
  if (verdict !== "not decidable") return verdict;
  return comparison.accounting.running > 0 || comparison.accounting.used === 0 ? "open" : verdict;
}

function badgeOfState(state: FindingState, comparison: Comparison): Badge {
  return state === "open" ? { text: "open", tone: "info" } : answerOf(comparison);
}

function kickerOf(experiment: Experiment): string {
  const latest = latestOf(experiment);
  const kind = experiment.increment === null ? "Experiment" : `Increment ${experiment.increment}`;
  return latest === null ? kind : `${kind} · latest run ${sayTime(latest)}`;
}

function latestOf(experiment: Experiment): string | null {
  const latest = experiment.runs.map((run) => run.startedAt ?? "").reduce((a, b) => (a > b ? a : b), "");
  return latest === "" ? null : latest;
}

function judgedOf(
  view: View,
  { links, phrase }: PhraseWriter,
): Pick<PageOf<"experiment">, "reasons" | "selection" | "noSelection" | "overturn"> {
  const { hypothesis, selection, noSelection, rows } = view.compiled.comparison;
  const reasons =
    hypothesis === null ? [] : [...hypothesis.reasons, ...(hypothesis.history ? [hypothesis.history] : [])];
  const row = rows.find((one) => one.id === selection?.row);
  return {
    reasons: reasons.map((reason) => phraseOf(reason, view)),
    selection: selection && {
      name: row === undefined ? [selection.row] : [{ text: row.name, href: groupHref(row, view) }],
      how: selection.how === "declared" ? "declared by its authors" : "computed from the logged values",
      reasons: selection.reasons.map((reason) => phraseOf(reason, view)),
      before: selection.escalations.map((one) => phrase(escalationText(one, links))),
    },
    noSelection,
    overturn: selection === null ? [] : [phraseOf(selection.sensitivity, view), ...unrepeated(view)],
  };
}

/** Where no row was repeated often enough, a further run may say something else. */
function unrepeated({ compiled: { comparison } }: View): Phrase[] {
  const counted = comparison.rows.filter((row) => row.bucket === "used");
  if (counted.length < 2 || comparison.contests?.noise != null) return [];
  return [["A repeat could: no row has the runs that tell how much they vary."]];
}

function tablesOf(view: View, writer: PhraseWriter) {
  return {
    cautions: cautionTexts(view.compiled, writer.links).map(writer.phrase),
    comparison: compactTable(view),
    comparisonNotes: comparisonNotes(view, writer),
    contests: contestPassage(view, writer),
    tradeoff: tradeoffPassage(view, writer),
    importance: importancePassage(view, writer),
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
  return [{ label: "Folder", value: [experiment.dir || "the project itself"] }, ...increment, ...scripts];
}

function filesOf(view: View): SiteLink[] {
  const { experiment } = view.compiled;
  const ignores = experiment.runs.flatMap((run) => run.ignored?.file ?? []);
  const files = new Set([...(experiment.journal ? [experiment.journal.file] : []), ...ignores]);
  const own = [...files].flatMap((file) => sourceLink({ file, line: null }, view) ?? []);
  return own.map((link) => ({ ...link, text: baseName(joinPath("", link.text)) }));
}
