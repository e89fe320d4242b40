import { LEAST_REPEATED } from "../compare/contest/trial.ts";
import { count } from "../compare/table/sentence.ts";
import { sayUnrepeated } from "../compare/verdict/rationale.ts";
import { codeSpan, escapeText } from "../markdown/escape.ts";
import { plainSentence, rankedRows } from "../model/comparison.ts";
import type { Contest, Contests } from "../model/contest.ts";
import type { CompiledExperiment } from "../model/project.ts";
import { fold } from "./fold.ts";
import type { LinkWriter } from "./link-writer.ts";
import { tableMarkdown } from "./table.ts";

/**
 * Contests as templates show them, all Markdown.
 *
 * - `metric`, `against`: the deciding metric, and the row that the others are set against; null where there is none.
 * - `table`: one row a contest, long ones folded; empty where no row has several runs.
 * - `notes`: which tests, how many, at which level, and what is left to say; the whole story where there is no table.
 */
export interface ContestsView {
  metric: string;
  against: string | null;
  table: string;
  notes: string[];
}

/** A table has so many rows before the rest is folded. */
const ROWS = 12;
const MOST_FOLDED = 28;

/** The fields `contests` of templates; null with fewer than two rows to compare. */
export function contestsView(compiled: CompiledExperiment, links: LinkWriter): ContestsView | null {
  const { contests } = compiled.comparison;
  if (contests === null) return null;
  const names = new Map(compiled.comparison.rows.map((row) => [row.id, row.name]));
  const nameOf = (id: string) => codeSpan(names.get(id) ?? id);
  const view = {
    metric: codeSpan(contests.metric),
    against: contests.against === null ? null : nameOf(contests.against),
  };
  if (contests.contests.length === 0) return { ...view, table: "", notes: [withoutContests(compiled)] };
  const place = new Map(rankedRows(compiled.comparison).map((row, index) => [row.id, index]));
  const ranked = (some: readonly Contest[]) =>
    some.toSorted((a, b) => (place.get(a.row) ?? 0) - (place.get(b.row) ?? 0));
  const writing = { links, nameOf };
  // A row of one run has no interval and no p; what there is to say of it is in the notes.
  const shown = ranked(contests.contests.filter(({ runs }) => Math.min(...runs) > 1));
  const table = [
    tableOf(shown.slice(0, ROWS), writing),
    folded(shown.slice(ROWS), writing),
    ...leaderTable(contests, { ...writing, ranked }),
  ];
  const notes = notesOf({ ...contests, contests: ranked(contests.contests) }, writing);
  return { ...view, table: table.filter((part) => part !== "").join("\n\n"), notes };
}

/** The rows after the first ones, as many as anyone reads; the rest is counted. */
function folded(rest: readonly Contest[], writing: Writing): string {
  const left = rest.length - MOST_FOLDED;
  const more = left > 0 ? `\n\n${count(left, "more row")} not listed here.` : "";
  return rest.length === 0
    ? ""
    : fold(`${count(rest.length, "more row")}`, tableOf(rest.slice(0, MOST_FOLDED), writing) + more);
}

type Writing = { links: LinkWriter; nameOf: (id: string) => string };

function withoutContests({ comparison }: CompiledExperiment): string {
  const metric = comparison.contests?.metric ?? "";
  const compared = rankedRows(comparison).filter((row) => (row.cells[metric]?.n ?? 0) > 0);
  if (compared.every((row) => (row.cells[metric]?.n ?? 0) < LEAST_REPEATED)) return sayUnrepeated(compared);
  return "No baseline is named and it is not known whether higher or lower is better, so no row is set against the others.";
}

