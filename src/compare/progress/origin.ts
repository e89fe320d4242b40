import { compareText } from "../../model/finding.ts";
import type { ParamChange, RowFacts } from "../../model/progress.ts";

const MOST_CHANGES = 5;

/**
 * The params in which a row differs from the one before it: those that both recorded first, then those of one of them only.
 * At most five, with the number of the others; null where one of the two recorded no params at all.
 */
export function changesBetween(before: RowFacts, after: RowFacts): { changed: ParamChange[] | null; more: number } {
  if (before.params.length === 0 || after.params.length === 0) return { changed: null, more: 0 };
  const old = new Map(before.params.map((param) => [param.name, param]));
  const own = new Map(after.params.map((param) => [param.name, param]));
  const changes = [...new Set([...old.keys(), ...own.keys()])].flatMap((name): ParamChange[] => {
    const change = { name, before: old.get(name) ?? null, after: own.get(name) ?? null };
    return change.before?.key === change.after?.key ? [] : [change];
  });
  const isPartial = ({ before: left, after: right }: ParamChange) => Number(left === null || right === null);
  changes.sort((a, b) => isPartial(a) - isPartial(b) || compareText(a.name, b.name));
  return { changed: changes.slice(0, MOST_CHANGES), more: Math.max(0, changes.length - MOST_CHANGES) };
}
