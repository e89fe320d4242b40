import type { Phrase } from "../contract/index.ts";
import type { Comparison, Sentence } from "../model/comparison.ts";
import { rankedRows } from "../model/comparison.ts";
import type { Contest } from "../model/contest.ts";
import { hypothesisView } from "../report/hypothesis-view.ts";
import type { PhraseWriter } from "./phrase-writer.ts";
import type { View } from "./view.ts";
import { numberOf, phraseOf } from "./view.ts";

/**
 * The pair of rows that the answer rests on: the two that the hypothesis names, else the selected row against the one that
 * all are set against, else the best other row of several runs; null where no rows were set against one another.
 */
export function decidingContest(comparison: Comparison): Contest | null {
  const { contests, hypothesis, selection } = comparison;
  if (contests === null) return null;
  const all = [...contests.contests, ...(contests.leader?.contests ?? [])];
  const named = (hypothesis?.judged ?? []).flatMap(({ row, against }) => {
    return all.find((one) => one.row === row && one.against === against) ?? [];
  });
  const place = new Map(rankedRows(comparison).map((row, index) => [row.id, index]));
  const ranked = contests.contests.toSorted((a, b) => (place.get(a.row) ?? 0) - (place.get(b.row) ?? 0));
  return (
    named[0] ??
    contests.contests.find(({ row }) => row === selection?.row) ??
    ranked.find(({ test }) => test !== null) ??
    ranked[0] ??
    null
  );
}

/**
 * The number that answers the hypothesis, as a clause; without a hypothesis the first reason of the selection with a number, or why
 * nothing is selected.
 */
export function decidingPhrase(view: View, { links, phrase }: PhraseWriter): Phrase {
  const measured = hypothesisView(view.compiled, links)?.measured ?? null;
  const { comparison } = view.compiled;
  if (measured !== null) return [...phrase(measured), ...inPoints(comparison, view)];
  const reason = decidingReason(comparison);
  if (reason !== undefined) return phraseOf(reason, view);
  return comparison.noSelection === null ? [] : [`Nothing is selected: ${comparison.noSelection}.`];
}

/** A difference of fractions as the page of the finding says it: in percentage points. */
function inPoints(comparison: Comparison, view: View): Phrase {
  const { hypothesis } = comparison;
  const judged = hypothesis?.judged.find((one) => one.criterion === hypothesis.criterion) ?? hypothesis?.judged[0];
  const difference = decidingContest(comparison)?.difference;
  if (judged?.against == null || difference == null || !difference.text.endsWith("pp")) return [];
  return [" (", numberOf(difference, view), ")"];
}

function decidingReason({ hypothesis, selection }: Comparison): Sentence | undefined {
  const reasons = hypothesis?.reasons ?? selection?.reasons ?? [];
  return reasons.find((sentence) => sentence.some((part) => typeof part !== "string")) ?? reasons[0];
}