/** Where the best row of three or more runs is another than the one above, how the others stand against it; folded. */
function leaderTable(
  { leader }: Contests,
  { ranked, ...writing }: Writing & { ranked: (some: readonly Contest[]) => Contest[] },
): string[] {
  if (leader === null || leader.contests.length === 0) return [];
  const name = writing.nameOf(leader.row).replace(/^`+ ?| ?`+$/g, "");
  const adjusted = adjustment(leader.family.size, true);
  const all = ranked(leader.contests);
  const left = all.length - MOST_FOLDED;
  const table = `${tableOf(all.slice(0, MOST_FOLDED), writing)}${left > 0 ? `\n\n${count(left, "more row")} not listed here.` : ""}`;
  return [fold(`Against ${name}, the best mean of three or more runs`, `${table}\n\n${adjusted}`)];
}

function tableOf(contests: readonly Contest[], { links, nameOf }: Writing): string {
  if (contests.length === 0) return "";
  const isAdjusted = contests.some(({ test }) => test?.adjusted != null);
  return tableMarkdown({
    head: ["Run", "n", "Difference", "95 % interval", "p", ...(isAdjusted ? ["p adjusted"] : []), "Effect", "Outcome"],
    numeric: [false, true, true, true, true, ...(isAdjusted ? [true] : []), true, false],
    rows: contests.map(({ row, difference, interval, test, effect, outcome, ...one }) => [
      nameOf(row),
      countText(one),
      difference === null ? "–" : links.link(difference),
      interval === null ? "–" : `${links.link(interval.low)} to ${links.link(interval.high)}`,
      test === null ? "–" : links.link(test.p),
      ...(isAdjusted ? [test === null ? "–" : links.link(test.adjusted ?? test.p)] : []),
      effect === null ? "–" : links.link(effect.size),
      outcome,
    ]),
  });
}

/** `5, 5`, or `6 pairs`. */
function countText({ runs, pairs }: Pick<Contest, "runs" | "pairs">): string {
  return pairs === null ? `${runs[0]}, ${runs[1]}` : `${pairs.n} pairs`;
}

function notesOf(contests: Contests, { links, nameOf }: Writing): string[] {
  const { contests: held, family, chosen, noise, left } = contests;
  const tested = held.filter(({ test }) => test !== null);
  const notes = methodNotes(held);
  if (tested.length > 0) notes.push(adjustment(family.size, chosen));
  const byT = tested.filter(({ test }) => test?.name.includes("t test"));
  if (byT.length > 0)
    notes.push(
      sayT(
        family.size,
        byT.every(({ test }) => test?.name.includes("corrected")),
      ),
    );
  if (tested.some(({ outcome }) => outcome === "within noise"))
    notes.push("Within noise is not equal: that two rows are equal can only be shown with a declared margin.");
  if (left > 0)
    notes.push(
      `${count(left, "more row")} that ${left === 1 ? "is" : "are"} farther from it and from the best value ${left === 1 ? "is" : "are"} not set against it here, but ${left === 1 ? "counts" : "count"} in the adjustment.`,
    );
  notes.push(...singleNotes(contests, { links, nameOf }));
  notes.push(...reasons(held, { links, nameOf }));
  if (noise !== null)
    notes.push(
      `Repeats vary by ${links.link(noise.std)}: the standard deviation within ${noise.rows === 1 ? "the one row" : `the ${noise.rows} rows`} of several runs (${noise.runs} runs).`,
    );
  return notes;
}

