import type { Answer, Phrase, SiteLink, SiteTable } from "../contract/index.ts";
import { bucketOf } from "../model/accounting.ts";
import type { MetricColumn, Row } from "../model/comparison.ts";
import { sayReduction } from "../model/reduction.ts";
import type { Run } from "../model/run.ts";
import { sayValue } from "../model/spread.ts";
import { badgeOf } from "./cell.ts";
import { groupHref } from "./comparison-table.ts";
import { outcomeBadge } from "./metric-cell.ts";
import { runDelta } from "./run-delta.ts";
import { runIndex } from "./run-index.ts";
import { sayCount } from "./say.ts";
import { statusOf } from "./status.ts";
import type { View } from "./view.ts";
import { numberOf, phraseOf, runLink } from "./view.ts";

const MOST_NAMES = 3;
const LONGEST_VALUE = 24;

/** What of a run's page its answers are made of. */
export interface RunAnswerParts {
  address: string;
  apart: SiteTable | null;
  citedBy: readonly SiteLink[];
}

/** What one wants to know of a run first: its result, what that is against the baseline, what sets it apart, and who cites it. */
export function runAnswers(run: Run, view: View, parts: RunAnswerParts): Answer[] {
  const metric = view.compiled.comparison.metrics.find((one) => one.primary);
  const row = runIndex(view.compiled).rows.get(run.id);
  return [
    resultOf(run, { row, metric }, view),
    ...againstBaseline(run, { row, metric }, view),
    apartOf(run, parts, view),
    citedBy(parts),
  ];
}

interface Place {
  row: Row | undefined;
  metric: MetricColumn | undefined;
}

/** The run's own value of the metric that decides; where it has none or does not count, why. */
function resultOf(run: Run, { row, metric }: Place, view: View): Answer {
  const label = "Result";
  if (metric === undefined) return { label, badge: badgeOf("none", "plain"), main: [], below: ["No metric decides."] };
  const cell = row?.cells[metric.name];
  const own = cell?.runs.find((one) => one.run === run.id);
  if (own === undefined) {
    const why = cell?.absent?.find((one) => one.run === run.id)?.reason ?? "not logged";
    return { label, badge: statusOf(run), main: [], below: [`${metric.name}: ${why}`] };
  }
  const how = own.at
    ? `${sayReduction(metric.reduction)}, ${own.at.name} ${own.at.step}`
    : sayReduction(metric.reduction);
  const isMean = cell !== undefined && row !== undefined && row.n > 1 && row.bucket === "used";
  const mean: Phrase = isMean
    ? [`; ${row.name} has `, ...phraseOf(sayValue(cell, view.compiled.comparison.spread), view)]
    : [];
  const below: Phrase = [`${metric.name}, ${how}`, ...mean];
  return { label, badge: bucketOf(run) === "used" ? null : statusOf(run), main: [numberOf(own.quantity, view)], below };
}

/**
 * The run's difference to the baseline. One of several runs tells little alone: what the test says is of their mean, and is said
 * with the difference of that.
 */
