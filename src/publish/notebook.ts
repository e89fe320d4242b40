import type { SiteCiting } from "../contract/index.ts";
import type { CitedRecord } from "./record-place.ts";
import { anchorOf } from "./record-place.ts";

/** Lines of a file that something points at. `by`: the documents that cite them, where it is known. */
export interface CitedRange {
  line: number;
  endLine: number;
  by?: SiteCiting[];
}

/**
 * What pages asked for while they were made.
 *
 * - `files`: the files that they link to, each with the lines that they cite.
 * - `records`: the records and rows of binary files that they cite.
 * - `looked`: paths that they asked about and that have no page as a file.
 * - `media`: files that are copied, by their address.
 */
export interface Notes {
  files: Map<string, CitedRange[]>;
  records: Map<string, CitedRecord[]>;
  looked: Set<string>;
  media: Map<string, string>;
}

/** Notes down what is asked for, until it is taken. */
export function openNotebook() {
  let notes = blank();
  let known = new Set<string>();
  let lines = new Map<string, Set<number>>();
  /** Most of what is cited is a line. */
  const isKnownLine = (path: string, line: number): boolean => {
    const cited = lines.get(path) ?? new Set();
    if (cited.has(line)) return true;
    lines.set(path, cited.add(line));
    return false;
  };
  const isKnown = (key: string): boolean => {
    if (known.has(key)) return true;
    known.add(key);
    return false;
  };
  return {
    show: (path: string): void => void rangesOf(notes, path),
    look: (path: string): void => void notes.looked.add(path),
    copy: (path: string, address: string): void => void notes.media.set(address, path),
    cite: (path: string, { line, endLine }: CitedRange): void => {
      if (line === endLine ? isKnownLine(path, line) : isKnown(`${line} ${endLine} ${path}`)) return;
      rangesOf(notes, path).push({ line, endLine });
    },
    citeRecord: (path: string, { locator, literals }: CitedRecord): void => {
      if (isKnown(`${anchorOf(locator)} ${literals.join(" ")} ${path}`)) return;
      const records = notes.records.get(path) ?? [];
      records.push({ locator, literals });
      notes.records.set(path, records);
    },
    take: (): Notes => {
      const taken = notes;
      notes = blank();
      known = new Set();
      lines = new Map();
      return taken;
    },
  };
}

/** Adds up what several pages cite of a file, in the order of its lines. */
export function joinRanges(ranges: readonly CitedRange[]): CitedRange[] {
  const sorted = [...ranges].sort((a, b) => a.line - b.line || a.endLine - b.endLine);
  const joined: CitedRange[] = [];
  for (const one of sorted) {
    const before = joined.at(-1);
    if (before?.line !== one.line || before.endLine !== one.endLine) joined.push(one);
    else if (one.by !== undefined) joined[joined.length - 1] = { ...before, by: [...(before.by ?? []), ...one.by] };
  }
  return joined;
}

/** Adds up what several pages cite of a binary file: each record once, with all the values that are cited of it and all who cite it. */
export function joinRecords(records: readonly CitedRecord[]): CitedRecord[] {
  const groups = Map.groupBy(records, (one) => anchorOf(one.locator));
  return [...groups.values()].flatMap((same) => {
    const [first] = same;
    if (first === undefined) return [];
    const literals = [...new Set(same.flatMap((one) => one.literals))].sort();
    const by = same.flatMap((one) => one.by ?? []);
    return [{ locator: first.locator, literals, ...(by.length > 0 && { by }) }];
  });
}

function blank(): Notes {
  return { files: new Map(), records: new Map(), looked: new Set(), media: new Map() };
}

function rangesOf(notes: Notes, path: string): CitedRange[] {
  const known = notes.files.get(path);
  if (known !== undefined) return known;
  const ranges: CitedRange[] = [];
  notes.files.set(path, ranges);
  return ranges;
}
