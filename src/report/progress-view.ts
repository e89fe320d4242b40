import { codeSpan, escapeText, escapeUrl } from "../markdown/escape.ts";
import type {
  ParamChange,
  Progress,
  ProgressEntry,
  ProgressSeries,
  Regression,
  RowFacts,
  StepOutcome,
} from "../model/progress.ts";
import { relativePath } from "../model/tree.ts";
import type { LinkWriter } from "./link-writer.ts";
import { tableMarkdown } from "./table.ts";

const MOST_ENTRIES = 30;
const LATEST = 10;
const MOST_LINES = 15;
const MOST_BASELINES = 5;

/** How a region is shown. `figures`: the project path of a series' drawing by its metric; none is shown without one. */
export interface ProgressViewOptions {
  links: LinkWriter;
  level: number;
  figures: ReadonlyMap<string, string>;
}

/** The fields of the region `progress`, Markdown with every number linked. Null stands for a project without a series. */
export function progressView(progress: Progress | null, options: ProgressViewOptions): object {
  const [h2, h3] = [options.level, options.level + 1].map((depth) => "#".repeat(depth));
  return {
    h2,
    h3,
    order: progress === null ? null : `${progress.experiments} experiments, ${escapeText(progress.order)}.`,
    series: (progress?.series ?? []).map((series) => ({ h3, ...seriesView(series, options) })),
    left: namesOf(progress?.left ?? []),
    undirected: namesOf(progress?.undirected ?? []),
  };
}

function seriesView(series: ProgressSeries, options: ProgressViewOptions): object {
  const { links } = options;
  const { entries, changes } = series;
  const shown = shownEntries(series);
  const url = options.figures.get(series.label);
  const rises = entries.flatMap((entry) =>
    entry.isBest && entry.step !== null ? [sayRise(series, entry, links)] : [],
  );
  const falls = series.regressions.filter(({ role }) => role === "row").map((one) => sayFall(series, one, links));
  const baselines = series.regressions.filter(({ role }) => role === "baseline");
  const rest = falls.length - MOST_LINES;
  const untested = entries.filter(({ step, isBest }) => !isBest && step?.outcome === "not decidable").length;
  return {
    metric: headOf(series),
    best: sayBest(series, links),
    figure: url === undefined ? null : escapeUrl(relativePath(links.from, url)),
    alt: escapeText(`Progress of ${series.label}`),
    table: tableOf(series, shown, links),
    hidden: entries.length - shown.length,
    warnings: series.warnings.map(escapeText),
    family: series.family > 1 ? series.family : null,
    rises: rises.slice(-MOST_LINES),
    earlierRises: Math.max(0, rises.length - MOST_LINES),
    falls: falls.slice(-MOST_LINES),
    moreFalls: Math.max(0, rest),
    baselines: baselines.length === 0 ? null : sayBaselines(series, baselines, links),
    untested,
    isShort: changes === null,
    least: series.leastForChanges,
    changes: (changes ?? []).slice(-MOST_LINES).map(({ sentence }) => links.sentence(sentence)),
  };
}

/** All of them, or of many the last new bests, the last that fell, and the latest. */
function shownEntries({ entries, regressions }: ProgressSeries): ProgressEntry[] {
  if (entries.length <= MOST_ENTRIES) return entries;
  const fallen = new Set(
    regressions
      .filter(({ role }) => role === "row")
      .slice(-LATEST)
      .map(({ entry }) => entry),
  );
  const rises = new Set(entries.filter(({ isBest }) => isBest).slice(-MOST_LINES));
  return entries.filter((one, index) => rises.has(one) || fallen.has(index) || index >= entries.length - LATEST);
}

function tableOf(series: ProgressSeries, shown: readonly ProgressEntry[], links: LinkWriter): string {
  const isDated = shown.some(({ experiment }) => experiment.startedAt !== null);
  const hasTargets = shown.some(({ target }) => target !== null);
  const head = [
    "#",
    "Experiment",
    ...(isDated ? ["Began"] : []),
    "Row",
    "n",
    headOf(series),
    ...(hasTargets ? ["Target"] : []),
    "Δ",
    "Δ %",
    "Against the best before it",
  ];
  const numeric = [
    true,
    false,
    ...(isDated ? [false] : []),
    false,
    true,
    true,
    ...(hasTargets ? [false] : []),
    true,
    true,
    false,
  ];
  const rows = shown.map((entry) => {
    const { experiment, step } = entry;
    return [
      String(series.entries.indexOf(entry) + 1),
      experimentLink(entry, links),
      ...(isDated ? [escapeText((experiment.startedAt ?? "").slice(0, 10))] : []),
      sayRow(entry, links),
      sayRuns(entry),
      sayValue(entry, links),
      ...(hasTargets ? [sayTarget(entry, links)] : []),
      step === null ? "" : links.link(step.delta),
      step?.relative ? links.link(step.relative) : "",
      sayStep(entry, links),
    ];
  });
  return tableMarkdown({ head, numeric, rows });
}

function sayTarget({ target }: ProgressEntry, links: LinkWriter): string {
  return target === null ? "" : links.place(escapeText(target.text), target.file, target.line);
}

function headOf({ label, direction }: ProgressSeries): string {
  return `${escapeText(label)} ${direction === "higher" ? "↑" : "↓"}`;
}

function experimentLink({ experiment }: ProgressEntry, links: LinkWriter): string {
  return links.place(escapeText(experiment.title), experiment.page, null);
}

function rowLink({ name, dir }: RowFacts, links: LinkWriter): string {
  return dir === null ? codeSpan(name) : links.place(codeSpan(name), dir, null);
}

