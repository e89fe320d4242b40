import { lineOf } from "../../model/evidence.ts";
import type { Finding } from "../../model/finding.ts";
import { finding } from "../../model/finding.ts";
import type { OutOfDate, Review, ReviewedClaim, ReviewRule, Tampering } from "../../model/review.ts";
import { hasLostEvidence, holdsAnyway, REVIEW_RULES } from "../../model/review.ts";
import { wrongClaimRule } from "../../model/verdict-rule.ts";
import type { Thresholds } from "./about.ts";
import { changeFindings, severityOf } from "./change-findings.ts";
import { worstClaims, worstMoved } from "./rank.ts";
import { reasonOf } from "./reason.ts";

/**
 * A review as findings, for hosts that show these beside the changed lines: what is false and what lost its evidence as errors,
 * rewritten logs, evidence that moved, what became of runs and comparisons and files out of date as warnings, then what else was
 * found. Of what is no claim the thresholds say how bad it is. What is said twice is said once.
 */
export function reviewFindings(review: Review, thresholds: Thresholds = ALERTS): Finding[] {
  const { claims, tampered, outOfDate, findings } = review;
  const graded = (rule: ReviewRule, one: Finding) => ({ ...one, severity: severityOf(rule, thresholds) });
  const own = [
    ...worstClaims(claims.broken).map(ofBroken),
    ...worstMoved(claims.moved.filter(hasLostEvidence)).map(ofLost),
    ...tampered.map((one) => graded("tampered-evidence", ofTampering(one))),
    ...worstClaims(claims.moved.filter((one) => !hasLostEvidence(one))).map((one) =>
      graded("moved-evidence", ofMoved(one)),
    ),
    ...changeFindings(review, thresholds),
    ...outOfDate.map((one) => graded("out-of-date", ofOutOfDate(one))),
  ];
  const isTold = new Set(own.map(placeKey));
  return [...own, ...findings.filter((one) => !isTold.has(placeKey(one)))];
}

/** Where nothing is configured. */
const ALERTS: Thresholds = { fail: [], alert: REVIEW_RULES, rules: {} };

function placeKey({ code, file, line, column }: Finding): string {
  return JSON.stringify([code, file, line, code.startsWith("claim/") ? column : null]);
}

/** False, or without evidence from the start. */
function ofBroken(claim: ReviewedClaim): Finding {
  const { text, logged, verdict, was } = claim;
  const says = logged === null ? "" : `, the log says ${logged}`;
  const now = was === null ? "" : " now";
  const message =
    verdict === "ignored-run"
      ? `${text} rests on a run that is ignored`
      : hasLostEvidence(claim)
        ? `${text} has no evidence here`
        : `${text} is false${now}${says}`;
  return ofClaim(claim, { code: wrongClaimRule(verdict) ?? "claim/contradicted", severity: "error", message });
}

function ofLost(claim: ReviewedClaim): Finding {
  const code = wrongClaimRule(claim.verdict) ?? "claim/source-missing";
  return ofClaim(claim, { code, severity: "error", message: `the evidence of ${claim.text} is gone` });
}

function ofMoved(claim: ReviewedClaim): Finding {
  const code = wrongClaimRule(claim.verdict) ?? "claim/moved";
  const message = `the evidence of ${claim.text} moved or changed`;
  const help = holdsAnyway(claim)
    ? { help: "See what was changed in its evidence; the number itself still holds." }
    : {};
  return ofClaim(claim, { code, severity: "warning", message, ...help });
}

function ofClaim(
  claim: ReviewedClaim,
  said: Pick<Finding, "code" | "severity" | "message"> & { help?: string },
): Finding {
  const { file, line, column, text, logged, why, was, evidence, excerpt, help } = claim;
  const [first] = evidence;
  // Nothing beside a finding shows the lines as they were.
  const reason = why === "" ? "" : reasonOf({ ...claim, before: null });
  const place = excerpt ?? (first === undefined ? null : { file: first.file, line: lineOf(first), text: "" });
  return finding({
    ...said,
    file,
    line,
    column,
    endColumn: /[\r\n]/.test(text) ? null : column + text.length,
    expected: logged,
    found: text,
    notes: [reason, was === null || was.text === text ? "" : `it said ${was.text} before`].filter(
      (note) => note !== "",
    ),
    ...(help === null ? {} : { help }),
    related: place === null ? [] : [{ file: place.file, line: place.line, text: place.text, label: logged ?? "" }],
  });
}

function ofTampering({ file, lines, cited, changed, claims, first }: Tampering): Finding {
  const since = cited === null ? "" : ` after ${cited.slice(0, 7)} cited it`;
  const when = changed === null ? "" : ` in ${changed.slice(0, 7)}`;
  const [one] = lines;
  return finding({
    code: "claim/stale",
    severity: "warning",
    file,
    line: one?.line ?? null,
    message: `a cited log was rewritten${when}${since}; ${claims === 1 ? "1 claim rests" : `${claims} claims rest`} on it`,
    expected: one?.before ?? null,
    found: one?.after ?? null,
    help: "See what was changed and say why, or restore the file; a log is not edited.",
    related: first === null ? [] : [{ file: first.file, line: first.line, text: "", label: "cited here" }],
  });
}

function ofOutOfDate({ file, line, region, why, command }: OutOfDate): Finding {
  return finding({
    code: "region/out-of-date",
    severity: "warning",
    file,
    line,
    message: `${region === null ? "this" : `the region ${region}`} is out of date: ${why}`,
    help: `Run \`${command}\`.`,
  });
}
