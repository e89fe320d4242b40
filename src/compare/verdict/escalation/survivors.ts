import { bucketOf } from "../../../model/accounting.ts";
import type { Row } from "../../../model/comparison.ts";
import type { EscalationInput, Found } from "./escalation.ts";
import { found, NOTHING, othersName, placeOf } from "./escalation.ts";

/** More runs than these are counted, not linked. */
const MOST = 5;

/**
 * More of the runs of one side failed than of the other's: a mean over what survived says nothing of how often nothing does, and
 * may be of the easier runs alone.
 */
export function survivors(input: EscalationInput): Found {
  const { experiment, rows, subject, against } = input;
  const byId = new Map(experiment.runs.map((run) => [run.id, run]));
  const failedOf = (row: Row) =>
    (row.lost ?? []).flatMap((id) => byId.get(id) ?? []).filter((run) => bucketOf(run) === "failed");
  const others = against === null ? rows.filter(({ bucket, id }) => bucket === "used" && id !== subject.id) : [against];
  const own = failedOf(subject);
  const [mine, theirs] = [[subject], others].map((side) => {
    const failed = side.flatMap(failedOf).length;
    const all = side.reduce((sum, row) => sum + row.runs.length, failed);
    return { share: failed / all, text: `${failed} of ${all}` };
  });
  if (mine === undefined || theirs === undefined || !(mine.share > theirs.share)) return NOTHING;
  return found(
    "survivors",
    [
      `Only what survived is compared: ${mine.text} runs of ${subject.name} failed or diverged, and ${theirs.text} of ${othersName(input)}.`,
    ],
    own.slice(0, MOST).map((run) => placeOf(run, undefined)),
  );
}
