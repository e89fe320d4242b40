import type { Param, Run } from "../model/run.ts";
import { runIndex } from "./run-index.ts";
import type { View } from "./view.ts";

const MOST = 3;
const LONGEST = 48;
const LONGEST_VALUE = 24;

/**
 * What sets a run apart in lists, in a few words: `lr=0.1 epochs=150`. These are the params with a column where runs are compared,
 * as far as they differ from the baseline's; for a run that differs in none of them what tells repeats apart (`seed=3`). A form that
 * the filter and the search find, and in which what is to be kept back is known by its name.
 */
export function sayApart(run: Run, view: View): string {
  const { differing, mixed, leftOut } = view.compiled.comparison;
  const own = new Map(run.params.map((one) => [one.name, one] as const));
  const { baseline } = runIndex(view.compiled);
  const base = new Map((baseline === run ? null : baseline)?.params.map((one) => [one.name, one] as const));
  const apart = [...differing, ...mixed].flatMap((name) => differs(own.get(name), base.get(name)));
  const repeats = leftOut.flatMap(({ name, because }) => (because === "repeat" ? (own.get(name) ?? []) : []));
  const isBaseline = baseline === run || (baseline !== null && apart.length === 0);
  return sayParams(isBaseline ? repeats : apart);
}

/** Params in a few words. A long value is not cut: of a part nobody could tell whether it is to be kept back. */
export function sayParams(params: readonly Param[]): string {
  const said: string[] = [];
  for (const { name, evidence } of params.slice(0, MOST)) {
    const { literal } = evidence;
    const text = `${name}=${literal.length > LONGEST_VALUE || /\s/.test(literal) ? "…" : literal}`;
    if (said.length > 0 && [...said, text].join(" ").length > LONGEST) break;
    said.push(text);
  }
  const rest = params.length - said.length;
  return [...said, ...(rest > 0 ? [`+${rest}`] : [])].join(" ");
}

function differs(own: Param | undefined, base: Param | undefined): Param[] {
  return own === undefined || own.value === base?.value ? [] : [own];
}
