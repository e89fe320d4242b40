import type { Passage, Phrase, SiteTable } from "../contract/index.ts";
import { arrowOf } from "../model/direction.ts";
import type { Tradeoff } from "../model/tradeoff.ts";
import { tradeoffView } from "../report/tradeoff-view.ts";
import type { TableRow } from "./cell.ts";
import { badgeOf, cellOf, numberColumn, textColumn } from "./cell.ts";
import { groupHref } from "./comparison-table.ts";
import { metricCells } from "./metric-cell.ts";
import type { PhraseWriter } from "./phrase-writer.ts";
import type { View } from "./view.ts";

const FRONT = "The front: rows that no other row equals in all objectives and beats in one";

/** Several objectives at once: the front, what is given for what along it, and who is beaten; null where nothing is traded. */
export function tradeoffPassage(view: View, { links, phrase }: PhraseWriter): Passage | null {
  const { tradeoff } = view.compiled.comparison;
  const said = tradeoffView(view.compiled, links);
  if (tradeoff === null || said === null) return null;
  const only: Phrase[] =
    said.only === null
      ? []
      : [
          phrase(
            `${said.only} is at least as good as each of the other rows in all of them and better in one, so nothing is traded.`,
          ),
        ];
  const more = said.moreDominated === 0 ? "" : `; and ${said.moreDominated} more`;
  const knee = `Knee: ${said.knee}, the row farthest from the straight line between both ends of this front, with both objectives scaled to its range.`;
  return {
    lead: [
      phrase(`Objectives: ${said.objectives} (${said.how}).`),
      ...only,
      ...(said.only === null ? [[`${FRONT}.`]] : []),
    ],
    tables: said.only === null ? [frontTable(tradeoff, view)] : [],
    points: said.trades.map(phrase),
    notes: [
      ...(said.knee === null ? [] : [phrase(knee)]),
      ...(said.dominated.length === 0 ? [] : [phrase(`Dominated: ${said.dominated.join("; ")}${more}.`)]),
      ...(said.noise === null ? [] : [phrase(said.noise)]),
      ...(said.without === null ? [] : [phrase(`Not weighed: ${said.without}.`)]),
      ...(said.notWeighed.length === 0 ? [] : [phrase(`Not an objective: ${said.notWeighed.join(", ")}.`)]),
    ],
  };
}

function frontTable(tradeoff: Tradeoff, view: View): SiteTable {
  const { comparison } = view.compiled;
  const metrics = tradeoff.objectives.flatMap(
    ({ metric }) => comparison.metrics.find(({ name }) => name === metric) ?? [],
  );
  const cells = metrics.map((metric) => metricCells(metric, comparison, view));
  const byId = new Map(comparison.rows.map((row) => [row.id, row]));
  const rows = tradeoff.front.flatMap((id): TableRow[] => {
    const row = byId.get(id);
    if (row === undefined) return [];
    const badges = id === tradeoff.knee ? [badgeOf("knee", "info")] : [];
    const name = cellOf([{ text: row.name, href: groupHref(row, view) }], { badges });
    return [{ id: "", group: null, tone: "plain", cells: [name, ...cells.map((cell) => cell(row))] }];
  });
  const heads = metrics.map(({ name, direction }) => numberColumn(name, arrowOf(direction)));
  return { caption: "The front", columns: [textColumn("Configuration"), ...heads], rows, note: null };
}
