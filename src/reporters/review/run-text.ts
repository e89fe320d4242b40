import type { RunChange } from "../../model/review.ts";
import { placeText, proseLine } from "./lines.ts";
import { windowsOf } from "./window.ts";

/** Of a line that is another only so much is shown around what differs. */
const WIDEST = 60;

/** What became of a run, its metric and its curve, as a line for a terminal. */
export function runLine(run: RunChange): string {
  const { kind, bucket, wasBucket, name, experiment, metric, value, was, reason, reasonPlace, sparkline, decided } =
    run;
  const fate = kind === "counted otherwise" ? `${wasBucket ?? "not counted"} → ${bucket ?? "not counted"}` : kind;
  const state = kind === "added" && bucket !== null && bucket !== "used" ? `${fate}, ${bucket}` : fate;
  const before = was === null || was.text === value?.text ? "" : `${was.text} → `;
  const number =
    metric === null || (value === null && was === null) ? "" : `, ${metric} ${before}${value?.text ?? "none"}`;
  const where = reasonPlace === null ? "" : ` (${placeText(reasonPlace)})`;
  const why = reason === null ? "" : `: ${reason}${where}`;
  const curve = /^[▁-█]{1,80}$/.test(sparkline) ? ` ${sparkline}` : "";
  return proseLine(
    `  ${state}: ${name} of ${experiment}${alteredText(run)}${number}${curve}${why}${decided ? "; it was the selected run" : ""}`,
  );
}

/** `, train.log:5 says “0.5” where it said “0.4”, 3 lines differ` */
function alteredText({ altered }: RunChange): string {
  if (altered === null) return "";
  const { before, after } = windowsOf(altered.before, altered.after ?? "", WIDEST);
  const now = altered.after === null ? "is gone" : `says “${after}”`;
  const more = altered.lines > 1 ? ` (${altered.lines} lines differ)` : "";
  return `, ${placeText(altered)} ${now} where it said “${before}”${more}`;
}
