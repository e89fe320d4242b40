import { lineOf } from "../model/evidence.ts";
import type { JournalEntry } from "../model/journal.ts";
import type { Param } from "../model/run.ts";
import type { RunRow } from "./run-row.ts";

/** Where a word was found in a run. `file` and `line`: where that is written, as far as known. */
export interface Hit {
  word: string;
  where: string;
  file: string | null;
  line: number | null;
  weight: number;
}

/** A run in which some words were found. `matched`: how many of the words. */
export interface Found {
  row: RunRow;
  matched: number;
  score: number;
  hits: Hit[];
}

/** Where a word may be found. `weak`: only a name of something that many runs have. */
interface Place {
  text: string;
  where: string;
  file: string | null;
  line: number | null;
  weight: number;
  weak?: boolean;
}

/**
 * Looks for words in the runs' names, params, tags, notes, descriptions, metrics, reasons for being ignored and the journal
 * entries that name them, without regard to case. Runs that have all words stand before those that have some; then what is
 * found in a name counts more than what is found in a note. Equal ones stay in order. The name of a param or metric counts
 * only for words that no run has elsewhere: who looks for `leak` does not mean all runs with `leak_check=false`.
 */
export function searchRuns(rows: readonly RunRow[], words: readonly string[]): Found[] {
  const wanted = words.flatMap((word) => word.toLowerCase().split(/\s+/)).filter((word) => word !== "");
  const all = rows.map((row) => ({ row, places: placesOf(row) }));
  const strong = new Set(
    wanted.filter((word) => all.some(({ places }) => places.some((one) => !one.weak && has(one, word)))),
  );
  const found = all.map(({ row, places }) => {
    const hits = wanted.flatMap((word) => bestHit(strong.has(word) ? places.filter((one) => !one.weak) : places, word));
    return { row, hits, matched: hits.length, score: hits.reduce((sum, hit) => sum + hit.weight, 0) };
  });
  return found.filter((one) => one.matched > 0).sort((a, b) => b.matched - a.matched || b.score - a.score);
}

function has(place: Place, word: string): boolean {
  return place.text.toLowerCase().includes(word);
}

function bestHit(places: readonly Place[], word: string): Hit[] {
  const fitting = places.filter((place) => has(place, word));
  const best = fitting.reduce<Place | null>((a, b) => (a === null || weigh(b, word) > weigh(a, word) ? b : a), null);
  if (best === null) return [];
  const { where, file, line } = best;
  return [{ word, where, file, line, weight: weigh(best, word) }];
}

/** A whole word counts twice, the whole text three times. */
function weigh({ text, weight }: Place, word: string): number {
  const lower = text.toLowerCase();
  if (lower === word) return weight * 3;
  return lower.split(/[^\p{L}\p{N}.+]+/u).includes(word) ? weight * 2 : weight;
}

function placesOf({ run, compiled }: RunRow): Place[] {
  const { experiment } = compiled;
  const plain = (text: string | null, where: string, weight: number): Place[] =>
    text === null || text === "" ? [] : [{ text, where, file: null, line: null, weight }];
  const ignored = run.ignored;
  return [
    ...plain(run.name, "name", 8),
    ...plain(run.id, "id", 3),
    ...run.tags.flatMap((tag) => plain(tag, `tag ${tag}`, 6)),
    ...run.params.flatMap(placesOfParam),
    ...run.metrics.map((metric) => {
      const place = { file: metric.file, line: lineOf(metric.last.evidence) };
      return { text: metric.name, where: `metric ${metric.name}`, ...place, weight: 3, weak: true };
    }),
    ...plain(run.description, "description", 4),
    ...plain(run.notes, "notes", 4),
    ...plain(run.status.value, "status", 2),
    ...plain(run.diverged === null ? null : "diverged NaN", "diverged", 2),
    ...plain(experiment.name, "experiment", 1),
    ...(ignored === null
      ? []
      : [{ text: `ignored ${ignored.reason}`, where: "ignored", file: ignored.file, line: ignored.line, weight: 4 }]),
    ...(experiment.journal?.entries ?? []).flatMap((entry) =>
      paragraphsNaming(entry, run.name).map((text) => {
        return { text, where: `journal ${entry.at}`, file: entry.file, line: entry.line, weight: 2 };
      }),
    ),
  ];
}

/** An entry may speak of many runs: what it says of one stands in the paragraphs that name it. */
function paragraphsNaming({ title, text }: JournalEntry, name: string): string[] {
  return [title, ...text.split(/\n\s*\n/)].filter((paragraph) => names(paragraph, name));
}

/** A param is found by its value, and weakly by its name or `name=value`. */
function placesOfParam(param: Param): Place[] {
  const { name, evidence } = param;
  const literal = evidence.literal.replace(/^"(.*)"$/s, "$1");
  const place = { where: `param ${name} = ${literal}`, file: evidence.file, line: lineOf(evidence) };
  return [
    { ...place, text: literal, weight: 5 },
    { ...place, text: `${name}=${literal}`, weight: 5, weak: true },
  ];
}

/** Whether a text names a run: its name with nothing on either side that would make it a longer name. */
function names(text: string, name: string): boolean {
  for (let at = text.indexOf(name); name !== "" && at >= 0; at = text.indexOf(name, at + 1)) {
    const before = text[at - 1] ?? " ";
    const after = text[at + name.length] ?? " ";
    if (!/[\p{L}\p{N}_-]/u.test(before) && !/[\p{L}\p{N}_-]/u.test(after)) return true;
  }
  return false;
}
