import { compareText } from "../model/finding.ts";
import type { Lock } from "./lock.ts";
import { formatLock, parseLock } from "./lock.ts";

/**
 * Three versions of docs.lock.json in one: every entry that either side added or changed, none that either removed. Where both
 * changed one, the same of the two is kept whichever side it is on; `docs sync` locks it again.
 */
export function mergeLocks(texts: { base: string; ours: string; theirs: string }): string {
  const read = (text: string) => parseLock(text, "").lock;
  const [base, ours, theirs] = [read(texts.base), read(texts.ours), read(texts.theirs)];
  const merge = <T extends object>(part: (lock: Lock) => readonly T[], keyOf: (entry: T) => string): T[] =>
    mergeEntries({ base: part(base), ours: part(ours), theirs: part(theirs) }, keyOf);
  return formatLock({
    schemaVersion: 1,
    claims: merge(
      (lock) => lock.claims,
      ({ file, id }) => JSON.stringify([file, id]),
    ),
    regions: merge(
      (lock) => lock.regions ?? [],
      ({ file, region }) => JSON.stringify([file, region]),
    ),
    history: merge(
      (lock) => lock.history ?? [],
      (fact) => JSON.stringify(fact),
    ),
  });
}

function mergeEntries<T extends object>(
  lists: { base: readonly T[]; ours: readonly T[]; theirs: readonly T[] },
  keyOf: (entry: T) => string,
): T[] {
  const byKey = (list: readonly T[]) => new Map(list.map((entry) => [keyOf(entry), entry]));
  const [base, ours, theirs] = [byKey(lists.base), byKey(lists.ours), byKey(lists.theirs)];
  const merged: T[] = [];
  for (const key of new Set([...ours.keys(), ...theirs.keys()])) {
    const [was, one, other] = [base.get(key), ours.get(key), theirs.get(key)];
    const text = (entry: T | undefined) => (entry === undefined ? "" : JSON.stringify(entry));
    const changed = [one, other].filter((entry) => text(entry) !== text(was));
    const kept = changed.length === 0 ? [one] : changed;
    const [first] = kept.filter((entry) => entry !== undefined).sort((a, b) => compareText(text(a), text(b)));
    if (first !== undefined) merged.push(first);
  }
  return merged;
}
