import type { Run } from "../../model/run.ts";
import { paramOf } from "../../model/run.ts";
import type { Group } from "./group.ts";
import { isPlain } from "./label.ts";

/** A group before it has a name: what its runs are called in common, and the first of them, whose params they all have. */
export interface UnnamedGroup {
  stem: string;
  first: Run;
  runs: Run[];
}

/** More params than this in a name are too many to read, so only as many are taken as tell the groups apart. */
const FEW = 3;
const MOST = 6;
const LONGEST_VALUE = 32;

/** Names groups by their stem; those that would share one get params behind it that tell them apart, and a number at last. */
export function nameGroups(groups: readonly UnnamedGroup[], differing: readonly string[]): Group[] {
  const among = new Map<string, string[]>();
  for (const [stem, rivals] of Map.groupBy(groups, (group) => group.stem)) {
    among.set(stem, rivals.length > 1 || stem === "" ? tellingApart(rivals, differing) : []);
  }
  const used = new Map<string, number>();
  const taken = new Set<string>();
  return groups.map((group) => {
    const base = nameOf(group, among.get(group.stem) ?? []);
    let count = used.get(base) ?? 0;
    let name = base;
    do {
      count += 1;
      name = count === 1 ? base : `${base}-${count}`;
    } while (taken.has(name));
    used.set(base, count);
    taken.add(name);
    return { name, runs: group.runs };
  });
}

/** The params that differ among groups of one stem; of many, the ones that part them fastest until all are told apart. */
function tellingApart(rivals: readonly UnnamedGroup[], differing: readonly string[]): string[] {
  const literals = differing.map((name) => ({ name, values: rivals.map(({ first }) => literalOf(first, name)) }));
  const varying = literals.filter(({ values }) => values.some((value) => value !== values[0]));
  if (varying.length <= FEW) return varying.map(({ name }) => name);
  const isShort = ({ values }: { values: string[] }) => values.every((value) => value.length <= LONGEST_VALUE);
  const chosen: string[] = [];
  let keys = rivals.map(() => "");
  for (let parts = 1, open = varying.filter(isShort); chosen.length < MOST; ) {
    const tried = open.map(({ name, values }) => {
      const joined = values.map((value, index) => `${keys[index]}\u0000${value}`);
      return { name, joined, parts: new Set(joined).size, none: values.filter((value) => value === "none").length };
    });
    const best = tried.toSorted((a, b) => b.parts - a.parts || a.none - b.none)[0];
    if (best === undefined || best.parts <= parts) {
      if (open === varying || parts === rivals.length) break;
      open = varying;
      continue;
    }
    chosen.push(best.name);
    ({ joined: keys, parts } = best);
  }
  return varying.flatMap(({ name }) => (chosen.includes(name) ? [name] : []));
}

/** `baseline-lr=0.01`, without anything that an expression could trip over; a single run without a stem keeps its name. */
function nameOf(group: UnnamedGroup, among: readonly string[]): string {
  if (group.stem !== "" && among.length === 0) return /[,()"'`@]/.test(group.stem) ? plainName(group.stem) : group.stem;
  if (group.stem === "" && group.runs.length === 1 && isPlain(group.first.name)) return group.first.name;
  const given = among.filter((name) => paramOf(group.first, name) !== undefined);
  // Only what a run states is said of it, unless it states nothing of what tells it from the others.
  const parts = (given.length > 0 || group.stem !== "" ? given : among.slice(0, 1)).map(
    (name) => `${name.slice(name.lastIndexOf(".") + 1)}=${shortened(literalOf(group.first, name))}`,
  );
  const text = [group.stem, ...parts].filter((part) => part !== "").join("-");
  return plainName(text === "" ? group.first.name : text);
}

function literalOf(run: Run, name: string): string {
  return paramOf(run, name)?.evidence.literal ?? "none";
}

/** A long value keeps its end: that is where paths and class names differ. */
function shortened(literal: string): string {
  return literal.length <= LONGEST_VALUE ? literal : `…${literal.slice(1 - LONGEST_VALUE)}`;
}

function plainName(text: string): string {
  return text.replace(/[\s,()"'`@/|]+/g, "-").slice(0, 120);
}
