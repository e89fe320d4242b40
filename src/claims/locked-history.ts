import { compareText } from "../model/finding.ts";
import type { HistoryFact } from "../model/history.ts";

/** An entry of the lock's history as it is stated; null when it is none. */
export function factOf(stated: unknown): HistoryFact | null {
  if (typeof stated !== "object" || stated === null) return null;
  const entry = stated as Record<string, unknown>;
  const text = (key: string) => (typeof entry[key] === "string" ? entry[key] : null);
  const [file, passage, run, commit, at] = ["file", "passage", "run", "commit", "at"].map(text);
  if (!file || !passage) return null;
  const isDated = typeof at === "string" && typeof commit === "string" && Number.isFinite(Date.parse(at));
  if (isDated) return { file, passage, run: null, commit, at };
  return run ? { file, passage, run, commit: null, at: null } : null;
}

/**
 * One fact for each passage of a file, sorted, the keys always in this order. Where branches remembered different ones, the
 * earliest date counts: a passage that one branch knew as committed was there.
 */
export function oneFactEach(facts: readonly HistoryFact[]): HistoryFact[] {
  const sorted = [...facts].sort(
    (a, b) => compareText(a.file, b.file) || compareText(a.passage, b.passage) || compareAge(a, b),
  );
  return sorted
    .filter((fact, index) => {
      const before = sorted[index - 1];
      return before?.file !== fact.file || before.passage !== fact.passage;
    })
    .map(({ file, passage, run, commit, at }) => ({ file, passage, run, commit, at }));
}

function compareAge(a: HistoryFact, b: HistoryFact): number {
  const [first, second] = [a, b].map(({ at }) => (at === null ? Number.POSITIVE_INFINITY : Date.parse(at)));
  if (first !== second) return (first ?? 0) < (second ?? 0) ? -1 : 1;
  return compareText(a.commit ?? "", b.commit ?? "") || compareText(a.run ?? "", b.run ?? "");
}
