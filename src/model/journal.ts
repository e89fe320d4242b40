import type { Reduction } from "./reduction.ts";

/** The tags an entry may carry, anywhere in it. */
export type JournalTag = "WEIRD" | "HUNCH" | "TODO" | "RESOLVED";

/**
 * One dated entry of a JOURNAL.md.
 *
 * - `id`: `<file>#L<line>`.
 * - `at`: the timestamp as written (`2026-11-21 16:50`).
 * - `text`: the entry's Markdown without its heading's timestamp.
 * - `resolves`: ids of the entries that a `[RESOLVED]` names (by timestamp, run name or quoted words).
 * - `resolvedBy`: the id of the entry that resolved this one, or null while a `[TODO]` or `[WEIRD]` is open.
 */
export interface JournalEntry {
  id: string;
  file: string;
  line: number;
  at: string;
  title: string;
  text: string;
  tags: JournalTag[];
  resolves: string[];
  resolvedBy: string | null;
}

/** Whether an entry waits for something (a `[TODO]` or `[WEIRD]`), and whether that is still open; null when it does not. */
export function stateOf(entry: JournalEntry): "open" | "resolved" | null {
  if (!entry.tags.includes("TODO") && !entry.tags.includes("WEIRD")) return null;
  return entry.resolvedBy === null ? "open" : "resolved";
}

/** Whether an entry waits or waited for something. */
export function isThread(entry: JournalEntry): boolean {
  return stateOf(entry) !== null;
}

/** Whether an entry waits for something that nothing has resolved. */
export function isOpen(entry: JournalEntry): boolean {
  return stateOf(entry) === "open";
}

/** A condition over metrics: `test/accuracy of shift − baseline ≥ 0.005`. `text` and place as its author wrote it. */
export interface Criterion {
  text: string;
  file: string;
  line: number;
  /** The condition in a form that can be computed, or null when the sentence could not be read. */
  condition: Condition | null;
}

/**
 * A computable condition.
 *
 * - `left`: a run or group name, the candidate; `right`: the baseline, or null when the value itself is compared.
 * - `how`: `diff` (left − right), `pp` (the same, of fractions, stated in percentage points), `rel` ((left − right) / |right|), `value`.
 */
export interface Condition {
  metric: string;
  left: string | null;
  right: string | null;
  how: "value" | "diff" | "pp" | "rel";
  op: ">" | ">=" | "<" | "<=";
  threshold: number;
}

/**
 * What an experiment sets out to find, as its journal states it. Empty parts are null and said to be missing. `lines`: where
 * names are declared that are not in the sentence itself.
 */
export interface Hypothesis {
  text: string;
  file: string;
  line: number;
  success: Criterion | null;
  failure: Criterion | null;
  primaryMetric: string | null;
  direction: "higher" | "lower" | null;
  baseline: string | null;
  candidate: string | null;
  lines?: { metric?: number | undefined; baseline?: number | undefined; candidate?: number | undefined } | undefined;
}

/** A reduction that a journal declares: of a metric as it is written there, or of the primary one (null). */
export interface StatedReduction {
  metric: string | null;
  reduction: Reduction;
  line: number;
}

/** How large a difference in the primary metric does not matter, in its unit. */
export interface StatedMargin {
  value: number;
  line: number;
}

/**
 * A parsed JOURNAL.md. `reductions`, `objectives` (metrics weighed against one another), `margin`: left out where it declares
 * none.
 */
export interface Journal {
  file: string;
  reductions?: StatedReduction[] | undefined;
  entries: JournalEntry[];
  hypothesis: Hypothesis | null;
  objectives?: { names: string[]; line: number } | undefined;
  margin?: StatedMargin | undefined;
}
