import { lineOf } from "../../model/evidence.ts";
import type { Finding } from "../../model/finding.ts";
import { finding } from "../../model/finding.ts";
import type { OutOfDate, Review, ReviewedClaim, Tampering } from "../../model/review.ts";
import { wrongClaimRule } from "../../model/verdict-rule.ts";
import { worstClaims, worstMoved } from "./rank.ts";

/**
 * A review as findings, for hosts that show these beside the changed lines: what is false now as errors, evidence that moved, rewritten
 * logs and files out of date as warnings, then what else was found. What is said twice is said once.
 */
export function reviewFindings(review: Review): Finding[] {
  const { claims, tampered, outOfDate, findings } = review;
  const own = [
    ...worstClaims(claims.broken).map((one) => ofClaim(one, "error")),
    ...worstMoved(claims.moved).map((one) => ofClaim(one, "warning")),
    ...tampered.map(ofTampering),
    ...outOfDate.map(ofOutOfDate),
  ];
  const isTold = new Set(own.map(placeKey));
  return [...own, ...findings.filter((one) => !isTold.has(placeKey(one)))];
}

function placeKey({ code, file, line, column }: Finding): string {
  return JSON.stringify([code, file, line, code.startsWith("claim/") ? column : null]);
}

function ofClaim(claim: ReviewedClaim, severity: "error" | "warning"): Finding {
  const { file, line, column, text, logged, why, verdict, was, evidence, excerpt, help } = claim;
  const [first] = evidence;
  const says = logged === null ? "" : `, the log says ${logged}`;
  const state = severity === "error" ? "is false now" : "stands on evidence that moved, changed or vanished";
  const place = excerpt ?? (first === undefined ? null : { file: first.file, line: lineOf(first), text: "" });
  return finding({
    code: wrongClaimRule(verdict) ?? (severity === "error" ? "claim/contradicted" : "claim/moved"),
    severity,
    file,
    line,
    column,
    endColumn: /[\r\n]/.test(text) ? null : column + text.length,
    message: `${text} ${state}${says}`,
    expected: logged,
    found: text,
    notes: [why, was === null || was.text === text ? "" : `it said ${was.text} before`].filter((note) => note !== ""),
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
