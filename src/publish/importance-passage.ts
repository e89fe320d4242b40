import type { Passage, Phrase, SiteTable } from "../contract/index.ts";
import type { Importance } from "../model/importance.ts";
import { formatNumber } from "../model/quantity.ts";
import { importanceView } from "../report/importance-view.ts";
import { cellOf, numberColumn, plainRow, textColumn } from "./cell.ts";
import type { PhraseWriter } from "./phrase-writer.ts";
import type { View } from "./view.ts";

/** Which params of a search explain the metric that decides; null where there was no search. */
export function importancePassage(view: View, { links, phrase }: PhraseWriter): Passage | null {
  const { importance } = view.compiled.comparison;
  const said = importanceView(view.compiled, links);
  if (importance === null || said === null) return null;
  if (said.refusal !== null) {
    const refusal = `Nothing is said of which params matter for ${said.metric}. ${said.refusal}`;
    return { lead: [phrase(refusal)], tables: [], points: [], notes: [] };
  }
  const fitted = `Shares of the variance of ${said.metric}, by functional ANOVA of a random forest fitted to ${said.runs} (${said.settings} settings).`;
  const known = `For settings that its trees have not seen it predicts with an R² of ${said.outOfBag} (out of bag). A share holds for the values that were tried: other ranges give others.`;
  const list = (words: string, items: readonly string[]): Phrase[] =>
    items.length === 0 ? [] : [phrase(`${words}: ${items.join(", ")}.`)];
  return {
    lead: [phrase(fitted)],
    tables: [shareTable(importance)],
    points: [],
    notes: [
      phrase(known),
      ...list("Two together, beyond each alone", said.pairs),
      ...(said.joined ? [["Params joined by + always changed together, so no run tells them apart."]] : []),
      ...list("Taken on a logarithmic scale, by how their values are spread", said.logarithmic),
      ...list("Not looked at", said.leftOut),
    ],
  };
}

function shareTable({ params }: Importance): SiteTable {
  const rows = params.map(({ name, share, spread }) =>
    plainRow("", [
      cellOf([name]),
      cellOf([percent(share)], { sort: share }),
      cellOf([percent(spread)], { sort: spread }),
    ]),
  );
  const columns = [textColumn("Param"), numberColumn("Share of variance"), numberColumn("±", "over trees")];
  return { caption: "Share of variance by param", columns, rows, note: null };
}

function percent(share: number): string {
  return `${formatNumber(100 * share, { decimals: 1, scientific: false })} %`;
}
