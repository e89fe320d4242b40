import { codeSpan } from "../markdown/escape.ts";
import type { LeftOutParam, Row } from "../model/comparison.ts";
import type { CompiledExperiment } from "../model/project.ts";
import type { LinkWriter } from "./link-writer.ts";
import { shortLiteral } from "./short-literal.ts";

/** So many different values of a param are written out. */
const MOST_VALUES = 4;

/**
 * The fields `leftOut` of templates: params that differ and have no column, by the reason; null without any. `together` has one
 * entry for each param that others change with: `leader`, and `params` as Markdown of a name and its values.
 */
export function leftOutView({ comparison }: CompiledExperiment, links: LinkWriter): object | null {
  const { leftOut, rows } = comparison;
  if (leftOut.length === 0) return null;
  const named = (because: LeftOutParam["because"]) =>
    leftOut.filter((param) => param.because === because).map(({ name }) => codeSpan(name));
  const led = Map.groupBy(leftOut, (param) => param.with);
  const together = [...led].flatMap(([leader, params]) => {
    if (leader === null) return [];
    const said = params.map(({ name }) => `${codeSpan(name)} ${valuesOf({ name, leader }, rows, links)}`.trimEnd());
    return [{ leader: codeSpan(leader), params: said }];
  });
  return { repeats: named("repeat"), own: named("own"), together };
}

/** A param's one value; of several each with the value of the param that it changes with. */
function valuesOf(of: { name: string; leader: string }, rows: readonly Row[], links: LinkWriter): string {
  const pairs = new Map<string, { value: string; other: string }>();
  for (const { params } of rows) {
    const own = params[of.name];
    if (own === undefined) continue;
    const other = params[of.leader]?.literal ?? "none";
    const key = JSON.stringify([own.literal, other]);
    if (pairs.has(key)) continue;
    const value = links.place(codeSpan(shortLiteral(own.literal)), own.file, own.line, own.endLine);
    pairs.set(key, { value, other: codeSpan(shortLiteral(other)) });
    if (pairs.size > MOST_VALUES) break;
  }
  const all = [...pairs.values()];
  if (all.length < 2) return all[0]?.value ?? "";
  const said = all.slice(0, MOST_VALUES).map(({ value, other }) => `${value} where that is ${other}`);
  return `(${said.join(", ")}${all.length > MOST_VALUES ? ", …" : ""})`;
}
