import type { CompiledExperiment } from "../../model/project.ts";
import type { Named, Scope } from "../value/scope.ts";
import { lookUpIn } from "../value/scope.ts";
import type { NameMention } from "./mention.ts";
import { spoken } from "./vocabulary.ts";

/** A value of a param that only one row of the comparison has, and how that row is looked up. */
interface Condition {
  literal: string;
  row: string;
}

/**
 * The rows that a text names by a param (`with lr = 0.01`, `dropout 0.3`), where that value is the one row's alone; a
 * value that several rows share names none of them.
 */
export function conditionsIn(
  text: string,
  { compiled, scope }: { compiled: CompiledExperiment; scope: Scope },
): NameMention[] {
  return [...conditionsOf(compiled)].flatMap(([param, conditions]) => {
    const lower = text.toLowerCase();
    if (!lower.includes(param.split(" ")[0] ?? param)) return [];
    const pattern = new RegExp(
      `(?<![\\p{L}\\p{N}])${param.replaceAll(" ", "[ _-]")}[\`*_"']*\\s*(?:=|:|of|at|is)?\\s*[\`*_"']*([\\p{L}\\p{N}.+-]*[\\p{L}\\p{N}])`,
      "giu",
    );
    return [...text.matchAll(pattern)].flatMap((match) => {
      const said = match[1] ?? "";
      const found = conditions.find(({ literal }) => isSame(literal, said));
      const [named] = found === undefined ? [] : lookUpIn(scope, compiled, found.row);
      return named === undefined ? [] : [mentionOf(named, match)];
    });
  });
}

function mentionOf(named: Named, match: RegExpExecArray): NameMention {
  const start = match.index;
  return {
    start,
    end: start + match[0].length,
    key: named.runs.map(({ id }) => id).join("\0"),
    named,
    bySetting: true,
  };
}

function isSame(literal: string, said: string): boolean {
  if (literal.toLowerCase() === said.toLowerCase()) return true;
  return literal !== "" && Number.isFinite(Number(literal)) && Number(literal) === Number(said);
}

/** The params of an experiment whose values tell rows apart, by the words of the last part of their names. */
function conditionsOf(compiled: CompiledExperiment): ReadonlyMap<string, Condition[]> {
  const made = MADE.get(compiled);
  if (made !== undefined) return made;
  const { comparison } = compiled;
  const used = comparison.rows.filter(({ bucket }) => bucket === "used");
  const found = new Map<string, Condition[]>();
  const together = comparison.leftOut.flatMap((param) => (param.because === "together" ? [param.name] : []));
  for (const param of [...comparison.differing, ...together]) {
    const rows = new Map<string, string[]>();
    for (const { id, params } of used) {
      const literal = params[param]?.literal;
      if (literal !== undefined) rows.set(literal, [...(rows.get(literal) ?? []), id]);
    }
    const alone = [...rows].flatMap(([literal, ids]) => (ids.length === 1 ? [{ literal, row: ids[0] ?? "" }] : []));
    const name = spoken(param.slice(param.lastIndexOf(".") + 1));
    if (alone.length > 0 && name.length > 1) found.set(name, alone);
  }
  MADE.set(compiled, found);
  return found;
}

// The experiment is the key, so what is made for it goes when it goes.
const MADE = new WeakMap<CompiledExperiment, ReadonlyMap<string, Condition[]>>();
