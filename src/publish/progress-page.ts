import { captionOf, drawProgress, liveProgress } from "../charts/progress.ts";
import type { PageOf, Phrase, SiteFigure, SiteLink, SiteNumber, SiteTable, TableCell } from "../contract/index.ts";
import type { Sentence } from "../model/comparison.ts";
import { lineOf } from "../model/evidence.ts";
import type {
  ParamChange,
  ParamFacts,
  Progress,
  ProgressEntry,
  ProgressSeries,
  ProgressStep,
  Regression,
  StepOutcome,
} from "../model/progress.ts";
import type { Quantity } from "../model/quantity.ts";
import type { Addresses } from "./address.ts";
import { cellOf, numberColumn, plainRow, sortValue, textColumn } from "./cell.ts";
import { quietDrawing } from "./figures.ts";
import { liveOf } from "./live-file.ts";
import { outcomeBadge } from "./metric-cell.ts";
import { sayCount, shorten } from "./say.ts";
import { slugOf } from "./slug.ts";
import { trailOf } from "./trail.ts";

const MOST_SOURCES = 50;

/** The page of regressions and progress: every series with its figure, its steps and all its experiments. */
export async function progressPage(progress: Progress, addresses: Addresses): Promise<PageOf<"progress">> {
  const { left, undirected } = progress;
  const series: PageOf<"progress">["series"] = [];
  for (const one of progress.series) series.push(await sectionOf(one, addresses));
  const others = left.length === 0 ? [] : [`Also reported by several experiments: ${left.join(", ")}.`];
  const unknown =
    undirected.length === 0
      ? []
      : [`Not followed, since it is not known which way is better: ${undirected.join(", ")}.`];
  return {
    kind: "progress",
    address: "progress/",
    title: "Progress and regressions",
    description: "How metrics went over all experiments, and where each step came from.",
    trail: trailOf(),
    summary: `${sayCount(progress.experiments, "experiment")}, ${progress.order}.`,
    series,
    left: [...others, ...unknown].join(" "),
  };
}

async function sectionOf(series: ProgressSeries, addresses: Addresses): Promise<PageOf<"progress">["series"][number]> {
  const id = `progress-${slugOf(series.label)}`;
  const desk: Desk = { series, addresses };
  const untested = series.entries.filter(({ step, isBest }) => !isBest && step?.outcome === "not decidable").length;
  return {
    id: `of-${id}`,
    title: series.label,
    lead: leadOf(desk),
    warnings: series.warnings,
    figure: await figureOf(desk, id),
    table: tableOf(desk),
    rises: series.entries.flatMap((entry) => (entry.isBest && entry.step ? [riseOf(entry, entry.step, desk)] : [])),
    falls: series.regressions.map((fall) => fallOf(fall, desk)),
    noFalls: `Nothing is shown to be worse than the best before it${untested === 0 ? "" : `; ${untested} could not be tested`}.`,
    changes: (series.changes ?? []).map(({ sentence }) => phraseOf(sentence, desk)),
    noChanges:
      series.changes === null
        ? `Changes of level are looked for from ${series.leastForChanges} experiments on.`
        : "No change of level was found.",
  };
}

interface Desk {
  series: ProgressSeries;
  addresses: Addresses;
}

function leadOf(desk: Desk): Phrase {
  const { series } = desk;
  const extreme = series.direction === "higher" ? "Highest" : "Lowest";
  const parts = (head: string, entry: ProgressEntry | undefined, end: string): Phrase => {
    if (entry === undefined) return [];
    const step = entry.step === null ? "" : `; against the best before it: ${entry.step.outcome}`;
    const said = ` (${sayRuns(entry)})${step}${end}`;
    return [`${head}${entry.row.name} of `, linkOf(entry, desk), ", ", ...valuePhrase(entry, desk), said];
  };
  if (series.tracks.length === 0) return parts(`${extreme} so far: `, series.entries[series.best], ".");
  return series.tracks.flatMap(({ name, best }, at) =>
    parts(
      at === 0 ? `${extreme} so far, each track by itself. In ${name}: ` : ` In ${name}: `,
      series.entries[best],
      ".",
    ),
  );
}

