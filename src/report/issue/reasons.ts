import type { Sentence } from "../../model/comparison.ts";
import type { CompiledExperiment } from "../../model/project.ts";
import type { Escalation, EscalationKind } from "../../model/recommendation.ts";

/** Why an issue is to be opened. `before`: what a person has to look at first. */
export interface IssueReasons {
  reasons: Pick<Escalation, "sentence" | "places">[];
  before: Pick<Escalation, "sentence" | "places">[];
}

/** What makes a trained model doubtful, so that it has to be trained again. */
const RETRAIN = new Set<EscalationKind>(["regression", "data-version", "data-drift", "environment", "hardware"]);

/** The reasons that speak for an issue, or the sentence that none does. */
export function reasonsFor(kind: "retrain" | "failed-hypothesis", compiled: CompiledExperiment): IssueReasons | string {
  return kind === "retrain" ? retrainReasons(compiled) : failureReasons(compiled);
}

/** The recommendation says to go on, its data or machines changed, or a run that was made again came out otherwise. */
function retrainReasons({ experiment, comparison }: CompiledExperiment): IssueReasons | string {
  const { recommendation, reproductions, selection } = comparison;
  if (selection === null) return `no run of ${experiment.name} is selected, so there is nothing to train again`;
  const escalations = [...(recommendation?.escalations ?? []), ...selection.escalations];
  const isOpen = recommendation?.action === "iterate";
  const differing = reproductions.filter((one) => one.verdict === "differs");
  const reasons = [
    ...(isOpen ? (recommendation?.reasons ?? []).map(alone) : []),
    ...escalations.filter((one) => RETRAIN.has(one.kind)),
    ...differing.map((one) => alone(one.because)),
  ];
  if (reasons.length > 0) return { reasons, before: escalations.filter((one) => !RETRAIN.has(one.kind)) };
  const action = recommendation?.action;
  const said = action == null ? "there is no criterion to judge it by" : `the recommendation is to ${action}`;
  return `nothing speaks for training ${experiment.name} again: ${said}, and no data, machine or repeated run differs`;
}

function failureReasons({ experiment, comparison }: CompiledExperiment): IssueReasons | string {
  const { hypothesis, recommendation } = comparison;
  if (experiment.hypothesis === null) return `${experiment.name} states no hypothesis that could have failed`;
  if (hypothesis === null) return `the hypothesis of ${experiment.name} has no criterion that could be judged`;
  if (hypothesis.verdict !== "rejected") {
    return `the hypothesis of ${experiment.name} is ${hypothesis.verdict}, not rejected`;
  }
  return { reasons: hypothesis.reasons.map(alone), before: recommendation?.escalations ?? [] };
}

function alone(sentence: Sentence): Pick<Escalation, "sentence" | "places"> {
  return { sentence, places: [] };
}
