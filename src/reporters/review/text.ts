import { styleText } from "node:util";
import { sayAccounting } from "../../model/accounting.ts";
import { plainSentence } from "../../model/comparison.ts";
import { sayPlace } from "../../model/evidence.ts";
import type { Finding } from "../../model/finding.ts";
import type { Review, ReviewedClaim, Tampering } from "../../model/review.ts";
import { hasLostEvidence } from "../../model/review.ts";
import { wrongClaimRule } from "../../model/verdict-rule.ts";
import { visible } from "../width.ts";
import type { ReviewAbout } from "./about.ts";
import { experimentLines } from "./experiment-text.ts";
import { logLine, logPair, placeText, proseLine } from "./lines.ts";
import { reasonsOf } from "./out-of-date.ts";
import { isNotable, MARKS, saysAnything, worstClaims, worstMoved, worstRuns } from "./rank.ts";
import { isPair, reasonOf } from "./reason.ts";
import { sayRunCounts } from "./run-counts.ts";
import { runLine } from "./run-text.ts";
import type { Title } from "./titles.ts";
import { falseTitle, movedTitle } from "./titles.ts";

/** So many things of a kind are shown. */
const MOST = 20;

/** A part of the text: what it is about, and its lines. */
interface Part {
  title: string;
  color: "red" | "yellow" | "green" | "cyan";
  lines: string[];
}

/** A review for a terminal, in the order of the comment: the verdict, what is false, what moved, what is new, what to do. */
export function reviewText(review: Review, about: ReviewAbout): string {
  const paint = (text: string, ...styles: ("bold" | Part["color"])[]) =>
    about.color === true
      ? styles.reduce<string>((all, style) => styleText(style, all, { validateStream: false }), text)
      : text;
  const verdict = proseLine(`${MARKS[review.mood]} ${plainSentence(review.verdict)}`);
  const parts = partsOf(review).filter(({ lines }) => lines.length > 0);
  const shown = parts.map(({ title, color, lines }) =>
    [paint(title, "bold", color), ...lines.slice(0, MOST), ...restOf(lines)].map((line) => `${line}\n`).join(""),
  );
  return [`${paint(verdict, "bold")}\n`, ...shown].join("\n");
}

function restOf(lines: readonly string[]): string[] {
  return lines.length > MOST ? [`  … and ${lines.length - MOST} more; --json has all of them`] : [];
}

function partsOf(review: Review): Part[] {
  const { claims, tampered, runs, accounting, experiments, outOfDate, findings, steps, notes } = review;
  const sorted = worstRuns(runs);
  const told = sorted.filter(isNotable);
  const others = sorted.filter((one) => !isNotable(one));
  const totals = proseLine(`  now ${sayAccounting(accounting.head)}; before ${sayAccounting(accounting.base)}`);
  const runPart: Part = {
    title: sayRunCounts(runs),
    color: "cyan",
    lines: runs.length === 0 ? [] : [totals, ...[...told, ...others].map(runLine)],
  };
  const isLost = claims.moved.some(hasLostEvidence);
  const errors = findings.filter(({ severity }) => severity === "error");
  const rest = findings.filter(({ severity }) => severity !== "error");
  const errorPart: Part = { title: `Errors: ${errors.length}`, color: "red", lines: errors.map(findingLine) };
  const movedPart = partOf(movedTitle(claims.moved), worstMoved(claims.moved));
  return [
    partOf(falseTitle(claims.broken), worstClaims(claims.broken)),
    ...(isLost ? [movedPart, errorPart] : [errorPart]),
    { title: "Rewritten after being cited", color: "yellow", lines: tampered.map(tamperedLines) },
    ...(isLost ? [] : [movedPart]),
    ...(told.length > 0 ? [runPart] : []),
    { title: "Comparisons", color: "cyan", lines: experiments.filter(saysAnything).map(experimentLines) },
    { title: "Out of date", color: "yellow", lines: outOfDateLines(outOfDate) },
    ...(told.length > 0 ? [] : [runPart]),
    { title: "New claims that hold", color: "green", lines: claims.added.map(shortClaim) },
    { title: "Mended claims", color: "green", lines: claims.mended.map(shortClaim) },
    {
      title: "Claims that were taken out",
      color: "cyan",
      lines: claims.removed.map((one) =>
        proseLine(`  ${one.file}: ${one.claims}${one.isGone ? ", the document is gone" : ""}`),
      ),
    },
    { title: "Further findings", color: "yellow", lines: rest.map(findingLine) },
    { title: "Not compared", color: "cyan", lines: notes.map((note) => proseLine(`  ${note}`)) },
    {
      title: "What to do",
      color: "cyan",
      lines: steps.flatMap(({ text, command }) => [
        proseLine(`  ${text}`),
        ...(command === null ? [] : [`    ${visible(command)}`]),
      ]),
    },
  ];
}

