import { reversedContest } from "../compare/contest/reversed.ts";
import type { Answer, Phrase } from "../contract/index.ts";
import { sayAccounting } from "../model/accounting.ts";
import type { Row } from "../model/comparison.ts";
import type { Contest } from "../model/contest.ts";
import { sayValue } from "../model/spread.ts";
import { badgeOf } from "./cell.ts";
import { groupHref } from "./comparison-table.ts";
import { decidingContest } from "./deciding.ts";
import { noiseBadge } from "./metric-cell.ts";
import { sayCount } from "./say.ts";
import type { View } from "./view.ts";
import { numberOf, phraseOf } from "./view.ts";

/** What one wants to know of an experiment first: what won, by how much, whether that is noise, and what was left out. */
export function answersOf(view: View): Answer[] {
  return [winner(view), ...difference(view), leftOut(view)];
}

function winner(view: View): Answer {
  const { comparison } = view.compiled;
  const { selection, noSelection, metrics, rows } = comparison;
  const row = rows.find((one) => one.id === selection?.row);
  if (selection === null || row === undefined) {
    const badge = badgeOf("none", "plain");
    return { label: "Selected", badge, main: [], below: [sentence(noSelection ?? "Nothing is selected")] };
  }
  const metric = metrics.find((one) => one.primary);
  const cell = metric === undefined ? undefined : row.cells[metric.name];
  const value: Phrase =
    metric === undefined || cell === undefined
      ? []
      : [`${metric.label} `, ...phraseOf(sayValue(cell, comparison.spread), view)];
  const runs = `${sayCount(row.n, "run")}, ${selection.how === "declared" ? "chosen by its authors" : "computed"}`;
  const below = value.length === 0 ? [runs] : [...value, `; ${runs}`];
  return { label: "Selected", badge: null, main: [linkTo(row, view)], below };
}

/** How far apart the two rows are that decide, and whether a test says that it is more than noise. */
function difference(view: View): Answer[] {
  const { comparison } = view.compiled;
  const decided = decidingContest(comparison);
  const contest = decided && fromWinner(decided, comparison.selection?.row);
  const row = comparison.rows.find((one) => one.id === contest?.row);
  const against = comparison.rows.find((one) => one.id === contest?.against);
  if (contest === null || row === undefined || against === undefined) return [...byValue(view), untested(view)];
  const { difference: delta, interval } = contest;
  const word = contest.outcome === "better" || contest.outcome === "worse" ? `${contest.outcome} than` : "against";
  const names: Phrase = [linkTo(row, view), ` ${word} `, linkTo(against, view)];
  const range: Phrase =
    interval === null ? [] : [", 95 % interval ", numberOf(interval.low, view), " to ", numberOf(interval.high, view)];
  const size: Answer = {
    label: "By how much",
    badge: null,
    main: delta === null ? ["not known"] : [numberOf(delta, view)],
    below: [...names, ...range],
  };
  const badge = noiseBadge(contest.outcome);
  return [size, { label: "More than noise?", badge, main: [], below: groundOf(contest, view) }];
}

/** A pair read from the side of what won: the selected row where it is one of the two, else the better one. */
function fromWinner(contest: Contest, selected: string | undefined): Contest {
  const isOther = contest.against === selected || (contest.row !== selected && contest.outcome === "worse");
  return isOther ? reversedContest(contest) : contest;
}

/** The test behind an outcome; where none was made, why. The difference and its interval stand beside it. */
function groundOf(contest: Contest, view: View): Phrase {
  const { test, outcome } = contest;
  if (test === null || outcome === "equivalent") return phraseOf(contest.because, view);
  const adjusted: Phrase =
    test.adjusted === null ? [] : [", ", numberOf(test.adjusted, view), ` adjusted for ${test.family} tests`];
  return ["p ", numberOf(test.p, view), ...adjusted, `; ${test.name}`];
}

/** The difference of the selected row to the baseline where no test could be made. */
function byValue(view: View): Answer[] {
  const { rows, metrics } = view.compiled.comparison;
  const selected = rows.find((row) => row.selected);
  const baseline = rows.find((row) => row.baseline);
  const metric = metrics.find((one) => one.primary);
  const cell = metric === undefined ? undefined : selected?.cells[metric.name];
  if (selected === undefined || baseline === undefined || cell?.delta == null || selected === baseline) return [];
  const relative: Phrase = cell.relative === null ? [] : [" (", numberOf(cell.relative, view), ")"];
  const below: Phrase = [linkTo(selected, view), " against ", linkTo(baseline, view), ", by value alone"];
  return [{ label: "By how much", badge: null, main: [numberOf(cell.delta, view), ...relative], below }];
}

function untested(view: View): Answer {
  const { rows, metrics } = view.compiled.comparison;
  const counted = rows.filter((row) => row.bucket === "used");
  const why =
    counted.length < 2
      ? `There is ${counted.length === 0 ? "no row that counts" : "one row"}, and nothing to set against it.`
      : !metrics.some((one) => one.primary)
        ? "No metric decides, so none was tested."
        : counted.every(({ n }) => n < 3)
          ? `${counted.every(({ n }) => n < 2) ? "Every row is one run" : "No row has three runs"}, so no difference can be told from noise.`
          : "No row is set against the others.";
  return { label: "More than noise?", badge: noiseBadge("not decidable"), main: [], below: [why] };
}

function leftOut(view: View): Answer {
  const { accounting, selection, ignored } = view.compiled.comparison;
  const page = view.addresses.experiment(view.compiled);
  const out = accounting.found - accounting.used;
  const said = sayAccounting(accounting).replace(/^[^:]*: /, "");
  if (out === 0) return { label: "Left out", badge: null, main: ["nothing"], below: [said] };
  const why = { text: "why", href: `${page}#excluded` };
  const change: Phrase =
    selection === null || ignored.length === 0
      ? []
      : ["; ", { text: "what counting them would change", href: `${page}#overturn` }];
  const main: Phrase = [`${out} of ${sayCount(accounting.found, "run")}`];
  return { label: "Left out", badge: null, main, below: [`${said}: `, why, ...change] };
}

function linkTo(row: Row, view: View) {
  return { text: row.name, href: groupHref(row, view) };
}

function sentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}${/[.!?]$/.test(text) ? "" : "."}`;
}
