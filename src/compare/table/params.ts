import { byName } from "../../model/by-name.ts";
import type { Comparison, LeftOutParam, Row, StatedValue } from "../../model/comparison.ts";
import { linesOf } from "../../model/evidence.ts";
import { compareText } from "../../model/finding.ts";
import type { Param, ParamValue, Run } from "../../model/run.ts";
import { valueKey } from "../../model/value-key.ts";
import { isMadeForOne, isOfOneRun, isWrittenTo, withoutOwn } from "../../repeats/own-text.ts";
import { isCounting, isRepeatParam, mayCountRepeats } from "../../repeats/repeat-param.ts";
import type { VaryingParam } from "./follow.ts";
import { followersAmong } from "./follow.ts";

/**
 * Params of an experiment's runs: those that differ, those that are the same everywhere, and those that differ and are left
 * out of the tables, with the reason.
 */
export interface ParamSplit {
  differing: string[];
  constants: Comparison["constants"];
  leftOut: LeftOutParam[];
}

/** A param over all runs: its first value, how many runs have it, and whether all that do agree. */
interface Seen {
  first: Param;
  count: number;
  same: boolean;
}

/**
 * Splits params by whether all runs have the same value; numbers by value, so that `1e-1` is `0.1`, texts without what is the
 * run's own in them. Params that some runs lack differ. Left out are what tells repeats apart (by name, or `repeats`), what
 * belongs to one run, and what changes only together with another param.
 */
export function splitParams(runs: readonly Run[], repeats: readonly string[] = []): ParamSplit {
  const seen = look(runs);
  const asked = new Set(repeats);
  const leftOut: LeftOutParam[] = [];
  const constants: Comparison["constants"] = [];
  const varying: string[] = [];
  for (const [name, { first, count, same }] of seen) {
    const isRepeat = asked.has(name) || isRepeatParam(name);
    if (same && count === runs.length) {
      if (isRepeat || !isOfOneRun(name)) constants.push({ name, ...shownParam(first) });
    } else if (isRepeat) leftOut.push({ name, because: "repeat", with: null });
    else if (isOfOneRun(name)) leftOut.push({ name, because: "own", with: null });
    else varying.push(name);
  }
  const differing: VaryingParam[] = [];
  for (const param of valuesOf(runs, varying.sort(compareText))) {
    const because = reasonToLeaveOut(param, runs.length);
    if (because === null) differing.push(param);
    else leftOut.push({ name: param.name, because, with: null });
  }
  const followers = followersAmong(differing);
  for (const [name, leader] of followers) leftOut.push({ name, because: "together", with: leader });
  return {
    differing: differing.flatMap(({ name }) => (followers.has(name) ? [] : [name])),
    constants: constants.sort((a, b) => compareText(a.name, b.name)),
    leftOut: leftOut.sort((a, b) => compareText(a.name, b.name)),
  };
}

function look(runs: readonly Run[]): Map<string, Seen> {
  const seen = new Map<string, Seen>();
  for (const run of runs) {
    for (const param of run.params) {
      const known = seen.get(param.name);
      if (known === undefined) seen.set(param.name, { first: param, count: 1, same: true });
      else {
        known.count += 1;
        if (known.same && !sameValue(known.first.value, param.value)) known.same = false;
      }
    }
  }
  return seen;
}

/** The values of some params in the order of the runs, each as a number that is the same for equal values; 0 is none. */
function valuesOf(runs: readonly Run[], names: readonly string[]): VaryingParam[] {
  const all = names.map((name) => ({ name, codes: new Int32Array(runs.length), values: [] as ParamValue[] }));
  const known = names.map(() => new Map<ParamValue | string, number>());
  const at = new Map(names.map((name, index) => [name, index]));
  runs.forEach((run, place) => {
    for (const param of run.params) {
      const index = at.get(param.name);
      const own = index === undefined ? undefined : all[index];
      const codes = index === undefined ? undefined : known[index];
      if (own === undefined || codes === undefined) continue;
      const value = withoutOwn(param.value, run);
      let code = codes.get(value);
      if (code === undefined) {
        own.values.push(value);
        code = own.values.length;
        codes.set(value, code);
      }
      own.codes[place] = code;
    }
  });
  return all;
}

/** A text that was the same but for the run's own folder or id; an index of repeats; a time or path that no two runs share. */
function reasonToLeaveOut({ name, codes, values }: VaryingParam, runs: number): "own" | "repeat" | null {
  const isEverywhere = codes.every((code) => code !== 0);
  if (!isEverywhere) return null;
  if (values.length === 1 || isWrittenTo(name, values)) return "own";
  if (mayCountRepeats(name) && isCounting(values)) return "repeat";
  return runs > 2 && values.length === runs && values.every(isMadeForOne) ? "own" : null;
}

/** A run's params of some names, as a row shows them. */
export function paramsOf(run: Run, names: ReadonlySet<string>): Row["params"] {
  const shown = run.params.filter((param) => names.has(param.name));
  return byName(shown.map((param) => [param.name, shownParam(param)]));
}

/** The same for a param of a run, without what is the run's own in it. */
export function configKey(param: Param, run: Run): string {
  return valueKey(withoutOwn(param.value, run));
}

function sameValue(a: ParamValue, b: ParamValue): boolean {
  return a === b || valueKey(a) === valueKey(b);
}

/** A value that is written as nothing (`key:` in YAML) is shown as what it means: there would be nothing to click. */
function shownParam(param: Param): StatedValue {
  const { file } = param.evidence;
  const literal = param.evidence.literal || (param.value === null ? "null" : '""');
  const { line = null, endLine = null } = linesOf(param.evidence) ?? {};
  const several = line !== endLine && endLine !== null ? { endLine } : {};
  return { value: param.value, literal, file, line, ...several };
}