function partOf({ mood, text }: Title, claims: readonly ReviewedClaim[]): Part {
  return { title: text, color: mood === "false" ? "red" : "yellow", lines: claims.map(claimLines) };
}

function outOfDateLines(outOfDate: Review["outOfDate"]): string[] {
  const { common, shown, rest } = reasonsOf(outOfDate);
  return [
    ...(common === "" ? [] : [proseLine(`  ${common}:`)]),
    ...shown.map(({ file, line, why }) => proseLine(`  ${placeText({ file, line })}: ${why}`)),
    ...(rest > 0 ? [`  … and ${rest} more; --json has all of them`] : []),
  ];
}

function findingLine(one: Finding): string {
  return proseLine(`  ${one.severity} ${placeText(one)}: ${one.message} (${one.code})`);
}

function claimLines(claim: ReviewedClaim): string {
  const { evidence, excerpt, before, logged, text } = claim;
  // What holds, and what nothing says any more, is not set against a log.
  const isAgainst = wrongClaimRule(claim.verdict) !== null && !hasLostEvidence(claim);
  const says = logged === null || !isAgainst ? "" : `, the log says ${logged}`;
  const reason = reasonOf(claim);
  const head = `  ${placeText(claim)}: ${text}${says}${reason === "" ? "" : `: ${reason}`}`;
  const [first, ...others] = evidence;
  const more = others.length === 0 ? "" : ` and ${others.length} more`;
  const where = first === undefined ? [] : [`    ${sayPlace(first)}${more}`];
  const pair = isPair(claim) ? before : null;
  const log = excerpt === null || others.length > 0 ? "" : excerpt.text;
  const shown =
    pair !== null
      ? logPair({ mark: "    -", text: pair }, { mark: "    +", text: log })
      : log === ""
        ? []
        : [logLine("    |", log, first?.literal ?? logged ?? "")];
  return [...[head, ...where].map(proseLine), ...shown].join("\n");
}

function shortClaim(claim: ReviewedClaim): string {
  const [first] = claim.evidence;
  return proseLine(`  ${placeText(claim)}: ${claim.text}${first === undefined ? "" : `  ${sayPlace(first)}`}`);
}

function tamperedLines({ file, lines, cited, changed, claims, first }: Tampering): string {
  const since = cited === null ? "" : `, cited since ${cited.slice(0, 7)}`;
  const when = changed === null ? "" : `, changed in ${changed.slice(0, 7)}`;
  const rests = first === null ? "" : `, ${claims === 1 ? "1 claim" : `${claims} claims`}, first ${placeText(first)}`;
  const differences = lines.slice(0, 3).flatMap(({ line, before, after }) => {
    const number = line === null ? "" : `${line} `;
    const [old, now] = [`    - ${number}|`, `    + ${number}|`];
    if (before !== null && after !== null) return logPair({ mark: old, text: before }, { mark: now, text: after });
    return [...(before === null ? [] : [logLine(old, before)]), ...(after === null ? [] : [logLine(now, after)])];
  });
  return [proseLine(`  ${file}${since}${when}${rests}`), ...differences].join("\n");
}
