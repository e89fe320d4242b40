import { parseDocument } from "../markdown/document.ts";
import type { Finding } from "../model/finding.ts";
import { sortFindings } from "../model/finding.ts";
import type { Check, CheckInput } from "./check.ts";
import { conclusionAddsNothing } from "./conclusion-adds-nothing.ts";
import { figureHasData } from "./figure-has-data.ts";
import { figureIsCurrent } from "./figure-is-current.ts";
import { figureRunsCount } from "./figure-runs-count.ts";
import { linkLeadsToALog } from "./link-leads-to-a-log.ts";
import { narrativeWithoutIgnoredRuns } from "./narrative-without-ignored-runs.ts";
import { numbersRestOnRunsThatCount } from "./numbers-rest-on-runs-that-count.ts";
import { oneQuantityOneValue } from "./one-quantity-one-value.ts";
import { isReport } from "./report.ts";
import { resultsDoNotJudge } from "./results-do-not-judge.ts";
import { sectionsInOrder } from "./sections-in-order.ts";

/** Every truth that a document must keep. */
export const checks: readonly Check[] = [
  sectionsInOrder,
  figureHasData,
  figureIsCurrent,
  figureRunsCount,
  narrativeWithoutIgnoredRuns,
  conclusionAddsNothing,
  oneQuantityOneValue,
  numbersRestOnRunsThatCount,
  linkLeadsToALog,
  resultsDoNotJudge,
];

/**
 * The findings of all checks of a document, in the order they are printed. `text` is the whole text of the file, for
 * callers that judged one with blanks in place of generated regions: what stands in them counts for a report as a whole.
 */
export function checkDocument({ text, ...input }: CheckInput & { text?: string }): Finding[] {
  const { file } = input.document;
  const isPartial = text !== undefined && text !== input.document.text && isReport(input.document);
  const document = isPartial ? parseDocument(text, file).document : input.document;
  return sortFindings(checks.flatMap(({ check }) => check({ ...input, document })));
}
