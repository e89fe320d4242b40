import type { ParamValue } from "../../model/run.ts";

/** A param that differs: by run the place of its value in `values`, counted from 1; 0 where the run lacks it. */
export interface VaryingParam {
  name: string;
  codes: Int32Array;
  values: ParamValue[];
}

/** So many params fit beside the results, so that none has to go. */
const ROOM = 4;

/**
 * The params that change only where another one does, each with that one; what is left still tells all runs apart. A param
 * with the very same values is left out always; others only where there are more than fit beside the results. Two numbers
 * that change together are both kept, unless several configurations share each of their values: in a random search any two
 * numbers do, and neither follows from the other.
 */
export function followersAmong(params: readonly VaryingParam[]): Map<string, string> {
  const followers = new Map<string, string>();
  const groups = alike(params).filter((group) => group.length > 1);
  for (const group of groups) {
    const sorted = [...group].sort(byWorth);
    sorted.forEach((param, index) => {
      const same = sorted.slice(0, index).find((one) => !followers.has(one.name) && hasSameValues(one, param));
      if (same !== undefined) followers.set(param.name, same.name);
    });
  }
  if (params.length - followers.size <= ROOM) return followers;
  const configurations = countConfigurations(params);
  for (const group of groups) {
    const [leader, ...others] = [...group].filter(({ name }) => !followers.has(name)).sort(byWorth);
    if (leader === undefined) continue;
    for (const param of others) {
      const isShared = 2 * classesOf(param) <= configurations;
      if (isShared || !(isNumeric(param) && isNumeric(leader))) followers.set(param.name, leader.name);
    }
  }
  for (const [name, leader] of followers) followers.set(name, lastOf(leader, followers));
  return followers;
}

/** A param that another was found equal to may itself go: both then stand with the one that stays. */
function lastOf(name: string, followers: ReadonlyMap<string, string>): string {
  let last = name;
  for (let next = followers.get(last); next !== undefined; next = followers.get(last)) last = next;
  return last;
}

/** Params in groups that part the runs in the same way. */
function alike(params: readonly VaryingParam[]): VaryingParam[][] {
  const groups = new Map<string, VaryingParam[]>();
  for (const param of params) {
    const key = partition(param.codes);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [param]);
    else group.push(param);
  }
  return [...groups.values()];
}

/** How runs are parted, whatever the values are: numbered by first appearance. Equal texts are equal partitions. */
function partition(codes: Int32Array): string {
  const numbers = new Map<number, number>();
  const parts = new Array<number>(codes.length);
  for (let at = 0; at < codes.length; at += 1) {
    const code = codes[at] ?? 0;
    let number = numbers.get(code);
    if (number === undefined) {
      number = numbers.size;
      numbers.set(code, number);
    }
    parts[at] = number;
  }
  return parts.join(",");
}

function countConfigurations(params: readonly VaryingParam[]): number {
  const runs = params[0]?.codes.length ?? 0;
  const seen = new Set<string>();
  for (let at = 0; at < runs; at += 1) seen.add(params.map(({ codes }) => codes[at]).join(","));
  return seen.size;
}

function classesOf({ codes, values }: VaryingParam): number {
  return values.length + (codes.includes(0) ? 1 : 0);
}

function hasSameValues(a: VaryingParam, b: VaryingParam): boolean {
  if (a.values.length !== b.values.length) return false;
  return a.codes.every((code, at) => {
    const other = b.codes[at] ?? 0;
    return code === 0 || other === 0 ? code === other : a.values[code - 1] === b.values[other - 1];
  });
}

function isNumeric({ values }: VaryingParam): boolean {
  return values.every((value) => typeof value === "number");
}

const ID = /^(?=.*\d)(?=.*[a-f])[0-9a-f]{4,}$/i;

/** The param that stands for the others first: a short value under a short name before a class or a path. */
function byWorth(a: VaryingParam, b: VaryingParam): number {
  return costOf(a) - costOf(b) || (a.name < b.name ? -1 : 1);
}

/** Read from the heaviest: an id, a path, a list or a shape, a value that is not everywhere, a class, a deep name, a long value. */
function costOf({ name, values, codes }: VaryingParam): number {
  const texts = values.slice(0, 50).map((value) => String(value));
  const marks = [
    { is: texts.every((text) => ID.test(text)), cost: 100 },
    { is: texts.some((text) => text.includes("/")), cost: 50 },
    { is: texts.some((text) => /^[[({]/.test(text)), cost: 40 },
    { is: codes.includes(0), cost: 30 },
    { is: /(?:^|\.)_\w+_$/.test(name), cost: 15 },
  ];
  const marked = marks.reduce((sum, { is, cost }) => sum + (is ? cost : 0), 0);
  const depth = name.split(".").length - 1;
  return marked + 2 * depth + Math.max(...texts.map((text) => text.length)) / 4;
}