function sayRow({ row, how, of }: ProgressEntry, links: LinkWriter): string {
  return `${rowLink(row, links)}${how === "only" ? "" : ` (${how} of ${of})`}`;
}

function sayRuns({ n, independent }: ProgressEntry): string {
  return n === independent ? String(n) : `${n} (${independent} independent)`;
}

function sayValue({ value, spread }: ProgressEntry, links: LinkWriter): string {
  return `${links.link(value)}${spread === null ? "" : ` ± ${links.link(spread)}`}`;
}

function sayStep({ step, isBest, track }: ProgressEntry, links: LinkWriter): string {
  if (step === null) return track === null ? "first" : `first of ${escapeText(track)}`;
  const p = step.p === null ? "" : `, p ${step.p.text.startsWith("<") ? "" : "= "}${links.link(step.p)}`;
  return `${isBest ? "new best" : "no new best"}: ${step.outcome}${p}`;
}

/** The extreme by value is named, of each track its own, with whether that is more than noise: a best one it need not be. */
function sayBest(series: ProgressSeries, links: LinkWriter): string {
  const extreme = series.direction === "higher" ? "Highest" : "Lowest";
  if (series.tracks.length === 0) return `${extreme} so far: ${sayLeader(series.entries[series.best], links)}`;
  const each = series.tracks.map(
    ({ name, best }) => `in ${escapeText(name)} ${sayLeader(series.entries[best], links)}`,
  );
  return `${extreme} so far, each track by itself: ${each.join("; ")}`;
}

function sayLeader(entry: ProgressEntry | undefined, links: LinkWriter): string {
  if (entry === undefined) return "";
  const { startedAt } = entry.experiment;
  const since = startedAt === null ? "" : `, begun ${escapeText(startedAt.slice(0, 10))}`;
  const source = `${rowLink(entry.row, links)} of ${experimentLink(entry, links)}${since}`;
  const step = entry.step === null ? "" : `; against the best before it: ${entry.step.outcome}`;
  return `${source}: ${sayValue(entry, links)} (n = ${sayRuns(entry)})${step}`;
}

function sayRise(series: ProgressSeries, entry: ProgressEntry, links: LinkWriter): string {
  const { step, hypothesis } = entry;
  if (step === null) return "";
  const from = series.entries[step.against];
  const than = from === undefined ? "" : ` against ${rowLink(from.row, links)} of ${experimentLink(from, links)}`;
  const why =
    hypothesis === null
      ? ""
      : ` Hypothesis: ${links.place(escapeText(shorten(hypothesis.text)), hypothesis.file, hypothesis.line)}`;
  const source = `${rowLink(entry.row, links)} of ${experimentLink(entry, links)}: ${sayDifference(step, links)}${than}`;
  return `${source}; **${step.outcome}** (${links.sentence(step.because)}). ${sayChanges(step, links)}${why}`;
}

function sayFall(series: ProgressSeries, { step, ...fall }: Regression, links: LinkWriter): string {
  const [entry, best] = [series.entries[fall.entry], series.entries[step.against]];
  if (entry === undefined || best === undefined) return "";
  const than = `${rowLink(best.row, links)} of ${experimentLink(best, links)} with ${sayValue(best, links)}`;
  const source = `${rowLink(fall.row, links)} of ${experimentLink(entry, links)}: ${sayValue(entry, links)} (n = ${sayRuns(entry)})`;
  return `${source}, ${sayDifference(step, links)} against ${than}; ${links.sentence(step.because)}.`;
}

/** `baseline` of e2 (−5.9 pp), `baseline` of e3 (−5.9 pp) and 12 more */
function sayBaselines(series: ProgressSeries, all: readonly Regression[], links: LinkWriter): string {
  const shown = all.slice(0, MOST_BASELINES).flatMap(({ entry, row, step }) => {
    const own = series.entries[entry];
    return own === undefined
      ? []
      : [`${rowLink(row, links)} of ${experimentLink(own, links)} (${links.link(step.delta)})`];
  });
  return `${shown.join(", ")}${all.length > shown.length ? ` and ${all.length - shown.length} more` : ""}`;
}

function sayDifference({ delta, relative }: StepOutcome, links: LinkWriter): string {
  return `${links.link(delta)}${relative === null ? "" : ` (${links.link(relative)})`}`;
}

function sayChanges({ changed, more }: NonNullable<ProgressEntry["step"]>, links: LinkWriter): string {
  if (changed === null) return "What changed is not recorded: one of the two has no params.";
  if (changed.length === 0) return "No recorded param differs.";
  const rest = more === 0 ? "" : ` and ${more} more`;
  return `Changed: ${changed.map((one) => sayChange(one, links)).join(", ")}${rest}.`;
}

function sayChange({ name, before, after }: ParamChange, links: LinkWriter): string {
  const [from, to] = [before, after].map((param) =>
    param === null ? "not recorded" : links.place(codeSpan(shorten(param.literal)), param.file, param.line),
  );
  return `${codeSpan(name)} ${from} → ${to}`;
}

function shorten(text: string): string {
  const line = text.replace(/\s+/g, " ").trim();
  return line.length <= 160 ? line : `${line.slice(0, 159).toWellFormed()}…`;
}

function namesOf(names: readonly string[]): string | null {
  if (names.length === 0) return null;
  const shown = names.slice(0, 8).map((name) => codeSpan(name));
  return `${shown.join(", ")}${names.length > 8 ? ` and ${names.length - 8} more` : ""}`;
}
