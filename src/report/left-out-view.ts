import { codeSpan } from "../markdown/escape.ts";
import type { LeftOutParam, Row } from "../model/comparison.ts";
import type { CompiledExperiment } from "../model/project.ts";
import type { LinkWriter } from "./link-writer.ts";
import { shortLiteral } from "./short-literal.ts";

/** So many different values of a param are written out. */
const MOST_VALUES = 4;

/**
 * The fields `leftOut` of templates: params that differ and have no column, by the reason; null without any. `together` has a
 * text for each of its values, with the value of the param that it changes with.
 */
export function leftOutView({ comparison }: CompiledExperiment, links: LinkWriter): object | null {
  const { leftOut, rows } = comparison;
  if (leftOut.length === 0) return null;
  const named = (because: LeftOutParam["because"]) =>
    leftOut.filter((param) => param.because === because).map(({ name }) => codeSpan(name));
  const together = leftOut.flatMap((param) => {
    const leader = param.with;
    if (leader === null) return [];
    return [
      { name: codeSpan(param.name), leader: codeSpan(leader), ...pairsOf({ name: param.name, leader }, rows, links) },
    ];
  });
  return { repeats: named("repeat"), own: named("own"), together };
}

function pairsOf(of: { name: string; leader: string }, rows: readonly Row[], links: LinkWriter) {
  const pairs = new Map<string, string>();
  for (const { params } of rows) {
    const own = params[of.name];
    if (own === undefined) continue;
    const other = params[of.leader];
    const key = JSON.stringify([own.literal, other?.literal]);
    if (pairs.has(key) || pairs.size > MOST_VALUES) continue;
    const value = links.place(codeSpan(shortLiteral(own.literal)), own.file, own.line);
    pairs.set(key, `${value} with ${other === undefined ? "none" : codeSpan(shortLiteral(other.literal))}`);
  }
  return { values: [...pairs.values()].slice(0, MOST_VALUES), hasMore: pairs.size > MOST_VALUES };
}