async function figureOf(desk: Desk, id: string): Promise<SiteFigure> {
  const { series, addresses } = desk;
  const sources = series.entries.slice(0, MOST_SOURCES).flatMap(({ value }): SiteLink[] => {
    const [evidence] = value.evidence;
    const href = evidence === undefined ? null : addresses.evidence(evidence);
    const line = evidence === undefined ? null : lineOf(evidence);
    return href === null || evidence === undefined
      ? []
      : [{ text: `${evidence.file}${line === null ? "" : `:${line}`}`, href }];
  });
  const rows = series.entries.map((entry, index) =>
    plainRow("", [
      cellOf([linkOf(entry, desk)]),
      cellOf([String(index + 1)], { sort: index }),
      numberCell(entry.value, desk),
    ]),
  );
  const columns = [textColumn("Experiment"), numberColumn("Place in order"), numberColumn(series.label)];
  const data: SiteTable = { caption: `Values behind: Progress of ${series.label}`, columns, rows, note: null };
  const svg = quietDrawing(await drawProgress({ series, id, theme: "page" }));
  const live = liveOf(liveProgress(series, ({ experiment }) => addresses.experiment({ experiment })));
  const title = `Progress of ${series.label}`;
  return { id: `figure-${id}`, title, svg, caption: [captionOf(series)], sources, data, live };
}

function tableOf(desk: Desk): SiteTable {
  const { series } = desk;
  const rows = series.entries.map((entry, index) => {
    const { step, experiment } = entry;
    const first = entry.track === null ? "first" : `first of ${entry.track}`;
    const outcome = step === null ? first : entry.isBest ? "new best" : "no new best";
    const badges = step === null ? [] : [outcomeBadge(step.outcome)];
    const p: Phrase = step?.p ? ["p ", numberOf(step.p, desk)] : [];
    return plainRow("", [
      cellOf([linkOf(entry, desk)], { below: [experiment.startedAt?.slice(0, 10) ?? ""].filter(Boolean), sort: index }),
      cellOf([entry.row.name], { below: entry.how === "only" ? [] : [`${entry.how} of ${entry.of}`] }),
      cellOf(valuePhrase(entry, desk), {
        below: [sayRuns(entry), ...targetOf(entry, desk)],
        sort: sortValue(entry.value.value),
      }),
      step === null
        ? cellOf([])
        : { ...numberCell(step.delta, desk), below: step.relative ? [numberOf(step.relative, desk)] : [] },
      cellOf([outcome], { badges, below: p }),
    ]);
  });
  const columns = [
    textColumn("Experiment"),
    textColumn("Row"),
    numberColumn(series.label),
    numberColumn("Δ", "to the best before it"),
    textColumn("Outcome"),
  ];
  const note =
    series.family > 1
      ? `p is of each test alone; the outcome goes by p adjusted for ${series.family} tests (Holm).`
      : null;
  return { caption: `All experiments in order: ${series.label}`, columns, rows, note };
}

/** What an experiment declares to pursue, on a line below its value. */
function targetOf({ target }: ProgressEntry, desk: Desk): Phrase {
  return target === null ? [] : [", target ", placeOf(target.text, target, desk)];
}

function riseOf(entry: ProgressEntry, step: ProgressStep, desk: Desk): Phrase {
  const before = desk.series.entries[step.against];
  const than: Phrase = before === undefined ? [] : [` against ${before.row.name} of `, linkOf(before, desk)];
  const { hypothesis } = entry;
  const why: Phrase =
    hypothesis === null ? [] : [" Hypothesis: ", placeOf(shorten(hypothesis.text, 160), hypothesis, desk)];
  return [
    `${entry.row.name} of `,
    linkOf(entry, desk),
    ": ",
    ...differenceOf(step, desk),
    ...than,
    `; ${step.outcome} (`,
    ...phraseOf(step.because, desk),
    "). ",
    ...changesOf(step, desk),
    ...why,
  ];
}

