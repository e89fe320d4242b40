import type { Lock } from "../claims/lock.ts";
import { readText } from "../disk/file.ts";
import { hashText } from "../disk/hash.ts";
import type { Blame } from "../disk/history.ts";
import { blameFile } from "../disk/history.ts";
import { compareText } from "../model/finding.ts";
import type { History, HistoryFact, LineCommit, Passage, Told } from "../model/history.ts";

/** A passage goes on over no more lines than this. */
const MOST_LINES = 40;

/**
 * Opens the history of a project: what the lock remembers, and git where that is asked. The lock and each file are read when
 * first asked for, git runs once a file at most.
 */
export function openHistory(root: string, readLock: () => Lock): History {
  let facts: Map<string, HistoryFact[]> | null = null;
  const texts = new Map<string, string[] | null>();
  const blames = new Map<string, ReturnType<typeof blameFile>>();
  const linesOf = cached(texts, (file: string) => readLines(root, file));
  const blameOf = cached(blames, (file: string) => blameFile(root, file));
  return {
    tell: (passage) => {
      const lines = linesOf(passage.file);
      const end = lines === null ? null : endOf(passage, lines);
      if (lines === null || end === null) return null;
      const hash = hashText(words(lines.slice(passage.line - 1, end)));
      facts ??= Map.groupBy(readLock().history ?? [], (fact) => fact.passage);
      const remembered = rememberedOf(facts.get(hash) ?? [], passage.file, (file) => linesOf(file) !== null);
      return { passage: hash, remembered, now: () => youngest(blameOf(passage.file), passage.line, end) };
    },
  };
}

/**
 * What the lock keeps: the facts of this compile, and earlier ones of words that still stand in their file, which nobody asked
 * for because their runs are not in this checkout.
 */
export function keepFacts(root: string, previous: readonly HistoryFact[], now: readonly HistoryFact[]): HistoryFact[] {
  const told = new Set(now.map(({ file, passage }) => `${file}\0${passage}`));
  const standing = cached(new Map(), (file: string) => {
    return new Set((readLines(root, file) ?? []).map((line) => hashText(words([line]))));
  });
  const rest = previous.filter((fact) => !told.has(`${fact.file}\0${fact.passage}`));
  return [...now, ...rest.filter((fact) => standing(fact.file).has(fact.passage))];
}

/** The fact of that file, or of one that is gone since, which has moved here then. */
function rememberedOf(
  facts: readonly HistoryFact[],
  file: string,
  exists: (file: string) => boolean,
): HistoryFact | null {
  const own = facts.find((fact) => fact.file === file);
  if (own !== undefined) return own;
  const moved = facts.filter((fact) => nameOf(fact.file) === nameOf(file) && !exists(fact.file));
  const [first = null] = moved.sort((a, b) => compareText(a.file, b.file));
  return first && { ...first, file };
}

/** The youngest commit of some lines; `uncommitted` when one of them is; null when one cannot be told. */
function youngest(blame: Blame | "uncommitted" | null, line: number, end: number): ReturnType<Told["now"]> {
  if (blame === null || blame === "uncommitted") return blame;
  let last: LineCommit | null = null;
  for (let at = line; at <= end; at += 1) {
    const commit = blame.get(at);
    if (commit === undefined) return null;
    if (commit === null) return "uncommitted";
    if (last === null || Date.parse(commit.at) > Date.parse(last.at)) last = commit;
  }
  return last;
}

/** The last line of a passage: the first one up to which all of its words stand. Null where they do not stand there. */
function endOf({ line, text }: Passage, lines: readonly string[]): number | null {
  if (line < 1 || line > lines.length) return null;
  if (text === null) return line;
  const wanted = letters(text);
  let found = "";
  for (let end = line; end <= lines.length && end < line + MOST_LINES; end += 1) {
    found += letters(lines[end - 1] ?? "");
    if (found.includes(wanted)) return end;
  }
  return null;
}

/** Letters and digits alone: what a parser took from a list, a table or a wrapped line has the same. */
function letters(text: string): string {
  return text.replace(/[^\p{L}\p{N}]+/gu, "");
}

function words(lines: readonly string[]): string {
  return lines.join(" ").replace(/\s+/g, " ").trim();
}

function readLines(root: string, file: string): string[] | null {
  try {
    return readText(root, file).split(/\r\n|\n|\r/);
  } catch {
    return null;
  }
}

function nameOf(file: string): string {
  return file.slice(file.lastIndexOf("/") + 1);
}

function cached<Value>(known: Map<string, Value>, make: (key: string) => Value): (key: string) => Value {
  return (key) => {
    if (!known.has(key)) known.set(key, make(key));
    return known.get(key) as Value;
  };
}
