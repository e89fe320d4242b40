import type { Fact, PageOf, SiteLink } from "../contract/index.ts";
import type { FileLines } from "../disk/lines.ts";
import { showHidden } from "../markdown/escape.ts";
import type { CompiledExperiment } from "../model/project.ts";
import type { Run } from "../model/run.ts";
import { baseName } from "../model/tree.ts";
import type { Addresses } from "./address.ts";
import { lineCitations } from "./line-citation.ts";
import type { CitedRange } from "./notebook.ts";
import { sayBytes, sayCount, shorten } from "./say.ts";
import { trailOf } from "./trail.ts";

/** How much of a file is shown whole, and how much of a larger one. */
const WHOLE_LINES = 2000;
const WHOLE_BYTES = 400_000;
const HEAD = 40;
const TAIL = 40;
const AROUND = 20;
const LONGEST_LINE = 1000;
/** What is cited may stand anywhere in its line: some tools log many values in one. */
const LONGEST_CITED = 10_000;
/** Controls that have a picture, such as ␛ of a colour code; tabs stay. */
const CONTROL = /[\u0000-\u0008\u000a-\u001f]/g;

/**
 * What the page of a file is made with besides the file. `cited`: the lines that something points at; `raw`: the address of the
 * file as it is, null where that is not copied into the site.
 */
export interface FilePlace {
  path: string;
  address: string;
  cited: readonly CitedRange[];
  owners: SiteLink[];
  raw?: string | null;
}

type Window = { from: number; to: number };

/** The page of a text file: whole, or for a large one its head, its tail and what is around each cited line. */
export function filePage(text: FileLines, place: FilePlace): PageOf<"file"> {
  const { path, address, cited: ranges, owners, raw = null } = place;
  // A file without a byte has one line, which is empty: a value may be read from it.
  const total = Math.max(1, text.total);
  const cited = ranges.filter((range) => range.line <= total);
  const isWhole = total <= WHOLE_LINES && text.bytes <= WHOLE_BYTES;
  const windows = isWhole ? [{ from: 1, to: total }] : windowsOf(total, cited);
  const read = ({ from, to }: Window) => (text.total === 0 ? [""] : text.read(from, to));
  const facts: Fact[] = [
    { label: "Size", value: [sayBytes(text.bytes)] },
    { label: "Lines", value: [String(text.total)] },
  ];
  const marks = marksOf(cited);
  const last = windows.at(-1)?.to ?? 0;
  return {
    kind: "file",
    address,
    title: baseName(path),
    description: `${path}, line by line.`,
    trail: trailOf(...owners),
    path,
    facts,
    note: isWhole ? null : `This file is large: its head, its tail and the lines around what is cited are shown.`,
    raw: raw === null ? null : { text: baseName(path), href: raw },
    whole: raw === null ? `The whole file is not in this site; it lies in the project at ${path}.` : null,
    windows: windows.map((window, index) => ({
      gap: gapBefore(window, windows[index - 1]),
      lines: read(window).map((line, at) => lineOf(window.from + at, line, marks)),
    })),
    citations: lineCitations(cited),
    end: last < total ? `${sayCount(total - last, "line")} left out` : null,
  };
}

/** Whose file it is: the experiment, and what addresses are made with. */
export interface FileOwner {
  addresses: Pick<Addresses, "experiment" | "run">;
  owner: CompiledExperiment | null;
}

/** The experiment and the run that a file is of: whoever was led to a line finds back to what it is a line of. */
export function ownersOf(path: string, { addresses, owner }: FileOwner): SiteLink[] {
  if (owner === null) return [];
  const own = owner.experiment.runs[runOf(path, owner)];
  return [
    { text: "Experiments", href: "experiments/" },
    { text: owner.experiment.title, href: addresses.experiment(owner) },
    ...(own === undefined ? [] : [{ text: own.name, href: addresses.run(owner, own.id) }]),
  ];
}

/** Which run of an experiment a file is of; −1 when it is of none, or of several as a tracker's database is. */
export function runOf(path: string, { experiment }: CompiledExperiment): number {
  const isOf = (run: Run) => path.startsWith(`${run.dir}/`) || run.files.includes(path);
  const first = experiment.runs.findIndex(isOf);
  return experiment.runs.findLastIndex(isOf) === first ? first : -1;
}

/**
 * A line of a file as text that is safe to show: what hides or reorders text is made visible (`␛[31m`, `\\u{202E}`), tabs stay,
 * and what is longer than a thousand characters, or than was asked for, is cut and says so.
 */
export function visibleLine(line: string, longest = LONGEST_LINE): string {
  const shown = shorten(line, longest).replace(CONTROL, (code) =>
    String.fromCodePoint(0x2400 + (code.codePointAt(0) ?? 0)),
  );
  return shown.split("\t").map(showHidden).join("\t");
}

function windowsOf(total: number, cited: readonly CitedRange[]): Window[] {
  const wanted: Window[] = [
    { from: 1, to: Math.min(HEAD, total) },
    { from: Math.max(1, total - TAIL + 1), to: total },
    ...cited.map(({ line, endLine }) => ({ from: Math.max(1, line - AROUND), to: Math.min(total, endLine + AROUND) })),
  ];
  wanted.sort((a, b) => a.from - b.from || a.to - b.to);
  const merged: Window[] = [];
  for (const window of wanted) {
    const before = merged.at(-1);
    if (before !== undefined && window.from <= before.to + 1) before.to = Math.max(before.to, window.to);
    else merged.push({ ...window });
  }
  return merged;
}

function gapBefore(window: Window, before: Window | undefined): string | null {
  const missing = window.from - (before?.to ?? 0) - 1;
  return missing > 0 ? `${sayCount(missing, "line")} left out` : null;
}

interface Marks {
  cited: ReadonlySet<number>;
  ranges: ReadonlyMap<number, string[]>;
}

function marksOf(cited: readonly CitedRange[]): Marks {
  const lines = new Set<number>();
  const ranges = new Map<number, string[]>();
  for (const { line, endLine } of cited) {
    for (let at = line; at <= Math.min(endLine, line + WHOLE_LINES); at += 1) lines.add(at);
    if (endLine !== line) ranges.set(line, [...(ranges.get(line) ?? []), `L${line}-L${endLine}`]);
  }
  return { cited: lines, ranges };
}

function lineOf(number: number, text: string, marks: Marks) {
  const cited = marks.cited.has(number);
  const shown = visibleLine(text, cited ? LONGEST_CITED : LONGEST_LINE);
  return { number, text: shown, cited, ranges: marks.ranges.get(number) ?? [] };
}
