import type { EscalationInput, Found } from "./escalation.ts";
import { found, NOTHING } from "./escalation.ts";

/** More lines than these are counted, not linked. */
const MOST = 5;

/** Lines that leave out runs were written when the result of these was there to see. */
export function lateIgnore({ asked }: EscalationInput): Found {
  const known = asked.ignores.filter(({ precedence }) => precedence.order === "before" || precedence.order === "after");
  const late = known.filter(({ precedence }) => precedence.order === "after");
  if (late.length === 0) return NOTHING;
  const places = late.slice(0, MOST).map(({ file, line }) => {
    return { name: `${file.slice(file.lastIndexOf("/") + 1)}:${line}`, file, line };
  });
  const runs = late.reduce((sum, one) => sum + one.runs.length, 0);
  const what = runs === 1 ? "1 run was ignored" : `${runs} runs were ignored`;
  const whose = runs === 1 ? "its result" : late.length === 1 ? "the first of their results" : "results of theirs";
  const rest = known.length > late.length ? ` (${late.length} of ${known.length} lines)` : "";
  return found("late-ignore", [`${what} after ${whose} existed, by git${rest}.`], places);
}
