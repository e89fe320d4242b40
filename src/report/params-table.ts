import type { Row } from "../model/comparison.ts";
import type { CompiledExperiment } from "../model/project.ts";
import { varyingParams } from "../model/varying-param.ts";
import { paramColumns } from "./column.ts";
import { fold } from "./fold.ts";
import type { LinkWriter } from "./link-writer.ts";
import { chunks } from "./results-table.ts";
import { MOST_OUTSIDE } from "./runs-table.ts";
import { listedRows, rowsMarkdown } from "./shown-rows.ts";

const PARAMS_IN_RESULTS = 4;
const PARAMS_PER_TABLE = 8;
/** Rows that do not count are in the table too: a column may differ by them alone. */
const OUTSIDE_ROWS = 20;

/**
 * The parameters that differ, when they are too many for the results table; else empty. At most eight that differ among the
 * rows at the top; the others are folded, and so are further rows. Runs that do not count are in it too: what they were run
 * with is often why they failed.
 */
export function paramsTable(compiled: CompiledExperiment, links: LinkWriter): string {
  const { comparison } = compiled;
  const { shown, rest, left } = listedRows(comparison, comparison.differing.length);
  if (comparison.differing.length <= PARAMS_IN_RESULTS || shown.length === 0) return "";
  const outside = comparison.rows.filter((row) => row.bucket !== "used").slice(0, MOST_OUTSIDE);
  const isLong = outside.length > OUTSIDE_ROWS;
  const rows = { shown: isLong ? shown : [...shown, ...outside], rest: isLong ? [...rest, ...outside] : rest, left };
  const [main = [], ...further] = chunks(orderedParams(compiled, rows.shown), PARAMS_PER_TABLE);
  const all = { shown: [...rows.shown, ...rows.rest], rest: [], left };
  const tables = further.map((names) =>
    rowsMarkdown(compiled, links, { rows: all, columns: paramColumns(compiled, links, names) }),
  );
  const more = further.flat().length;
  return [
    rowsMarkdown(compiled, links, { rows, columns: paramColumns(compiled, links, main) }),
    fold(`${more} more parameter${more === 1 ? "" : "s"}`, tables.join("\n\n")),
  ]
    .filter((text) => text !== "")
    .join("\n\n");
}

/** Those that differ among the rows that are seen first; the others differ in rows below only. */
function orderedParams({ comparison }: CompiledExperiment, rows: readonly Row[]): string[] {
  const varying = varyingParams(comparison, rows);
  return [...varying, ...comparison.differing.filter((name) => !varying.includes(name))];
}
