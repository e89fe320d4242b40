import type { Finding } from "../model/finding.ts";
import { sortFindings } from "../model/finding.ts";
import type { Check, CheckInput } from "./check.ts";
import { conclusionAddsNothing } from "./conclusion-adds-nothing.ts";
import { figureHasData } from "./figure-has-data.ts";
import { figureRunsCount } from "./figure-runs-count.ts";
import { narrativeWithoutIgnoredRuns } from "./narrative-without-ignored-runs.ts";
import { regionsAreOurs } from "./regions-are-ours.ts";
import { resultsDoNotJudge } from "./results-do-not-judge.ts";
import { sectionsInOrder } from "./sections-in-order.ts";

/** Every truth that a document must keep. */
export const checks: readonly Check[] = [
  sectionsInOrder,
  figureHasData,
  figureRunsCount,
  narrativeWithoutIgnoredRuns,
  conclusionAddsNothing,
  resultsDoNotJudge,
  regionsAreOurs,
];

/** The findings of all checks of a document, in the order they are printed. */
export function checkDocument(input: CheckInput): Finding[] {
  return sortFindings(checks.flatMap(({ check }) => check(input)));
}