/** The best so far of a series in a sentence. */
export function recordPhrase(series: ProgressSeries, addresses: Addresses): Phrase {
  const [first, ...rest] = leadOf({ series, addresses });
  const start = typeof first === "string" ? `${first.charAt(0).toLowerCase()}${first.slice(1)}` : first;
  return [`${series.label}, `, ...(start === undefined ? [] : [start]), ...rest];
}

function fallOf({ entry: index, role, row, value, n, step }: Regression, desk: Desk): Phrase {
  const [entry, best] = [desk.series.entries[index], desk.series.entries[step.against]];
  if (entry === undefined || best === undefined) return [];
  return [
    role === "baseline" ? `${row.name}, the baseline of ` : `${row.name} of `,
    linkOf(entry, desk),
    ": ",
    numberOf(value, desk),
    ` (${sayCount(n, "run")}), `,
    ...differenceOf(step, desk),
    ` against ${best.row.name} of `,
    linkOf(best, desk),
    " with ",
    numberOf(best.value, desk),
    "; ",
    ...phraseOf(step.because, desk),
    ".",
  ];
}

function differenceOf({ delta, relative }: StepOutcome, desk: Desk): Phrase {
  return relative === null ? [numberOf(delta, desk)] : [numberOf(delta, desk), " (", numberOf(relative, desk), ")"];
}

function changesOf({ changed, more }: ProgressStep, desk: Desk): Phrase {
  if (changed === null) return ["What changed is not recorded: one of the two has no params."];
  if (changed.length === 0) return ["No recorded param differs."];
  const all = changed.flatMap((one, index): Phrase => [index === 0 ? "Changed: " : ", ", ...changeOf(one, desk)]);
  return [...all, more === 0 ? "." : ` and ${more} more.`];
}

function changeOf({ name, before, after }: ParamChange, desk: Desk): Phrase {
  const side = (param: ParamFacts | null) =>
    param === null ? "not recorded" : placeOf(shorten(param.literal, 80), param, desk);
  return [`${name} `, side(before), " → ", side(after)];
}

function placeOf(
  text: string,
  { file, line }: { file: string; line: number | null },
  { addresses }: Desk,
): SiteLink | string {
  const href = line === null ? addresses.file(file) : addresses.lines(file, { line, endLine: line });
  return href === null ? text : { text, href };
}

function linkOf({ experiment }: ProgressEntry, { addresses }: Desk): SiteLink {
  return { text: experiment.title, href: addresses.experiment({ experiment }) };
}

function valuePhrase({ value, spread }: ProgressEntry, desk: Desk): Phrase {
  return spread === null ? [numberOf(value, desk)] : [numberOf(value, desk), " ± ", numberOf(spread, desk)];
}

function sayRuns({ n, independent }: ProgressEntry): string {
  return n === independent ? sayCount(n, "run") : `${sayCount(n, "run")}, ${independent} independent`;
}

function numberCell(quantity: Quantity, desk: Desk): TableCell {
  return cellOf([numberOf(quantity, desk)], { sort: sortValue(quantity.value) });
}

/** A mean opens the runs of its row, a difference or p those of its first row, a logged number its line. */
function numberOf(quantity: Quantity, { series, addresses }: Desk): SiteNumber {
  const { text, selector, derived } = quantity;
  const [evidence] = quantity.evidence;
  if (evidence === undefined) return { text, href: null, title: selector, verdict: null };
  const owner = derived ? series.entries.find(({ value }) => value.evidence[0] === evidence) : undefined;
  const isMean = owner !== undefined && owner.row.dir === null;
  const group = isMean ? `${addresses.comparison(owner)}#${addresses.group(owner.row.id)}` : null;
  return {
    text,
    href: group ?? addresses.evidence(evidence),
    title: selector,
    verdict: derived ? "derived" : "supported",
  };
}

function phraseOf(sentence: Sentence, desk: Desk): Phrase {
  return sentence.map((part) => (typeof part === "string" ? part : numberOf(part, desk)));
}