function againstBaseline(run: Run, { row, metric }: Place, view: View): Answer[] {
  const { comparison } = view.compiled;
  const { baseline } = runIndex(view.compiled);
  const base = comparison.rows.find((one) => one.id === comparison.baseline);
  if (row === undefined || metric === undefined || baseline === null || base === undefined) return [];
  const label = "Against the baseline";
  if (bucketOf(run) !== "used") {
    const below: Phrase = [`It is in no comparison: ${bucketOf(run)}. The baseline is `, linkTo(base, view), "."];
    return [{ label, badge: badgeOf("does not count", "plain"), main: [], below }];
  }
  if (row === base) {
    return [{ label, badge: badgeOf("baseline", "info"), main: [], below: ["The others are set against it."] }];
  }
  const cell = row.cells[metric.name];
  const contest = comparison.contests?.contests.find((one) => one.row === row.id && one.against === base.id);
  const relative: Phrase = cell?.relative == null ? [] : [" (", numberOf(cell.relative, view), ")"];
  const tested = contest === undefined ? "by value alone" : contest.outcome;
  if (row.n > 1) {
    const own = runDelta(run.id, cell, base.cells[metric.name]);
    const mean: Phrase = cell?.delta == null ? ["not known"] : [numberOf(cell.delta, view), ...relative, `, ${tested}`];
    const below = ["this run alone against ", linkTo(base, view), `; mean of its ${sayCount(row.n, "run")}: `, ...mean];
    return [{ label, badge: null, main: own === null ? ["not known"] : [numberOf(own, view)], below }];
  }
  return [
    {
      label,
      badge: contest === undefined ? null : outcomeBadge(contest.outcome),
      main: cell?.delta == null ? ["not known"] : [numberOf(cell.delta, view)],
      below: ["against ", linkTo(base, view), ...relative, ...(contest === undefined ? [`; ${tested}`] : [])],
    },
  ];
}

/** The settings that differ from the baseline's, the first of them by name. */
function apartOf(run: Run, { apart, address }: RunAnswerParts, view: View): Answer {
  const { baseline } = runIndex(view.compiled);
  const label = "Set apart by";
  if (apart === null) {
    const same: Phrase =
      baseline === null
        ? [sayNothingVaries(run, view)]
        : baseline === run
          ? ["It is what the others are set apart from."]
          : ["The same parameters as ", runLink(baseline.id, view), "."];
    return { label, badge: badgeOf("nothing", "plain"), main: [], below: same };
  }
  const said = apart.rows.map(({ cells }) => {
    const [name, value] = cells.map(({ main }) =>
      main.map((part) => (typeof part === "string" ? part : part.text)).join(""),
    );
    return { name: name ?? "", value: value ?? "" };
  });
  const [first] = said;
  const shown = said.slice(0, MOST_NAMES).map(({ name, value }) => `${name}=${short(value)}`);
  const more = said.length > MOST_NAMES ? ` and ${said.length - MOST_NAMES} more` : "";
  const isOne = said.length === 1 && first !== undefined && first.value.length <= LONGEST_VALUE;
  const text = isOne ? `${first.name}=${first.value}` : sayCount(said.length, "parameter");
  const against: Phrase = baseline === null || baseline === run ? [] : ["compared with ", runLink(baseline.id, view)];
  const below: Phrase = isOne ? against : [`${shown.join(", ")}${more}`];
  return { label, badge: null, main: [{ text, href: `${address}#params` }], below };
}

function sayNothingVaries(run: Run, view: View): string {
  const { differing, mixed } = view.compiled.comparison;
  if (run.params.length === 0) return "No parameter was recorded.";
  if (differing.length + mixed.length === 0) return "No parameter that was recorded varies among the runs.";
  return "None of the parameters that vary among the runs is recorded here.";
}

function citedBy({ citedBy: links, address }: RunAnswerParts): Answer {
  const label = "Cited by";
  if (links.length === 0) {
    const below = ["A number that links to a file of this run makes a document cite it."];
    return { label, badge: badgeOf("no document", "plain"), main: [], below };
  }
  const shown = links.slice(0, MOST_NAMES).flatMap((link, at): Phrase => [at === 0 ? "" : ", ", link]);
  const more = links.length > MOST_NAMES ? [` and ${links.length - MOST_NAMES} more`] : [];
  const main = [{ text: sayCount(links.length, "document"), href: `${address}#cited-by` }];
  return { label, badge: null, main, below: [...shown, ...more] };
}

/** A long value is not cut: of a part nobody could tell whether it is to be kept back. */
function short(value: string): string {
  return value.length <= LONGEST_VALUE ? value : "…";
}

function linkTo(row: Row, view: View): SiteLink {
  return { text: row.name, href: groupHref(row, view) };
}
