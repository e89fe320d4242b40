import type { Passage, SiteTable } from "../contract/index.ts";
import { rankedRows } from "../model/comparison.ts";
import type { Contest } from "../model/contest.ts";
import { contestsView } from "../report/contest-view.ts";
import type { TableRow } from "./cell.ts";
import { cellOf, numberColumn, textColumn } from "./cell.ts";
import { groupHref } from "./comparison-table.ts";
import { maybeCell, outcomeBadge } from "./metric-cell.ts";
import type { PhraseWriter } from "./phrase-writer.ts";
import type { View } from "./view.ts";
import { numberOf } from "./view.ts";

/** Each row against the one that the others are set against, with every number behind the outcome; null with fewer than two rows. */
export function contestPassage(view: View, writer: PhraseWriter): Passage | null {
  const { comparison } = view.compiled;
  const { contests } = comparison;
  const said = contestsView(view.compiled, writer.links);
  if (contests === null || said === null) return null;
  const notes = said.notes.map(writer.phrase);
  if (contests.contests.length === 0) return { lead: notes, tables: [], points: [], notes: [] };
  const names = new Map(comparison.rows.map((row) => [row.id, row.name]));
  const place = new Map(rankedRows(comparison).map((row, index) => [row.id, index]));
  const placeOf = (row: string) => place.get(row) ?? place.size;
  const ranked = (some: readonly Contest[]) => some.toSorted((a, b) => placeOf(a.row) - placeOf(b.row));
  const against = names.get(contests.against ?? "") ?? "";
  // A row of one run has no interval and no p; what there is to say of it is in the notes.
  const tested = ranked(contests.contests.filter(({ runs }) => Math.min(...runs) > 1));
  const { leader } = contests;
  const ofLeader = leader === null || leader.contests.length === 0 ? [] : ranked(leader.contests);
  const best = names.get(leader?.row ?? "") ?? "";
  const tables = [
    ...(tested.length === 0 ? [] : [contestTable(tested, { caption: `Against ${against}`, view })]),
    ...(ofLeader.length === 0
      ? []
      : [contestTable(ofLeader, { caption: `Against ${best}, the best mean of several runs`, view })]),
  ];
  return { lead: [[`Each row against ${against} in ${contests.metric}.`]], tables, points: [], notes };
}

function contestTable(contests: readonly Contest[], of: { caption: string; view: View }): SiteTable {
  const { view, caption } = of;
  const isAdjusted = contests.some(({ test }) => test?.adjusted != null);
  const rows = new Map(view.compiled.comparison.rows.map((row) => [row.id, row]));
  const columns = [
    textColumn("Configuration"),
    textColumn("Outcome"),
    numberColumn("Difference"),
    numberColumn("95 % interval"),
    numberColumn("p"),
    ...(isAdjusted ? [numberColumn("p adjusted", "Holm")] : []),
    numberColumn("Effect", contests.find(({ effect }) => effect !== null)?.effect?.name ?? null),
    numberColumn("Runs"),
  ];
  const body = contests.map((one): TableRow => {
    const { row, outcome, difference, interval, test, effect } = one;
    const own = rows.get(row);
    const name = own === undefined ? row : { text: own.name, href: groupHref(own, view) };
    const range = interval === null ? ["–"] : [numberOf(interval.low, view), " to ", numberOf(interval.high, view)];
    return {
      id: "",
      group: null,
      tone: "plain",
      cells: [
        cellOf([name]),
        cellOf([], { badges: [outcomeBadge(outcome)], sort: outcome }),
        maybeCell(difference, view),
        cellOf(range, { sort: interval?.low.value ?? null }),
        maybeCell(test?.p, view),
        ...(isAdjusted ? [maybeCell(test?.adjusted ?? test?.p, view)] : []),
        maybeCell(effect?.size, view),
        cellOf([countOf(one)], { sort: one.runs[0] }),
      ],
    };
  });
  return { caption, columns, rows: body, note: null };
}

function countOf({ runs, pairs }: Contest): string {
  return pairs === null ? `${runs[0]} against ${runs[1]}` : `${pairs.n} pairs`;
}
