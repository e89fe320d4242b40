import type { Caution } from "../../../model/caution.ts";
import type { Selection } from "../../../model/comparison.ts";
import type { Escalation, Recommendation } from "../../../model/recommendation.ts";
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

/** What to look at before relying on the selected row, with a caution that concerns it where nothing was said of its data. */
export function withCautions(
  escalations: Escalation[],
  said: { cautions: readonly Caution[]; selection: Selection; recommendation: Recommendation | null },
): Escalation[] {
  const { cautions, selection, recommendation } = said;
  const isSaid = [...escalations, ...(recommendation?.escalations ?? [])].some(({ kind }) => kind === "data-drift");
  const concerns = cautions.some(({ kind, rows }) => kind === "evaluated-on" && rows.includes(selection.row));
  if (isSaid || !concerns) return escalations;
  const sentence = ["Not all rows were evaluated on the same number of samples: what differs is said above the table."];
  return [...escalations, { kind: "data-drift", sentence, places: [] }];
}
