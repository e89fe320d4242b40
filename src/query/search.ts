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

interface Place {
  text: string;
  where: string;
  file: string | null;
  line: number | null;
  weight: number;
}

/**
 * Looks for words in the runs' names, params, tags, notes, descriptions, metrics, reasons for being ignored and the journal
 * entries that name them, without regard to case. Runs that have all words stand before those that have some; then what is
 * found in a name counts more than what is found in a note. Equal ones stay in order.
 */
export function searchRuns(rows: readonly RunRow[], words: readonly string[]): Found[] {
  const wanted = words.flatMap((word) => word.toLowerCase().split(/\s+/)).filter((word) => word !== "");
  const found = rows.map((row) => {
    const places = placesOf(row);
    const hits = wanted.flatMap((word) => bestHit(places, word));
    return { row, hits, matched: hits.length, score: hits.reduce((sum, hit) => sum + hit.weight, 0) };
  });
  return found.filter((one) => one.matched > 0).sort((a, b) => b.matched - a.matched || b.score - a.score);
}

function bestHit(places: readonly Place[], word: string): Hit[] {
  const fitting = places.filter((place) => place.text.toLowerCase().includes(word));
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
    ...run.params.map((param) => {
      const literal = param.evidence.literal.replace(/^"(.*)"$/s, "$1");
      const place = { file: param.evidence.file, line: lineIn(param.evidence.locator) };
      return { text: `${param.name}=${literal}`, where: `param ${param.name} = ${literal}`, ...place, weight: 5 };
    }),
    ...run.metrics.map((metric) => {
      const place = { file: metric.file, line: lineIn(metric.last.evidence.locator) };
      return { text: metric.name, where: `metric ${metric.name}`, ...place, weight: 3 };
    }),
    ...plain(run.description, "description", 4),
    ...plain(run.notes, "notes", 4),
    ...plain(run.status.value, "status", 2),
    ...plain(run.diverged === null ? null : "diverged NaN", "diverged", 2),
    ...plain(experiment.name, "experiment", 1),
    ...(ignored === null
      ? []
      : [{ text: `ignored ${ignored.reason}`, where: "ignored", file: ignored.file, line: ignored.line, weight: 4 }]),
    ...(experiment.journal?.entries ?? [])
      .filter((entry) => names(`${entry.title}\n${entry.text}`, run.name))
      .map((entry) => ({
        text: `${entry.title}\n${entry.text}`,
        where: `journal ${entry.at}`,
        file: entry.file,
        line: entry.line,
        weight: 2,
      })),
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

function lineIn(locator: object): number | null {
  return "line" in locator && typeof locator.line === "number" ? locator.line : null;
}
