import type { Caution } from "../../../model/caution.ts";
import type { CautionInput } from "./caution.ts";
import { evaluatedOn } from "./evaluated-on.ts";
import { identicalRows } from "./identical-rows.ts";

/** Why rows that count may not be comparable with one another; nothing is said of a single row. */
export function cautionsOf(input: CautionInput): Caution[] {
  const rows = input.rows.filter((row) => row.bucket === "used");
  if (rows.length < 2) return [];
  const among = { ...input, rows };
  return [...evaluatedOn(among), ...identicalRows(among)];
}
