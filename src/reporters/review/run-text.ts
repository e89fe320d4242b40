import type { RunChange } from "../../model/review.ts";
import { placeText, proseLine } from "./lines.ts";

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
    `  ${state}: ${name} of ${experiment}${number}${curve}${why}${decided ? "; it was the selected run" : ""}`,
  );
}
