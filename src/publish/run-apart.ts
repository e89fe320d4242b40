import type { CompiledExperiment } from "../model/project.ts";
import type { Param, Run } from "../model/run.ts";
import { runIndex } from "./run-index.ts";
import type { View } from "./view.ts";

const MOST = 3;
const LONGEST = 64;
const LONGEST_VALUE = 24;
/** Among more runs than these it is not asked what a further param tells apart: each run's cell would ask all others. */
const MOST_ASKED = 500;

/**
 * What sets a run apart in lists, in a few words: `lr=0.1 epochs=150`. These are the params with a column where runs are compared,
 * as far as they differ from the baseline's, those first that tell it from most of the other runs. What tells repeats apart
 * (`seed=3`) follows where several runs differ in the same, and stands alone for a run that differs in nothing. A form that the
 * filter and the search find, and in which what is to be kept back is known by its name.
 */
export function sayApart(run: Run, view: View): string {
  const index = apartIndex(view.compiled);
  const own = index.own.get(run) ?? [];
  const { telling, rest } = inOrder(own, index.holders);
  const names = index.repeats.get(keyOf(own)) ?? [];
  const repeats = names.flatMap((name) => run.params.filter((one) => one.name === name));
  return sayParams([...telling, ...repeats, ...rest]);
}

/**
 * Params in a few words. A long value is not cut: of a part nobody could tell whether it is to be kept back. Where another can be
 * said it is only counted.
 */
export function sayParams(params: readonly Param[]): string {
  const sayable = params.filter((one) => !isSilent(one));
  const said: string[] = [];
  for (const param of (sayable.length > 0 ? sayable : params).slice(0, MOST)) {
    const text = `${param.name}=${isSilent(param) ? "…" : param.evidence.literal}`;
    if (said.length > 0 && [...said, text].join(" ").length > LONGEST) break;
    said.push(text);
  }
  const rest = params.length - said.length;
  return [...said, ...(rest > 0 ? [`+${rest}`] : [])].join(" ");
}

/** Whether the value of a param cannot be said in a list. */
function isSilent({ evidence: { literal } }: Param): boolean {
  return literal.length > LONGEST_VALUE || /\s/.test(literal);
}

/** The runs that have a param with a value, by both; `named`: how many have the param at all. */
interface Holders {
  runs: ReadonlyMap<string, ReadonlySet<Run>>;
  named: ReadonlyMap<string, number>;
}

/**
 * What sets the runs of an experiment apart. `own`: what each has that the baseline has not, in the order of the columns; `repeats`:
 * for runs with the same of that, the params that tell them apart.
 */
interface ApartIndex {
  own: ReadonlyMap<Run, readonly Param[]>;
  holders: Holders;
  repeats: ReadonlyMap<string, readonly string[]>;
}

const known = new WeakMap<CompiledExperiment, ApartIndex>();

function apartIndex(compiled: CompiledExperiment): ApartIndex {
  const index = known.get(compiled) ?? indexOf(compiled);
  known.set(compiled, index);
  return index;
}

function indexOf(compiled: CompiledExperiment): ApartIndex {
  const { differing, mixed } = compiled.comparison;
  const { baseline } = runIndex(compiled);
  const base = byName(baseline);
  const own = new Map<Run, Param[]>();
  const runs = new Map<string, Set<Run>>();
  const named = new Map<string, number>();
  for (const run of compiled.experiment.runs) {
    const params = byName(run);
    const differs = [...differing, ...mixed].flatMap((name) => {
      const param = params.get(name);
      if (param !== undefined) named.set(name, (named.get(name) ?? 0) + 1);
      return param === undefined || param.value === base.get(name)?.value ? [] : [param];
    });
    own.set(run, differs);
    for (const key of differs.map((one) => keyOf([one]))) runs.set(key, (runs.get(key) ?? new Set()).add(run));
  }
  const alike = Map.groupBy(own.keys(), (run) => keyOf(own.get(run) ?? []));
  return { own, holders: { runs, named }, repeats: repeatsOf(alike, compiled) };
}

/** What tells repeats apart is said where it differs among them, and of a baseline that has none. */
function repeatsOf(alike: ReadonlyMap<string, readonly Run[]>, compiled: CompiledExperiment): Map<string, string[]> {
  const names = compiled.comparison.leftOut.filter(({ because }) => because === "repeat").map(({ name }) => name);
  const hasBaseline = runIndex(compiled).baseline !== null;
  const said = Array.from(alike, ([key, runs]): [string, string[]] => {
    const isBaseline = key === keyOf([]);
    if (isBaseline && !hasBaseline) return [key, []];
    if (isBaseline && runs.length === 1) return [key, names];
    const params = runs.map(byName);
    return [key, names.filter((name) => new Set(params.map((own) => own.get(name)?.value)).size > 1)];
  });
  return new Map(said);
}

function byName(run: Run | null): ReadonlyMap<string, Param> {
  return new Map((run?.params ?? []).map((one) => [one.name, one] as const));
}

/** A text that is the same for the same params with the same values. */
function keyOf(params: readonly Param[]): string {
  return JSON.stringify(params.map(({ name, value }) => [name, String(value)]));
}

/**
 * Params with the rarest value first, of those one that most runs have with other values, then those that tell the run from others
 * which have the values before; `rest`: those that tell nothing more. A value that cannot be said comes after those that can.
 */
function inOrder(params: readonly Param[], holders: Holders): { telling: Param[]; rest: Param[] } {
  const has = new Map(params.map((one) => [one, holders.runs.get(keyOf([one])) ?? new Set<Run>()] as const));
  const countOf = (one: Param) => has.get(one)?.size ?? 0;
  const namedOf = (one: Param) => holders.named.get(one.name) ?? 0;
  const sorted = params.toSorted(
    (a, b) => Number(isSilent(a)) - Number(isSilent(b)) || countOf(a) - countOf(b) || namedOf(b) - namedOf(a),
  );
  const telling: Param[] = [];
  const rest: Param[] = [];
  let left: readonly Run[] | null = null;
  for (const param of sorted) {
    const own = has.get(param) ?? new Set<Run>();
    const among: readonly Run[] = left ?? [...own];
    const narrowed = among.length > MOST_ASKED ? among : among.filter((run) => own.has(run));
    const isTelling = left === null || narrowed.length < among.length || among.length > MOST_ASKED;
    (isTelling ? telling : rest).push(param);
    left = narrowed;
  }
  return { telling, rest };
}
