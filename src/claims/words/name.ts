import { bucketOf } from "../../model/accounting.ts";
import type { CompiledExperiment } from "../../model/project.ts";
import { baseName } from "../../model/tree.ts";

/** What a name means: a run, or the runs of a row. `row`: the row's id, for a row. */
export interface NamedRuns {
  name: string;
  runs: ReadonlySet<string>;
  row: string | null;
}

/** A name where it stands in a text. `plain`: it is a word that may as well mean something else (`shift`, `full`). */
export interface Mention extends NamedRuns {
  start: number;
  end: number;
  plain: boolean;
}

/** The names of runs and rows that stand in a text as words of their own, from left to right; the longest ones. */
export function mentionsIn(text: string, compiled: CompiledExperiment): Mention[] {
  const index = indexOf(compiled);
  const { lower, words } = wordsOf(text);
  const found: Mention[] = [];
  let until = 0;
  for (const { start, word } of words) {
    if (start < until) continue;
    const name = (index.byFirst.get(word) ?? []).find((one) => standsAt(lower, start, one));
    const named = name === undefined ? undefined : index.names.get(name);
    if (name === undefined || named === undefined) continue;
    until = start + name.length;
    found.push({ ...named, start, end: until, plain: !/[\d_\-./+=]/.test(name) });
  }
  return found;
}

/** What a text that is a name and nothing else means; marks and a count behind it aside (`baseline (n = 5)`). */
export function nameAlone(text: string, compiled: CompiledExperiment): NamedRuns | null {
  const bare = text
    .replace(/[`*✅⭐†‡]/gu, "")
    .replace(/\s*\([^)]*\)\s*/g, " ")
    .trim();
  return indexOf(compiled).names.get(bare.toLowerCase()) ?? null;
}

interface NameIndex {
  names: Map<string, NamedRuns>;
  byFirst: Map<string, string[]>;
}

// The experiment is the key, so what is made for it goes when it goes.
const MADE = new WeakMap<CompiledExperiment, NameIndex>();

const WORD_START = /(?<![\p{L}\p{N}_/.@-])[\p{L}\p{N}]/gu;
const FIRST_WORD = /^[\p{L}\p{N}_]+/u;

interface Words {
  text: string;
  lower: string;
  words: readonly { start: number; word: string }[];
}

// The same sentence is read for one experiment after the other.
let latest: Words = { text: "", lower: "", words: [] };

function wordsOf(text: string): Words {
  if (latest.text === text) return latest;
  const lower = text.toLowerCase();
  const words = [...lower.matchAll(WORD_START)].map(({ index: start }) => {
    return { start, word: FIRST_WORD.exec(lower.slice(start, start + 200))?.[0] ?? "" };
  });
  latest = { text, lower, words };
  return latest;
}

function indexOf(compiled: CompiledExperiment): NameIndex {
  const made = MADE.get(compiled);
  if (made !== undefined) return made;
  const names = namesOf(compiled);
  const byFirst = new Map<string, string[]>();
  for (const name of [...names.keys()].sort((a, b) => b.length - a.length)) {
    const word = FIRST_WORD.exec(name)?.[0];
    if (word !== undefined) byFirst.set(word, [...(byFirst.get(word) ?? []), name]);
  }
  const index = { names, byFirst };
  MADE.set(compiled, index);
  return index;
}

/** A row's name means its runs, even where a run has it too; a name of several runs means any of them; a copy is what it copies. */
function namesOf({ experiment, comparison }: CompiledExperiment): Map<string, NamedRuns> {
  const names = new Map<string, NamedRuns>();
  for (const run of experiment.runs) {
    for (const name of new Set([run.name, baseName(run.dir), run.id])) {
      const key = name.toLowerCase();
      if (key === "") continue;
      const runs = new Set([...(names.get(key)?.runs ?? []), run.duplicateOf ?? run.id]);
      names.set(key, { name: run.name, runs, row: null });
    }
  }
  const used = new Set(experiment.runs.filter((run) => bucketOf(run) === "used").map(({ id }) => id));
  for (const row of comparison.rows) {
    for (const name of new Set([row.name, row.id])) {
      const key = name.toLowerCase();
      const other = names.get(key)?.runs ?? [];
      if (key === "" || ![...other].every((id) => row.runs.includes(id))) continue;
      const runs = row.runs.filter((id) => used.has(id));
      names.set(key, { name: row.name, runs: new Set(runs.length > 0 ? runs : row.runs), row: row.id });
    }
  }
  return names;
}

function standsAt(text: string, start: number, name: string): boolean {
  if (!text.startsWith(name, start)) return false;
  return !/^(?:[\p{L}\p{N}_]|[-./@=+][\p{L}\p{N}_])/u.test(text.slice(start + name.length, start + name.length + 2));
}
