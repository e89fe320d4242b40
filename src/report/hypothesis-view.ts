import { codeSpan } from "../markdown/escape.ts";
import type { Comparison, HypothesisVerdict, Sentence } from "../model/comparison.ts";
import { plainSentence } from "../model/comparison.ts";
import type { Criterion, Hypothesis } from "../model/journal.ts";
import type { CompiledExperiment } from "../model/project.ts";
import { quote } from "./journal-quote.ts";
import type { LinkWriter } from "./link-writer.ts";

/**
 * The hypothesis as templates show it, all Markdown.
 *
 * - `verdict`, `reasons`: the answer with every number that decides it; null and empty when it was not judged.
 * - `further`: those of the reasons that the recommendation does not give too.
 * - `measured`: the one number that decides, as a clause: `` `test/accuracy` of `shift` minus `baseline` is [−0.08](…) ``.
 * - `history`: since when the deciding criterion was committed, where that is before the runs that it judges; else null.
 */
export interface HypothesisView {
  text: string;
  source: string;
  success: string | null;
  failure: string | null;
  verdict: string | null;
  reasons: string[];
  further: string[];
  measured: string | null;
  history: string | null;
}

/** The hypothesis of the journal, or null when none was stated. */
export function hypothesisView(
  { experiment, comparison }: CompiledExperiment,
  links: LinkWriter,
): HypothesisView | null {
  const stated = experiment.hypothesis;
  if (stated === null) return null;
  const judged = comparison.hypothesis;
  const baseline = comparison.rows.find((row) => row.baseline)?.name ?? null;
  const criterion = (one: Criterion | null) =>
    one === null ? null : `${quote(one.text)} (${links.place("source", one.file, one.line)})`;
  return {
    text: quote(stated.text),
    source: links.place("source", stated.file, stated.line),
    success: criterion(stated.success),
    failure: criterion(stated.failure),
    verdict: judged?.verdict ?? null,
    reasons: (judged?.reasons ?? []).map((reason) => links.sentence(reason)),
    further: furtherReasons(comparison).map((reason) => links.sentence(reason)),
    history: judged === null || judged.history === null ? null : links.sentence(judged.history),
    measured: judged === null ? null : measuredOf({ stated, judged, baseline, links }),
  };
}

function furtherReasons({ hypothesis, recommendation }: Comparison): Sentence[] {
  const given = new Set((recommendation?.reasons ?? []).map(plainSentence));
  return (hypothesis?.reasons ?? []).filter((reason) => !given.has(plainSentence(reason)));
}

function measuredOf(of: {
  stated: Hypothesis;
  judged: HypothesisVerdict;
  baseline: string | null;
  links: LinkWriter;
}): string | null {
  const { stated, judged, baseline, links } = of;
  const condition = judged.criterion?.condition ?? null;
  if (judged.criterion === null || condition === null) return null;
  // Reasons come in the order success, failure; a criterion that is not stated has none.
  const isSuccess = judged.criterion.line === stated.success?.line && judged.criterion.text === stated.success.text;
  const reason = judged.reasons[isSuccess || stated.success === null ? 0 : 1] ?? [];
  const quantity = reason.find((part) => typeof part !== "string");
  if (quantity === undefined) return null;
  const left = condition.left ?? stated.candidate;
  const right = condition.how === "value" ? null : (condition.right ?? stated.baseline ?? baseline);
  const side = left === null ? "" : ` of ${codeSpan(left)}`;
  const minus = right === null ? "" : ` minus ${codeSpan(right)}`;
  return `${codeSpan(condition.metric)}${side}${minus} is ${links.link(quantity)}`;
}
