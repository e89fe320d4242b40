import { sayInexact, sayMoment } from "../moment.ts";
import type { EscalationInput, Found } from "./escalation.ts";
import { found, NOTHING, placeOf } from "./escalation.ts";

/** The deciding criterion was not committed before the first run that it judges had started, or that cannot be told. */
export function postHocCriterion({ asked, hypothesis }: EscalationInput): Found {
  const decided = asked.criteria.find(({ criterion }) => criterion === hypothesis?.criterion);
  if (decided === undefined) return NOTHING;
  const { criterion, run, precedence } = decided;
  const kind = hypothesis?.verdict === "rejected" ? "failure" : "success";
  const places = [{ name: "criterion", file: criterion.file, line: criterion.line }];
  const started = placeOf(run, run.provenance?.startedAt);
  if (precedence.order === "after") {
    const sentence = `Post hoc: git has no commit of the ${kind} criterion from before ${run.name}, which it judges, started.`;
    return found("post-hoc-criterion", [sentence], [...places, started]);
  }
  if (precedence.order !== "unclear" || precedence.at === null) return NOTHING;
  const why =
    run.startedAt === null
      ? `${run.name} records no start`
      : `the start that ${run.name} records, ${sayMoment(run.startedAt)}, ${sayInexact(run.startedAt, run.clock)}`;
  const sentence = `It cannot be told whether the ${kind} criterion is post hoc: it was committed at ${sayMoment(precedence.at)}, and ${why}.`;
  return found("post-hoc-criterion", [sentence], [...places, started]);
}
