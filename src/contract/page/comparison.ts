import { link, page, table, text } from "../part.ts";

export const comparisonPage = page("comparison", {
  accounting: text,
  experiment: link,
  table,
  constants: table.nullable(),
  runs: table.nullable(),
});
