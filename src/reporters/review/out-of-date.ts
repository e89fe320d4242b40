import type { OutOfDate } from "../../model/review.ts";

/** So many reasons are given; who wants all of them runs the command. */
const REASONS = 10;

/** Why files are out of date: what none of them knows of, said once and empty where there is no such thing, and the first reasons of each. */
export interface Reasons {
  common: string;
  shown: OutOfDate[];
  rest: number;
}

/** The reasons file by file, without what all of them say. */
export function reasonsOf(outOfDate: readonly OutOfDate[]): Reasons {
  const byFile = [...Map.groupBy(outOfDate, ({ file }) => file).values()].flat();
  const first = outOfDate[0]?.why.split("; ", 1)[0] ?? "";
  const isCommon =
    outOfDate.length > 1 && UNKNOWN.test(first) && outOfDate.every(({ why }) => why.startsWith(`${first}; `));
  const said = isCommon ? byFile.map((one) => ({ ...one, why: one.why.slice(first.length + 2) })) : byFile;
  return {
    common: isCommon ? first.replace(UNKNOWN, "They do not know of ") : "",
    shown: said.slice(0, REASONS),
    rest: Math.max(0, outOfDate.length - REASONS),
  };
}

const UNKNOWN = /^it does not know of /;