/** Which tests and intervals were used. */
function methodNotes(held: readonly Contest[]): string[] {
  // The numbers of runs stand in the table.
  const tests = distinct(held.map(({ test }) => test?.name.replace(/ of \d.*$/, "") ?? ""));
  const methods = distinct(held.map(({ interval }) => interval?.method ?? ""));
  const effects = distinct(held.map(({ effect }) => effect?.name ?? ""));
  const said = [
    ...(tests.length === 0 ? [] : [`p: ${tests.join(" or ")}.`]),
    ...(methods.length === 0 ? [] : [`Interval: ${methods.join(" or ")}, of each row by itself.`]),
    ...(effects.length === 0 ? [] : [`Effect: ${effects.join(" or ")}.`]),
  ];
  const notes = said.length === 0 ? [] : [said.join(" ")];
  const compared = held.filter(({ test, interval }) => test !== null || interval !== null);
  const paired = distinct(compared.map(({ pairs }) => pairs?.by ?? ""));
  if (paired.length > 0) {
    const left = compared.reduce((sum, { pairs }) => sum + (pairs === null ? 0 : pairs.left[0] + pairs.left[1]), 0);
    notes.push(
      `Runs are paired by ${paired.join(" or ")}${left === 0 ? "" : `; ${left === 1 ? "one run without a partner is" : `${left} runs without a partner are`} left out`}.`,
    );
  }
  if (paired.some((by) => by.includes("fold")))
    notes.push("Folds share training data; intervals and t tests are widened for that.");
  return notes.map(escapeText);
}

/** When a t test stands, and what keeps it honest among several (BENCHMARKS.md has its false alarms). */
function sayT(size: number, isCorrected: boolean): string {
  const rule = isCorrected
    ? "Folds have a corrected t test and no permutation test, which would take them for independent."
    : "A t test stands where a permutation test cannot reach the level, or from 100 runs a side says the same.";
  if (size < 2) return rule;
  return `${rule} Its adjusted p is the larger of its own and that by the spread pooled over all rows: a few runs that happen to lie close together prove nothing.`;
}

function adjustment(size: number, chosen: boolean): string {
  const rule = "Better or worse: p at most 0.05 and an interval without zero.";
  if (size < 2) return rule;
  const why = chosen ? ", all pairs of rows of three or more runs, since the best one was picked by its value" : "";
  return `${rule.slice(0, -1)}, p adjusted by Holm for ${size} tests${why}.`;
}

/** What there is to say of rows of one run: which of them lie where a further run of the row of several runs would. */
function singleNotes({ contests, against }: Contests, { links, nameOf }: Writing): string[] {
  const single = contests.filter(({ expected }) => expected !== null && expected.of === against);
  const [first] = single;
  if (first?.expected == null) return [];
  const { low, high, of } = first.expected;
  const namesOf = (some: readonly Contest[]) => {
    const names = some.slice(0, ROWS).map(({ row }) => nameOf(row));
    return some.length > ROWS ? `${names.join(", ")} and ${some.length - ROWS} more` : names.join(", ");
  };
  const inside = single.filter(({ outcome }) => outcome === "within noise");
  const outside = single.filter(({ outcome }) => outcome !== "within noise");
  const said = [
    ...(inside.length > 0 ? [`within noise, since in there: ${namesOf(inside)}`] : []),
    ...(outside.length > 0 ? [`not decidable, since outside, but one run shows no spread: ${namesOf(outside)}`] : []),
  ];
  const range = `${links.link(low)} to ${links.link(high)}`;
  return [
    `Rows of one run: 95 of 100 further runs of ${nameOf(of)} would be expected from ${range}. ${sentenceOf(said.join("; "))}`,
  ];
}

function sentenceOf(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}

/** Why rows of several runs could not be decided, or differ by less than the margin; each in its own sentence. */
function reasons(held: readonly Contest[], { links, nameOf }: Writing): string[] {
  const odd = held.filter(({ outcome, expected, runs, row }) => {
    if (expected !== null) return expected.of === row;
    return outcome === "equivalent" || (outcome === "not decidable" && Math.max(...runs) > 1);
  });
  const said = Map.groupBy(odd, ({ because }) => plainSentence(because));
  return [...said.values()].slice(0, ROWS).map((alike) => {
    const names = alike.slice(0, ROWS).map(({ row }) => nameOf(row));
    const more = alike.length > ROWS ? ` and ${alike.length - ROWS} more` : "";
    return `${names.join(", ")}${more}: ${links.sentence(alike[0]?.because ?? [])}`;
  });
}

function distinct(texts: readonly string[]): string[] {
  return [...new Set(texts)].filter((text) => text !== "");
}
